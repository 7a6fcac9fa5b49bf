import { type Static, Type } from 'typebox'
import { priorities, taskGroups, taskStates } from '#core/activities/activity.ts'
import { Day, Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

export const Priority = Type.Enum([...priorities])
export const TaskState = Type.Enum([...taskStates])
export const TaskGroup = Type.Enum([...taskGroups])

export const Task = Type.Object({
  taskId: Id,
  title: Type.String(),
  note: Nullable(Type.String()),
  dueOn: Nullable(Day),
  /** Minute of the day in the firm's zone; null = any time of it. */
  dueMinute: Nullable(Type.Integer()),
  /** Where it stands today; of a closed one where it would stand. */
  group: TaskGroup,
  assigneeId: Nullable(Id),
  assigneeName: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  dyadId: Nullable(Id),
  customer: Nullable(Type.String()),
  customerEn: Nullable(Type.String()),
  activityId: Nullable(Id),
  priority: Priority,
  state: TaskState,
  /** Minutes before it is due at which the assignee is reminded; without a time of the day that is counted from nine in the morning. */
  remindBefore: Nullable(Type.Integer()),
  doneAt: Nullable(Time),
  doneByName: Nullable(Type.String()),
  mayWrite: Type.Boolean(),
  version: Type.Integer(),
})
export type Task = Static<typeof Task>

const Title = Type.String({ minLength: 1, maxLength: 300, pattern: visible })
const fields = {
  note: Type.Optional(Nullable(Type.String({ maxLength: 4000 }))),
  dueOn: Type.Optional(Nullable(Day)),
  dueMinute: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1439 }))),
  assigneeId: Type.Optional(Nullable(Id)),
  priority: Type.Optional(Priority),
  remindBefore: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 43_200 }))),
}
const one = Type.Object({ taskId: Id })

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  summary:
    'Open tasks by the day on which they are due, or closed ones, the latest first: mine, those I gave, or all on customers that you see.',
  needs: 'customers.read',
  query: Type.Object({
    whose: Type.Optional(Type.Enum(['mine', 'given', 'all'])),
    closed: Type.Optional(Type.Boolean()),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    dyadId: Type.Optional(Id),
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  answer: Type.Object({
    rows: Type.Array(Task),
    next: Nullable(Type.String()),
    /** With the first page of open tasks: how many of each group, counted to 999. */
    counts: Nullable(Type.Record(Type.String(), Type.Integer())),
    today: Day,
  }),
})
export type TaskQuery = Static<typeof listTasks.query>

export const addTask = endpoint({
  method: 'POST',
  path: '/api/tasks',
  summary: 'Add a task, for a customer or not; without an assignee it is yours.',
  needs: 'customers.read',
  body: Type.Object({ ...fields, title: Title, dyadId: Type.Optional(Nullable(Id)) }),
  answer: Task,
})

export const updateTask = endpoint({
  method: 'PATCH',
  path: '/api/tasks/:taskId',
  summary: 'Change a task, close it or open it again.',
  needs: 'customers.read',
  params: one,
  body: Type.Object({ ...fields, title: Type.Optional(Title), state: Type.Optional(TaskState), version: Type.Integer() }),
  answer: Task,
})
export type TaskChange = Static<typeof updateTask.body>

export const removeTask = endpoint({
  method: 'DELETE',
  path: '/api/tasks/:taskId',
  summary: 'Remove a task; it can be put back from the recycle bin.',
  needs: 'customers.read',
  params: one,
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})

export const changeTasks = endpoint({
  method: 'POST',
  path: '/api/tasks/batch',
  summary: 'Close, move or give several tasks at once; those that you may not change are left and counted.',
  needs: 'customers.read',
  body: Type.Object({
    taskIds: Type.Array(Id, { minItems: 1, maxItems: 500 }),
    state: Type.Optional(TaskState),
    dueOn: Type.Optional(Nullable(Day)),
    assigneeId: Type.Optional(Id),
  }),
  answer: Type.Object({ changed: Type.Integer(), left: Type.Integer() }),
})
