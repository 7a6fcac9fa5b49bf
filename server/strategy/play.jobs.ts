import type { Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { settleLeftBehind } from './settle-runs.ts'

const mostAtOnce = 500

/** Looks at every firm once: planned runs whose day has come begin. Answers how many runs were moved. */
export async function lookAfterPlays({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<number> {
  let moved = 0
  for (const tenantId of await readTenantIds(db))
    moved += await inTenant(db, { tenantId }, tx => settleLeftBehind(tx, { tenantId }, now(), mostAtOnce))
  return moved
}

const lookMillis = 10 * 60_000

/** Looks every ten minutes. */
export function definePlayJobs(platform: Platform): void {
  const look = () => {
    if (platform.jobs.isRunning()) lookAfterPlays(platform).catch(error => platform.log.warn({ err: error }, 'plays'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
