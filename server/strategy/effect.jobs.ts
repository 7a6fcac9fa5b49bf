import { formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Actor } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { findPresentDay } from '#server/segments/jobs.sql.ts'
import { findOpenMeasuring, hasMeasurable, readNewestMeasuring } from './effect-measures.sql.ts'
import { measureEffects, measureKind, monthEndUpTo } from './measure-effects.ts'

/** Asks for all plays to be measured; where that is under way already, that one does for both. Answers the job's id. */
export async function enqueueMeasuring(jobs: Jobs, tx: Tx, actor: Actor): Promise<string> {
  return (await findOpenMeasuring(tx, actor.tenantId, measureKind)) ?? (await jobs.enqueue(tx, actor, { kind: measureKind }))
}

/** Whether a month is over that was not measured, in a firm that has given anybody a play. */
async function isOverdue(tx: Tx, tenantId: string): Promise<boolean> {
  const present = await findPresentDay(tx, tenantId)
  if (present === undefined || !(await hasMeasurable(tx, tenantId))) return false
  const due = formatDay(monthEndUpTo(parseDay(present.asOf) ?? 0))
  const newest = await readNewestMeasuring(tx, tenantId)
  return newest === undefined || newest.asOf < due
}

/** Looks at every firm once; answers how many are measured anew. */
export async function measureOverdue({ db, jobs }: Pick<Platform, 'db' | 'jobs'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db))
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (!(await isOverdue(tx, tenantId))) return 0
      await enqueueMeasuring(jobs, tx, { tenantId })
      return 1
    })
  return enqueued
}

const lookMillis = 60 * 60_000

/** Names the work, and looks every hour whether a month is over. */
export function defineEffectJobs(platform: Platform): void {
  platform.jobs.define<object>(measureKind, job => measureEffects(platform, job))
  const look = () => {
    if (platform.jobs.isRunning()) measureOverdue(platform).catch(error => platform.log.warn({ err: error }, 'effects'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
