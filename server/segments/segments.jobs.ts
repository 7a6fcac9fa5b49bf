import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { asOfOf, todayIn } from '#server/value/as-of.ts'
import { enqueueWallets } from '#server/value/enqueue-wallets.ts'
import { enqueueIdentify, enqueueValidate, type IdentifyReason } from './enqueue-identify.ts'
import { findLastOrder, findPresentDay, hasExpiring, identifyKind, validateKind } from './jobs.sql.ts'
import { runEngine } from './run-engine.ts'

/** What later rooms do once customers are placed anew: in the transaction that ends the job, so it must be quick. */
export type OnPlaced = (tx: Tx, actor: Actor, now: Date) => Promise<unknown>

type Identified = { readonly generation: number; readonly customers: number; readonly placed: number; readonly settingsVersion: number }

/** The job: the engine in its thread, then one line in the audit trail. */
async function identify(platform: Platform, job: RunningJob<{ reason: IdentifyReason }>, onPlaced: OnPlaced): Promise<Identified> {
  const { tenantId, userId, jobId, signal } = job
  const task = { kind: 'identify', reason: job.data.reason, authorId: userId ?? null, jobId } as const
  const onProgress = ({ step, done, total }: { step: string; done: number; total: number }) => job.report({ step, done, total })
  const result = (await runEngine({ pool: platform.pool, tenantId, now: platform.now(), task, signal, onProgress })) as Identified
  const { generation, customers, settingsVersion } = result
  const after = { reason: job.data.reason, generation, settingsVersion }
  await job.inTenant(async tx => {
    await audit(tx, job.actor, { action: 'recalculate', entity: 'valuation', entityId: String(generation), after, count: customers })
    await onPlaced(tx, job.actor, platform.now())
    await enqueueWallets(platform.jobs, tx, job.actor)
    await enqueueValidate(platform.jobs, tx, job.actor)
  })
  return result
}

/**
 * The job after it: how the forecast would have done on the past. The map is there long before it ends; where another method
 * did better than the one in use, the figures of the future are reckoned anew with it.
 */
async function validate(platform: Platform, job: RunningJob<object>): Promise<unknown> {
  const { tenantId, signal } = job
  const call = { pool: platform.pool, tenantId, now: platform.now(), task: { kind: 'validate' } as const, signal }
  const result = (await runEngine(call)) as { readonly isOutdated: boolean }
  if (result.isOutdated) await job.inTenant(tx => enqueueIdentify(platform.jobs, tx, job.actor, 'forecast'))
  return result
}

/** Whether time alone has changed what the map shows: the as-of day has moved on, or an override has run out. */
async function isOverdue(tx: Tx, tenantId: string, now: Date): Promise<boolean> {
  const present = await findPresentDay(tx, tenantId)
  if (present === undefined) return false
  const today = todayIn(present.timeZone, now)
  const computed = todayIn(present.timeZone, present.createdAt)
  if (computed >= today) return false
  const last = await findLastOrder(tx, tenantId, formatDay(today))
  const asOf = asOfOf(last === undefined ? undefined : parseDay(last), today)
  return formatDay(asOf) !== present.asOf || (await hasExpiring(tx, tenantId, formatDay(computed), formatDay(today)))
}

/** Looks at every firm once: those whose day has moved on are computed anew. */
export async function identifyOverdue({ db, jobs, now }: Pick<Platform, 'db' | 'jobs' | 'now'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db)) {
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (!(await isOverdue(tx, tenantId, now()))) return 0
      await enqueueIdentify(jobs, tx, { tenantId }, 'nightly')
      return 1
    })
  }
  return enqueued
}

const lookMillis = 15 * 60_000

/** Names the work of this room, and looks four times an hour whether a new day has begun. */
export function defineSegmentsJobs(platform: Platform, onPlaced: OnPlaced): void {
  platform.jobs.define<{ reason: IdentifyReason }>(identifyKind, job => identify(platform, job, onPlaced))
  platform.jobs.define<object>(validateKind, job => validate(platform, job))
  const look = () => {
    if (platform.jobs.isRunning()) identifyOverdue(platform).catch(error => platform.log.warn({ err: error }, 'nightly recalculation'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
