import type { Notice } from '#core/platform/notice.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import { notify } from '#server/platform/notify.ts'
import { type OpenedCase, openFallen, openWarned } from './decline-open.sql.ts'
import { readDays } from './read-hygiene.ts'

/** Whose owner has more new cases than this is told how many, not of each. */
const mostNotices = 3

function noticesOf(ownerId: string, opened: readonly OpenedCase[], today: string): Notice[] {
  if (opened.length > mostNotices)
    return [{ userId: ownerId, kind: 'decline_cases', args: { count: opened.length }, about: `decline ${today}` }]
  return opened.map(({ dyadId, caseId }) => ({ userId: ownerId, kind: 'decline_case', dyadId, about: caseId }))
}

/**
 * Opens the decline cases that the map and the warnings call for, inside the caller's transaction at the end of a recalculation: two statements, however
 * many customers there are. Done again it opens nothing. Answers how many were opened; their owners are told.
 */
export async function openDeclineCases(tx: Tx, actor: Actor, now: Date): Promise<number> {
  const { tenantId } = actor
  const today = formatDay((await readDays(tx, tenantId, now)).today)
  const opened = [...(await openFallen(tx, tenantId, today)), ...(await openWarned(tx, tenantId, today))]
  if (opened.length === 0) return 0
  const owned = Map.groupBy(
    opened.filter(({ ownerId }) => ownerId !== null),
    ({ ownerId }) => ownerId as string,
  )
  await notify(
    tx,
    tenantId,
    [...owned].flatMap(([ownerId, theirs]) => noticesOf(ownerId, theirs, today)),
  )
  const map = opened.filter(({ trigger }) => trigger === 'map').length
  const after = { map, warning: opened.length - map }
  await audit(tx, actor, { action: 'create', entity: 'decline_case', after, count: opened.length })
  return opened.length
}
