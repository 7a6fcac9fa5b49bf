import { sql } from 'kysely'
import type { HygieneDuty } from '#core/strategy/hygiene.ts'
import type { Tx } from '#server/platform/database.ts'

/** Whose facts, and of which days: after `since`, promises up to `asOf`; what is overdue is so `now`. Without dyads everybody's. */
export type HygieneScope = {
  readonly tenantId: string
  readonly since: string
  readonly asOf: string
  readonly now: Date
  readonly dyadIds: readonly string[] | undefined
}

const published = (alias: string) =>
  sql`exists (select 1 from import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published')`

/** From a table of facts, those of the scope, each with the dyad that it is read under now. */
const facts = (table: string, { tenantId, dyadIds }: HygieneScope) => sql`${sql.table(table)} f
  left join dyad_current m on m.tenant_id = f.tenant_id and m.dyad_id = f.dyad_id
  where f.tenant_id = ${tenantId}::uuid ${dyadIds === undefined ? sql`` : sql`and f.dyad_id = any(${[...dyadIds]}::uuid[])`}`

const current = sql`coalesce(m.current_id, f.dyad_id)`

export type DeliveryTally = { readonly dyadId: string; readonly events: number; readonly kept: number; readonly arrived: number }

/** What was promised for a delivery `f`: its own day, else that of the order's line which it names. */
export const promiseOfDelivery = sql`left join lateral (
    select coalesce(l.first_promised_on, l.promised_on) as promised_on from sales_order o
      join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
    where f.promised_on is null and o.tenant_id = f.tenant_id and o.dyad_id = f.dyad_id and o.number = f.order_number and o.superseded_by is null
      and (f.source is null or o.source = f.source) and (l.line_key = f.line_no::text or l.item_id = f.item_id)
    order by l.line_key = f.line_no::text desc nulls last, l.line_no limit 1) q on true`
export const promisedDay = sql`coalesce(f.promised_on, q.promised_on)`

/** Deliveries promised within the scope; those without a promise of their own are looked for by the day on which they left or came. */
export const isPromisedWithin = ({
  since,
  asOf,
}: Pick<HygieneScope, 'since' | 'asOf'>) => sql`coalesce(f.promised_on, f.delivered_on, f.shipped_on) > ${since}::date
  and ${promisedDay} > ${since}::date and ${promisedDay} <= ${asOf}::date`

/** Deliveries by the day that was promised for them; `arrived`: those of which the day is known. */
export async function tallyDeliveries(tx: Tx, scope: HygieneScope): Promise<DeliveryTally[]> {
  const { tenantId, dyadIds } = scope
  const { rows } = await sql<DeliveryTally>`select ${current} as "dyadId", count(*)::int as events,
      count(*) filter (where f.delivered_on <= ${promisedDay})::int as kept, count(f.delivered_on)::int as arrived
    from delivery f left join dyad_current m on m.tenant_id = f.tenant_id and m.dyad_id = f.dyad_id ${promiseOfDelivery}
    where f.tenant_id = ${tenantId}::uuid ${dyadIds === undefined ? sql`` : sql`and f.dyad_id = any(${[...dyadIds]}::uuid[])`}
      and ${isPromisedWithin(scope)} and ${published('f')} group by 1`.execute(tx)
  return rows
}

/** The same from the lines of orders, for firms whose files bring no deliveries. */
export async function tallyPromisedLines(tx: Tx, scope: HygieneScope): Promise<DeliveryTally[]> {
  const { rows } = await sql<DeliveryTally>`select ${current} as "dyadId", count(*)::int as events,
      count(*) filter (where f.delivered_on <= f.promised_on)::int as kept, count(f.delivered_on)::int as arrived
    from ${facts('order_line', scope)} and f.promised_on > ${scope.since}::date and f.promised_on <= ${scope.asOf}::date and f.quantity > 0 and ${published('f')}
      and exists (select 1 from sales_order o where o.tenant_id = f.tenant_id and o.dyad_id = f.dyad_id and o.order_id = f.order_id and o.superseded_by is null and o.kind = 'order')
    group by 1`.execute(tx)
  return rows
}

export type TradeTally = { readonly dyadId: string; readonly orders: number; readonly lines: number }

/** Orders and their lines, from the rollup by day. */
export async function tallyTrade(tx: Tx, scope: HygieneScope): Promise<TradeTally[]> {
  const { rows } = await sql<TradeTally>`select ${current} as "dyadId", sum(f.orders)::int as orders, sum(f.lines)::int as lines
    from ${facts('dyad_day', scope)} and f.day > ${scope.since}::date and f.day <= ${scope.asOf}::date and f.orders > 0 group by 1`.execute(
    tx,
  )
  return rows
}

export type ConcernTally = {
  readonly dyadId: string
  readonly complaints: number
  readonly inTime: number
  readonly overdue: number
  readonly wrongOrders: number
  readonly wrongInvoices: number
  readonly quality: number
}

