import type { addTask as addContract, Task, TaskChange } from '#contract/activities/task.ts'
import type { Input } from '#contract/endpoint.ts'
import { trimmed } from '#server/dyads/create-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { FollowTasks } from './follow-tasks.ts'
import { seeAnyDyad } from './see-dyad.ts'
import { closing, demandTask, firmClock, refuseUnknownAssignee, remindAtOf, taskAnswer } from './task-answer.ts'
import { findTask, insertTask, type TaskRow, updateTaskRow } from './tasks.sql.ts'
import { tellAssignees } from './tell-assignee.ts'

/** Adds a task, for a customer that the caller sees or for none; without an assignee it is the caller's own. */
export async function addTask(ctx: Ctx, body: Input<typeof addContract>['body']): Promise<Task> {
  const given = trimmed(body)
  return await ctx.inTenant(async tx => {
    const dyadId = given.dyadId ? (await seeAnyDyad(tx, ctx, given.dyadId)).dyadId : null
    await refuseUnknownAssignee(tx, ctx.tenantId, given.assigneeId)
    const { timeZone, today } = await firmClock(tx, ctx)
    const wish = { dueOn: given.dueOn ?? null, dueMinute: given.dueMinute ?? null, remindBefore: given.remindBefore ?? null }
    const taskId = newId()
    const write = { ...given, ...wish, dyadId, assigneeId: given.assigneeId ?? ctx.userId, remindAt: remindAtOf(timeZone, wish) }
    await insertTask(tx, { tenantId: ctx.tenantId, taskId }, ctx.userId, write)
    const task = taskAnswer(await demandTask(tx, ctx, taskId), today)
    await audit(tx, ctx, { action: 'create', entity: 'task', entityId: taskId, ...(dyadId ? { dyadId } : {}), after: task })
    await tellAssignees(tx, ctx, [task])
    return task
  })
}

function refuseStranger(task: TaskRow): void {
  if (task.mayWrite) return
  throw new Refusal('forbidden', [
    '只有任务的负责人、创建人和客户的跟进人可以修改它。',
    'Only who has the task, who gave it and those who work on the customer may change it.',
  ])
}

const differing = (before: TaskRow, given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== undefined && value !== before[name as keyof TaskRow]))

const timed = ['dueOn', 'dueMinute', 'remindBefore', 'assigneeId']

/** What a change writes: closing and opening with their day, a reminder set anew where its day, minute or person is another. */
export function taskWrite(before: TaskRow, change: Partial<TaskChange>, now: Date, timeZone: string, userId: string) {
  const after = { ...before, ...change } as TaskRow
  const reminder = timed.some(name => name in change) ? { remindAt: remindAtOf(timeZone, after), remindedAt: null } : {}
  const { version: _, remindBefore: __, ...plain } = change
  return { ...plain, ...closing(change.state, now, timeZone, userId), ...reminder }
}

/** Changes a task, if nobody else has since it was read. */
export async function updateTask(ctx: Ctx, taskId: string, body: TaskChange, follow: FollowTasks): Promise<Task> {
  const { version, ...given } = trimmed(body)
  return await ctx.inTenant(async tx => {
    const before = await demandTask(tx, ctx, taskId)
    refuseStranger(before)
    if (before.version !== version) throw new Refusal('stale')
    const change = differing(before, given) as Partial<TaskChange>
    const { timeZone, today } = await firmClock(tx, ctx)
    if (Object.keys(change).length === 0) return taskAnswer(before, today)
    await refuseUnknownAssignee(tx, ctx.tenantId, change.assigneeId)
    const write = taskWrite(before, change, ctx.now(), timeZone, ctx.userId)
    if (!(await updateTaskRow(tx, { tenantId: ctx.tenantId, taskId }, version, write))) throw new Refusal('stale')
    const was = Object.fromEntries(Object.keys(change).map(name => [name, before[name as keyof TaskRow]]))
    const deed = { action: 'update', entity: 'task', entityId: taskId, before: was, after: change } as const
    await audit(tx, ctx, { ...deed, ...(before.dyadId ? { dyadId: before.dyadId } : {}) })
    if (change.state !== undefined) await follow(tx, ctx, ctx.now(), [taskId])
    if (change.assigneeId !== undefined) await tellAssignees(tx, ctx, [{ ...before, assigneeId: change.assigneeId }])
    // Whoever gives a task away may no longer see it: the answer is then what was there with what was changed.
    return taskAnswer((await findTask(tx, ctx, taskId)) ?? ({ ...before, ...change, version: version + 1 } as TaskRow), today)
  })
}

export async function removeTask(ctx: Ctx, taskId: string, version: number, follow: FollowTasks): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await demandTask(tx, ctx, taskId)
    refuseStranger(before)
    if (!(await updateTaskRow(tx, { tenantId: ctx.tenantId, taskId }, version, { deletedAt: ctx.now() }))) throw new Refusal('stale')
    const deed = { action: 'remove', entity: 'task', entityId: taskId, before } as const
    await audit(tx, ctx, { ...deed, ...(before.dyadId ? { dyadId: before.dyadId } : {}) })
    await follow(tx, ctx, ctx.now(), [taskId])
    return { done: true }
  })
}
