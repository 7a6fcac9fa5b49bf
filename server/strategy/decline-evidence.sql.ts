import { type RawBuilder, sql } from 'kysely'
import type { EvidenceKind, Side } from '#core/strategy/decline-evidence.ts'
import type { Tx } from '#server/platform/database.ts'
import { promiseOfDelivery } from './hygiene.sql.ts'

/** Whose facts are laid out, and between which days: (from, turnedOn] before the turn, (turnedOn, until] after it. */
export type EvidenceScope = {
  readonly tenantId: string
  readonly dyadIds: readonly string[]
  readonly partyId: string
  readonly from: string
  readonly turnedOn: string
  readonly until: string
  readonly now: Date
}

type Sql = RawBuilder<unknown>

/** Findings that are counted from dated events; the other two are reckoned from the items of months. */
export type EventKind = Exclude<EvidenceKind, 'price' | 'dropped'>

const published = sql`exists (select 1 from import i where i.tenant_id = f.tenant_id and i.import_id = f.import_id and i.state = 'published')`
const entered = sql`(f.import_id is null or ${published})`
const ours = ({ tenantId, dyadIds }: EvidenceScope) => sql`f.tenant_id = ${tenantId}::uuid and f.dyad_id = any(${[...dyadIds]}::uuid[])`
const none = sql`null::text`

/** One event: its id, day, number and words, whether it counts as a hit, and its figure. */
const event = (id: Sql, on: Sql, number: Sql, text: Sql, hit: Sql = sql`true`, value: Sql = sql`null`) =>
  sql`select (${id})::text as id, (${on})::date as "on", (${number})::text as number, (${text})::text as text, (${hit})::boolean as hit, (${value})::float8 as value`

const concern = (scope: EvidenceScope, condition: Sql, on: Sql = sql`f.received_on`, hit: Sql = sql`true`) =>
  sql`${event(sql`f.concern_id`, on, sql`coalesce(f.number, f.order_number)`, sql`f.title`, hit)}
  from concern f where ${ours(scope)} and f.deleted_at is null and ${entered} and ${condition}`

const item = sql`left join item t on t.tenant_id = f.tenant_id and t.item_id = f.item_id`

/** Deliveries whose day of arrival is known; of firms whose files bring none, the lines of orders. */
const late = (scope: EvidenceScope) => sql`${event(
  sql`f.delivery_id`,
  sql`coalesce(f.promised_on, q.promised_on)`,
  sql`coalesce(f.number, f.order_number)`,
  sql`t.name`,
  sql`f.delivered_on > coalesce(f.promised_on, q.promised_on)`,
  sql`f.delivered_on - coalesce(f.promised_on, q.promised_on)`,
)} from delivery f ${promiseOfDelivery} ${item} where ${ours(scope)} and f.delivered_on is not null and ${published}
  union all ${event(
    sql`f.order_id::text || '-' || f.line_no`,
    sql`f.promised_on`,
    sql`o.number`,
    sql`t.name`,
    sql`f.delivered_on > f.promised_on`,
    sql`f.delivered_on - f.promised_on`,
  )} from order_line f join sales_order o on o.tenant_id = f.tenant_id and o.dyad_id = f.dyad_id and o.order_id = f.order_id and o.superseded_by is null and o.kind = 'order' ${item}
  where ${ours(scope)} and f.delivered_on is not null and f.promised_on is not null and f.quantity > 0 and ${published}
    and not exists (select 1 from delivery v where v.tenant_id = f.tenant_id and v.dyad_id = f.dyad_id and v.delivered_on is not null)`

