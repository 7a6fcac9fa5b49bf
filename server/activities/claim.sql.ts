import { sql } from 'kysely'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { daysAfter, restDays } from '#server/dyads/ownership.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'

export type Claim = {
  readonly tenantId: string
  readonly userId: string
  readonly departmentId: string | undefined
  readonly poolId: string
  readonly at: Date
}

export type Account = { readonly claimedToday: number; readonly owned: number; readonly dailyLimit: number; readonly capacity: number }

const localDay = (tenantId: string, at: Date) =>
  sql`(${at}::timestamptz at time zone (select t.time_zone from tenant t where t.tenant_id = ${tenantId}::uuid))::date`

/**
 * What a person has taken of a pool today and holds of it, with the limits; undefined where the pool is gone. The account stays locked until the
 * transaction ends: of two claims of one person, the second counts what the first has taken.
 */
export async function openAccount(tx: Tx, { tenantId, userId, poolId, at }: Claim): Promise<Account | undefined> {
  await sql`
    insert into pool_claim_day (tenant_id, user_id, pool_id, day, claims)
    select p.tenant_id, ${userId}::uuid, p.pool_id, ${localDay(tenantId, at)}, 0 from customer_pool p
    where p.tenant_id = ${tenantId}::uuid and p.pool_id = ${poolId}::uuid and p.deleted_at is null
    on conflict (tenant_id, user_id, pool_id, day) do update set claims = pool_claim_day.claims`.execute(tx)
  const { rows } = await sql<Account>`
    select c.claims as "claimedToday", p.daily_limit as "dailyLimit", p.capacity,
      (select count(*)::int from dyad d where d.tenant_id = p.tenant_id and d.owner_id = ${userId}::uuid and d.home_pool_id = p.pool_id and d.deleted_at is null) as owned
    from customer_pool p join pool_claim_day c on c.tenant_id = p.tenant_id and c.pool_id = p.pool_id and c.user_id = ${userId}::uuid and c.day = ${localDay(tenantId, at)}
    where p.tenant_id = ${tenantId}::uuid and p.pool_id = ${poolId}::uuid and p.deleted_at is null`.execute(tx)
  return rows[0]
}

/** Since when whoever gave a customer up, or had it taken back, may not yet claim it again: the day after its last such loss within the cool-down. */
const lastLoss = (userId: string) => sql`(select max(e.at) from ownership_entry e
  where e.tenant_id = d.tenant_id and e.dyad_id = d.dyad_id and e.from_owner_id = ${userId}::uuid and e.kind in ('released', 'recycled'))`

/**
 * Claims those of the customers that still wait in the pool and that this person may have: one conditional update. Whoever comes second waits for the
 * first, then finds the customer gone. Answers which were got.
 */
export async function claimRows(tx: Tx, claim: Claim, dyadIds: readonly string[], entryIds: readonly string[]): Promise<string[]> {
  const { tenantId, userId, departmentId, poolId, at } = claim
  const { rows } = await sql<{ dyadId: string }>`
    with waiting as (
      select d.tenant_id, d.dyad_id from dyad d
      where ${isCustomer(tenantId)} and d.dyad_id = any(${[...dyadIds]}::uuid[]) and d.pool_id = ${poolId}::uuid
      order by d.dyad_id for update),
    won as (
      update dyad d set owner_id = ${userId}::uuid, owner_text = null, department_id = ${departmentId ?? null}::uuid, pool_id = null, pooled_at = null,
        home_pool_id = p.pool_id, claimed_at = ${at}, recycle_at = ${daysAfter(at, restDays('d', 'p'))}, version = d.version + 1, updated_at = statement_timestamp()
      from waiting w, customer_pool p
      where d.tenant_id = w.tenant_id and d.dyad_id = w.dyad_id and d.pool_id = ${poolId}::uuid and p.tenant_id = d.tenant_id and p.pool_id = d.pool_id and p.deleted_at is null
        and coalesce(${lastLoss(userId)} <= ${at}::timestamptz - make_interval(days => p.cooldown_days), true)
      returning d.dyad_id)
    insert into ownership_entry (tenant_id, dyad_id, entry_id, kind, to_owner_id, pool_id, author_id, at)
    select ${tenantId}::uuid, won.dyad_id, g.entry_id, 'claimed', ${userId}::uuid, ${poolId}::uuid, ${userId}::uuid, ${at}
    from won join unnest(${[...dyadIds]}::uuid[], ${[...entryIds]}::uuid[]) as g (dyad_id, entry_id) on g.dyad_id = won.dyad_id
    returning dyad_id as "dyadId"`.execute(tx)
  const won = rows.map(row => row.dyadId)
  await followDyads(tx, tenantId, won)
  return won
}

export async function countClaims(tx: Tx, { tenantId, userId, poolId, at }: Claim, won: number): Promise<void> {
  await sql`update pool_claim_day set claims = claims + ${won}
    where tenant_id = ${tenantId}::uuid and user_id = ${userId}::uuid and pool_id = ${poolId}::uuid and day = ${localDay(tenantId, at)}`.execute(
    tx,
  )
}

export type Lost = { readonly dyadId: string; readonly cooledOn: string | null; readonly isWaiting: boolean }

/** Why customers were not got: still waiting but barred to a former owner until a day, or gone. */
export async function readLost(tx: Tx, { tenantId, userId, poolId }: Claim, dyadIds: readonly string[]): Promise<Lost[]> {
  const { rows } = await sql<Lost>`
    select d.dyad_id as "dyadId", d.pool_id is not distinct from ${poolId}::uuid as "isWaiting",
      ((${lastLoss(userId)} + make_interval(days => p.cooldown_days)) at time zone t.time_zone)::date::text as "cooledOn"
    from dyad d join tenant t on t.tenant_id = d.tenant_id join customer_pool p on p.tenant_id = d.tenant_id and p.pool_id = ${poolId}::uuid
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = any(${[...dyadIds]}::uuid[])`.execute(tx)
  return rows
}
