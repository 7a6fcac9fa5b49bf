import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { allianceSubModes, modeOf } from '#core/relationships/alliance.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { groupConditions } from '#server/dyads/group-filter.sql.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List } from '#server/platform/list-page.sql.ts'

type Asker = Writer & { readonly tenantId: string }

const from = (table: 'alliance' | 'joint_problem', owner: string) => sql`${sql.table(table)} k
  left join dyad_current m on m.tenant_id = k.tenant_id and m.dyad_id = k.dyad_id
  join dyad d on d.tenant_id = k.tenant_id and d.dyad_id = case when m.current_id is null then k.dyad_id else m.current_id end
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join identity."user" u on u.id = ${sql.ref(`k.${owner}`)}`

const customer = (
  asker: Asker,
) => sql`d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", u.name as "ownerName",
  coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite", k.title, k.version`

const mode = sql`case k.sub_mode ${sql.join(
  allianceSubModes.map(one => sql`when ${sql.lit(one)} then ${sql.lit(modeOf(one))}`),
  sql` `,
)} end`

/** The steps of an alliance `k`; those of ours are done when their task is. */
const steps = sql`alliance_milestone s left join task t on t.tenant_id = s.tenant_id and t.task_id = s.task_id
  where s.tenant_id = k.tenant_id and s.alliance_id = k.alliance_id and s.deleted_at is null`
const stepDone = sql`(case when s.task_id is null then s.done_on is not null else t.state = 'done' end)`
const lastReview = (column: string) => sql`(select ${sql.ref(`v.${column}`)} from alliance_review v where v.tenant_id = k.tenant_id
  and v.alliance_id = k.alliance_id and v.deleted_at is null order by v.held_on desc, v.review_id desc limit 1)`

const allianceRow = (
  asker: Asker,
  today: string,
) => sql`${customer(asker)}, k.alliance_id as "allianceId", ${mode} as mode, k.sub_mode as "subMode", k.state, k.goal, k.scope,
  k.our_members as "ourMembers", k.their_members as "theirMembers", k.their_gain as "theirGain", k.their_gain_minor as "theirGainMinor",
  k.their_cost_minor as "theirCostMinor", k.our_cost_minor as "ourCostMinor", k.starts_on as "startsOn", k.ends_on as "endsOn",
  k.next_review_on as "nextReviewOn", k.despite, k.result, k.owner_id as "ownerId",
  (select count(*)::int from ${steps}) as milestones, (select count(*)::int from ${steps} and ${stepDone}) as "milestonesDone",
  (select count(*)::int from ${steps} and s.due_on < ${today}::date and not coalesce(${stepDone}, false)) as "milestonesLate",
  ${lastReview('verdict')} as verdict, ${lastReview('held_on')} as "reviewedOn"`

const ofCustomer: List['columns'] = {
  customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
  customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
  customerOwner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
  title: { value: sql`k.title`, type: 'text', sqlType: 'text' },
}

/** Alliances as they are listed; those of merged customers stand under their survivor. */
export const allianceList = (asker: Asker, today: string): List => ({
  from: from('alliance', 'owner_id'),
  id: sql`k.alliance_id`,
  columns: {
    ...ofCustomer,
    mode: { value: mode, type: 'choice', sqlType: 'text' },
    subMode: { value: sql`k.sub_mode`, type: 'choice', sqlType: 'text' },
    state: { value: sql`k.state`, type: 'choice', sqlType: 'text' },
    owner: { value: sql`k.owner_id`, type: 'person', sqlType: 'uuid' },
    startsOn: { value: sql`k.starts_on`, type: 'day', sqlType: 'date', indexed: 'desc' },
    endsOn: { value: sql`k.ends_on`, type: 'day', sqlType: 'date', indexed: 'asc' },
    nextReviewOn: { value: sql`k.next_review_on`, type: 'day', sqlType: 'date' },
    theirGainMinor: { value: sql`k.their_gain_minor`, type: 'money', sqlType: 'bigint', sum: true },
    ourCostMinor: { value: sql`k.our_cost_minor`, type: 'money', sqlType: 'bigint', sum: true },
  },
  row: allianceRow(asker, today),
})

const ourDone = sql`(case when k.our_task_id is null then k.our_done else
  (select t.done_on from task t where t.tenant_id = k.tenant_id and t.task_id = k.our_task_id and t.state = 'done') end)`
const ourOpen = sql`case when ${ourDone} is null then k.our_due end`
const theirOpen = sql`case when k.their_done is null then k.their_due end`
const due = sql`(case when k.closed_on is null then least(${ourOpen}, ${theirOpen}) end)`
const standing = (today: string) =>
  sql`(case when k.closed_on is not null then 'closed' when ${due} < ${today}::date then 'overdue' else 'open' end)`

/** Joint problems as they are listed. */
export const problemList = (asker: Asker, today: string): List => ({
  from: from('joint_problem', 'our_owner_id'),
  id: sql`k.problem_id`,
  columns: {
    ...ofCustomer,
    standing: { value: standing(today), type: 'choice', sqlType: 'text' },
    owner: { value: sql`k.our_owner_id`, type: 'person', sqlType: 'uuid' },
    foundOn: { value: sql`k.found_on`, type: 'day', sqlType: 'date', indexed: 'desc' },
    dueOn: { value: due, type: 'day', sqlType: 'date' },
    closedOn: { value: sql`k.closed_on`, type: 'day', sqlType: 'date' },
  },
  row: sql`${customer(asker)}, k.problem_id as "problemId", k.alliance_id as "allianceId", k.issue, k.found_on as "foundOn", k.our_action as "ourAction",
    k.our_owner_id as "ourOwnerId", k.our_due as "ourDue", ${ourDone} as "ourDone", k.their_action as "theirAction", k.their_person as "theirPerson",
    k.their_due as "theirDue", k.their_done as "theirDone", k.outcome, k.closed_on as "closedOn", ${standing(today)} as standing, ${due} as "dueOn"`,
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
      return sql<SqlBool>`(lower(k.title) like ${like} or p.search_text like ${like} or lower(p.name) like ${like})`
    })

type Narrowed = {
  readonly q?: string | undefined
  readonly dyadIds?: readonly string[] | undefined
  readonly group?: readonly string[] | undefined
}

/** Records with customers that this person sees, of one customer, a group or all, with the words that were typed. */
export function allianceCondition(asker: Asker, { q, dyadIds, group }: Narrowed): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`k.tenant_id = ${asker.tenantId}::uuid and k.deleted_at is null and ${isCustomer(asker.tenantId)}`,
    visibleDyads(asker, 'd'),
    ...(dyadIds === undefined ? [] : [sql<SqlBool>`k.dyad_id = any(${[...dyadIds]}::uuid[])`]),
    ...groupConditions(asker.tenantId, group, 'd.buyer_id'),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** One alliance with a customer that the caller sees. */
export async function findAlliance<Row>(tx: Tx, asker: Asker, today: string, allianceId: string): Promise<Row | undefined> {
  const list = allianceList(asker, today)
  const { rows } = await sql<Row>`select ${list.row} from ${list.from} where ${allianceCondition(asker, {})}
    and k.alliance_id = ${allianceId}::uuid`.execute(tx)
  return rows[0]
}
