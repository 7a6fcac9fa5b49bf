import type { Activity, NewActivity } from '#contract/activities/activity.ts'
import { trimmed } from '#server/dyads/create-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { activityShown, demandActivity } from './activity-answer.ts'
import { refuseFarTime, refuseUndoneFuture, refuseUnknownPeople, refuseUnwanted, timesOf } from './check-activity.ts'
import type { SeenDyad } from './dyad-seen.sql.ts'
import { refuseReader, seeAnyDyad } from './see-dyad.ts'
import { settleActivity } from './settle-activity.ts'
import { insertTask } from './tasks.sql.ts'
import { tellAssignees } from './tell-assignee.ts'
import { insertActivity, setPeople } from './write-activity.sql.ts'

/** Actions agreed on become tasks of whoever took them; without a name they are the caller's own. */
export async function addActions(
  tx: Tx,
  ctx: Ctx,
  dyadId: string,
  activityId: string,
  actions: NewActivity['actions'] = [],
): Promise<void> {
  for (const { title, assigneeId, dueOn } of actions) {
    const taskId = newId()
    const task = { title: title.trim(), assigneeId: assigneeId ?? ctx.userId, dueOn: dueOn ?? null, dyadId, activityId }
    await insertTask(tx, { tenantId: ctx.tenantId, taskId }, ctx.userId, task)
    await audit(tx, ctx, { action: 'create', entity: 'task', entityId: taskId, dyadId, after: task })
    await tellAssignees(tx, ctx, [{ ...task, taskId }])
  }
}

/** Writes an activity down with who took part and what was agreed, and what follows from it. */
export async function writeActivity(tx: Tx, ctx: Ctx, dyad: SeenDyad, body: NewActivity): Promise<string> {
  const { tenantId, userId } = ctx
  const { actions, ours, theirs, remindBefore, startsAt, ...given } = trimmed(body)
  const now = ctx.now()
  const when = startsAt === undefined ? now : new Date(startsAt)
  const state = given.state ?? (when > now ? 'planned' : 'done')
  const ownerId = given.ownerId === undefined ? userId : given.ownerId
  refuseFarTime(when)
  refuseUndoneFuture(state, when, now)
  await refuseUnknownPeople(tx, tenantId, dyad, { ownerId, ours: ours ?? [], theirs: theirs ?? [] }, actions)
  await refuseUnwanted(tx, tenantId, dyad, { kind: given.kind, state, direction: given.direction, theirs: theirs ?? [], at: when })
  const key = { tenantId, dyadId: dyad.dyadId, activityId: newId() }
  await insertActivity(tx, key, userId, { ...given, state, ownerId, ...timesOf(dyad.timeZone, when, remindBefore ?? null) })
  await setPeople(tx, key, 'ours', ours ?? [])
  await setPeople(tx, key, 'theirs', theirs ?? [])
  await addActions(tx, ctx, dyad.dyadId, key.activityId, actions)
  const after = await demandActivity(tx, ctx, dyad.all, key.activityId)
  const { hold: _, ownDyadId: __, ...told } = after
  await audit(tx, ctx, { action: 'create', entity: 'activity', entityId: key.activityId, dyadId: dyad.dyadId, after: told })
  await settleActivity(ctx.jobs, tx, ctx, now, { after })
  return key.activityId
}

/** Records or plans an activity with a customer or supplier. */
export async function addActivity(ctx: Ctx, dyadId: string, body: NewActivity): Promise<Activity> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    refuseReader(dyad)
    const activityId = await writeActivity(tx, ctx, dyad, body)
    return activityShown(ctx, await demandActivity(tx, ctx, dyad.all, activityId))
  })
}
