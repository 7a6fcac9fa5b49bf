import { type RawBuilder, sql } from 'kysely'
import type { Fact } from '#contract/trade.ts'
import type { ValuePart } from '#core/value/valuation.ts'
import type { Tx } from '#server/platform/database.ts'
import { inWindow, type Subject, seenFact, seenOrder, type Window } from './facts-seen.sql.ts'

export type FactFilter = Window & { readonly part: ValuePart; readonly itemId?: string | undefined }

const isReturn = sql`(o.kind = 'return' or l.net_minor < 0 or l.quantity < 0)`

/** Every source gives the same columns: key, kind, day, what it was, and what it puts into the number. */
const nothing = sql`null::uuid as order_id, null::text as number, null::integer as line_no, null::uuid as item_id, null::numeric as quantity, null::text as unit,
  null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor, null::bigint as amount_minor, null::integer as days, null::text as note`

function linesOf(subject: Subject, filter: FactFilter, amount: RawBuilder<unknown>, condition: RawBuilder<unknown>) {
  const item = filter.itemId === undefined ? sql`true` : sql`l.item_id = ${filter.itemId}::uuid`
  return sql`
    select o.order_id::text || ':' || lpad(l.line_no::text, 9, '0') as key, 'order_line' as kind, o.ordered_on as day, o.order_id, o.number, l.line_no, l.item_id,
      l.quantity, l.unit, l.unit_price, l.net_minor, l.cost_minor, ${amount} as amount_minor, null::integer as days, null::text as note, o.tenant_id
    from sales_order o join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where ${seenOrder(subject)} and ${inWindow(sql`o.ordered_on`, filter)} and ${condition} and ${item}`
}

/** Whole documents: a customer's orders of one day are one order, so the first of a day stands for it. */
function ordersOf(subject: Subject, filter: FactFilter, condition: RawBuilder<unknown>) {
  return sql`
    select o.order_id::text as key, 'order' as kind, o.ordered_on as day, o.order_id, o.number, null::integer as line_no, null::uuid as item_id,
      null::numeric as quantity, null::text as unit, null::numeric as unit_price, o.net_minor, o.cost_minor, null::bigint as amount_minor,
      null::integer as days, null::text as note, o.tenant_id
    from sales_order o where ${seenOrder(subject)} and ${inWindow(sql`o.ordered_on`, filter)} and ${condition}`
}

const hasReturn = sql`exists (select 1 from order_line l where l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id and ${isReturn})`
const hasSale = sql`o.kind = 'order' and (o.line_count = 0 or exists (
  select 1 from order_line l where l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id and not ${isReturn} and (l.net_minor <> 0 or l.quantity <> 0)))`

const shipped = sql`coalesce(v.delivered_on, v.shipped_on)`

function deliveriesOf(subject: Subject, filter: FactFilter, condition: RawBuilder<unknown>) {
  return sql`
    select v.delivery_id::text as key, 'delivery' as kind, ${shipped} as day, null::uuid as order_id, coalesce(v.number, v.order_number) as number, v.line_no, v.item_id, v.quantity,
      null::text as unit, null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor, v.freight_minor as amount_minor,
      null::integer as days, null::text as note, v.tenant_id
    from delivery v where ${seenFact(subject, 'v')} and ${shipped} is not null and ${inWindow(shipped, filter)} and ${condition}`
}

function costsOf(subject: Subject, filter: FactFilter, kind: 'freight' | 'rebate' | 'claim') {
  return sql`
    select f.cost_id::text as key, 'cost' as kind, f.incurred_on as day, null::uuid as order_id, coalesce(f.number, f.order_number) as number, null::integer as line_no, null::uuid as item_id,
      null::numeric as quantity, null::text as unit, null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor,
      f.amount_minor, null::integer as days, f.note, f.tenant_id
    from known_cost f where ${seenFact(subject, 'f')} and f.kind = ${kind} and ${inWindow(sql`f.incurred_on`, filter)}`
}

