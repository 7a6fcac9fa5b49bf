import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PlayRun } from '#contract/strategy/play-run.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { groupConditions } from '#server/dyads/group-filter.sql.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List } from '#server/platform/list-page.sql.ts'

type Asker = Writer & { readonly tenantId: string }

const from = sql`play_run r
  join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
  left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
  join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = case when m.current_id is null then r.dyad_id else m.current_id end
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join identity."user" u on u.id = r.owner_id`

const steps = sql`task k where k.tenant_id = r.tenant_id and k.source_id = r.play_run_id and k.source = 'play_run' and k.deleted_at is null`
const next = (column: string) =>
  sql`(select ${sql.ref(`k.${column}`)} from ${steps} and k.state = 'open' order by k.due_on, k.source_step limit 1)`

const row = (
  asker: Asker,
) => sql`r.play_run_id as "playRunId", d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", r.play_id as "playId",
  r.play_version as "playVersion", json_build_object('zh', pl.name_zh, 'en', pl.name_en) as "playName", pl.kind, pl.strategy_group as "strategyGroup", pl.bond_level as "bondLevel",
  pl.care, r.state, r.source, r.source_id as "sourceId", r.customer_type as "customerType", r.started_on as "startedOn", r.ended_on as "endedOn",
  r.planned_money_minor as "plannedMinor", r.planned_hours::float8 as "plannedHours", r.money_minor as "bookedMinor", r.hours::float8 as "bookedHours",
  r.owner_id as "ownerId", u.name as "ownerName", r.note, r.outcome, (select count(*)::int from ${steps}) as steps,
  (select count(*)::int from ${steps} and k.state <> 'open') as "stepsDone", ${next('title')} as "nextStep", ${next('due_on')} as "nextOn",
  coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite", r.created_at as "createdAt", r.version`

/** Runs as they are listed; those of merged customers stand under their survivor. */
export const runList = (asker: Asker): List => ({
  from,
  id: sql`r.play_run_id`,
  columns: {
    customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
    customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
    customerOwner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
    play: { value: sql`r.play_id`, type: 'choice', sqlType: 'uuid' },
    kind: { value: sql`pl.kind`, type: 'choice', sqlType: 'text' },
    group: { value: sql`pl.strategy_group`, type: 'choice', sqlType: 'text' },
    care: { value: sql`pl.care`, type: 'choice', sqlType: 'text' },
    state: { value: sql`r.state`, type: 'choice', sqlType: 'text' },
    source: { value: sql`r.source`, type: 'choice', sqlType: 'text' },
    type: { value: sql`r.customer_type`, type: 'choice', sqlType: 'text' },
    owner: { value: sql`r.owner_id`, type: 'person', sqlType: 'uuid' },
    startedOn: { value: sql`r.started_on`, type: 'day', sqlType: 'date', indexed: 'desc' },
    endedOn: { value: sql`r.ended_on`, type: 'day', sqlType: 'date' },
    nextOn: { value: next('due_on'), type: 'day', sqlType: 'date' },
    plannedMinor: { value: sql`r.planned_money_minor`, type: 'money', sqlType: 'bigint', sum: true },
    bookedMinor: { value: sql`r.money_minor`, type: 'money', sqlType: 'bigint', sum: true },
    plannedHours: { value: sql`r.planned_hours::float8`, type: 'number', sqlType: 'float8', sum: true },
    bookedHours: { value: sql`r.hours::float8`, type: 'number', sqlType: 'float8', sum: true },
  },
  row: row(asker),
})

const words = (q: string): RawBuilder<SqlBool>[] =>
  q
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 8)
    .map(word => {
      const like = `%${literal(word)}%`
      return sql<SqlBool>`(lower(pl.name_zh) like ${like} or lower(pl.name_en) like ${like} or p.search_text like ${like} or lower(p.name) like ${like})`
    })

type Narrowed = {
  readonly q?: string | undefined
  readonly dyadIds?: readonly string[] | undefined
  readonly group?: readonly string[] | undefined
}

/** Runs with customers that this person sees, of one customer, a group or all, with the words that were typed. */
export function runCondition(asker: Asker, { q, dyadIds, group }: Narrowed): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`r.tenant_id = ${asker.tenantId}::uuid and ${isCustomer(asker.tenantId)}`,
    visibleDyads(asker, 'd'),
    ...(dyadIds === undefined ? [] : [sql<SqlBool>`r.dyad_id = any(${[...dyadIds]}::uuid[])`]),
    ...groupConditions(asker.tenantId, group, 'd.buyer_id'),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

type RunRow = Omit<PlayRun, 'createdAt'> & { readonly createdAt: Date }

/** Runs that meet a condition, the open ones first, then the newest. */
export async function readRuns(tx: Tx, asker: Asker, condition: RawBuilder<SqlBool>, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select ${row(asker)} from ${from} where ${condition}
    order by r.ended_on is not null, r.started_on desc, r.play_run_id limit ${limit}`.execute(tx)
  return rows
}

export const isRun = (playRunId: string) => sql<SqlBool>`r.play_run_id = ${playRunId}::uuid`
export const isCareOf = (year: number) =>
  sql<SqlBool>`pl.care is not null and r.started_on >= make_date(${year}, 1, 1) and r.started_on < make_date(${year + 1}, 1, 1) and not (r.state = 'stopped' and coalesce(r.money_minor, 0) = 0)`
export const both = (...conditions: readonly RawBuilder<SqlBool>[]) => sql<SqlBool>`(${sql.join([...conditions], sql` and `)})`

export type CareMonthRow = { readonly month: string; readonly runs: number; readonly plannedMinor: number; readonly bookedMinor: number }

/** Care by the month in which it starts. */
export async function sumCare(tx: Tx, condition: RawBuilder<SqlBool>): Promise<CareMonthRow[]> {
  const { rows } = await sql<CareMonthRow>`select date_trunc('month', r.started_on)::date as month, count(*)::int as runs,
      sum(r.planned_money_minor)::bigint as "plannedMinor", coalesce(sum(r.money_minor), 0)::bigint as "bookedMinor" from ${from} where ${condition} group by 1 order by 1`.execute(
    tx,
  )
  return rows
}

export type UseRow = {
  readonly playId: string
  readonly open: number
  readonly done: number
  readonly stopped: number
  readonly plannedMinor: number
  readonly bookedMinor: number
  readonly plannedHours: number
  readonly bookedHours: number
}

/** How often each play has run with customers that this person sees, over all its versions. */
export async function sumUse(tx: Tx, condition: RawBuilder<SqlBool>): Promise<UseRow[]> {
  const { rows } =
    await sql<UseRow>`select r.play_id as "playId", count(*) filter (where r.ended_on is null)::int as open, count(*) filter (where r.state = 'done')::int as done,
      count(*) filter (where r.state = 'stopped')::int as stopped, sum(r.planned_money_minor)::bigint as "plannedMinor", coalesce(sum(r.money_minor), 0)::bigint as "bookedMinor",
      sum(r.planned_hours)::float8 as "plannedHours", coalesce(sum(r.hours), 0)::float8 as "bookedHours" from ${from} where ${condition} group by 1`.execute(
      tx,
    )
  return rows
}
