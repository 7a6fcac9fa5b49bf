import type { ActivityState } from '#core/activities/activity.ts'
import { channelOf } from '#core/dyads/consent.ts'
import { refuseForbidden } from '#server/dyads/check-consent.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { clockIn } from './civil-clock.ts'
import { contactsOf, membersOf, type SeenDyad } from './dyad-seen.sql.ts'

type People = { readonly ownerId?: string | null; readonly ours?: readonly string[]; readonly theirs?: readonly string[] }
type Agreed = { readonly assigneeId?: string | null | undefined }

/** Ours must work in the firm, theirs must be contacts of the customer. */
export async function refuseUnknownPeople(
  tx: Tx,
  tenantId: string,
  dyad: SeenDyad,
  people: People,
  actions: readonly Agreed[] = [],
): Promise<void> {
  const assignees = actions.flatMap(({ assigneeId }) => assigneeId ?? [])
  const named = [...(people.ownerId ? [people.ownerId] : []), ...(people.ours ?? []), ...assignees]
  const members = await membersOf(tx, tenantId, named)
  if (people.ownerId && !members.has(people.ownerId))
    throw refuseField('body.ownerId', ['没有这位在职成员', 'is not an active member of the company'])
  if (people.ours?.some(id => !members.has(id)))
    throw refuseField('body.ours', ['参与人中有人不是在职成员', 'names someone who is not an active member of the company'])
  if (assignees.some(id => !members.has(id)))
    throw refuseField('body.actions', [
      '行动项的负责人不是在职成员',
      'gives an action to someone who is not an active member of the company',
    ])
  const contacts = await contactsOf(tx, tenantId, dyad.partyId, people.theirs ?? [])
  if (people.theirs?.some(id => !contacts.has(id)))
    throw refuseField('body.theirs', ['联系人不属于该客户，请从列表中选择', 'names a contact of somebody else: choose from the list'])
}

type Approach = {
  readonly kind: string
  readonly state: ActivityState
  readonly direction?: string | null | undefined
  readonly theirs: readonly string[]
  readonly at: Date
  readonly activityId?: string
}

/** What a person has forbidden is not planned: their consent withdrawn, a channel they do not want, data that may not be used. */
export async function refuseUnwanted(tx: Tx, tenantId: string, { partyId }: SeenDyad, approach: Approach): Promise<void> {
  const channel = channelOf(approach.kind)
  if (approach.state !== 'planned' || approach.direction === 'in' || channel === undefined) return
  const { theirs: contactIds, at, activityId } = approach
  await refuseForbidden(tx, { tenantId, partyId, contactIds, channel, at, activityId })
}

/** What is done lies behind us; the slip of a day for the zones east of us is let through. */
export function refuseUndoneFuture(state: ActivityState, startsAt: Date, now: Date): void {
  if (state !== 'done' || startsAt.getTime() <= now.getTime() + 86_400_000) return
  throw refuseField('body.startsAt', [
    '时间在将来，不能记为已完成；请改时间，或保存为计划',
    'lies in the future and cannot be done yet: change the time, or save it as planned',
  ])
}

/** A time outside of anybody's business is a slip of the pen. */
export function refuseFarTime(startsAt: Date): void {
  const year = startsAt.getUTCFullYear()
  if (year >= 1970 && year < 2200) return
  throw refuseField('body.startsAt', ['年份应在 1970 到 2199 之间', 'must lie between the years 1970 and 2199'])
}

/** When an activity stands in the firm's calendar, and when its owner is reminded. */
export function timesOf(timeZone: string, startsAt: Date, remindBefore: number | null) {
  return {
    startsAt,
    day: clockIn(timeZone, startsAt).day,
    remindAt: remindBefore === null ? null : new Date(startsAt.getTime() - remindBefore * 60_000),
  }
}
