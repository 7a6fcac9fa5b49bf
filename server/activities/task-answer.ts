import type { Task, TaskChange } from '#contract/activities/task.ts'
import { taskGroupOfText } from '#core/activities/calendar.ts'
import { remindMinuteOf } from '#core/activities/reminder.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { clockIn, instantIn } from './civil-clock.ts'
import { membersOf, readTimeZone } from './dyad-seen.sql.ts'
import { findTask, type TaskRow, type TaskWrite } from './tasks.sql.ts'

export const taskAnswer = (row: TaskRow, today: CivilDay): Task => ({ ...row, group: taskGroupOfText(row.dueOn, today) })

/** What a firm's clock shows now. */
export async function firmClock(tx: Tx, ctx: Ctx): Promise<{ readonly timeZone: string; readonly today: CivilDay }> {
  const timeZone = await readTimeZone(tx, ctx.tenantId)
  return { timeZone, today: parseDay(clockIn(timeZone, ctx.now()).day) ?? 0 }
}

export async function demandTask(tx: Tx, ctx: Ctx, taskId: string): Promise<TaskRow> {
  const task = await findTask(tx, ctx, taskId)
  if (task !== undefined) return task
  throw new Refusal('not_found', [
    '找不到这项任务：可能已删除，或不在您的可见范围内。',
    'There is no such task: it may have been removed, or lies outside what you may see.',
  ])
}

export async function refuseUnknownAssignee(
  tx: Tx,
  tenantId: string,
  assigneeId: string | null | undefined,
  field: 'assigneeId' | 'ownerId' = 'assigneeId',
): Promise<void> {
  if (!assigneeId || (await membersOf(tx, tenantId, [assigneeId])).has(assigneeId)) return
  throw refuseField(`body.${field}`, ['没有这位在职成员', 'is not an active member of the company'])
}

type Wish = Pick<TaskRow, 'dueOn' | 'dueMinute' | 'remindBefore'>

/** When the assignee is reminded, by the day, the minute and the wish. */
export function remindAtOf(timeZone: string, { dueOn, dueMinute, remindBefore }: Wish): Date | null {
  const due = dueOn === null ? undefined : parseDay(dueOn)
  const minute = remindMinuteOf({ due, minute: dueMinute, lead: remindBefore })
  return minute === undefined ? null : instantIn(timeZone, minute)
}

/** What closing a task or opening it again writes down beside the state. */
export function closing(state: TaskChange['state'], now: Date, timeZone: string, userId: string): TaskWrite {
  if (state === undefined) return {}
  if (state === 'open') return { state, doneAt: null, doneOn: null, doneBy: null }
  return { state, doneAt: now, doneOn: clockIn(timeZone, now).day, doneBy: userId }
}
