import { sql } from 'kysely'
import type { Delivery, Order, OrderLine } from '#contract/trade.ts'
import type { Tx } from '#server/platform/database.ts'
import { type After, after, inDays, type Subject, seenFact, seenOrder, type Window } from './facts-seen.sql.ts'

const orderColumns = sql`o.order_id as "orderId", o.dyad_id as "dyadId", o.number, o.source, o.kind, o.ordered_on as "orderedOn", o.currency,
  o.line_count as lines, o.net_minor as "netMinor", o.tax_minor as "taxMinor", o.cost_minor as "costMinor", o.salesperson, o.import_id as "importId",
  (select h.is_recorded from import h where h.tenant_id = o.tenant_id and h.import_id = o.import_id) as "isRecorded"`

export type OrderFilter = Window & {
  readonly kind?: 'order' | 'return' | undefined
  readonly number?: string | undefined
  /** Their customers are told. */
  readonly wholeGroup?: boolean | undefined
  readonly after: After | undefined
  readonly limit: number
}

const customerJson = sql`(select json_build_object('dyadId', d.dyad_id, 'name', p.name, 'nameEn', p.name_en) from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  where d.tenant_id = o.tenant_id and d.dyad_id = coalesce((select m.current_id from dyad_current m where m.tenant_id = o.tenant_id and m.dyad_id = o.dyad_id), o.dyad_id))`

/** Orders and returns, the newest first. */
export async function readOrders(tx: Tx, subject: Subject, filter: OrderFilter): Promise<Order[]> {
  const kind = filter.kind === undefined ? sql`true` : sql`o.kind = ${filter.kind}`
  const number = filter.number ? sql`starts_with(upper(o.number), upper(${filter.number}))` : sql`true`
  const { rows } = await sql<Order>`
    select ${orderColumns}${filter.wholeGroup === true ? sql`, ${customerJson} as customer` : sql``} from sales_order o
    where ${seenOrder(subject)} and ${kind} and ${number} and ${inDays(sql`o.ordered_on`, filter)}
      and ${after(sql`o.ordered_on`, sql`o.order_id`, filter.after)}
    order by o.ordered_on desc, o.order_id desc limit ${filter.limit}`.execute(tx)
  return rows
}

export type OrderWhole = Order & { readonly fileName: string | null }

export async function readOrderHead(tx: Tx, subject: Subject, orderId: string): Promise<OrderWhole | undefined> {
  const { rows } = await sql<OrderWhole>`
    select ${orderColumns}, (
      select i.files -> coalesce((select min(l.file_no) from order_line l where l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id), 0)::int ->> 'name'
      from import i where i.tenant_id = o.tenant_id and i.import_id = o.import_id) as "fileName"
    from sales_order o where ${seenOrder(subject)} and o.order_id = ${orderId}::uuid`.execute(tx)
  return rows[0]
}

/** The lines of one order as the file had them. */
export async function readLines(tx: Tx, tenantId: string, { dyadId, orderId }: Pick<Order, 'dyadId' | 'orderId'>): Promise<OrderLine[]> {
  const { rows } = await sql<OrderLine>`
    select l.line_no as "lineNo", l.row_no as "rowNo", l.item_id as "itemId", t.code as "itemCode", t.name as "itemName",
      l.quantity::float8 as quantity, l.unit, l.unit_price::float8 as "unitPrice", l.discount::float8 as discount, l.currency,
      l.amount_minor as "amountMinor", l.net_minor as "netMinor", l.tax_rate::float8 as "taxRate", l.cost_minor as "costMinor",
      l.requested_on as "requestedOn", l.first_promised_on as "firstPromisedOn", l.promised_on as "promisedOn", l.delivered_on as "deliveredOn"
    from order_line l left join item t on t.tenant_id = l.tenant_id and t.item_id = l.item_id
    where l.tenant_id = ${tenantId}::uuid and l.dyad_id = ${dyadId}::uuid and l.order_id = ${orderId}::uuid
    order by l.line_no limit 5000`.execute(tx)
  return rows
}

