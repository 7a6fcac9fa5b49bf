import { sql } from 'kysely'
import type { BoughtItem, TradeMonth } from '#contract/trade.ts'
import type { Tx } from '#server/platform/database.ts'
import { type Subject, seenFact } from './facts-seen.sql.ts'

/** Trade by month over the whole life of a customer, out of the rollup. */
export async function readMonths(tx: Tx, tenantId: string, dyadId: string, to: string | undefined): Promise<TradeMonth[]> {
  const until = to === undefined ? sql`true` : sql`r.day <= ${to}::date`
  const { rows } = await sql<TradeMonth>`
    select date_trunc('month', r.day)::date as month, sum(r.net_sales_minor)::bigint as "netSalesMinor", sum(r.orders)::int as orders,
      sum(r.lines)::int as lines, sum(r.returns)::int as returns, sum(r.deliveries)::int as deliveries
    from dyad_day r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = ${dyadId}::uuid and ${until}
    group by 1 order by 1`.execute(tx)
  return rows
}

/** The newest 400 days with an order, the oldest first. */
export async function readOrderDays(tx: Tx, tenantId: string, dyadId: string, to: string | undefined) {
  const until = to === undefined ? sql`true` : sql`r.day <= ${to}::date`
  const { rows } = await sql<{ day: string; netSalesMinor: number }>`
    select r.day, r.net_sales_minor as "netSalesMinor"
    from dyad_day r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = ${dyadId}::uuid and r.orders > 0 and ${until}
    order by r.day desc limit 400`.execute(tx)
  return rows.reverse()
}

/** Which kinds of facts a customer has, and the last day of the firm's book. */
export async function readSources(tx: Tx, subject: Subject) {
  const { rows } = await sql<{ deliveries: boolean; payments: boolean; costs: boolean; bookUntil: string | null }>`
    select exists (select 1 from delivery v where ${seenFact(subject, 'v')}) as deliveries,
      exists (select 1 from payment f where ${seenFact(subject, 'f')}) as payments,
      exists (select 1 from known_cost f where ${seenFact(subject, 'f')}) as costs,
      (select g.as_of from generation g where g.tenant_id = ${subject.tenantId}::uuid and g.state = 'current') as "bookUntil"`.execute(tx)
  return rows[0] ?? { deliveries: false, payments: false, costs: false, bookUntil: null }
}

const nil = '00000000-0000-0000-0000-000000000000'

export type Bought = { readonly rows: BoughtItem[]; readonly firstMonth: string | null; readonly lastMonth: string | null }

/**
 * What was bought in the last twelve months and the twelve before, by item or category, the largest first. The months are whole ones: the last
 * is that of `to`, or the firm's last month with trade.
 */
export async function readBought(
  tx: Tx,
  tenantId: string,
  dyadId: string,
  by: 'item' | 'category',
  to: string | undefined,
): Promise<Bought> {
  const last =
    to === undefined
      ? sql`coalesce((select date_trunc('month', g.as_of) from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'),
          (select max(m.month) from dyad_item_month m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid))::date`
      : sql`date_trunc('month', ${to}::date)::date`
  const key = by === 'item' ? sql`m.item_key` : sql`coalesce(t.category_id, ${nil}::uuid)`
  const { rows } = await sql<BoughtItem & { firstMonth: string; tableLast: string }>`
    select case when ${by} = 'item' and f.key <> ${nil}::uuid then f.key end as "itemId", case when ${by} = 'item' then t.code end as "itemCode",
      case when ${by} = 'item' then t.name end as "itemName", c.category_id as "categoryId", c.name as "categoryName", f.now as "netMinor",
      f.before as "beforeMinor", f.quantity::float8 as quantity, f.quantity_before::float8 as "quantityBefore", f.lines, f.last_month as "lastMonth",
      f.months, f.first as "firstMonth", f.last as "tableLast"
    from (
      select x.key, x.first, x.last, coalesce(sum(x.net) filter (where x.back < 12), 0)::bigint as now, coalesce(sum(x.net) filter (where x.back >= 12), 0)::bigint as before,
        coalesce(sum(x.quantity) filter (where x.back < 12), 0) as quantity, coalesce(sum(x.quantity) filter (where x.back >= 12), 0) as quantity_before,
        coalesce(sum(x.lines) filter (where x.back < 12), 0)::int as lines, max(x.month) as last_month,
        array(select coalesce(max(y.v), 0)::float8 from generate_series(23, 0, -1) as g (back) left join unnest(array_agg(x.back), array_agg(x.net)) as y (back, v) on y.back = g.back
          group by g.back order by g.back desc) as months
      from (
        select ${key} as key, m.month, b.last, (b.last - interval '23 months')::date as first, sum(m.net_sales_minor) as net, sum(m.quantity) as quantity, sum(m.lines) as lines,
          ((extract(year from b.last) - extract(year from m.month)) * 12 + extract(month from b.last) - extract(month from m.month))::int as back
        from (select ${last} as last) b, dyad_item_month m left join item t on t.tenant_id = m.tenant_id and t.item_id = m.item_key
        where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid and m.month <= b.last and m.month > b.last - interval '24 months'
        group by 1, m.month, b.last) x
      group by x.key, x.first, x.last) f
    left join item t on ${by} = 'item' and t.tenant_id = ${tenantId}::uuid and t.item_id = f.key
    left join item_category c on c.tenant_id = ${tenantId}::uuid and c.category_id = case when ${by} = 'item' then t.category_id else f.key end
    order by f.now desc, f.before desc, f.key`.execute(tx)
  return { rows, firstMonth: rows[0]?.firstMonth ?? null, lastMonth: rows[0]?.tableLast ?? null }
}
