import { sql } from 'kysely'
import { longestOwnershipDays } from '#core/activities/pool.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { restDays } from '#server/dyads/ownership.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { shieldOf } from './ownership-shield.sql.ts'
import { poolBack } from './ownership.sql.ts'

export type Due = {
  readonly dyadId: string
  readonly name: string
  readonly ownerId: string | null
  readonly recycleAt: Date
  readonly warningDays: readonly number[]
  readonly poolBack: string | null
  readonly isProtected: boolean
}

/** Customers whose date comes before an instant, in one batch after another by id, held; with the pool they go to and what protects them. */
export async function holdDue(tx: Tx, tenantId: string, before: Date, after: string, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select d.dyad_id as "dyadId", p.name, d.owner_id as "ownerId", d.recycle_at as "recycleAt", coalesce(h.warning_days, '{}') as "warningDays", ${poolBack('d')} as "poolBack",
      coalesce(${shieldOf('d')} is not null or ${restDays('d', 'h')} is null, false) as "isProtected"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join customer_pool h on h.tenant_id = d.tenant_id and h.pool_id = d.home_pool_id and h.deleted_at is null
    where ${isCustomer(tenantId)} and d.recycle_at < ${before} and d.pool_id is null and d.dyad_id > ${after}::uuid
    order by d.dyad_id limit ${limit} for update of d`.execute(tx)
  return rows
}

/**
 * Puts off the dates of customers that have ordered since they were claimed: what files bring counts as a deal on the day of its order, as what is
 * recorded by hand does at once (core/activities/pool.ts `prolonged`).
 */
export async function prolongByOrders(tx: Tx, tenantId: string, before: Date): Promise<void> {
  await sql`
    update dyad d set recycle_at = least(d.claimed_at + make_interval(days => ${longestOwnershipDays}),
      greatest(d.recycle_at, coalesce(o.day::timestamptz + make_interval(days => ${restDays('d', 'p')}), d.recycle_at)))
    from customer_pool p,
      (select c.dyad_id, max(r.day) as day from dyad c join dyad_day r on r.tenant_id = c.tenant_id and r.dyad_id = c.dyad_id and r.orders > 0 and r.day > c.claimed_at::date
        where c.tenant_id = ${tenantId}::uuid and c.recycle_at < ${before} group by c.dyad_id) as o
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = o.dyad_id and d.claimed_at is not null and p.tenant_id = d.tenant_id and p.pool_id = d.home_pool_id`.execute(
    tx,
  )
}

/** Puts the dates of customers off. */
export async function putOff(tx: Tx, tenantId: string, dyadIds: readonly string[], dates: readonly Date[]): Promise<void> {
  await sql`update dyad d set recycle_at = g.at from unnest(${[...dyadIds]}::uuid[], ${[...dates]}::timestamptz[]) as g (dyad_id, at)
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = g.dyad_id`.execute(tx)
}

/** Whether a firm's nightly look is still to come on its present day, and whether there is anything for it to look at. */
export async function isNightDue(tx: Tx, tenantId: string, kind: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (select 1 from dyad d where d.tenant_id = t.tenant_id and d.recycle_at is not null)
      and not exists (select 1 from job j where j.tenant_id = t.tenant_id and j.kind = ${kind}
        and (j.created_at at time zone t.time_zone)::date >= (${at}::timestamptz at time zone t.time_zone)::date) as due
    from tenant t where t.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0]?.due === true
}