/** Where a delivery stands in the list; one that is neither delivered nor shipped yet comes last. */
const deliveredOrShipped = sql`coalesce(v.delivered_on, v.shipped_on, '0001-01-01'::date)`
/** What was asked for and promised stands on the order's line where the delivery names it. */
const asked = sql`left join lateral (
    select l.requested_on, coalesce(v.promised_on, l.first_promised_on, l.promised_on) as promised_on
    from sales_order o join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where o.tenant_id = v.tenant_id and o.dyad_id = v.dyad_id and o.number = v.order_number and o.superseded_by is null
      and (v.source is null or o.source = v.source) and (l.line_key = v.line_no::text or l.item_id = v.item_id)
    order by l.line_key = v.line_no::text desc nulls last, l.line_no limit 1) q on true`
const promised = sql`coalesce(v.promised_on, q.promised_on)`

const deliveryColumns = sql`v.delivery_id as "deliveryId", v.number, v.order_number as "orderNumber", v.line_no as "lineNo", t.name as "itemName",
  v.quantity::float8 as quantity, q.requested_on as "requestedOn", ${promised} as "promisedOn", v.shipped_on as "shippedOn",
  v.delivered_on as "deliveredOn", v.delivered_on - ${promised} as "lateDays", c.name as "carrierName", v.freight_minor as "freightMinor",
  v.is_rush as "isRush"`
const deliveryNames = sql`${asked}
  left join item t on t.tenant_id = v.tenant_id and t.item_id = v.item_id
  left join party c on c.tenant_id = v.tenant_id and c.party_id = v.carrier_id`

export type DeliveryFilter = Window & { readonly late?: boolean | undefined; readonly after: After | undefined; readonly limit: number }

const isLate = (late: boolean | undefined) =>
  late === undefined ? sql`true` : late ? sql`v.delivered_on > ${promised}` : sql`v.delivered_on <= ${promised}`

/** How many deliveries there are by a filter, all pages together. */
export async function countDeliveries(tx: Tx, subject: Subject, filter: Omit<DeliveryFilter, 'after' | 'limit'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from delivery v ${filter.late === undefined ? sql`` : asked}
    where ${seenFact(subject, 'v')} and ${isLate(filter.late)} and ${inDays(deliveredOrShipped, filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Deliveries, the newest first; those that are neither delivered nor shipped yet come last. */
export async function readDeliveries(tx: Tx, subject: Subject, filter: DeliveryFilter): Promise<(Delivery & { day: string })[]> {
  const { rows } = await sql<Delivery & { day: string }>`
    select ${deliveryColumns}, ${deliveredOrShipped}::text as day from delivery v ${deliveryNames}
    where ${seenFact(subject, 'v')} and ${isLate(filter.late)} and ${inDays(deliveredOrShipped, filter)}
      and ${after(deliveredOrShipped, sql`v.delivery_id`, filter.after)}
    order by ${deliveredOrShipped} desc, v.delivery_id desc limit ${filter.limit}`.execute(tx)
  return rows
}

export async function readDeliveriesOf(tx: Tx, subject: Subject, orderNumber: string): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${deliveryColumns} from delivery v ${deliveryNames}
    where ${seenFact(subject, 'v')} and v.order_number = ${orderNumber} order by ${deliveredOrShipped}, v.delivery_id limit 500`.execute(tx)
  return rows
}

/** Deliveries of the twelve months to a day, or to the last one: how many, and of those with a promise how many kept it. */
export async function summariseDeliveries(tx: Tx, subject: Subject, to: string | undefined) {
  const until =
    to === undefined
      ? sql`(select max(coalesce(v.delivered_on, v.shipped_on)) from delivery v where ${seenFact(subject, 'v')})`
      : sql`${to}::date`
  const { rows } = await sql<{ from: string; to: string; deliveries: number; withPromise: number; onTime: number; rush: number }>`
    select (b.until - interval '12 months')::date as from, b.until as to, count(distinct v.document)::int as deliveries,
      count(*) filter (where v.delivered_on is not null and ${promised} is not null)::int as "withPromise",
      count(*) filter (where v.delivered_on <= ${promised})::int as "onTime", count(distinct v.document) filter (where v.is_rush)::int as rush
    from (select ${until} as until) b, delivery v ${asked}
    where ${seenFact(subject, 'v')} and ${deliveredOrShipped} > (b.until - interval '12 months')::date and ${deliveredOrShipped} <= b.until
    group by b.until`.execute(tx)
  return rows[0]
}
