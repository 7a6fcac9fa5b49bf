import { type RawBuilder, sql } from 'kysely'
import type { MeasuredDuty } from '#core/strategy/hygiene.ts'
import type { Tx } from '#server/platform/database.ts'
import { type HygieneScope, isPromisedWithin, promiseOfDelivery } from './hygiene.sql.ts'

export type HygieneLine = {
  readonly id: string
  readonly on: string | null
  readonly number: string | null
  readonly text: string | null
  readonly promisedOn: string | null
  readonly doneOn: string | null
  readonly isKept: boolean
}

type Sql = RawBuilder<unknown>

const isPublished = sql`exists (select 1 from import i where i.tenant_id = f.tenant_id and i.import_id = f.import_id and i.state = 'published')`
const isEntered = sql`(f.import_id is null or ${isPublished})`
const isOurs = ({ tenantId, dyadIds }: HygieneScope) =>
  sql`f.tenant_id = ${tenantId}::uuid and f.dyad_id = any(${[...(dyadIds ?? [])]}::uuid[])`

const deliveries = (
  scope: HygieneScope,
) => sql`select f.delivery_id as id, coalesce(f.promised_on, q.promised_on) as "on", coalesce(f.number, f.order_number) as number, t.name as text,
    coalesce(f.promised_on, q.promised_on) as "promisedOn", f.delivered_on as "doneOn", coalesce(f.delivered_on <= coalesce(f.promised_on, q.promised_on), false) as "isKept"
  from delivery f ${promiseOfDelivery} left join item t on t.tenant_id = f.tenant_id and t.item_id = f.item_id
  where ${isOurs(scope)} and ${isPromisedWithin(scope)} and ${isPublished}`

const promisedLines = (
  scope: HygieneScope,
) => sql`select o.order_id as id, f.promised_on as "on", o.number, t.name as text, f.promised_on as "promisedOn", f.delivered_on as "doneOn",
    coalesce(f.delivered_on <= f.promised_on, false) as "isKept"
  from order_line f join sales_order o on o.tenant_id = f.tenant_id and o.dyad_id = f.dyad_id and o.order_id = f.order_id and o.superseded_by is null and o.kind = 'order'
    left join item t on t.tenant_id = f.tenant_id and t.item_id = f.item_id
  where ${isOurs(scope)} and f.promised_on > ${scope.since}::date and f.promised_on <= ${scope.asOf}::date and f.quantity > 0 and ${isPublished}`

const complaints = (
  scope: HygieneScope,
) => sql`select f.concern_id as id, f.received_on as "on", f.number, f.title as text, f.first_response_by::date as "promisedOn",
    f.first_responded_at::date as "doneOn", coalesce(f.first_responded_at <= f.first_response_by, false) and not coalesce(f.resolved_at is null and f.due_at < ${scope.now.toISOString()}::timestamptz, false) as "isKept"
  from concern f where ${isOurs(scope)} and f.kind = 'complaint' and f.deleted_at is null and ${isEntered}
    and ((f.received_on > ${scope.since}::date and f.first_response_by is not null and (f.first_responded_at is not null or f.first_response_by < ${scope.now.toISOString()}::timestamptz))
      or (f.resolved_at is null and f.due_at < ${scope.now.toISOString()}::timestamptz))`

/** Concerns that count against a duty; its events, the orders or lines, are counted and not listed. */
const against = (
  scope: HygieneScope,
  causes: Sql,
) => sql`select f.concern_id as id, f.received_on as "on", coalesce(f.order_number, f.number) as number, f.title as text,
    null::date as "promisedOn", null::date as "doneOn", false as "isKept"
  from concern f where ${isOurs(scope)} and f.deleted_at is null and f.received_on > ${scope.since}::date and ${isEntered} and ${causes}`

const claims = (
  scope: HygieneScope,
) => sql`select f.cost_id as id, f.incurred_on as "on", coalesce(f.order_number, f.number) as number, null::text as text, null::date as "promisedOn",
    null::date as "doneOn", false as "isKept"
  from known_cost f where ${isOurs(scope)} and f.kind = 'claim' and f.incurred_on > ${scope.since}::date and f.incurred_on <= ${scope.asOf}::date and ${isPublished}`

const sources: Readonly<Record<MeasuredDuty, (scope: HygieneScope, fallback: boolean) => Sql>> = {
  delivered: (scope, fallback) => (fallback ? promisedLines(scope) : deliveries(scope)),
  order_right: scope => against(scope, sql`(f.cause = 'stock_out' or (f.kind = 'return' and f.cause is distinct from 'quality_defect'))`),
  invoice_right: scope => against(scope, sql`f.cause = 'billing_error'`),
  complaints,
  quality: (scope, fallback) => (fallback ? claims(scope) : against(scope, sql`f.cause = 'quality_defect'`)),
}

/** What a duty's figure is made of, the broken ones first; `fallback`: the second source, where the first says nothing. */
export async function readHygieneLines(
  tx: Tx,
  scope: HygieneScope,
  duty: MeasuredDuty,
  fallback: boolean,
  limit: number,
): Promise<HygieneLine[]> {
  const { rows } =
    await sql<HygieneLine>`select * from (${sources[duty](scope, fallback)}) l order by l."isKept", l."on" desc nulls last, l.id limit ${limit}`.execute(
      tx,
    )
  return rows
}
