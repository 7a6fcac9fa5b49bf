import { type RawBuilder, sql } from 'kysely'
import type { Pool } from '#contract/activities/pool.ts'
import type { PoolRules, RecycleDays } from '#core/activities/pool.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'

type Asker = { readonly tenantId: string; readonly userId: string; readonly poolIds: readonly string[] }

const poolColumns = (asker: Asker): RawBuilder<unknown> => sql`
  p.pool_id as "poolId", p.name, p.note, p.is_open as "isOpen", p.is_default as "isDefault", p.daily_limit as "dailyLimit", p.capacity,
  p.cooldown_days as "cooldownDays", p.recycle_days as "recycleDays", p.warning_days as "warningDays", p.version,
  coalesce((select json_agg(json_build_object('kind', m.member_kind, 'id', m.member_id) order by m.member_kind, m.member_id) from pool_member m
    where m.tenant_id = p.tenant_id and m.pool_id = p.pool_id), '[]') as members,
  (select count(*)::int from dyad d where d.tenant_id = p.tenant_id and d.pool_id = p.pool_id and d.deleted_at is null and d.is_published) as waiting,
  p.pool_id = any(${[...asker.poolIds]}::uuid[]) as "isMember",
  (select count(*)::int from dyad d where d.tenant_id = p.tenant_id and d.owner_id = ${asker.userId}::uuid and d.home_pool_id = p.pool_id and d.deleted_at is null) as owned`

/** The pools of the firm: all, or those that a person belongs to; the firm's own order is by name. */
export async function readPools(tx: Tx, asker: Asker, at: Date, of: 'all' | 'own' | { readonly poolId: string }): Promise<Pool[]> {
  const which =
    of === 'all' ? sql`true` : of === 'own' ? sql`p.pool_id = any(${[...asker.poolIds]}::uuid[])` : sql`p.pool_id = ${of.poolId}::uuid`
  const { rows } = await sql<Pool>`
    select ${poolColumns(asker)},
      coalesce((select c.claims from pool_claim_day c where c.tenant_id = p.tenant_id and c.pool_id = p.pool_id and c.user_id = ${asker.userId}::uuid
        and c.day = (${at}::timestamptz at time zone t.time_zone)::date), 0) as "claimedToday"
    from customer_pool p join tenant t on t.tenant_id = p.tenant_id
    where p.tenant_id = ${asker.tenantId}::uuid and p.deleted_at is null and ${which}
    order by p.is_default desc, p.name, p.pool_id`.execute(tx)
  return rows
}

export type PoolRow = PoolRules & {
  readonly poolId: string
  readonly name: string
  readonly note: string | null
  readonly isOpen: boolean
  readonly isDefault: boolean
  readonly recycleDays: RecycleDays
}

const written = (row: PoolRow) => ({
  name: row.name,
  note: row.note,
  is_open: row.isOpen,
  is_default: row.isDefault,
  daily_limit: row.dailyLimit,
  capacity: row.capacity,
  cooldown_days: row.cooldownDays,
  recycle_days: JSON.stringify(row.recycleDays),
  warning_days: [...row.warningDays],
})

export async function insertPool(tx: Tx, tenantId: string, row: PoolRow): Promise<void> {
  await tx
    .insertInto('customer_pool')
    .values({ tenant_id: tenantId, pool_id: row.poolId, ...written(row) })
    .execute()
}

/** Writes where the version is still the one that was read. */
export async function updatePoolRow(tx: Tx, tenantId: string, row: PoolRow, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('customer_pool')
    .set({ ...written(row), version: version + 1, updated_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', tenantId)
    .where('pool_id', '=', row.poolId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Member = { readonly kind: 'department' | 'user'; readonly id: string }

export async function writeMembers(tx: Tx, tenantId: string, poolId: string, members: readonly Member[]): Promise<void> {
  await tx.deleteFrom('pool_member').where('tenant_id', '=', tenantId).where('pool_id', '=', poolId).execute()
  if (members.length === 0) return
  await tx
    .insertInto('pool_member')
    .values(members.map(({ kind, id }) => ({ tenant_id: tenantId, pool_id: poolId, member_kind: kind, member_id: id })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Which of the members are no department and no person of the firm. */
export async function strangersOf(tx: Tx, tenantId: string, members: readonly Member[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from unnest(${members.map(each => each.kind)}::text[], ${members.map(each => each.id)}::uuid[]) as g (kind, id)
    where not case g.kind when 'department' then exists (select 1 from department d where d.tenant_id = ${tenantId}::uuid and d.department_id = g.id)
      else exists (select 1 from membership m where m.tenant_id = ${tenantId}::uuid and m.user_id = g.id) end`.execute(tx)
  return rows.map(row => row.id)
}

/** How many customers wait in a pool or would go back to it. */
export async function countPool(tx: Tx, tenantId: string, poolId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from dyad d
    where d.tenant_id = ${tenantId}::uuid and d.deleted_at is null and (d.pool_id = ${poolId}::uuid or d.home_pool_id = ${poolId}::uuid)`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** Moves what waits in a pool, and what would go back to it, to another; answers how many customers. */
export async function movePool(tx: Tx, tenantId: string, poolId: string, moveTo: string): Promise<number> {
  const { rows } = await sql<{ dyadId: string }>`
      update dyad d set pool_id = case when d.pool_id is not null then ${moveTo}::uuid end, home_pool_id = case when d.home_pool_id is not null then ${moveTo}::uuid end,
        updated_at = statement_timestamp()
      where d.tenant_id = ${tenantId}::uuid and (d.pool_id = ${poolId}::uuid or d.home_pool_id = ${poolId}::uuid) returning d.dyad_id as "dyadId"`.execute(
    tx,
  )
  await followDyads(
    tx,
    tenantId,
    rows.map(({ dyadId }) => dyadId),
  )
  return rows.length
}

export async function markPoolRemoved(tx: Tx, tenantId: string, poolId: string): Promise<void> {
  await sql`update customer_pool set deleted_at = statement_timestamp(), is_default = false, version = version + 1
    where tenant_id = ${tenantId}::uuid and pool_id = ${poolId}::uuid`.execute(tx)
}
