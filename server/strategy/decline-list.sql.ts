import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DeclineCase } from '#contract/strategy/decline.ts'
import type { ForecastReason } from '#core/value/forecast-texts.ts'
import type { WarningCode } from '#core/value/future.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { groupConditions } from '#server/dyads/group-filter.sql.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List } from '#server/platform/list-page.sql.ts'

export type CaseAsker = Writer & { readonly tenantId: string }

/** A case as it is read; whether the customer has recovered is told by its types. */
export type CaseRow = Omit<DeclineCase, 'hasRecovered' | 'why'> & {
  readonly warning: WarningCode | null
  /** The warning that stands now, with its figures. */
  readonly warningNow: ForecastReason | null
}

const from = sql`decline_case r
  left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
  join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = case when m.current_id is null then r.dyad_id else m.current_id end
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
  left join identity."user" u on u.id = d.owner_id`

const nameOf = (column: string) => sql`(select w.name from identity."user" w where w.id = ${sql.ref(column)})`

const row = (asker: CaseAsker) => sql`r.case_id as "caseId", d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn",
  r.dyad_id <> d.dyad_id as "isOfMerged", r.state, r.trigger, r.warning, case when s.warning = r.warning then s.future -> 'record' -> 'warning' end as "warningNow", r.opened_on as "openedOn", r.fallen_on as "fallenOn", r.turned_on as "turnedOn",
  r.from_type as "fromType", r.to_type as "toType", s.type as "typeNow", r.at_stake_minor as "atStakeMinor", r.cause, r.cause_nature as "causeNature",
  r.loss_type as "lossType", r.is_remedied as "isRemedied", r.is_by_price as "isByPrice", r.cause_note as "causeNote", r.cause_on as "causeOn",
  ${nameOf('r.cause_by')} as "causeByName", r.competitor, r.decision, r.decision_reason as "decisionReason", r.decided_on as "decidedOn",
  ${nameOf('r.decided_by')} as "decidedByName", r.ev_minor as "evMinor", r.outcome_on as "outcomeOn", r.outcome_note as "outcomeNote", r.lost_minor as "lostMinor",
  r.check_on as "checkOn", r.second_year as "secondYear", d.owner_id as "ownerId", u.name as "ownerName", r.note,
  coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite", r.version`

const typeColumn = (column: string) => ({ value: sql.ref(column), type: 'choice', sqlType: 'text' }) as const

/** Decline cases as they are listed; those of merged customers stand under their survivor. */
export const caseList = (asker: CaseAsker): List => ({
  from,
  id: sql`r.case_id`,
  columns: {
    customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
    customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
    state: typeColumn('r.state'),
    trigger: typeColumn('r.trigger'),
    cause: typeColumn('r.cause'),
    causeNature: typeColumn('r.cause_nature'),
    lossType: typeColumn('r.loss_type'),
    decision: typeColumn('r.decision'),
    fromType: typeColumn('r.from_type'),
    toType: typeColumn('r.to_type'),
    typeNow: typeColumn('s.type'),
    competitor: { value: sql`r.competitor`, type: 'text', sqlType: 'text' },
    owner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
    openedOn: { value: sql`r.opened_on`, type: 'day', sqlType: 'date', indexed: 'desc' },
    fallenOn: { value: sql`r.fallen_on`, type: 'day', sqlType: 'date' },
    decidedOn: { value: sql`r.decided_on`, type: 'day', sqlType: 'date' },
    outcomeOn: { value: sql`r.outcome_on`, type: 'day', sqlType: 'date' },
    checkOn: { value: sql`case when r.second_year is null then r.check_on end`, type: 'day', sqlType: 'date' },
    atStakeMinor: { value: sql`r.at_stake_minor`, type: 'money', sqlType: 'bigint', sum: true, indexed: 'desc' },
    evMinor: { value: sql`r.ev_minor`, type: 'money', sqlType: 'bigint', sum: true },
    lostMinor: { value: sql`r.lost_minor`, type: 'money', sqlType: 'bigint', sum: true },
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
      return sql<SqlBool>`(p.search_text like ${like} or lower(p.name) like ${like} or lower(r.competitor) like ${like})`
    })

type Narrowed = {
  readonly q?: string | undefined
  readonly dyadIds?: readonly string[] | undefined
  readonly caseId?: string | undefined
  readonly group?: readonly string[] | undefined
}

/** Cases of customers that this person sees, of one customer, a group or all, with the words that were typed. */
export function caseCondition(asker: CaseAsker, { q, dyadIds, caseId, group }: Narrowed): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`r.tenant_id = ${asker.tenantId}::uuid and ${isCustomer(asker.tenantId)}`,
    visibleDyads(asker, 'd'),
    ...(dyadIds === undefined ? [] : [sql<SqlBool>`r.dyad_id = any(${[...dyadIds]}::uuid[])`]),
    ...(caseId === undefined ? [] : [sql<SqlBool>`r.case_id = ${caseId}::uuid`]),
    ...groupConditions(asker.tenantId, group, 'd.buyer_id'),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Cases that meet a condition, those under way first, then the newest. */
export async function readCases(tx: Tx, asker: CaseAsker, condition: RawBuilder<SqlBool>, limit: number): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`select ${row(asker)} from ${from} where ${condition}
    order by r.outcome_on is not null, r.opened_on desc, r.case_id limit ${limit}`.execute(tx)
  return rows
}
