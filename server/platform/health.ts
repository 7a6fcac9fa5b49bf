import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Health } from '#contract/platform/health.ts'
import type { OpenCtx } from './context.ts'
import { readAppliedSteps } from './health.sql.ts'
import { migrationSteps } from './migrate.ts'

export const version = (JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { version: string })
  .version

let newestStep: string | undefined
const newest = () => {
  newestStep ??= migrationSteps().at(-1)?.name ?? ''
  return newestStep
}

/** Whether all that the product needs is there; the detail says what is not. Answers status 503 when not. */
export async function readHealth({ db, platform, reply }: OpenCtx): Promise<Health> {
  const applied = await readAppliedSteps(db).catch(() => undefined)
  const missing = applied !== undefined && !applied.includes(newest())
  const health: Health = {
    ok: applied !== undefined && !missing && platform.jobs.isRunning(),
    version,
    database: applied === undefined ? { ok: false, detail: 'the database does not answer' } : { ok: true },
    migrations:
      applied === undefined
        ? { ok: false, detail: 'unknown' }
        : missing
          ? { ok: false, detail: `step ${newest()} is missing: run lianke migrate` }
          : { ok: true },
    jobs: platform.jobs.isRunning() ? { ok: true } : { ok: false, detail: 'background jobs do not run' },
  }
  if (!health.ok) reply.code(503)
  return health
}
