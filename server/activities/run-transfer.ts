import { shareOut } from '#core/activities/transfer.ts'
import type { Membership, Platform } from '#server/platform/context.ts'
import { audit } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { notify } from '#server/platform/notify.ts'
import { giveToOwners, moveToDepartment, putIntoPools } from './ownership.sql.ts'
import { moveFollowing, returnFollowing } from './transfer-follow.sql.ts'
import { findReceivers, holdTransfer, noteTransfer, readHanded, returnBatch, type StoredTransfer } from './transfer.sql.ts'

export const transferKind = 'transfer_customers'
export const undoTransferKind = 'undo_transfer'
export type TransferOrder = { readonly transferId: string }

const batch = 2000

type Work = {
  readonly tx: Tx
  readonly job: RunningJob<TransferOrder>
  readonly member: Membership
  readonly transfer: StoredTransfer
  readonly at: Date
}

type Handed = Awaited<ReturnType<typeof readHanded>>

/** Whom each customer goes to, in the order of the list; undefined where the plan names no people. */
async function ownersOf({ tx, job, transfer }: Work, handed: Handed) {
  const { receivers: asked, sharing = 'by_value' } = transfer.plan
  if (asked === undefined) return undefined
  const receivers = await findReceivers(tx, job.tenantId, asked)
  if (receivers.length < asked.length)
    throw new Refusal('conflict', [
      '有接收人已停用，请重新选择接收人。',
      'Somebody who was to receive customers has been barred. Choose again.',
    ])
  return shareOut(handed, receivers, sharing).map(place => receivers[place])
}

async function moveBatch({ tx, job, transfer, at }: Work, handed: Handed, owners: Awaited<ReturnType<typeof ownersOf>>): Promise<void> {
  const dyadIds = handed.map(each => each.dyadId)
  const { plan, transferId, reason } = transfer
  const deed = {
    tenantId: job.tenantId,
    authorId: job.userId ?? null,
    at,
    reason,
    transferId,
    dyadIds,
    entryIds: dyadIds.map(() => newId()),
  }
  const { poolId, toDepartmentId } = plan
  if (poolId !== undefined) await putIntoPools(tx, { ...deed, kind: 'transferred', poolIds: dyadIds.map(() => poolId) })
  else if (toDepartmentId !== undefined) await moveToDepartment(tx, { ...deed, departmentId: toDepartmentId })
  else if (owners)
    await giveToOwners(tx, {
      ...deed,
      kind: 'transferred',
      ownerIds: owners.map(owner => owner?.userId ?? ''),
      departmentIds: owners.map(owner => owner?.departmentId ?? null),
    })
}

async function handOver(work: Work): Promise<{ customers: number; valueMinor: number }> {
  const { tx, job, member, transfer } = work
  const all = await readHanded(tx, { ...member, userId: job.userId ?? '' }, transfer.from)
  const handed = transfer.plan.poolId === undefined ? all : all.filter(each => !each.isLocked)
  const owners = await ownersOf(work, handed)
  for (let from = 0; from < handed.length; from += batch) {
    job.signal.throwIfAborted()
    await moveBatch(work, handed.slice(from, from + batch), owners?.slice(from, from + batch))
    job.report({ step: 'writing', done: Math.min(handed.length, from + batch), total: handed.length })
  }
  const counts = new Map<string, number>()
  for (const owner of owners ?? []) if (owner) counts.set(owner.userId, (counts.get(owner.userId) ?? 0) + 1)
  const { transferId } = transfer
  await notify(
    tx,
    job.tenantId,
    [...counts].map(([userId, count]) => ({ userId, kind: 'customers_received' as const, about: transferId, args: { count } })),
  )
  return { customers: handed.length, valueMinor: handed.reduce((sum, each) => sum + each.valueMinor, 0) }
}

/** Whoever asked for it may have been barred or moved since: they act as what they are now. */
async function memberOf({ db }: Platform, { tenantId, userId }: RunningJob<TransferOrder>): Promise<Membership> {
  const member = userId === undefined ? undefined : await findMembership(db, tenantId, userId)
  if (member === undefined) throw new Refusal('forbidden')
  return member
}

/** The job that hands over: one transaction, all or nothing, written in batches. */
export async function runTransfer(platform: Platform, job: RunningJob<TransferOrder>): Promise<{ customers: number }> {
  const member = await memberOf(platform, job)
  const { tenantId } = job
  const { transferId } = job.data
  const at = platform.now()
  const work = async (tx: Tx) => {
    const transfer = await holdTransfer(tx, tenantId, transferId)
    if (transfer === undefined || transfer.state !== 'waiting') return { customers: transfer?.customers ?? 0 }
    const { customers, valueMinor } = await handOver({ tx, job, member, transfer, at })
    const { userId } = transfer.from
    const followed = userId !== null && transfer.plan.receivers ? await moveFollowing(tx, { tenantId, transferId, userId }) : undefined
    await noteTransfer(tx, tenantId, transferId, { state: 'done', customers, valueMinor, ...(followed ? { followed } : {}), at })
    const after = { ...transfer.plan, reason: transfer.reason }
    await audit(tx, job.actor, {
      action: 'transfer',
      entity: 'customer',
      entityId: transferId,
      before: transfer.from,
      after,
      count: customers,
    })
    return { customers }
  }
  try {
    return await job.inTenant(work)
  } catch (error) {
    if (!job.signal.aborted || job.signal.reason === 'cancel')
      await job.inTenant(tx => noteTransfer(tx, tenantId, transferId, { state: 'failed', at }))
    throw error
  }
}

const lowest = '00000000-0000-0000-0000-000000000000'

/** The job that takes a transfer back: customers that nobody has moved since. */
export async function runUndo(platform: Platform, job: RunningJob<TransferOrder>): Promise<{ customers: number; returned: number }> {
  const { tenantId } = job
  const { transferId } = job.data
  const at = platform.now()
  return await job.inTenant(async tx => {
    const transfer = await holdTransfer(tx, tenantId, transferId)
    if (transfer === undefined || transfer.state !== 'undoing') return { customers: 0, returned: 0 }
    let [after, done, returned] = [lowest, 0, 0]
    for (;;) {
      job.signal.throwIfAborted()
      const given = await returnBatch(tx, { tenantId, transferId, after, limit: batch, at, authorId: job.userId ?? null })
      done += given.looked
      returned += given.returned
      job.report({ step: 'writing', done, total: transfer.customers })
      if (given.last === null || given.looked < batch) break
      after = given.last
    }
    const { followed } = transfer.plan
    if (transfer.from.userId !== null && followed) await returnFollowing(tx, tenantId, transfer.from.userId, followed)
    await noteTransfer(tx, tenantId, transferId, { state: 'undone', returned, at })
    await audit(tx, job.actor, {
      action: 'undo_transfer',
      entity: 'customer',
      entityId: transferId,
      before: { ...transfer.plan, followed: undefined },
      after: transfer.from,
      count: returned,
    })
    return { customers: done, returned }
  })
}
