import { sql } from 'kysely'
import type { DeclineEconomics, DeclineSeen } from '#contract/strategy/decline.ts'
import type { LossType, WinBackKind } from '#core/strategy/win-back.ts'
import type { WinBackSettings } from '#core/strategy/decline-settings.ts'
import type { Tx } from '#server/platform/database.ts'

/** What is kept of a case beside what lists show. `dyadId`: the record that it stands under, also after a merge. */
export type CaseKept = {
  readonly dyadId: string
  readonly evidence: DeclineSeen | null
  readonly economics: DeclineEconomics | null
}

export async function readKept(tx: Tx, tenantId: string, dyadIds: readonly string[], caseId: string): Promise<CaseKept | undefined> {
  const { rows } = await sql<CaseKept>`select r.dyad_id as "dyadId", r.evidence, r.economics from decline_case r
    where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...dyadIds]}::uuid[]) and r.case_id = ${caseId}::uuid`.execute(tx)
  return rows[0]
}

export type CaseKey = { readonly tenantId: string; readonly dyadId: string; readonly caseId: string; readonly version: number }

/** Writes columns of a case where nobody else has since it was read; answers whether it did. */
export async function updateCase(tx: Tx, key: CaseKey, change: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('decline_case')
    .set({ ...change, version: key.version + 1, updated_at: sql`now()` } as never)
    .where('tenant_id', '=', key.tenantId)
    .where('dyad_id', '=', key.dyadId)
    .where('case_id', '=', key.caseId)
    .where('version', '=', key.version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What the value engine says of a customer, and what an active customer brings on the mean. */
export type Worth = {
  readonly clvMinor: number | null
  readonly alive: number | null
  readonly meanContribution: number
  /** Chances of the types, in the order of customerTypes. */
  readonly chances: readonly number[] | null
}

export async function readWorth(tx: Tx, tenantId: string, dyadId: string): Promise<Worth> {
  const { rows } = await sql<Worth>`select s.clv_minor as "clvMinor", s.p_alive::float8 as alive, s.type_probabilities as chances,
      coalesce((select round(avg(a.net_contribution_minor)) from customer_standing a
        where a.tenant_id = ${tenantId}::uuid and a.net_contribution_minor > 0), 0)::float8 as "meanContribution"
    from (select 1) one left join customer_standing s on s.tenant_id = ${tenantId}::uuid and s.dyad_id = ${dyadId}::uuid`.execute(tx)
  return rows[0] ?? { clvMinor: null, alive: null, meanContribution: 0, chances: null }
}

/** How cases that were tried ended, by what their chance was told by: a customer that went again in its second year counts as lost. */
export async function readOutcomes(
  tx: Tx,
  tenantId: string,
): Promise<{ lossType: LossType; kind: WinBackKind; won: number; lost: number }[]> {
  const { rows } = await sql<{ lossType: LossType; kind: WinBackKind; won: number; lost: number }>`
    select r.loss_type as "lossType", r.economics -> 'chance' ->> 'kind' as kind,
      count(*) filter (where r.state = 'won' and r.second_year is distinct from 'gone')::int as won,
      count(*) filter (where r.state = 'lost' or r.second_year = 'gone')::int as lost
    from decline_case r where r.tenant_id = ${tenantId}::uuid and r.decision = 'attempt' and r.state in ('won', 'lost') and r.economics is not null
    group by 1, 2`.execute(tx)
  return rows
}

/** Falls of the current band in the firm's own months that are a year old or more, and how many of them stood as high again within a year. */
export async function readPastFalls(tx: Tx, tenantId: string): Promise<{ fallen: number; recovered: number }> {
  const rank = (column: string) => sql`array_position(array['low', 'medium', 'high'], ${sql.ref(column)})`
  const { rows } = await sql<{ fallen: number; recovered: number }>`
    with current as (select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current'),
    days as (select r.as_of, lag(r.as_of) over (order by r.as_of) as before, max(r.as_of) over () as last
      from classification_run r, current g where r.tenant_id = ${tenantId}::uuid and r.generation = g.generation and r.kind = 'month_end'),
    falls as (select c.dyad_id, c.as_of, b.current_band as from_band, c.generation
      from days x, current g, classification c, classification b
      where x.before is not null and x.as_of <= x.last - interval '12 months' and c.tenant_id = ${tenantId}::uuid and c.generation = g.generation and c.as_of = x.as_of
        and c.move in ('downgrade', 'lateral') and b.tenant_id = ${tenantId}::uuid and b.dyad_id = c.dyad_id and b.generation = g.generation and b.as_of = x.before
        and ${rank('c.current_band')} < ${rank('b.current_band')})
    select count(*)::int as fallen, count(*) filter (where exists (select 1 from classification a where a.tenant_id = ${tenantId}::uuid and a.dyad_id = f.dyad_id
        and a.generation = f.generation and a.as_of > f.as_of and a.as_of <= f.as_of + interval '12 months' and ${rank('a.current_band')} >= ${rank('f.from_band')}))::int as recovered
    from falls f`.execute(tx)
  return rows[0] ?? { fallen: 0, recovered: 0 }
}

export type SettingsRow = { readonly version: number; readonly settings: WinBackSettings }

export async function readNewestSettings(tx: Tx, tenantId: string): Promise<SettingsRow | undefined> {
  const row = await tx
    .selectFrom('win_back_settings')
    .select(['version', 'settings'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, settings: row.settings as WinBackSettings }
}

/** False where that version was written by somebody else. */
export async function insertSettings(tx: Tx, tenantId: string, authorId: string, { version, settings }: SettingsRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('win_back_settings')
    .values({ tenant_id: tenantId, version, settings: JSON.stringify(settings), author_id: authorId })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Plays that a case has started. */
export async function readCaseRuns(tx: Tx, tenantId: string, caseId: string) {
  const { rows } = await sql<{ playRunId: string; name: { zh: string; en: string }; state: string; startedOn: string }>`
    select r.play_run_id as "playRunId", json_build_object('zh', pl.name_zh, 'en', pl.name_en) as name, r.state, r.started_on as "startedOn"
    from play_run r join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
    where r.tenant_id = ${tenantId}::uuid and r.source = 'case' and r.source_id = ${caseId}::uuid order by r.started_on desc, r.play_run_id`.execute(
    tx,
  )
  return rows
}

/** Tasks of the graceful exit of a case, in their order. */
export async function readExitTasks(tx: Tx, tenantId: string, caseId: string) {
  const { rows } = await sql<{
    taskId: string
    title: string
    dueOn: string | null
    assigneeName: string | null
    state: 'open' | 'done' | 'cancelled'
  }>`
    select t.task_id as "taskId", t.title, t.due_on as "dueOn", u.name as "assigneeName", t.state from task t left join identity."user" u on u.id = t.assignee_id
    where t.tenant_id = ${tenantId}::uuid and t.source = 'decline_case' and t.source_id = ${caseId}::uuid and t.deleted_at is null order by t.source_step`.execute(
    tx,
  )
  return rows
}

export type ExitTask = {
  readonly taskId: string
  readonly title: string
  readonly dueOn: string
  readonly assigneeId: string
  readonly step: number
}

/** The steps of a graceful exit as tasks of their people. */
export async function insertExitTasks(
  tx: Tx,
  of: { readonly tenantId: string; readonly dyadId: string; readonly caseId: string; readonly authorId: string },
  tasks: readonly ExitTask[],
): Promise<void> {
  await tx
    .insertInto('task')
    .values(
      tasks.map(task => ({
        tenant_id: of.tenantId,
        task_id: task.taskId,
        dyad_id: of.dyadId,
        title: task.title,
        due_on: task.dueOn,
        assignee_id: task.assigneeId,
        author_id: of.authorId,
        source: 'decline_case',
        source_id: of.caseId,
        source_step: task.step,
      })) as never,
    )
    .execute()
}
