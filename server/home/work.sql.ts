import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { WorkItem } from '#contract/home.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { holdOf, type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

export type WorkAsker = Viewer & { readonly tenantId: string; readonly mayReadValues: boolean }
export type WorkRequest = { readonly whose: 'mine' | 'seen'; readonly today: string; readonly limit: number }

type Sql = RawBuilder<unknown>

/** Ahead of the day so many days are looked: a pool warning a week, an agreement a month. */
const recycleDays = 7
const agreementDays = 30
/** So long a fall of the type is news. */
const fallenDays = 31

/** Whether a person owns any customer: then their own work is shown first. */
export async function ownsCustomers(tx: Tx, { tenantId, userId }: WorkAsker): Promise<boolean> {
  const { rows } = await sql<{ there: SqlBool }>`
    select exists (select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.owner_id = ${userId}::uuid and d.deleted_at is null) as there`.execute(
    tx,
  )
  return rows[0]?.there === true
}

type Branch = {
  readonly kind: WorkItem['kind']
  readonly id: Sql
  readonly title?: Sql
  readonly fromType?: Sql
  readonly on: Sql
  readonly stake: Sql
  /** What is joined to the customers; each record under the customer that its own was merged into. */
  readonly join?: Sql
  readonly where: Sql
}

const value = sql`s.net_contribution_minor`
const none = sql`null`
const belonging = (table: string) => sql`join ${sql.table(table)} r on r.tenant_id = d.tenant_id and r.deleted_at is null
  left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id`
const itsOwn = sql`d.dyad_id = case when m.current_id is null then r.dyad_id else m.current_id end`

/** The customers this person works for with one thing to do each, those with most at stake. */
function branch(
  asker: WorkAsker,
  { whose, limit }: WorkRequest,
  { kind, id, title = none, fromType = none, on, stake, join = sql``, where }: Branch,
): Sql {
  const mine = whose === 'mine' ? sql`and ${holdOf(asker, 'd')} = 'mine'` : sql``
  return sql`(select ${kind}::text as kind, ${id} as id, ${title}::text as title, d.dyad_id, d.buyer_id, s.type, ${fromType}::text as from_type, ${on}::date as day,
      ${asker.mayReadValues ? stake : none}::bigint as stake, null::integer as version, null::json as play
    from dyad d ${join} left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} ${mine} and ${where}
    order by stake desc nulls last, day, id limit ${limit + 1})`
}

const concern = (kind: WorkItem['kind'], condition: Sql): Branch => ({
  kind,
  id: sql`r.concern_id`,
  title: sql`r.title`,
  on: sql`r.due_at`,
  stake: value,
  join: belonging('concern'),
  where: sql`${itsOwn} and r.due_at < now() and r.resolved_at is null and ${condition}`,
})

/** A decline case of the customer that waits for its cause, or for a decision. */
const declineCase = (kind: WorkItem['kind'], state: string): Branch => ({
  kind,
  id: sql`r.case_id`,
  on: sql`r.opened_on`,
  stake: sql`r.at_stake_minor`,
  join: sql`join decline_case r on r.tenant_id = d.tenant_id left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id`,
  where: sql`${itsOwn} and r.state = ${state}`,
})

/** What the map or a warning says of a customer is said by its case once there is one. */
const hasNoCase = sql`not exists (select 1 from decline_case k where k.tenant_id = d.tenant_id and k.dyad_id = d.dyad_id and k.outcome_on is null)`

