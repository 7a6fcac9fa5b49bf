import { sql } from 'kysely'
import type { Batch, CustomerBatch } from '#contract/dyads/batch.ts'
import { type Planned, undoDays } from '#core/dyads/batch-change.ts'
import type { Tx } from '#server/platform/database.ts'

export type BatchKey = { readonly tenantId: string; readonly batchId: string }

export async function insertBatch(
  tx: Tx,
  { tenantId, batchId }: BatchKey,
  authorId: string,
  change: CustomerBatch,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('batch_change')
    .values({
      tenant_id: tenantId,
      batch_id: batchId,
      change: JSON.stringify(change),
      state: 'running',
      author_id: authorId,
      created_at: at,
    })
    .execute()
}

export type Kept = Planned & { readonly dyadId: string }

/** Keeps what was changed of each customer; one that an earlier attempt of the job has kept stays as it is. */
export async function keepBatchRows(tx: Tx, { tenantId, batchId }: BatchKey, rows: readonly Kept[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into batch_change_row (tenant_id, dyad_id, batch_id, before, after)
    select ${tenantId}::uuid, v."dyadId", ${batchId}::uuid, v.before, v.after
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v("dyadId" uuid, before jsonb, after jsonb) on conflict do nothing`.execute(
    tx,
  )
}

type Counts = { readonly changed: number; readonly unchanged: number; readonly refused: number }

export async function addCounts(tx: Tx, { tenantId, batchId }: BatchKey, { changed, unchanged, refused }: Counts): Promise<void> {
  await sql`update batch_change set changed = changed + ${changed}, unchanged = unchanged + ${unchanged}, refused = refused + ${refused}
    where tenant_id = ${tenantId}::uuid and batch_id = ${batchId}::uuid`.execute(tx)
}

export async function addPutBack(tx: Tx, { tenantId, batchId }: BatchKey, count: number): Promise<void> {
  await sql`update batch_change set put_back = put_back + ${count} where tenant_id = ${tenantId}::uuid and batch_id = ${batchId}::uuid`.execute(
    tx,
  )
}

/** Moves a batch into a state; undone ones note when. False where it is not in the state it should come from. */
export async function moveBatch(
  tx: Tx,
  { tenantId, batchId }: BatchKey,
  from: Batch['state'],
  to: Batch['state'],
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('batch_change')
    .set({ state: to, ...(to === 'undone' ? { undone_at: at } : {}), ...(to === 'done' || to === 'failed' ? { finished_at: at } : {}) })
    .where('tenant_id', '=', tenantId)
    .where('batch_id', '=', batchId)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** A person's own batches, one of them or those of the last thirty days. */
export async function readBatches(
  tx: Tx,
  tenantId: string,
  authorId: string,
  { batchId, now }: { readonly batchId?: string; readonly now: Date },
): Promise<Batch[]> {
  const since = new Date(now.getTime() - undoDays * 86_400_000)
  const { rows } = await sql<Batch>`
    select b.batch_id as "batchId", b.change, b.state, b.changed, b.unchanged, b.refused, b.put_back as "putBack", b.created_at as "createdAt",
      b.undone_at as "undoneAt", b.state = 'done' and b.changed > 0 and b.created_at >= ${since} as "mayUndo"
    from batch_change b where b.tenant_id = ${tenantId}::uuid and b.author_id = ${authorId}::uuid
      and ${batchId === undefined ? sql`b.created_at >= ${since}` : sql`b.batch_id = ${batchId}::uuid`}
    order by b.created_at desc, b.batch_id limit 100`.execute(tx)
  return rows
}

/** What a batch changed, the next stretch after a customer. */
export async function readKeptRows(tx: Tx, { tenantId, batchId }: BatchKey, after: string | undefined, limit: number): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select r.dyad_id as "dyadId", r.before, r.after from batch_change_row r
    where r.tenant_id = ${tenantId}::uuid and r.batch_id = ${batchId}::uuid ${after === undefined ? sql`` : sql`and r.dyad_id > ${after}::uuid`}
    order by r.dyad_id limit ${limit}`.execute(tx)
  return rows
}
