import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Task, TaskQuery } from '#contract/activities/task.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import { otherParty, present } from './dyad-seen.sql.ts'

type Asker = Writer & { readonly tenantId: string }

export type TaskRow = Omit<Task, 'group'>

/** The customer is named to whom it is visible; the task is there for its people all the same. */
const source = (asker: Asker) => sql`task k
  left join dyad_current m on m.tenant_id = k.tenant_id and m.dyad_id = k.dyad_id
  left join dyad d on d.tenant_id = k.tenant_id and d.dyad_id = case when m.current_id is null then k.dyad_id else m.current_id end and ${present('d')} and ${visibleDyads(asker, 'd')}
  left join party p on p.tenant_id = d.tenant_id and p.party_id = ${otherParty('d')}
  left join identity."user" u on u.id = k.assignee_id
  left join identity."user" w on w.id = k.author_id
  left join identity."user" b on b.id = k.done_by`

const isOwn = ({ userId }: Asker) => sql<SqlBool>`(k.assignee_id = ${userId}::uuid or k.author_id = ${userId}::uuid)`

const isPublished = sql<SqlBool>`(k.import_id is null or exists (select 1 from import i where i.tenant_id = k.tenant_id and i.import_id = k.import_id and i.state = 'published'))`

const seen = (asker: Asker) =>
  sql<SqlBool>`k.tenant_id = ${asker.tenantId}::uuid and k.deleted_at is null and ${isPublished} and (${isOwn(asker)} or d.dyad_id is not null)`

const row = (asker: Asker) => sql`
  k.task_id as "taskId", k.title, k.note, k.due_on as "dueOn", k.due_minute as "dueMinute", k.assignee_id as "assigneeId", u.name as "assigneeName",
  w.name as "authorName", d.dyad_id as "dyadId", p.name as customer, p.name_en as "customerEn", k.activity_id as "activityId", k.priority, k.state,
  (case when k.remind_at is null or k.due_on is null then null
    else extract(epoch from ((k.due_on + make_interval(mins => coalesce(k.due_minute, 540))) at time zone (select t.time_zone from tenant t where t.tenant_id = k.tenant_id)) - k.remind_at) / 60 end)::int as "remindBefore",
  k.done_at as "doneAt", b.name as "doneByName", (${isOwn(asker)} or coalesce(${writableDyads(asker, 'd')} and d.dyad_id is not null, false)) as "mayWrite", k.version`

export async function findTask(tx: Tx, asker: Asker, taskId: string): Promise<TaskRow | undefined> {
  const { rows } =
    await sql<TaskRow>`select ${row(asker)} from ${source(asker)} where ${seen(asker)} and k.task_id = ${taskId}::uuid`.execute(tx)
  return rows[0]
}

/** Those of some tasks that the person may change. */
export async function findWritableTasks(tx: Tx, asker: Asker, taskIds: readonly string[]): Promise<TaskRow[]> {
  const { rows } =
    await sql<TaskRow>`select ${row(asker)} from ${source(asker)} where ${seen(asker)} and k.task_id = any(${[...taskIds]}::uuid[])`.execute(
      tx,
    )
  return rows.filter(task => task.mayWrite)
}

function conditionsOf(asker: Asker, query: TaskQuery): RawBuilder<SqlBool>[] {
  const whose = query.whose ?? 'mine'
  const words = query.q?.trim() ?? ''
  const like = `%${literal(words)}%`
  return [
    seen(asker),
    query.closed ? sql<SqlBool>`k.state <> 'open'` : sql<SqlBool>`k.state = 'open'`,
    ...(whose === 'mine' ? [sql<SqlBool>`k.assignee_id = ${asker.userId}::uuid`] : []),
    ...(whose === 'given' ? [sql<SqlBool>`k.author_id = ${asker.userId}::uuid and k.assignee_id <> ${asker.userId}::uuid`] : []),
    ...(query.dyadId === undefined ? [] : [sql<SqlBool>`d.dyad_id = ${query.dyadId}::uuid`]),
    ...(words === ''
      ? []
      : [sql<SqlBool>`(k.title ilike ${like} or k.note ilike ${like} or p.name ilike ${like} or p.name_en ilike ${like})`]),
  ]
}

