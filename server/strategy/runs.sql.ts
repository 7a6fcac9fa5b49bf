import { sql } from 'kysely'
import type { RunSource, RunState, StepRole } from '#core/strategy/play.ts'
import type { Tx } from '#server/platform/database.ts'

/** When each play was last at work with a customer: the run that is open, and the day on which the last one ended. */
export type PlayPast = {
  readonly dyadId: string
  readonly playId: string
  readonly openSince: string | null
  readonly lastEnded: string | null
}

/** Runs of the customers by play; without dyads everybody's. Runs of merged customers count for what they are read as now. */
export async function readPast(tx: Tx, tenantId: string, dyadIds: readonly string[] | undefined): Promise<PlayPast[]> {
  const { rows } = await sql<PlayPast>`select coalesce(m.current_id, r.dyad_id) as "dyadId", r.play_id as "playId",
      min(r.started_on) filter (where r.state in ('planned', 'running')) as "openSince", max(r.ended_on) filter (where r.state = 'done') as "lastEnded"
    from play_run r left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    where r.tenant_id = ${tenantId}::uuid ${dyadIds === undefined ? sql`` : sql`and r.dyad_id = any(${[...dyadIds]}::uuid[])`} group by 1, 2`.execute(
    tx,
  )
  return rows
}

export type NewRun = {
  readonly tenantId: string
  readonly dyadId: string
  readonly playRunId: string
  readonly playId: string
  readonly playVersion: number
  readonly state: RunState
  readonly source: RunSource
  readonly sourceId: string | null
  readonly customerType: string | null
  readonly startedOn: string
  readonly moneyMinor: number
  readonly hours: number
  readonly ownerId: string
  readonly authorId: string
  readonly note: string | null
}

/** False where a run of the same play was opened by somebody else in the same moment. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const { rows } =
    await sql`insert into play_run (tenant_id, dyad_id, play_run_id, play_id, play_version, state, source, source_id, customer_type, started_on,
      planned_money_minor, planned_hours, owner_id, author_id, note)
    values (${run.tenantId}::uuid, ${run.dyadId}::uuid, ${run.playRunId}::uuid, ${run.playId}::uuid, ${run.playVersion}, ${run.state}, ${run.source}, ${run.sourceId}::uuid,
      ${run.customerType}, ${run.startedOn}::date, ${run.moneyMinor}, ${run.hours}, ${run.ownerId}::uuid, ${run.authorId}::uuid, ${run.note})
    on conflict (tenant_id, dyad_id, play_id) where state in ('planned', 'running') do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** Who does the steps of a role: an active member of that role, in the customer's department before others; who has fewest open tasks first. */
export async function findRolePeople(
  tx: Tx,
  tenantId: string,
  dyadId: string,
  roles: readonly StepRole[],
): Promise<ReadonlyMap<string, string>> {
  if (roles.length === 0) return new Map()
  const { rows } = await sql<{ role: string; userId: string }>`select distinct on (m.role) m.role, m.user_id as "userId" from membership m
    left join dyad d on d.tenant_id = m.tenant_id and d.dyad_id = ${dyadId}::uuid
    where m.tenant_id = ${tenantId}::uuid and m.disabled_at is null and m.role = any(${[...roles]}::text[])
    order by m.role, (m.department_id is not distinct from d.department_id and d.department_id is not null) desc,
      (select count(*) from task k where k.tenant_id = m.tenant_id and k.assignee_id = m.user_id and k.state = 'open' and k.deleted_at is null), m.user_id`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.role, row.userId]))
}

export type StepTask = {
  readonly taskId: string
  readonly title: string
  readonly note: string | null
  readonly dueOn: string
  readonly assigneeId: string
  readonly step: number
}

/** The steps of a run as tasks of their people. */
export async function insertStepTasks(
  tx: Tx,
  of: { readonly tenantId: string; readonly dyadId: string; readonly playRunId: string; readonly authorId: string },
  tasks: readonly StepTask[],
): Promise<void> {
  await tx
    .insertInto('task')
    .values(
      tasks.map(task => ({
        tenant_id: of.tenantId,
        task_id: task.taskId,
        dyad_id: of.dyadId,
        title: task.title,
        note: task.note,
        due_on: task.dueOn,
        assignee_id: task.assigneeId,
        author_id: of.authorId,
        source: 'play_run',
        source_id: of.playRunId,
        source_step: task.step,
      })) as never,
    )
    .execute()
}

export async function countOpenRuns(tx: Tx, tenantId: string, playId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from play_run r
    where r.tenant_id = ${tenantId}::uuid and r.play_id = ${playId}::uuid and r.ended_on is null`.execute(tx)
  return rows[0]?.count ?? 0
}
