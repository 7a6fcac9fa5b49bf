import { formatDay } from '#core/units/civil-day.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import type { Jobs, RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { enqueueIdentify } from '#server/segments/enqueue-identify.ts'
import { todayIn } from '#server/value/as-of.ts'
import { wholeBook } from '#server/value/enqueue-wallets.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import { inferStates, readFirm, settleSheetEvidence } from './infer-relationship.ts'
import { findJobOf, inferKind, noteRun, readCustomerIds, readRun, writeStates } from './relationship-state.sql.ts'

/** How many customers one transaction infers: the database joins all contacts of a batch with all its deliveries, so that the effort grows with the square of it. */
const batch = 50

/** Asks for all relationships to be inferred anew; where that waits or runs already, that one does. Answers the job's id. */
export async function enqueueInfer(jobs: Jobs, tx: Tx, actor: Actor): Promise<string> {
  return (await findJobOf(tx, actor.tenantId, inferKind)) ?? (await jobs.enqueue(tx, actor, { kind: inferKind, group: wholeBook }))
}

/** The job: batch by batch; the values are computed anew once where sheets of switching cost say something else. */
async function inferAll({ jobs, now }: Platform, job: RunningJob<object>): Promise<{ customers: number }> {
  const { tenantId, actor, signal } = job
  const firm = await job.inTenant(tx => readFirm(tx, tenantId, now()))
  const { present } = await job.inTenant(tx => readRun(tx, tenantId))
  let [customers, after, changed] = [0, undefined as string | undefined, false]
  for (;;) {
    signal.throwIfAborted()
    const ids = await job.inTenant(tx => readCustomerIds(tx, tenantId, after, batch))
    if (ids.length === 0) break
    const isChanged = await job.inTenant(async tx => {
      const found = await inferStates(tx, tenantId, firm, ids)
      await writeStates(
        tx,
        tenantId,
        firm.days.today,
        [...found].map(([dyadId, { state }]) => ({ dyadId, state })),
      )
      return await settleSheetEvidence(tx, actor, found, firm.days.today)
    })
    changed ||= isChanged
    customers += ids.length
    after = ids.at(-1)
    job.report({ step: 'infer', done: customers })
  }
  await job.inTenant(async tx => {
    await noteRun(tx, tenantId, { generation: present, today: firm.days.today, customers })
    await audit(tx, actor, { action: 'recalculate', entity: 'relationship', count: customers })
    if (changed) await enqueueIdentify(jobs, tx, actor, 'evidence')
  })
  return { customers }
}

/** Whether a placement or a day has come since all relationships were inferred; a firm without a map has nothing to infer yet. */
export async function isBehind(tx: Tx, tenantId: string, now: Date): Promise<boolean> {
  const run = await readRun(tx, tenantId)
  if (run.present === 0) return false
  const { timeZone } = await readBaseCurrency(tx, tenantId)
  return run.generation !== run.present || run.inferredOn !== formatDay(todayIn(timeZone, now))
}

/** Looks at every firm once. Answers how many are inferred anew. */
export async function inferOverdue({ db, jobs, now }: Pick<Platform, 'db' | 'jobs' | 'now'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db))
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (!(await isBehind(tx, tenantId, now()))) return 0
      await enqueueInfer(jobs, tx, { tenantId })
      return 1
    })
  return enqueued
}

const lookMillis = 5 * 60_000

/** Names the work of this slice, and looks every five minutes whether a placement or a day has come. */
export function defineBondJobs(platform: Platform): void {
  platform.jobs.define<object>(inferKind, job => inferAll(platform, job))
  const look = () => {
    if (platform.jobs.isRunning()) inferOverdue(platform).catch(error => platform.log.warn({ err: error }, 'relationships'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
