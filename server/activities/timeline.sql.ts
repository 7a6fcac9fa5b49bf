import { type RawBuilder, sql } from 'kysely'
import { restOf, type TimelineKind, timelineKinds, type TimelinePlace } from '#core/activities/timeline.ts'
import type { Tx } from '#server/platform/database.ts'
import { type BranchGiven, branchesOf } from './timeline-branches.sql.ts'

export type TimelineRow = {
  readonly kind: TimelineKind
  readonly id: string
  readonly day: string
  readonly at: Date | null
  readonly who: string | null
  readonly detail: Record<string, string | number | boolean | null>
}

/**
 * One page of a timeline: each kind gives at most a page by its own index, and the latest of all these are taken. The work is bounded by kinds x
 * page, however much lies behind.
 */
export function timelineQuery(
  kinds: readonly TimelineKind[],
  place: TimelinePlace | undefined,
  given: BranchGiven,
): RawBuilder<TimelineRow> {
  const branches = kinds.flatMap(kind => branchesOf(kind, timelineKinds.indexOf(kind), restOf(kind, place), given))
  return sql<TimelineRow>`select e.kind, e.id, e.day, e.at, e.who, e.detail from (${sql.join(
    branches.map(each => sql`(${each})`),
    sql` union all `,
  )}) e order by e.day desc, e.rank, e.id desc limit ${given.limit}`
}

export async function readTimelineRows(
  tx: Tx,
  kinds: readonly TimelineKind[],
  place: TimelinePlace | undefined,
  given: BranchGiven,
): Promise<TimelineRow[]> {
  if (kinds.length === 0) return []
  return (await timelineQuery(kinds, place, given).execute(tx)).rows
}
