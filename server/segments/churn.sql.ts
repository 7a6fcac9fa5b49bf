import { type RawBuilder, sql } from 'kysely'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import { type Asker, customerCondition } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { nameOf } from './map.sql.ts'

/** Customers within what this person sees and the filters, judged as they stand now. */
const seen = (asker: Asker, query: CustomerQuery, alias: string): RawBuilder<unknown> => sql`
  join app.dyad d on d.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and d.dyad_id = ${sql.ref(`${alias}.dyad_id`)}
  join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join app.customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
  where ${sql.ref(`${alias}.tenant_id`)} = ${asker.tenantId}::uuid and ${customerCondition(asker, query, { how: 'all' })}`

export type Losses = {
  readonly period: string
  readonly kind: 'churned' | 'partial'
  readonly customers: number
  readonly lostMinor: number
}

/** Losses by the first day of the month or quarter that shows them. */
export async function readLosses(
  tx: Tx,
  asker: Asker,
  query: CustomerQuery,
  generation: number,
  by: 'month' | 'quarter',
): Promise<Losses[]> {
  const { rows } = await sql<Losses>`select date_trunc(${by}, c.happened_on)::date as period, c.kind, count(*)::int as customers,
      coalesce(sum(c.lost_minor), 0)::bigint as "lostMinor"
    from app.churn_event c ${seen(asker, query, 'c')} and c.generation = ${generation} group by 1, 2`.execute(tx)
  return rows
}

/** Customers that were lost and ordered again, by the month or quarter in which they did. */
export async function readReturns(tx: Tx, asker: Asker, query: CustomerQuery, generation: number, by: 'month' | 'quarter') {
  const { rows } = await sql<{
    period: string
    customers: number
  }>`select date_trunc(${by}, c.returned_on)::date as period, count(*)::int as customers
    from app.churn_event c ${seen(asker, query, 'c')} and c.generation = ${generation} and c.kind = 'churned' and c.returned_on is not null
    group by 1`.execute(tx)
  return rows
}

/** Customers with an order in the twelve months up to each month-end. */
export async function readActive(tx: Tx, asker: Asker, query: CustomerQuery, generation: number) {
  const { rows } = await sql<{ asOf: string; customers: number }>`select r.as_of as "asOf", count(*)::int as customers
    from app.classification_run r
    join app.classification c on c.tenant_id = r.tenant_id and c.generation = r.generation and c.as_of = r.as_of
    ${seen(asker, query, 'c')} and r.generation = ${generation} and r.kind = 'month_end'
      and c.last_order > (r.as_of + 1 - interval '12 months')::date - 1
    group by 1 order by 1`.execute(tx)
  return rows
}

/** Days of the month-ends of a generation, the oldest first. */
export async function readMonthEnds(tx: Tx, tenantId: string, generation: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('classification_run')
    .select('as_of')
    .where('tenant_id', '=', tenantId)
    .where('generation', '=', generation)
    .orderBy('as_of')
    .execute()
  return rows.map(row => row.as_of)
}

export type ChurnedRow = {
  readonly dyadId: string
  readonly name: string
  readonly code: string | null
  readonly ownerName: string | null
  readonly type: never
  readonly kind: 'churned' | 'partial'
  readonly on: string
  readonly beforeMinor: number | null
  readonly lostMinor: number | null
  readonly returnedOn: string | null
  readonly lastOrder: string | null
  readonly reason: unknown
}

/** Where a page begins: after this loss of this customer. */
export type After = { readonly lost: number; readonly dyadId: string; readonly on: string }

export type LossFilter = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly kind?: string | undefined
  readonly stillGone?: boolean | undefined
  readonly after: After | undefined
  readonly limit: number
  readonly english: boolean
}

/** Losses of a time, the largest first; a loss of unknown size counts as none here. */
export async function readChurned(
  tx: Tx,
  asker: Asker,
  query: CustomerQuery,
  generation: number,
  filter: LossFilter,
): Promise<ChurnedRow[]> {
  const { from, to, kind, stillGone, after, limit, english } = filter
  const lost = sql`coalesce(c.lost_minor, 0)`
  const conditions = [
    ...(from === undefined ? [] : [sql`c.happened_on >= ${from}::date`]),
    ...(to === undefined ? [] : [sql`c.happened_on <= ${to}::date`]),
    ...(kind === undefined ? [] : [sql`c.kind = ${kind}`]),
    ...(stillGone === undefined ? [] : [stillGone ? sql`c.returned_on is null` : sql`c.returned_on is not null`]),
    ...(after === undefined
      ? []
      : [
          sql`(${lost} < ${after.lost}::bigint or (${lost} = ${after.lost}::bigint and (d.dyad_id, c.happened_on) > (${after.dyadId}::uuid, ${after.on}::date)))`,
        ]),
  ]
  const { rows } =
    await sql<ChurnedRow>`select d.dyad_id as "dyadId", ${nameOf(english)} as name, d.code, coalesce(u.name, d.owner_text) as "ownerName",
      s.type, c.kind, c.happened_on as "on", c.before_minor as "beforeMinor", c.lost_minor as "lostMinor", c.returned_on as "returnedOn",
      s.last_order as "lastOrder", c.reason
    from app.churn_event c
    left join identity."user" u on u.id = (select o.owner_id from app.dyad o where o.tenant_id = c.tenant_id and o.dyad_id = c.dyad_id)
    ${seen(asker, query, 'c')} and c.generation = ${generation} ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
    order by ${lost} desc, d.dyad_id, c.happened_on limit ${limit}`.execute(tx)
  return rows
}
