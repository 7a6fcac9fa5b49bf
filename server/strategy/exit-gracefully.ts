import { exitPlan } from '#core/strategy/exit-plan.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { tellAssignees } from '#server/activities/tell-assignee.ts'
import { newId } from '#server/platform/ids.ts'
import type { Changing } from './change-decline-case.ts'
import { insertExitTasks } from './decline-case.sql.ts'
import { findRolePeople } from './runs.sql.ts'

/**
 * Makes the tasks of a graceful exit, for the customer's owner and the people of each step's role. They stand where the case does: where a merge is
 * undone they go back with it.
 */
export async function exitGracefully({ tx, ctx, dyad, row, kept }: Changing, today: number): Promise<number> {
  const roles = [...new Set(exitPlan.map(({ role }) => role).filter(role => role !== 'owner'))]
  const people = await findRolePeople(tx, ctx.tenantId, dyad.dyadId, roles)
  const ownerId = row.ownerId ?? ctx.userId
  const tasks = exitPlan.map(({ title, afterDays, role }, step) => ({
    taskId: newId(),
    title: inLanguage([title.zh, title.en], ctx.language),
    dueOn: formatDay(today + afterDays),
    assigneeId: people.get(role) ?? ownerId,
    step,
  }))
  await insertExitTasks(tx, { tenantId: ctx.tenantId, dyadId: kept.dyadId, caseId: row.caseId, authorId: ctx.userId }, tasks)
  await tellAssignees(
    tx,
    ctx,
    tasks.map(task => ({ ...task, dyadId: dyad.dyadId })),
  )
  return tasks.length
}
