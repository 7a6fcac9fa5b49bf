import type { changeTasks as batchContract, listTasks as listContract, TaskQuery } from '#contract/activities/task.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { taskGroups } from '#core/activities/activity.ts'
import { taskGroupOfText } from '#core/activities/calendar.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import type { FollowTasks } from './follow-tasks.ts'
import { taskWrite } from './keep-tasks.ts'
import { firmClock, refuseUnknownAssignee, taskAnswer } from './task-answer.ts'
import { countByDay, findWritableTasks, listTaskRows, type TaskPlace, updateTaskRow } from './tasks.sql.ts'
import { tellAssignees } from './tell-assignee.ts'

const pageSize = 200

function placeOf(query: TaskQuery): TaskPlace | undefined {
  if (query.after === undefined) return undefined
  const [value, taskId] = readCursor(query.after, [query.closed ? 'time' : 'day', 'id'])
  return typeof taskId === 'string' ? { value: typeof value === 'string' ? value : null, taskId } : undefined
}

function countsOf(days: readonly { dueOn: string | null; count: number }[], today: CivilDay): Record<string, number> {
  const counts = Object.fromEntries(taskGroups.map(group => [group, 0])) as Record<string, number>
  for (const { dueOn, count } of days) counts[taskGroupOfText(dueOn, today)] = (counts[taskGroupOfText(dueOn, today)] ?? 0) + count
  return counts
}

/** Open tasks by their day, or closed ones, the latest first. */
export async function listTasks(ctx: Ctx, query: TaskQuery): Promise<Answer<typeof listContract>> {
  const limit = query.limit ?? pageSize
  const place = placeOf(query)
  return await ctx.inTenant(async tx => {
    const { today } = await firmClock(tx, ctx)
    const rows = await listTaskRows(tx, ctx, query, place, limit + 1)
    const counts = place === undefined && !query.closed ? countsOf(await countByDay(tx, ctx, query), today) : null
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map(row => taskAnswer(row, today)),
      next: last === undefined ? null : writeCursor([last.cursor, last.taskId]),
      counts,
      today: formatDay(today),
    }
  })
}

/** Closes, moves or gives several tasks at once; those that the caller may not change are left. */
export async function changeTasks(
  ctx: Ctx,
  body: Input<typeof batchContract>['body'],
  follow: FollowTasks,
): Promise<Answer<typeof batchContract>> {
  const { taskIds, ...change } = body
  return await ctx.inTenant(async tx => {
    await refuseUnknownAssignee(tx, ctx.tenantId, change.assigneeId)
    const { timeZone } = await firmClock(tx, ctx)
    const tasks = await findWritableTasks(tx, ctx, taskIds)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    let changed = 0
    for (const task of tasks) {
      const write = taskWrite(task, given, ctx.now(), timeZone, ctx.userId)
      if (!(await updateTaskRow(tx, { tenantId: ctx.tenantId, taskId: task.taskId }, task.version, write))) continue
      changed++
      if (change.assigneeId !== undefined && change.assigneeId !== task.assigneeId)
        await tellAssignees(tx, ctx, [{ ...task, assigneeId: change.assigneeId }])
      const was = Object.fromEntries(Object.keys(given).map(name => [name, task[name as keyof typeof task]]))
      const deed = { action: 'update', entity: 'task', entityId: task.taskId, before: was, after: given } as const
      await audit(tx, ctx, { ...deed, ...(task.dyadId ? { dyadId: task.dyadId } : {}) })
    }
    if (change.state !== undefined) await follow(tx, ctx, ctx.now(), taskIds)
    return { changed, left: taskIds.length - changed }
  })
}