const sources: Readonly<Record<EventKind, (scope: EvidenceScope) => Sql>> = {
  late,
  short: scope => concern(scope, sql`f.cause = 'stock_out'`),
  quality: scope => sql`${concern(scope, sql`f.cause = 'quality_defect'`)} union all
    ${event(sql`f.cost_id`, sql`f.incurred_on`, sql`coalesce(f.number, f.order_number)`, none)} from known_cost f
    where ${ours(scope)} and f.kind = 'claim' and ${published}`,
  response: scope =>
    concern(
      scope,
      sql`f.kind = 'complaint' and f.first_response_by is not null and (f.first_responded_at is not null or f.first_response_by < ${scope.now.toISOString()}::timestamptz)`,
      sql`f.received_on`,
      sql`coalesce(f.first_responded_at > f.first_response_by, true)`,
    ),
  unresolved: scope =>
    concern(
      scope,
      sql`f.kind in ('complaint', 'dispute') and f.resolved_at is null and f.due_at < ${scope.now.toISOString()}::timestamptz and f.received_on <= ${scope.until}::date`,
      // What is open now weighs now, whenever it came.
      sql`greatest(f.received_on, ${scope.turnedOn}::date + 1)`,
    ),
  billing: scope => concern(scope, sql`f.cause = 'billing_error'`),
  contacts: scope => sql`${event(sql`f.activity_id`, sql`f.day`, none, sql`f.subject`)} from activity f
    where ${ours(scope)} and f.state = 'done' and f.kind <> 'note' and f.deleted_at is null and ${entered}`,
  // Who left is read on the page of the people, under the rules on fields.
  left: ({ tenantId, partyId }) => sql`${event(sql`f.contact_id`, sql`f.ended_on`, none, none)} from contact f
    where f.tenant_id = ${tenantId}::uuid and f.party_id = ${partyId}::uuid and f.ended_on is not null and f.deleted_at is null`,
  owner: scope => sql`${event(sql`f.entry_id`, sql`f.at`, none, none)} from ownership_entry f
    where ${ours(scope)} and f.from_owner_id is not null and f.from_owner_id is distinct from f.to_owner_id`,
  needs: scope => sql`${event(sql`f.need_id`, sql`coalesce(f.due_on, f.since)`, none, sql`f.content`)} from need f
    where ${ours(scope)} and f.deleted_at is null and (f.status = 'declined' or (f.status in ('open', 'in_work') and f.due_on < ${scope.until}::date))`,
  competitor: ({ tenantId, partyId }) => sql`${event(sql`f.fact_id`, sql`f.observed_on`, none, none)} from party_fact f
    where f.tenant_id = ${tenantId}::uuid and f.party_id = ${partyId}::uuid and f.kind = 'competitors' and f.withdrawn_at is null and f.superseded_by is null`,
  pull: scope => sql`${event(sql`f.evidence_id`, sql`f.observed_on`, none, sql`f.source`, sql`true`, sql`f.value`)} from dyad_evidence f
    where ${ours(scope)} and f.kind = 'competitor_pull' and f.withdrawn_at is null`,
  payment:
    scope => sql`${event(sql`f.payment_id`, sql`f.paid_on`, sql`coalesce(f.number, f.order_number)`, none, sql`true`, sql`f.days_outstanding`)} from payment f
    where ${ours(scope)} and f.days_outstanding is not null and ${published}`,
  ended: scope =>
    sql`${event(sql`f.dyad_id`, sql`f.end_noticed_on`, none, none)} from dyad f where ${ours(scope)} and f.end_noticed_on is not null`,
}

export const eventKinds = Object.keys(sources) as readonly EventKind[]

const within = ({ from, until }: EvidenceScope) => sql`x."on" > ${from}::date and x."on" <= ${until}::date`

export type Tally = {
  readonly kind: EventKind
  readonly isAfter: boolean
  readonly events: number
  readonly hits: number
  readonly mean: number | null
}

/** All events on either side of the turn, counted. One query. */
export async function tallyEvents(tx: Tx, scope: EvidenceScope): Promise<Tally[]> {
  const all = eventKinds.map(
    kind =>
      sql`select ${kind}::text as kind, x."on" > ${scope.turnedOn}::date as is_after, x.hit, x.value from (${sources[kind](scope)}) x where ${within(scope)}`,
  )
  const { rows } =
    await sql<Tally>`select e.kind, e.is_after as "isAfter", count(*)::int as events, count(*) filter (where e.hit)::int as hits, avg(e.value)::float8 as mean
    from (${sql.join(all, sql` union all `)}) e group by 1, 2`.execute(tx)
  return rows
}

export type EvidenceLine = {
  readonly id: string
  readonly on: string | null
  readonly number: string | null
  readonly text: string | null
  readonly before: number | null
  readonly after: number | null
}

