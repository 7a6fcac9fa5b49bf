import type { readTimeline as contract, Timeline, TimelineEntry } from '#contract/activities/timeline.ts'
import type { Input } from '#contract/endpoint.ts'
import { type TimelineKind, timelineKinds, type TimelinePlace } from '#core/activities/timeline.ts'
import { may, type Permission } from '#core/platform/access.ts'
import { type GuardedEntity, type Hold, isReadable, levelOf, shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { seeAnyDyad } from './see-dyad.ts'
import { readTimelineRows, type TimelineRow } from './timeline.sql.ts'

const pageSize = 50

/** What one needs to be told of a kind beside seeing the customer. */
const needs: Partial<Record<TimelineKind, Permission>> = {
  order: 'facts.read',
  return: 'facts.read',
  delivery: 'facts.read',
  payment: 'facts.read',
  cost: 'facts.read',
  move: 'values.read',
  stage: 'values.read',
}

const guarded: Partial<Record<TimelineKind, GuardedEntity>> = {
  activity: 'activity',
  concern: 'concern',
  opportunity: 'opportunity',
  agreement: 'agreement',
}

function entryOf(ctx: Ctx, row: TimelineRow, hold: Hold): TimelineEntry {
  const entity = guarded[row.kind]
  const detail = entity === undefined ? row.detail : shown(fieldsOf(ctx, entity), row.detail, hold)
  return { ...row, at: row.at?.toISOString() ?? null, detail }
}

function placeOf(after: string | undefined): TimelinePlace | undefined {
  if (after === undefined) return undefined
  const [day, name, id] = readCursor(after, ['day', 'string', 'id'])
  const kind = timelineKinds.find(each => each === name)
  return typeof day === 'string' && kind !== undefined && typeof id === 'string' ? { day, kind, id } : undefined
}

/** Everything that happened with a customer or supplier, the latest first: one query whatever it is made of. */
export async function readTimeline(ctx: Ctx, dyadId: string, query: Input<typeof contract>['query']): Promise<Timeline> {
  const limit = query.limit ?? pageSize
  const allowed = timelineKinds.filter(kind => needs[kind] === undefined || may(ctx.role, needs[kind]))
  const kinds = query.kind?.length ? allowed.filter(kind => query.kind?.includes(kind)) : allowed
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    const mayRead = (entity: GuardedEntity, field: string) => isReadable(levelOf(fieldsOf(ctx, entity), field, dyad.hold))
    const given = { tenantId: ctx.tenantId, dyadIds: dyad.all, q: query.q, mayRead, to: query.to, limit: limit + 1 }
    const rows = await readTimelineRows(tx, kinds, placeOf(query.after), given)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map(row => entryOf(ctx, row, dyad.hold)),
      next: last === undefined ? null : writeCursor([last.day, last.kind, last.id]),
      kinds: [...allowed],
    }
  })
}
