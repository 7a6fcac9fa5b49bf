import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AllianceFacts } from '#core/relationships/alliance.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { promisedDay, promiseOfDelivery } from './hygiene.sql.ts'

export type StandRow = Omit<AllianceFacts, 'redDuties'> & {
  readonly dyadId: string
  readonly customerName: string
  readonly customerNameEn: string | null
  readonly netContributionMinor: number | null
}

/** What the map and the relationship say of customers (`d`: app.dyad) that a condition selects, those of most net contribution first. */
export async function readStands(tx: Tx, tenantId: string, condition: RawBuilder<SqlBool>, limit: number): Promise<StandRow[]> {
  const { rows } =
    await sql<StandRow>`select d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", s.type, s.tier, r.form, r.type as "relationshipType",
      r.ability::float8 as ability, r.commitment::float8 as commitment, r.information::float8 as information, s.headroom::float8 as headroom, s.orders,
      s.net_contribution_minor as "netContributionMinor"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
      left join relationship_state r on r.tenant_id = d.tenant_id and r.dyad_id = d.dyad_id
    where ${isCustomer(tenantId)} and ${condition} order by s.net_contribution_minor desc nulls last, d.dyad_id limit ${limit}`.execute(tx)
  return rows
}

/** Customers (`d`) without an alliance that is proposed, active or paused. */
export const hasNoAlliance = sql<SqlBool>`not exists (select 1 from alliance a where a.tenant_id = d.tenant_id and a.deleted_at is null and a.state <> 'ended'
  and (a.dyad_id = d.dyad_id or a.dyad_id = any(array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id))))`

export type EffectRow = {
  readonly sales: number
  readonly orders: number
  readonly knownSales: number
  readonly knownCost: number
  readonly items: number
  readonly promised: number
  readonly kept: number
}

const promisedLine = sql`coalesce(l.first_promised_on, l.promised_on)`

/**
 * What the facts say of a customer (all its ids) in the days from `from` to `until`, both included: rollups, and deliveries by the day promised for
 * them or for the line of the order that they name; where no delivery can be held to a promise, the lines of orders.
 */
export async function readEffect(
  tx: Tx,
  of: { readonly tenantId: string; readonly dyadId: string; readonly all: readonly string[] },
  { from, until }: { readonly from: string; readonly until: string },
): Promise<EffectRow> {
  const { rows } = await sql<EffectRow>`
    with trade as (select sum(r.net_sales_minor)::bigint as sales, coalesce(sum(r.orders), 0)::int as orders, coalesce(sum(r.sales_of_known_cost_minor), 0)::bigint as known,
        coalesce(sum(r.known_cost_minor), 0)::bigint as cost
      from dyad_day r where r.tenant_id = ${of.tenantId}::uuid and r.dyad_id = ${of.dyadId}::uuid and r.day between ${from}::date and ${until}::date),
    bought as (select count(distinct l.item_id)::int as items from order_line l join sales_order o on o.tenant_id = l.tenant_id and o.dyad_id = l.dyad_id and o.order_id = l.order_id
      where l.tenant_id = ${of.tenantId}::uuid and l.dyad_id = any(${[...of.all]}::uuid[]) and o.kind = 'order' and o.superseded_by is null and l.quantity > 0
        and o.ordered_on between ${from}::date and ${until}::date
        and (o.import_id is null or exists (select 1 from import i where i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published'))),
    promises as (
      select 1 as rank, ${promisedDay} as promised_on, f.delivered_on from delivery f ${promiseOfDelivery}
      where f.tenant_id = ${of.tenantId}::uuid and f.dyad_id = any(${[...of.all]}::uuid[]) and ${promisedDay} between ${from}::date and ${until}::date
        and exists (select 1 from import i where i.tenant_id = f.tenant_id and i.import_id = f.import_id and i.state = 'published')
      union all
      select 2, ${promisedLine}, l.delivered_on from sales_order o join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
      where o.tenant_id = ${of.tenantId}::uuid and o.dyad_id = any(${[...of.all]}::uuid[]) and o.kind = 'order' and o.superseded_by is null and l.quantity > 0
        and ${promisedLine} between ${from}::date and ${until}::date
        and (o.import_id is null or exists (select 1 from import i where i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published'))),
    brought as (select count(*)::int as promised, count(*) filter (where p.delivered_on <= p.promised_on)::int as kept from promises p
      where p.rank = (select min(rank) from promises))
    select coalesce(t.sales, 0)::bigint as sales, t.orders, t.known as "knownSales", t.cost as "knownCost", b.items, v.promised, v.kept
    from trade t, bought b, brought v`.execute(tx)
  return rows[0] as EffectRow
}

export const bothHold = (a: RawBuilder<SqlBool>, b: RawBuilder<SqlBool>) => sql<SqlBool>`(${a} and ${b})`