function branches(today: Sql): readonly Branch[] {
  return [
    concern('concern_unanswered', sql`r.first_responded_at is null`),
    concern('concern_overdue', sql`r.first_responded_at is not null`),
    {
      kind: 'warning',
      id: sql`d.dyad_id`,
      on: sql`s.last_order`,
      stake: sql`s.at_stake_minor`,
      where: sql`s.warning is not null and ${hasNoCase}`,
    },
    declineCase('decline_cause', 'open'),
    declineCase('decline_decision', 'deciding'),
    {
      kind: 'fallen',
      id: sql`d.dyad_id`,
      fromType: sql`s.previous_type`,
      on: sql`s.moved_on`,
      stake: sql`greatest(s.net_contribution_minor, s.net_contribution_before_minor)`,
      where: sql`s.move = 'downgrade' and s.moved_on > ${today} - ${fallenDays}::integer and ${hasNoCase}`,
    },
    {
      kind: 'recycle',
      id: sql`d.dyad_id`,
      on: sql`d.recycle_at`,
      stake: value,
      where: sql`d.recycle_at < ${today} + ${recycleDays + 1}::integer and d.owner_id is not null and not d.is_locked`,
    },
    {
      kind: 'opportunity_overdue',
      id: sql`r.opportunity_id`,
      title: sql`r.title`,
      on: sql`r.expected_on`,
      stake: sql`r.base_minor * r.probability / 100`,
      join: belonging('opportunity'),
      where: sql`${itsOwn} and r.state = 'open' and r.expected_on < ${today}`,
    },
    {
      kind: 'agreement_ending',
      id: sql`r.agreement_id`,
      title: sql`r.title`,
      on: sql`r.act_by`,
      stake: value,
      join: belonging('agreement'),
      where: sql`${itsOwn} and r.act_by between ${today} - 7 and ${today} + ${agreementDays}::integer`,
    },
    {
      kind: 'contact_due',
      id: sql`d.dyad_id`,
      on: sql`k.due_on`,
      stake: value,
      join: sql`join contact_rhythm k on k.tenant_id = d.tenant_id and k.dyad_id = d.dyad_id`,
      where: sql`k.due_on < ${today} and (k.next_planned_on is null or k.next_planned_on < ${today})`,
    },
  ]
}

/** Tasks due, of this person or of the customers they see; a task need not belong to a customer. */
function tasks(asker: WorkAsker, { whose, limit }: WorkRequest, today: Sql): Sql {
  const seen = sql`(d.dyad_id is not null and ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')})`
  const whom = whose === 'mine' ? sql`t.assignee_id = ${asker.userId}::uuid` : sql`(t.assignee_id = ${asker.userId}::uuid or ${seen})`
  const shownValue = asker.mayReadValues ? sql`case when ${seen} then s.net_contribution_minor end` : none
  return sql`(select 'task', t.task_id, t.title, case when ${seen} then d.dyad_id end, case when ${seen} then d.buyer_id end, case when ${seen} then s.type end, null, t.due_on,
      ${shownValue}::bigint as stake, t.version, case when pl.play_id is not null then json_build_object('zh', pl.name_zh, 'en', pl.name_en) end
    from task t left join dyad_current m on m.tenant_id = t.tenant_id and m.dyad_id = t.dyad_id
    left join dyad d on d.tenant_id = t.tenant_id and d.dyad_id = case when m.current_id is null then t.dyad_id else m.current_id end
    left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    left join play_run r on t.source = 'play_run' and r.tenant_id = t.tenant_id and r.dyad_id = t.dyad_id and r.play_run_id = t.source_id
    left join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
    where t.tenant_id = ${asker.tenantId}::uuid and t.state = 'open' and t.deleted_at is null and t.due_on <= ${today} and ${whom}
    order by stake desc nulls last, t.due_on, t.task_id limit ${limit + 1})`
}

/** The day in the firm's zone. */
export async function readToday(tx: Tx, tenantId: string, now: Date): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select to_char(${now}::timestamptz at time zone t.time_zone, 'YYYY-MM-DD') as day from tenant t where t.tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
  return rows[0]?.day ?? now.toISOString().slice(0, 10)
}

/** Today's work: each kind with those of most at stake, all in one order; at most one more than was asked for. One query. */
export async function readWork(tx: Tx, asker: WorkAsker, request: WorkRequest): Promise<WorkItem[]> {
  const today = sql`${request.today}::date`
  const all = [...branches(today).map(each => branch(asker, request, each)), tasks(asker, request, today)]
  const { rows } = await sql<WorkItem>`
    with work as (${sql.join(all, sql` union all `)})
    select w.kind, w.id, w.title, w.dyad_id as "dyadId", p.name as customer, p.name_en as "customerEn", w.type, w.from_type as "fromType", w.day as "on",
      ${today} - w.day as days, w.stake as "stakeMinor", w.version, w.play
    from work w left join party p on p.tenant_id = ${asker.tenantId}::uuid and p.party_id = w.buyer_id
    order by w.stake desc nulls last, w.day, w.id, w.kind limit ${request.limit + 1}`.execute(tx)
  return rows
}
