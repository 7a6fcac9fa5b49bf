import type { Activity, ActivityChange } from '#contract/activities/activity.ts'
import { trimmed } from '#server/dyads/create-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import type { ActivityRow } from './activities.sql.ts'
import { activityShown, demandActivity } from './activity-answer.ts'
import { addActions } from './add-activity.ts'
import { refuseFarTime, refuseUndoneFuture, refuseUnknownPeople, refuseUnwanted, timesOf } from './check-activity.ts'
import { refuseReader, seeAnyDyad } from './see-dyad.ts'
import { settleActivity } from './settle-activity.ts'
import { setPeople, updateActivityRow } from './write-activity.sql.ts'

const ids = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id).toSorted()
const comparable = (row: Activity): Record<string, unknown> => ({
  ...row,
  startsAt: new Date(row.startsAt).getTime(),
  ours: ids(row.ours).join(),
  theirs: ids(row.theirs).join(),
})

/** The fields that are different from what the person was shown: a masked text that comes back as it was shown is no change. */
function changed(seen: Activity, given: Record<string, unknown>): Record<string, unknown> {
  const was = comparable(seen)
  const is = (name: string, value: unknown) =>
    name === 'startsAt' ? new Date(value as string).getTime() : Array.isArray(value) ? value.map(String).toSorted().join() : value
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== undefined && is(name, value) !== was[name]))
}

/** Moving an activity, or wishing to be told of it earlier or later, sets its reminder anew. */
function retimed(row: ActivityRow, change: Partial<ActivityChange>, timeZone: string) {
  if (change.startsAt === undefined && change.remindBefore === undefined) return {}
  const lead = change.remindBefore === undefined ? row.remindBefore : change.remindBefore
  return { ...timesOf(timeZone, new Date(change.startsAt ?? row.startsAt), lead), remindedAt: null }
}

/** Whom the activity approaches once it is changed, by what and when. */
const approachAfter = (before: ActivityRow, change: Partial<ActivityChange>) => ({
  kind: change.kind ?? before.kind,
  state: change.state ?? before.state,
  direction: change.direction === undefined ? before.direction : change.direction,
  theirs: change.theirs ?? ids(before.theirs),
  at: new Date(change.startsAt ?? before.startsAt),
  activityId: before.activityId,
})

/** Changes an activity, if nobody else has since it was read. */
export async function updateActivity(ctx: Ctx, dyadId: string, activityId: string, body: ActivityChange): Promise<Activity> {
  const { version, actions, ...given } = trimmed(body)
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    refuseReader(dyad)
    const before = await demandActivity(tx, ctx, dyad.all, activityId)
    if (before.version !== version) throw new Refusal('stale')
    const change = changed(activityShown(ctx, before), given) as Partial<ActivityChange>
    refuseUnwritable(fieldsOf(ctx, 'activity'), change, dyad.hold)
    await refuseUnknownPeople(tx, ctx.tenantId, dyad, change, actions)
    if (change.startsAt !== undefined) refuseFarTime(new Date(change.startsAt))
    refuseUndoneFuture(change.state ?? before.state, new Date(change.startsAt ?? before.startsAt), ctx.now())
    await refuseUnwanted(tx, ctx.tenantId, dyad, approachAfter(before, change))
    const key = { tenantId: ctx.tenantId, dyadId: before.ownDyadId, activityId }
    const { ours, theirs, remindBefore: _, startsAt: __, ...plain } = change
    if (!(await updateActivityRow(tx, key, version, { ...plain, ...retimed(before, change, dyad.timeZone) }))) throw new Refusal('stale')
    if (ours) await setPeople(tx, key, 'ours', ours)
    if (theirs) await setPeople(tx, key, 'theirs', theirs)
    await addActions(tx, ctx, dyad.dyadId, activityId, actions)
    const after = await demandActivity(tx, ctx, dyad.all, activityId)
    const was = Object.fromEntries(Object.keys(change).map(name => [name, before[name as keyof Activity]]))
    await audit(tx, ctx, { action: 'update', entity: 'activity', entityId: activityId, dyadId: dyad.dyadId, before: was, after: change })
    await settleActivity(ctx.jobs, tx, ctx, ctx.now(), { before, after })
    return activityShown(ctx, after)
  })
}