/** The events of a finding: hits first, the newest first. The figure stands on its side of the turn. */
export async function readEventLines(tx: Tx, scope: EvidenceScope, kind: EventKind, limit: number): Promise<EvidenceLine[]> {
  const { rows } = await sql<EvidenceLine>`select x.id, x."on", x.number, x.text,
      case when x."on" <= ${scope.turnedOn}::date then x.value end as before, case when x."on" > ${scope.turnedOn}::date then x.value end as after
    from (${sources[kind](scope)}) x where ${within(scope)} order by x.hit desc, x."on" desc, x.id limit ${limit}`.execute(tx)
  return rows
}

/** What was bought of each item on either side: net sales and quantity, from the rollup by month. */
const items = ({ tenantId, dyadIds, from, turnedOn, until }: EvidenceScope) => sql`select f.item_key,
    sum(f.net_sales_minor) filter (where f.month <= ${turnedOn}::date)::float8 as sold_before, sum(f.quantity) filter (where f.month <= ${turnedOn}::date)::float8 as quantity_before,
    sum(f.net_sales_minor) filter (where f.month > ${turnedOn}::date)::float8 as sold_after, sum(f.quantity) filter (where f.month > ${turnedOn}::date)::float8 as quantity_after
  from dyad_item_month f where f.tenant_id = ${tenantId}::uuid and f.dyad_id = any(${[...dyadIds]}::uuid[]) and f.month > ${from}::date and f.month <= ${until}::date
    and f.item_key <> '00000000-0000-0000-0000-000000000000'::uuid group by 1`

const isPriced = sql`x.sold_before > 0 and x.quantity_before > 0 and x.sold_after > 0 and x.quantity_after > 0`
const isDropped = sql`x.sold_before > 0 and coalesce(x.sold_after, 0) <= 0`

/** The step of unit prices at today's quantities, and the share of former sales in items that are bought no more. */
export async function tallyItems(tx: Tx, scope: EvidenceScope): Promise<{ readonly price: Side; readonly dropped: Side }> {
  const { rows } = await sql<{ priced: number; step: number | null; items: number; dropped: number | null; bought: boolean }>`
    select count(*) filter (where ${isPriced})::int as priced,
      sum(x.quantity_after * (x.sold_after / x.quantity_after - x.sold_before / x.quantity_before)) filter (where ${isPriced})
        / nullif(sum(x.quantity_after * x.sold_before / nullif(x.quantity_before, 0)) filter (where ${isPriced}), 0) as step,
      count(*) filter (where x.sold_before > 0)::int as items,
      coalesce(sum(x.sold_before) filter (where ${isDropped}), 0) / nullif(sum(x.sold_before) filter (where x.sold_before > 0), 0) as dropped,
      coalesce(bool_or(x.sold_after > 0), false) as bought
    from (${items(scope)}) x`.execute(tx)
  const found = rows[0]
  if (found === undefined) return { price: { value: null, events: 0 }, dropped: { value: null, events: 0 } }
  return {
    price: { value: found.step, events: found.priced },
    // Who buys nothing at all has not dropped one item rather than another.
    dropped: { value: found.bought ? found.dropped : null, events: found.items },
  }
}

/** The items behind the two figures: unit prices in minor units for `price`, net sales in minor units for `dropped`; what weighs most first. */
export async function readItemLines(tx: Tx, scope: EvidenceScope, kind: 'price' | 'dropped', limit: number): Promise<EvidenceLine[]> {
  const figures =
    kind === 'price'
      ? sql`x.sold_before / nullif(x.quantity_before, 0) as before, x.sold_after / nullif(x.quantity_after, 0) as after`
      : sql`x.sold_before as before, coalesce(x.sold_after, 0) as after`
  const { rows } = await sql<EvidenceLine>`select x.item_key::text as id, null::date as "on", t.code as number, t.name as text, ${figures}
    from (${items(scope)}) x join item t on t.tenant_id = ${scope.tenantId}::uuid and t.item_id = x.item_key
    where ${kind === 'price' ? isPriced : isDropped} order by x.sold_before desc, x.item_key limit ${limit}`.execute(tx)
  return rows
}