/** Freight of a delivery counts on the day of its order where the order's own rows brought it, as the rollup has it. */
function freightOf(subject: Subject, filter: FactFilter) {
  const day = sql`coalesce(e.ordered_on, ${shipped})`
  return sql`
    select v.delivery_id::text as key, 'delivery' as kind, ${day} as day, null::uuid as order_id, coalesce(v.number, v.order_number) as number, v.line_no, v.item_id, v.quantity,
      null::text as unit, null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor, v.freight_minor as amount_minor,
      null::integer as days, null::text as note, v.tenant_id
    from delivery v left join lateral (
      select min(o.ordered_on) as ordered_on from sales_order o
      where v.document like 'o:%' and ${seenOrder(subject)} and o.dyad_id = v.dyad_id and o.number = v.order_number) e on true
    where ${seenFact(subject, 'v')} and v.freight_minor is not null and ${inWindow(day, filter)}
    union all ${costsOf(subject, filter, 'freight')}`
}

function paymentsOf(subject: Subject, filter: FactFilter) {
  return sql`
    select f.payment_id::text as key, 'payment' as kind, f.paid_on as day, null::uuid as order_id, coalesce(f.number, f.order_number) as number, null::integer as line_no,
      null::uuid as item_id, null::numeric as quantity, null::text as unit, null::numeric as unit_price, null::bigint as net_minor,
      null::bigint as cost_minor, f.amount_minor, f.days_outstanding as days, null::text as note, f.tenant_id
    from payment f where ${seenFact(subject, 'f')} and f.days_outstanding is not null and ${inWindow(sql`f.paid_on`, filter)}`
}

/** Visits or calls that were made: what each costs is the rate's to say. */
function activitiesOf(subject: Subject, filter: FactFilter, kind: 'visit' | 'call') {
  return sql`
    select a.activity_id::text as key, 'activity' as kind, a.day, null::uuid as order_id, null::text as number, null::integer as line_no, null::uuid as item_id, null::numeric as quantity,
      null::text as unit, null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor, null::bigint as amount_minor, null::integer as days, a.subject as note, a.tenant_id
    from activity a where a.tenant_id = ${subject.tenantId}::uuid and a.dyad_id = any(${[...subject.all]}::uuid[]) and a.kind = ${kind} and a.state = 'done' and a.deleted_at is null
      and (a.import_id is null or exists (select 1 from import i where i.tenant_id = a.tenant_id and i.import_id = a.import_id and i.state = 'published')) and ${inWindow(sql`a.day`, filter)}`
}

function complaintsOf(subject: Subject, filter: FactFilter) {
  return sql`
    select k.concern_id::text as key, 'concern' as kind, k.received_on as day, null::uuid as order_id, coalesce(k.number, k.order_number) as number, null::integer as line_no, null::uuid as item_id,
      null::numeric as quantity, null::text as unit, null::numeric as unit_price, null::bigint as net_minor, null::bigint as cost_minor, null::bigint as amount_minor, null::integer as days, k.title as note, k.tenant_id
    from concern k where k.tenant_id = ${subject.tenantId}::uuid and k.dyad_id = any(${[...subject.all]}::uuid[]) and k.kind = 'complaint' and k.deleted_at is null and ${inWindow(sql`k.received_on`, filter)}`
}

const noFacts = sql`select ''::text as key, 'order'::text as kind, current_date as day, ${nothing}, null::uuid as tenant_id where false`