/** Where a page of tasks begins: after this one. Open tasks by their day, those without one last; closed ones by when they were closed. */
export type TaskPlace = { readonly value: string | null; readonly taskId: string }

function afterOpen({ value, taskId }: TaskPlace): RawBuilder<SqlBool> {
  return value === null
    ? sql`k.due_on is null and k.task_id > ${taskId}::uuid`
    : sql`(k.due_on > ${value}::date or (k.due_on = ${value}::date and k.task_id > ${taskId}::uuid) or k.due_on is null)`
}

export async function listTaskRows(
  tx: Tx,
  asker: Asker,
  query: TaskQuery,
  place: TaskPlace | undefined,
  limit: number,
): Promise<(TaskRow & { readonly cursor: string | null })[]> {
  const closed = query.closed === true
  const after =
    place === undefined
      ? []
      : [closed ? sql<SqlBool>`(k.done_at, k.task_id) < (${place.value}::timestamptz, ${place.taskId}::uuid)` : afterOpen(place)]
  const { rows } = await sql<TaskRow & { cursor: string | null }>`
    select ${row(asker)}, ${closed ? sql`k.done_at::text` : sql`k.due_on::text`} as cursor from ${source(asker)}
    where ${sql.join([...conditionsOf(asker, query), ...after], sql` and `)}
    order by ${closed ? sql`k.done_at desc, k.task_id desc` : sql`k.due_on asc nulls last, k.task_id`} limit ${limit}`.execute(tx)
  return rows
}

/** How many open tasks stand on each day, counted to 999 in all. */
export async function countByDay(tx: Tx, asker: Asker, query: TaskQuery): Promise<{ dueOn: string | null; count: number }[]> {
  const { rows } = await sql<{ dueOn: string | null; count: number }>`
    select due_on as "dueOn", count(*)::int as count from (
      select k.due_on from ${source(asker)} where ${sql.join(conditionsOf(asker, query), sql` and `)} order by k.due_on asc nulls last limit 999) counted group by 1`.execute(
    tx,
  )
  return rows
}

const columns = {
  title: 'title',
  note: 'note',
  dueOn: 'due_on',
  dueMinute: 'due_minute',
  assigneeId: 'assignee_id',
  priority: 'priority',
  state: 'state',
  remindAt: 'remind_at',
  remindedAt: 'reminded_at',
  doneAt: 'done_at',
  doneOn: 'done_on',
  doneBy: 'done_by',
  dyadId: 'dyad_id',
  activityId: 'activity_id',
} as const
export type TaskWrite = { readonly [K in keyof typeof columns]?: string | number | Date | null | undefined }

const written = (write: TaskWrite) =>
  Object.fromEntries(
    Object.entries(write).flatMap(([name, value]) =>
      value === undefined || !(name in columns) ? [] : [[columns[name as keyof typeof columns], value]],
    ),
  )

type TaskKey = { readonly tenantId: string; readonly taskId: string }

export async function insertTask(tx: Tx, { tenantId, taskId }: TaskKey, authorId: string, write: TaskWrite): Promise<void> {
  await tx
    .insertInto('task')
    .values({ ...written(write), tenant_id: tenantId, task_id: taskId, author_id: authorId } as never)
    .execute()
}

/** Changes a task, or takes it away; false where another version stands. */
export async function updateTaskRow(
  tx: Tx,
  { tenantId, taskId }: TaskKey,
  version: number,
  write: TaskWrite | { readonly deletedAt: Date },
): Promise<boolean> {
  const set = 'deletedAt' in write ? { deleted_at: write.deletedAt } : written(write as TaskWrite)
  const result = await tx
    .updateTable('task')
    .set({ ...set, version: version + 1, updated_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', tenantId)
    .where('task_id', '=', taskId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
