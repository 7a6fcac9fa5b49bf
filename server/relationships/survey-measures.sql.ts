import { sql } from 'kysely'
import type { Measured, ServiceDimension } from '#core/relationships/service-quality.ts'
import type { Tx } from '#server/platform/database.ts'
import { type Subject, seenFact, seenOrder } from '#server/trade/facts-seen.sql.ts'

/** A window of facts, (from, to]. */
export type Span = { readonly from: string; readonly to: string }

type Counted = { readonly dimension: ServiceDimension; readonly good: number | null; readonly events: number | null }

/** What was promised for a delivery `v` without a day of its own: that of the order's line which it names. */
const promiseOfLine = sql`left join lateral (
    select coalesce(l.first_promised_on, l.promised_on) as promised_on from sales_order o
      join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where v.promised_on is null and o.tenant_id = v.tenant_id and o.dyad_id = v.dyad_id and o.number = v.order_number and o.superseded_by is null
      and (v.source is null or o.source = v.source) and (l.line_key = v.line_no::text or l.item_id = v.item_id)
    order by l.line_key = v.line_no::text desc nulls last, l.line_no limit 1) q on true`
const promisedDay = sql`coalesce(v.promised_on, q.promised_on)`

/** Days of arrival against days of promise; from the lines of orders where no delivery can be held to a promise. */
const timeliness = (subject: Subject, { from, to }: Span) => sql`
  with promised as (
    select ${promisedDay} as promised_on, v.delivered_on, 1 as rank from delivery v ${promiseOfLine}
    where ${seenFact(subject, 'v')} and ${promisedDay} > ${from}::date and ${promisedDay} <= ${to}::date
    union all
    select coalesce(l.first_promised_on, l.promised_on), l.delivered_on, 2
    from sales_order o join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where ${seenOrder(subject)} and o.kind = 'order' and coalesce(l.first_promised_on, l.promised_on) > ${from}::date and coalesce(l.first_promised_on, l.promised_on) <= ${to}::date)
  select 'timeliness' as dimension, count(*) filter (where delivered_on <= promised_on)::float8 as good, count(*)::int as events
  from promised where rank = (select min(rank) from promised) and (delivered_on is not null or promised_on < ${to}::date)`

/** Delivered of ordered, item by item, of orders that had a month to arrive and of which deliveries are kept with their quantity. */
const released = (subject: Subject, { from, to }: Span) => sql`
  with arrived as (
    select v.order_number as number, v.item_id, sum(v.quantity) as quantity from delivery v
    where ${seenFact(subject, 'v')} and v.quantity is not null and v.order_number is not null group by 1, 2),
  ordered as (
    select o.number, l.item_id, sum(l.quantity) as quantity
    from sales_order o join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where ${seenOrder(subject)} and o.kind = 'order' and l.quantity > 0 and o.ordered_on > ${from}::date and o.ordered_on <= ${to}::date - 30
      and exists (select 1 from arrived a where a.number = o.number) group by 1, 2)
  select 'release_quantity' as dimension, count(*) * sum(least(coalesce(a.quantity, 0), g.quantity))::float8 / nullif(sum(g.quantity), 0)::float8 as good, count(*)::int as events
  from ordered g left join arrived a on a.number = g.number and a.item_id is not distinct from g.item_id`

/** Orders against which nothing came back. */
const accuracy = (subject: Subject, { from, to }: Span) => sql`
  select 'accuracy' as dimension, greatest(0, count(*) filter (where o.kind = 'order') - count(*) filter (where o.kind = 'return'))::float8 as good,
    count(*) filter (where o.kind = 'order')::int as events
  from sales_order o where ${seenOrder(subject)} and o.ordered_on > ${from}::date and o.ordered_on <= ${to}::date`

const concerned = (
  { tenantId, all }: Subject,
  { from, to }: Span,
) => sql`o.tenant_id = ${tenantId}::uuid and o.dyad_id = any(${[...all]}::uuid[]) and o.deleted_at is null
  and o.received_on > ${from}::date and o.received_on <= ${to}::date`

/** Orders without a quality claim. Only where the firm keeps concerns at all: none kept is not none raised. */
const quality = (subject: Subject, span: Span) => sql`
  select 'quality' as dimension, greatest(0, n.orders - (select count(*) from concern o where ${concerned(subject, span)} and o.cause = 'quality_defect'))::float8 as good,
    case when exists (select 1 from concern k where k.tenant_id = ${subject.tenantId}::uuid and k.deleted_at is null and k.received_on > ${span.from}::date) then n.orders end as events
  from (select count(*)::int as orders from sales_order o where ${seenOrder(subject)} and o.kind = 'order' and o.ordered_on > ${span.from}::date and o.ordered_on <= ${span.to}::date) n`

/** Promises to answer questions, and to resolve what went wrong: kept of those that are kept or broken by now. */
const promises = (subject: Subject, span: Span, now: Date) => sql`
  select case when o.kind = 'question' then 'information' else 'discrepancy_handling' end as dimension,
    count(*) filter (where case when o.kind = 'question' then o.first_responded_at <= o.first_response_by else o.resolved_at <= o.resolved_by end)::float8 as good,
    count(*) filter (where case when o.kind = 'question' then o.first_response_by is not null and (o.first_responded_at is not null or o.first_response_by < ${now}::timestamptz)
      else o.resolved_by is not null and (o.resolved_at is not null or o.resolved_by < ${now}::timestamptz) end)::int as events
  from concern o where ${concerned(subject, span)} group by 1`

/** Gaps between days of contact that were no longer than the rhythm of the customer asks for; the open one counts once it is longer. */
const contact = ({ tenantId, all }: Subject, { from, to }: Span) => sql`
  with every as (select min(r.every_days) as days from contact_rhythm r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...all]}::uuid[])),
  days as (
    select distinct a.day from activity a where a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...all]}::uuid[]) and a.deleted_at is null and a.state = 'done'
      and a.kind <> 'note' and a.outcome is distinct from 'no_answer' and a.day > ${from}::date and a.day <= ${to}::date),
  gaps as (select coalesce(lead(day) over (order by day), ${to}::date) - day as gap, lead(day) over (order by day) is null as is_open from days)
  select 'contact' as dimension, count(*) filter (where g.gap <= e.days and not g.is_open)::float8 as good,
    case when e.days is null then null else count(*) filter (where not g.is_open or g.gap > e.days)::int end as events
  from every e left join gaps g on true group by e.days`

/** What the facts of a customer say of the service dimensions that they say something of; the others are not measured. */
export async function readMeasured(tx: Tx, subject: Subject, span: Span, now: Date): Promise<ReadonlyMap<ServiceDimension, Measured>> {
  const parts = [timeliness, released, accuracy, quality, contact].map(part => sql`(${part(subject, span)})`)
  const { rows } = await sql<Counted>`${sql.join([...parts, sql`(${promises(subject, span, now)})`], sql` union all `)}`.execute(tx)
  const counted = rows.filter(({ good, events }) => good !== null && events !== null && events > 0)
  return new Map(counted.map(({ dimension, good, events }) => [dimension, { good: good ?? 0, events: events ?? 0 }]))
}

/** The day up to which the firm's facts are read: that of its last placement, else today. */
export async function readFactsTo(tx: Tx, tenantId: string, today: string): Promise<string> {
  const { rows } = await sql<{
    day: string | null
  }>`select max(as_of) as day from generation where tenant_id = ${tenantId}::uuid and state = 'current' and as_of <= ${today}::date`.execute(
    tx,
  )
  return rows[0]?.day ?? today
}