/** The rows that a part of the net contribution is made of. Credit notes have no facts in the book yet. */
function sourceOf(subject: Subject, filter: FactFilter, hasDeliveries: boolean): RawBuilder<unknown> {
  switch (filter.part) {
    case 'netSales':
      return linesOf(subject, filter, sql`l.net_minor`, sql`true`)
    case 'costOfGoods':
      return linesOf(subject, filter, sql`l.cost_minor`, sql`true`)
    case 'line':
      return linesOf(subject, filter, sql`l.net_minor`, sql`not ${isReturn}`)
    case 'return':
      return ordersOf(subject, filter, hasReturn)
    case 'order':
      return ordersOf(subject, filter, hasSale)
    case 'delivery':
      return hasDeliveries ? deliveriesOf(subject, filter, sql`true`) : ordersOf(subject, filter, hasSale)
    case 'rushDelivery':
      return deliveriesOf(subject, filter, sql`v.is_rush`)
    case 'freight':
      return freightOf(subject, filter)
    case 'rebates':
      return costsOf(subject, filter, 'rebate')
    case 'claims':
      return costsOf(subject, filter, 'claim')
    case 'financing':
      return paymentsOf(subject, filter)
    case 'visit':
    case 'call':
      return activitiesOf(subject, filter, filter.part)
    case 'complaint':
      return complaintsOf(subject, filter)
    case 'creditNote':
      return noFacts
  }
}

/** Whether the firm's book has deliveries at all: without any, each order counts as one. */
export async function hasDeliveries(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from delivery v join import i on i.tenant_id = v.tenant_id and i.import_id = v.import_id and i.state = 'published'
      where v.tenant_id = ${tenantId}::uuid) as there`.execute(tx)
  return rows[0]?.there ?? false
}

export type FactPlace = { readonly day: string; readonly key: string }

/** The rows behind a part, the newest first. */
export async function readFacts(
  tx: Tx,
  subject: Subject,
  filter: FactFilter,
  deliveries: boolean,
  place: FactPlace | undefined,
  limit: number,
): Promise<Fact[]> {
  const later = place === undefined ? sql`true` : sql`(f.day, f.key) < (${place.day}::date, ${place.key})`
  const { rows } = await sql<Fact>`
    select f.key, f.kind, f.day as on, f.order_id as "orderId", f.number, f.line_no as "lineNo", t.code as "itemCode", t.name as "itemName",
      f.quantity::float8 as quantity, f.unit, f.unit_price::float8 as "unitPrice", f.net_minor as "netMinor", f.cost_minor as "costMinor",
      f.amount_minor as "amountMinor", f.days, f.note
    from (select * from (${sourceOf(subject, filter, deliveries)}) as f where ${later} order by f.day desc, f.key desc limit ${limit}) f
    left join item t on t.tenant_id = f.tenant_id and t.item_id = f.item_id
    order by f.day desc, f.key desc`.execute(tx)
  return rows
}

/** How many count, and what they come to. Orders of one day are one; rows of one delivery document on one day are one. */
export async function sumFacts(tx: Tx, subject: Subject, filter: FactFilter, deliveries: boolean) {
  const byDay = filter.part === 'order' || (filter.part === 'delivery' && !deliveries)
  const byDocument = (filter.part === 'delivery' && deliveries) || filter.part === 'rushDelivery'
  const counted = byDay ? sql`count(distinct f.day)` : byDocument ? sql`count(distinct (f.day, d.document))` : sql`count(*)`
  const documents = byDocument
    ? sql`left join delivery d on d.tenant_id = f.tenant_id and d.delivery_id = f.key::uuid and d.dyad_id = any(${[...subject.all]}::uuid[])`
    : sql``
  const { rows } = await sql<{ count: number; netMinor: number | null; amountMinor: number | null; withoutAmount: number }>`
    select ${counted}::int as count, sum(f.net_minor)::bigint as "netMinor", sum(f.amount_minor)::bigint as "amountMinor",
      count(*) filter (where f.amount_minor is null)::int as "withoutAmount"
    from (${sourceOf(subject, filter, deliveries)}) as f ${documents}`.execute(tx)
  return rows[0] ?? { count: 0, netMinor: null, amountMinor: null, withoutAmount: 0 }
}
