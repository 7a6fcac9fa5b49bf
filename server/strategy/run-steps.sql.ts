import { sql } from 'kysely'
import type { RunState, StepKind } from '#core/strategy/play.ts'
import type { StepState } from '#core/strategy/play-steps.ts'
import type { Tx } from '#server/platform/database.ts'

export type StepRow = {
  readonly taskId: string
  readonly step: number
  readonly title: string
  readonly titles: { readonly zh: string; readonly en: string } | null
  readonly kind: StepKind | null
  readonly dueOn: string | null
  readonly assigneeName: string | null
  readonly state: StepState
  readonly doneAt: Date | null
}

/** The steps of a run: its tasks, with what the play's version says of each. */
export async function readSteps(tx: Tx, tenantId: string, playRunId: string): Promise<StepRow[]> {
  const { rows } =
    await sql<StepRow>`select k.task_id as "taskId", coalesce(k.source_step, 0) as step, k.title, pl.steps -> k.source_step::int -> 'title' as titles,
      pl.steps -> k.source_step::int ->> 'kind' as kind, k.due_on as "dueOn", u.name as "assigneeName", k.state, k.done_at as "doneAt"
    from task k join play_run r on r.tenant_id = k.tenant_id and r.play_run_id = k.source_id
      join play pl on pl.tenant_id = r.tenant_id and pl.play_id = r.play_id and pl.version = r.play_version
      left join identity."user" u on u.id = k.assignee_id
    where k.tenant_id = ${tenantId}::uuid and k.source_id = ${playRunId}::uuid and k.source = 'play_run' and k.deleted_at is null order by k.source_step, k.task_id`.execute(
      tx,
    )
  return rows
}

export type RunToSettle = {
  readonly playRunId: string
  readonly dyadId: string
  readonly playId: string
  readonly state: RunState
  readonly startedOn: string
  readonly plannedMinor: number
  readonly plannedHours: number
  readonly bookedMinor: number | null
  readonly bookedHours: number | null
  readonly steps: readonly StepState[]
}

const toSettle = sql`r.play_run_id as "playRunId", r.dyad_id as "dyadId", r.play_id as "playId", r.state, r.started_on as "startedOn", r.planned_money_minor as "plannedMinor",
  r.planned_hours::float8 as "plannedHours", r.money_minor as "bookedMinor", r.hours::float8 as "bookedHours",
  array(select case when k.deleted_at is not null then 'cancelled' else k.state end from task k
    where k.tenant_id = r.tenant_id and k.source_id = r.play_run_id and k.source = 'play_run' order by k.source_step, k.task_id) as steps`

/** The runs that some tasks are steps of, held until the transaction ends. */
export async function lockRunsOfTasks(tx: Tx, tenantId: string, taskIds: readonly string[]): Promise<RunToSettle[]> {
  const { rows } = await sql<RunToSettle>`select ${toSettle} from play_run r where r.tenant_id = ${tenantId}::uuid
    and r.play_run_id = any(array(select k.source_id from task k where k.tenant_id = ${tenantId}::uuid and k.task_id = any(${[...taskIds]}::uuid[]) and k.source = 'play_run'))
    order by r.play_run_id for update of r`.execute(tx)
  return rows
}

/** Runs that say otherwise than their steps or the day: planned ones whose day has come, open ones without an open step. */
export async function lockRunsLeftBehind(tx: Tx, tenantId: string, today: string, limit: number): Promise<RunToSettle[]> {
  const { rows } = await sql<RunToSettle>`select ${toSettle} from play_run r where r.tenant_id = ${tenantId}::uuid and r.ended_on is null
    and ((r.state = 'planned' and r.started_on <= ${today}::date) or not exists (select 1 from task k where k.tenant_id = r.tenant_id and k.source_id = r.play_run_id
      and k.source = 'play_run' and k.state = 'open' and k.deleted_at is null))
    order by r.play_run_id limit ${limit} for update of r skip locked`.execute(tx)
  return rows
}

export type RunChange = {
  readonly state?: RunState
  readonly endedOn?: string | null
  readonly bookedMinor?: number | null | undefined
  readonly bookedHours?: number | null | undefined
  readonly outcome?: string | null | undefined
  readonly note?: string | null | undefined
  readonly ownerId?: string | null | undefined
}

const columns = {
  state: 'state',
  endedOn: 'ended_on',
  bookedMinor: 'money_minor',
  bookedHours: 'hours',
  outcome: 'outcome',
  note: 'note',
  ownerId: 'owner_id',
} as const

type RunKey = { readonly tenantId: string; readonly playRunId: string; readonly version?: number | undefined }

/** Changes a run; with a version only where it is still that one. Answers whether it did. */
export async function updateRun(tx: Tx, { tenantId, playRunId, version }: RunKey, change: RunChange): Promise<boolean> {
  const sets = Object.entries(change).flatMap(([name, value]) =>
    value === undefined ? [] : [sql`${sql.id(columns[name as keyof RunChange])} = ${value}`],
  )
  const { numAffectedRows } =
    await sql`update play_run as r set ${sql.join([...sets, sql`version = r.version + 1`, sql`updated_at = statement_timestamp()`])}
    where r.tenant_id = ${tenantId}::uuid and r.play_run_id = ${playRunId}::uuid ${version === undefined ? sql`` : sql`and r.version = ${version}`}`.execute(
      tx,
    )
  return (numAffectedRows ?? 0n) > 0n
}

/** Whether another run of the same play is open with the customer. */
export async function hasOtherOpen(tx: Tx, tenantId: string, run: Pick<RunToSettle, 'dyadId' | 'playId' | 'playRunId'>): Promise<boolean> {
  const { rows } =
    await sql`select 1 from play_run r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = ${run.dyadId}::uuid and r.play_id = ${run.playId}::uuid
    and r.play_run_id <> ${run.playRunId}::uuid and r.ended_on is null`.execute(tx)
  return rows.length > 0
}

/** Cancels the open steps of a run; answers how many. */
export async function cancelSteps(
  tx: Tx,
  tenantId: string,
  playRunId: string,
  at: { readonly now: Date; readonly today: string; readonly userId: string },
): Promise<number> {
  const { numAffectedRows } =
    await sql`update task as k set state = 'cancelled', done_at = ${at.now.toISOString()}::timestamptz, done_on = ${at.today}::date, done_by = ${at.userId}::uuid,
      version = k.version + 1, updated_at = statement_timestamp()
    where k.tenant_id = ${tenantId}::uuid and k.source_id = ${playRunId}::uuid and k.source = 'play_run' and k.state = 'open' and k.deleted_at is null`.execute(
      tx,
    )
  return Number(numAffectedRows ?? 0n)
}