/** What was raised. A complaint that is not answered counts once its promise is past; one is overdue whenever it came. */
export async function tallyConcerns(tx: Tx, scope: HygieneScope): Promise<ConcernTally[]> {
  const now = sql`${scope.now.toISOString()}::timestamptz`
  const recent = sql`f.received_on > ${scope.since}::date`
  const judged = sql`f.kind = 'complaint' and ${recent} and f.first_response_by is not null and (f.first_responded_at is not null or f.first_response_by < ${now})`
  const { rows } = await sql<ConcernTally>`select ${current} as "dyadId", count(*) filter (where ${judged})::int as complaints,
      count(*) filter (where ${judged} and f.first_responded_at <= f.first_response_by)::int as "inTime",
      count(*) filter (where ${isOverdue(scope.now)})::int as overdue,
      count(distinct coalesce(f.order_number, f.concern_id::text)) filter (where ${recent} and (f.cause = 'stock_out' or (f.kind = 'return' and f.cause is distinct from 'quality_defect')))::int as "wrongOrders",
      count(*) filter (where ${recent} and f.cause = 'billing_error')::int as "wrongInvoices",
      count(*) filter (where ${recent} and f.cause = 'quality_defect')::int as quality
    from ${facts('concern', scope)} and f.deleted_at is null and (f.import_id is null or ${published('f')}) group by 1`.execute(tx)
  return rows
}

const isOverdue = (now: Date) => sql`f.kind = 'complaint' and f.resolved_at is null and f.due_at < ${now.toISOString()}::timestamptz`

/** Claims that were paid: for firms that book them without writing the complaint down. */
export async function tallyClaims(tx: Tx, scope: HygieneScope): Promise<{ readonly dyadId: string; readonly claims: number }[]> {
  const { rows } = await sql<{ dyadId: string; claims: number }>`select ${current} as "dyadId", count(*)::int as claims
    from ${facts('known_cost', scope)} and f.kind = 'claim' and f.incurred_on > ${scope.since}::date and f.incurred_on <= ${scope.asOf}::date and ${published('f')} group by 1`.execute(
    tx,
  )
  return rows
}

/** What a firm writes down at all: without it a duty has no source. */
export async function readSources(tx: Tx, tenantId: string): Promise<{ readonly concerns: boolean; readonly claims: boolean }> {
  const { rows } = await sql<{ concerns: boolean; claims: boolean }>`select
    exists (select 1 from concern c where c.tenant_id = ${tenantId}::uuid and c.deleted_at is null) as concerns,
    exists (select 1 from known_cost k where k.tenant_id = ${tenantId}::uuid and k.kind = 'claim') as claims`.execute(tx)
  return rows[0] ?? { concerns: false, claims: false }
}

export type CheckRow = {
  readonly dyadId: string
  readonly checkId: string
  readonly duty: HygieneDuty
  readonly isKept: boolean
  readonly checkedOn: string
  readonly checkedByName: string | null
  readonly note: string | null
}

/** The newest answer of each duty that is not withdrawn. */
export async function readChecks(
  tx: Tx,
  scope: Pick<HygieneScope, 'tenantId' | 'dyadIds' | 'now' | 'since' | 'asOf'>,
): Promise<CheckRow[]> {
  const { rows } =
    await sql<CheckRow>`select distinct on (${current}, f.duty) ${current} as "dyadId", f.check_id as "checkId", f.duty, f.is_kept as "isKept",
      f.checked_on as "checkedOn", u.name as "checkedByName", f.note
    from (select h.* from hygiene_check h where h.withdrawn_at is null) f left join identity."user" u on u.id = f.checked_by
      left join dyad_current m on m.tenant_id = f.tenant_id and m.dyad_id = f.dyad_id
    where f.tenant_id = ${scope.tenantId}::uuid ${scope.dyadIds === undefined ? sql`` : sql`and f.dyad_id = any(${[...scope.dyadIds]}::uuid[])`}
    order by ${current}, f.duty, f.checked_on desc, f.check_id desc`.execute(tx)
  return rows
}

/** Complaints of a customer that are open beyond what was promised, the longest first: "TS-104 轴承异响". */
export async function readOverdueCases(
  tx: Tx,
  { tenantId, now, dyadIds }: HygieneScope,
): Promise<{ concernId: string; number: string | null; title: string; dueAt: Date }[]> {
  const { rows } = await sql<{ concernId: string; number: string | null; title: string; dueAt: Date }>`
    select f.concern_id as "concernId", f.number, f.title, f.due_at as "dueAt" from concern f
    where f.tenant_id = ${tenantId}::uuid and f.dyad_id = any(${[...(dyadIds ?? [])]}::uuid[]) and f.deleted_at is null and (f.import_id is null or ${published('f')}) and ${isOverdue(now)}
    order by f.due_at, f.concern_id limit 20`.execute(tx)
  return rows
}

/** Writes a person's dated answers down, one for each duty. */
export async function insertChecks(
  tx: Tx,
  rows: readonly {
    readonly tenantId: string
    readonly dyadId: string
    readonly checkId: string
    readonly duty: HygieneDuty
    readonly isKept: boolean
    readonly checkedOn: string
    readonly checkedBy: string
    readonly note: string | null
  }[],
): Promise<void> {
  await tx
    .insertInto('hygiene_check')
    .values(
      rows.map(row => ({
        tenant_id: row.tenantId,
        dyad_id: row.dyadId,
        check_id: row.checkId,
        duty: row.duty,
        is_kept: row.isKept,
        checked_on: row.checkedOn,
        checked_by: row.checkedBy,
        note: row.note,
      })),
    )
    .execute()
}

/** Answers whether there was such an answer of one of the dyads. */
export async function withdrawCheckRow(tx: Tx, tenantId: string, dyadIds: readonly string[], checkId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update hygiene_check set withdrawn_at = ${now.toISOString()}::timestamptz where tenant_id = ${tenantId}::uuid
    and dyad_id = any(${[...dyadIds]}::uuid[]) and check_id = ${checkId}::uuid and withdrawn_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
