import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'

/** Days that the customer `dyad` may rest under the rules of the pool `pool`, by its present type; null = never taken back. */
export const restDays = (dyad: string, pool: string): RawBuilder<number | null> =>
  sql<number | null>`(${sql.ref(`${pool}.recycle_days`)} ->> coalesce((select s.type from customer_standing s
    where s.tenant_id = ${sql.ref(`${dyad}.tenant_id`)} and s.dyad_id = ${sql.ref(`${dyad}.dyad_id`)}), 'unplaced'))::int`

/** The instant so many days after another; null where there are no days. */
export const daysAfter = (at: Date, days: RawBuilder<number | null>): RawBuilder<Date | null> =>
  sql<Date | null>`${at}::timestamptz + make_interval(days => ${days})`

export type Settled = {
  readonly tenantId: string
  readonly dyadId: string
  readonly entryId: string
  readonly fromOwnerId: string | null
  readonly toOwnerId: string | null
  readonly authorId: string
  readonly at: Date
}

/**
 * What follows when the owner in a record has been changed by hand: the customer leaves its pool, its time begins anew under the rules of the pool
 * that it came from, and the change of hands is kept.
 */
export async function settleOwner(tx: Tx, { tenantId, dyadId, entryId, fromOwnerId, toOwnerId, authorId, at }: Settled): Promise<void> {
  const isOwned = toOwnerId !== null
  await sql`
    with was as (
      select d.tenant_id, d.dyad_id, d.pool_id, coalesce(d.pool_id, d.home_pool_id) as home from dyad d
      where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid),
    entry as (
      insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, pool_id, author_id, at)
      select tenant_id, dyad_id, ${entryId}::uuid, ${isOwned ? 'assigned' : 'released'}, ${fromOwnerId}::uuid, ${toOwnerId}::uuid, pool_id, ${authorId}::uuid, ${at} from was)
    update dyad d set owner_text = null, pool_id = case when ${isOwned} then null else d.pool_id end, pooled_at = case when ${isOwned} then null else d.pooled_at end,
      home_pool_id = was.home, claimed_at = ${isOwned ? at : null}::timestamptz,
      recycle_at = case when ${isOwned} then (select ${daysAfter(at, restDays('d', 'p'))} from customer_pool p where p.tenant_id = d.tenant_id and p.pool_id = was.home and p.deleted_at is null) end
    from was where d.tenant_id = was.tenant_id and d.dyad_id = was.dyad_id`.execute(tx)
  await followDyads(tx, tenantId, [dyadId])
}
