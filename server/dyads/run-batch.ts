import type { Chosen, CustomerBatch } from '#contract/dyads/batch.ts'
import { type Planned, type Values, largestBatch, plannedChange, plannedReturn, smallBatch } from '#core/dyads/batch-change.ts'
import { unwritableOf } from '#core/platform/field-policy.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { type BatchRow, readBatchRows, readChosenIds, type Written, writeBatchRows } from './batch-rows.sql.ts'
import { addCounts, addPutBack, type BatchKey, type Kept, keepBatchRows } from './batches.sql.ts'
import { flatBatch, writeOwn } from './custom-batch.ts'
import { type FilterAsker, readCondition } from './filter-customers.ts'
import { settleOwner } from './ownership.sql.ts'
import { searchCustomers } from './search-customers.sql.ts'

/** Who changes many customers: a call, or the job that goes on for its author. */
export type BatchAsker = FilterAsker & Pick<Ctx, 'tenantId'>

/** The customers that were chosen, one more than may be changed where there are too many. */
export async function chosenIds(tx: Tx, asker: BatchAsker, { dyadId, query = {} }: Chosen): Promise<string[]> {
  const searched = await searchCustomers(tx, asker.tenantId, query.q)
  const filter = await readCondition(tx, asker, query.filter)
  const narrowed = dyadId === undefined ? query : { ...query, dyadId }
  return await readChosenIds(tx, { asker, query: narrowed, searched, filter }, largestBatch + 1)
}

type PlannedRow = BatchRow & { readonly planned: Planned }
export type Plan = { readonly changed: readonly PlannedRow[]; readonly unchanged: number; readonly refused: number }

/** What is changed of which customers: those the person may not change, or not in these fields, are counted as refused. */
function planOf(asker: BatchAsker, rows: readonly BatchRow[], plan: (row: BatchRow) => Planned | undefined): Plan {
  const policy = fieldsOf(asker, 'customer')
  const planned = rows.map(row => ({ ...row, planned: plan(row) }))
  const changing = planned.filter((row): row is PlannedRow => row.planned !== undefined)
  const changed = changing.filter(row => row.isWritable && unwritableOf(policy, row.planned.after, row.hold).length === 0)
  return { changed, unchanged: rows.length - changing.length, refused: changing.length - changed.length }
}

/** The plan of a change without doing it. */
export async function planBatch(tx: Tx, asker: BatchAsker, change: CustomerBatch, dyadIds: readonly string[]): Promise<Plan> {
  const rows = await readBatchRows(tx, asker, dyadIds, false)
  return planOf(asker, rows, row => plannedChange(flatBatch(change), row.now))
}

async function settleOwners(tx: Tx, asker: BatchAsker, rows: readonly PlannedRow[]): Promise<void> {
  const { tenantId, userId: authorId } = asker
  for (const { dyadId, planned } of rows) {
    if (!('ownerId' in planned.after)) continue
    const [fromOwnerId, toOwnerId] = [planned.before['ownerId'], planned.after['ownerId']] as [string | null, string | null]
    await settleOwner(tx, { tenantId, dyadId, entryId: newId(), fromOwnerId, toOwnerId, authorId, at: asker.now() })
  }
}

async function writePlan(tx: Tx, asker: BatchAsker, actor: Actor, changed: readonly PlannedRow[]): Promise<void> {
  const written: Written[] = changed.map(({ dyadId, partyId, planned }) => ({ dyadId, partyId, values: planned.after }))
  await writeBatchRows(tx, asker.tenantId, written)
  await writeOwn(tx, asker.tenantId, written)
  await settleOwners(tx, asker, changed)
  for (const { dyadId, planned } of changed)
    await audit(tx, actor, { action: 'update', entity: 'customer', entityId: dyadId, dyadId, before: planned.before, after: planned.after })
}

/** Changes one stretch of customers in one transaction, and keeps what it changed. */
export async function changeStretch(
  tx: Tx,
  asker: BatchAsker,
  actor: Actor,
  key: BatchKey,
  change: CustomerBatch,
  dyadIds: readonly string[],
): Promise<void> {
  const rows = await readBatchRows(tx, asker, dyadIds, true)
  const { changed, unchanged, refused } = planOf(asker, rows, row => plannedChange(flatBatch(change), row.now))
  await writePlan(tx, asker, actor, changed)
  await keepBatchRows(
    tx,
    key,
    changed.map(({ dyadId, planned }) => ({ dyadId, ...planned })),
  )
  await addCounts(tx, key, { changed: changed.length, unchanged, refused })
}

/** Puts one stretch of customers back, where nobody has changed them since and the person may still change them. */
export async function returnStretch(tx: Tx, asker: BatchAsker, actor: Actor, key: BatchKey, kept: readonly Kept[]): Promise<void> {
  const before = new Map<string, Planned>(kept.map(row => [row.dyadId, row]))
  const rows = await readBatchRows(tx, asker, [...before.keys()], true)
  const { changed } = planOf(asker, rows, ({ dyadId, now }) => plannedReturn(before.get(dyadId) ?? nothing, now))
  await writePlan(tx, asker, actor, changed)
  await addPutBack(tx, key, changed.length)
}

const nothing: Planned = { before: {} satisfies Values, after: {} satisfies Values }

/** The chosen in stretches that one transaction each takes. */
export const stretchesOf = (dyadIds: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(dyadIds.length / smallBatch) }, (_, at) => dyadIds.slice(at * smallBatch, (at + 1) * smallBatch))
