import type { CustomerBatch } from '#contract/dyads/batch.ts'
import { smallBatch } from '#core/dyads/batch-change.ts'
import type { Platform } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { type Kept, moveBatch, readKeptRows } from './batches.sql.ts'
import { type BatchAsker, changeStretch, returnStretch, stretchesOf } from './run-batch.ts'

export const batchKind = 'change_many'

/** What the job is told: the customers to change and how, or the batch to take back. */
export type BatchOrder =
  | { readonly batchId: string; readonly deed: 'change'; readonly change: CustomerBatch; readonly dyadIds: readonly string[] }
  | { readonly batchId: string; readonly deed: 'undo' }

type Job = RunningJob<BatchOrder>

/** Whose name it is done in, with what that person may do now. */
async function askerOf({ db, now }: Platform, { tenantId, userId }: Job): Promise<BatchAsker> {
  const membership = userId === undefined ? undefined : await findMembership(db, tenantId, userId)
  if (userId === undefined || membership === undefined)
    throw new Refusal('forbidden', ['发起人已不在公司，未执行。', 'Whoever asked for it is no longer of the firm: nothing was done.'])
  return { ...membership, userId, now }
}

async function change(platform: Platform, job: Job, data: BatchOrder & { readonly deed: 'change' }): Promise<void> {
  const key = { tenantId: job.tenantId, batchId: data.batchId }
  const stretches = stretchesOf(data.dyadIds)
  for (const [at, dyadIds] of stretches.entries()) {
    job.signal.throwIfAborted()
    const asker = await askerOf(platform, job)
    await job.inTenant(tx => changeStretch(tx, asker, job.actor, key, data.change, dyadIds))
    job.report({ done: Math.min((at + 1) * smallBatch, data.dyadIds.length), total: data.dyadIds.length })
  }
  await job.inTenant(tx => moveBatch(tx, key, 'running', 'done', platform.now()))
}

async function putBack(platform: Platform, job: Job, batchId: string): Promise<void> {
  const key = { tenantId: job.tenantId, batchId }
  let kept: Kept[] = []
  let done = 0
  do {
    job.signal.throwIfAborted()
    const asker = await askerOf(platform, job)
    kept = await job.inTenant(async tx => {
      const rows = await readKeptRows(tx, key, kept.at(-1)?.dyadId, smallBatch)
      await returnStretch(tx, asker, job.actor, key, rows)
      return rows
    })
    done += kept.length
    job.report({ done })
  } while (kept.length === smallBatch)
  await job.inTenant(tx => moveBatch(tx, key, 'undoing', 'undone', platform.now()))
}

/** Names the work: changes of more than five hundred customers, and taking them back. */
export function defineBatchJobs(platform: Platform): void {
  platform.jobs.define<BatchOrder>(batchKind, async job => {
    const { data } = job
    if (data.deed === 'change') await change(platform, job, data)
    else await putBack(platform, job, data.batchId)
    return { batchId: data.batchId }
  })
}
