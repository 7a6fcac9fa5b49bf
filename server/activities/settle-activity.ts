import { costKindOf, isContact } from '#core/activities/activity.ts'
import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { areRollupsHeld, recountContacts } from '#server/trade/rollup.sql.ts'
import type { ActivityRow } from './activities.sql.ts'
import { prolongOwnership } from './prolong-ownership.ts'
import { refreshRhythm } from './refresh-rhythm.ts'

export const recountKind = 'recount_contacts'
export type Recount = { readonly dyadId: string; readonly days: readonly string[] }

/** The days whose visits or calls are another after a change. */
function recountedDays(before: ActivityRow | undefined, after: ActivityRow | undefined): string[] {
  const [was, is] = [before && costKindOf(before), after && costKindOf(after)]
  if (was === is && before?.day === after?.day) return []
  return [...(before && was ? [before.day] : []), ...(after && is ? [after.day] : [])]
}

/**
 * What follows from a written activity, in its transaction: visits and calls are counted (after an import that is at work, by a job), the rhythm of
 * contact is made anew, and a follow-up puts off the day on which the customer would go back to its pool.
 */
export async function settleActivity(
  jobs: Jobs,
  tx: Tx,
  actor: Actor,
  at: Date,
  { before, after }: { readonly before?: ActivityRow; readonly after?: ActivityRow },
): Promise<void> {
  const dyadId = (after ?? before)?.dyadId
  if (dyadId === undefined) return
  const days = recountedDays(before, after)
  if (days.length > 0) {
    const data: Recount = { dyadId, days }
    if (await areRollupsHeld(tx, actor.tenantId)) await jobs.enqueue(tx, actor, { kind: recountKind, data })
    else await recountContacts(tx, actor.tenantId, dyadId, days)
  }
  await refreshRhythm(tx, actor.tenantId, dyadId)
  if (after && isContact(after) && !(before && isContact(before))) await prolongOwnership(tx, { tenantId: actor.tenantId, dyadId }, at)
}
