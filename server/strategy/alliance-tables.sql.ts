import { sql } from 'kysely'
import type { RegisterPlace, RegisterTable } from '#server/relationships/registers.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export const allianceTable: RegisterTable = {
  table: 'alliance',
  id: 'alliance_id',
  columns: {
    title: ['title', 'text'],
    subMode: ['sub_mode', 'text'],
    state: ['state', 'text'],
    goal: ['goal', 'text'],
    scope: ['scope', 'text'],
    ourMembers: ['our_members', 'text'],
    theirMembers: ['their_members', 'text'],
    theirGain: ['their_gain', 'text'],
    theirGainMinor: ['their_gain_minor', 'bigint'],
    theirCostMinor: ['their_cost_minor', 'bigint'],
    ourCostMinor: ['our_cost_minor', 'bigint'],
    startsOn: ['starts_on', 'date'],
    endsOn: ['ends_on', 'date'],
    nextReviewOn: ['next_review_on', 'date'],
    despite: ['despite', 'text'],
    result: ['result', 'text'],
    ownerId: ['owner_id', 'uuid'],
  },
}

export const measureTable: RegisterTable = {
  table: 'alliance_measure',
  id: 'measure_id',
  columns: {
    allianceId: ['alliance_id', 'uuid'],
    title: ['title', 'text'],
    source: ['source', 'text'],
    unit: ['unit', 'text'],
    baseline: ['baseline', 'float8'],
    target: ['target', 'float8'],
    actual: ['actual', 'float8'],
    measuredOn: ['measured_on', 'date'],
  },
}

/** The day on which a task was done, while it is. */
export const taskDone = (task: string) =>
  sql`(select t.done_on from task t where t.tenant_id = k.tenant_id and t.task_id = ${sql.ref(`k.${task}`)} and t.state = 'done')`

export const milestoneTable: RegisterTable = {
  table: 'alliance_milestone',
  id: 'milestone_id',
  columns: {
    allianceId: ['alliance_id', 'uuid'],
    title: ['title', 'text'],
    side: ['side', 'text'],
    person: ['person', 'text'],
    ownerId: ['owner_id', 'uuid'],
    dueOn: ['due_on', 'date'],
    doneOn: ['done_on', 'date'],
    note: ['note', 'text'],
    taskId: ['task_id', 'uuid'],
  },
  reads: { doneOn: sql`case when k.task_id is null then k.done_on else ${taskDone('task_id')} end` },
}

export const reviewTable: RegisterTable = {
  table: 'alliance_review',
  id: 'review_id',
  columns: {
    allianceId: ['alliance_id', 'uuid'],
    heldOn: ['held_on', 'date'],
    verdict: ['verdict', 'text'],
    findings: ['findings', 'text'],
    actions: ['actions', 'text'],
  },
}

export const itemTable: RegisterTable = {
  table: 'alliance_item',
  id: 'item_id',
  columns: {
    allianceId: ['alliance_id', 'uuid'],
    kind: ['kind', 'text'],
    title: ['title', 'text'],
    detail: ['detail', 'text'],
    day: ['day', 'date'],
    gainMinor: ['gain_minor', 'bigint'],
    costMinor: ['cost_minor', 'bigint'],
    share: ['share', 'float8'],
    state: ['state', 'text'],
    result: ['result', 'text'],
  },
}

export const problemTable: RegisterTable = {
  table: 'joint_problem',
  id: 'problem_id',
  columns: {
    allianceId: ['alliance_id', 'uuid'],
    title: ['title', 'text'],
    issue: ['issue', 'text'],
    foundOn: ['found_on', 'date'],
    ourAction: ['our_action', 'text'],
    ourOwnerId: ['our_owner_id', 'uuid'],
    ourDue: ['our_due', 'date'],
    ourDone: ['our_done', 'date'],
    ourTaskId: ['our_task_id', 'uuid'],
    theirAction: ['their_action', 'text'],
    theirPerson: ['their_person', 'text'],
    theirDue: ['their_due', 'date'],
    theirDone: ['their_done', 'date'],
    outcome: ['outcome', 'text'],
    closedOn: ['closed_on', 'date'],
  },
  reads: { ourDone: sql`case when k.our_task_id is null then k.our_done else ${taskDone('our_task_id')} end` },
}

/** The day on which an alliance of a customer starts; undefined where the customer has none of this id. */
export async function findAllianceStart(tx: Tx, { tenantId, all }: RegisterPlace, allianceId: string): Promise<string | undefined> {
  const { rows } = await sql<{ startsOn: string }>`select a.starts_on as "startsOn" from alliance a
    where a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...all]}::uuid[]) and a.alliance_id = ${allianceId}::uuid and a.deleted_at is null`.execute(
    tx,
  )
  return rows[0]?.startsOn
}

export type DeedTask = {
  readonly taskId: string
  readonly tenantId: string
  readonly dyadId: string
  readonly source: 'alliance_milestone' | 'joint_problem'
  readonly sourceId: string
  readonly title: string
  readonly dueOn: string
  readonly assigneeId: string
  readonly userId: string
  readonly doneOn: string | null
  readonly now: Date
}

const closed = ({ doneOn, now, userId }: DeedTask) =>
  doneOn === null
    ? sql`'open', null::timestamptz, null::date, null::uuid`
    : sql`'done', ${now.toISOString()}::timestamptz, ${doneOn}::date, ${userId}::uuid`

/** Writes the task of a deed of ours, or brings the one that is there to what the deed says; done tasks keep who did them. */
export async function keepDeedTask(tx: Tx, task: DeedTask): Promise<void> {
  const { taskId, tenantId, dyadId, source, sourceId, title, dueOn, assigneeId, userId } = task
  await sql`insert into task as k (tenant_id, task_id, dyad_id, title, due_on, assignee_id, author_id, source, source_id, source_step, state, done_at, done_on, done_by)
    values (${tenantId}::uuid, ${taskId}::uuid, ${dyadId}::uuid, ${title}, ${dueOn}::date, ${assigneeId}::uuid, ${userId}::uuid, ${source}, ${sourceId}::uuid, 0, ${closed(task)})
    on conflict (tenant_id, task_id) do update set title = excluded.title, due_on = excluded.due_on, assignee_id = excluded.assignee_id, state = excluded.state,
      done_at = case when excluded.done_on is not distinct from k.done_on then k.done_at else excluded.done_at end,
      done_by = case when excluded.done_on is not distinct from k.done_on then k.done_by else excluded.done_by end,
      done_on = excluded.done_on, deleted_at = null, version = k.version + 1, updated_at = statement_timestamp()`.execute(tx)
}

/** Takes the task of a deed away that is no longer ours to do. */
export async function dropDeedTask(tx: Tx, tenantId: string, taskId: string): Promise<void> {
  await sql`update task as k set deleted_at = statement_timestamp(), version = k.version + 1, updated_at = statement_timestamp()
    where k.tenant_id = ${tenantId}::uuid and k.task_id = ${taskId}::uuid and k.deleted_at is null`.execute(tx)
}
