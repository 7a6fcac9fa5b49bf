import type { listMerges as listContract, Merge, MergeLine, MergePreview, previewMerge as contract } from '#contract/dyads/merge.ts'
import type { Input } from '#contract/endpoint.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { strengthOf } from '#core/dyads/duplicate.ts'
import { defaultSide, differingFields } from '#core/dyads/merge.ts'
import { shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readPairScore } from './duplicate-pairs.sql.ts'
import { type Ends, obstacleOf, seeEnds } from './merge-ends.ts'
import { type End, readMerges } from './merge.sql.ts'

const endOf = ({ values: _values, relations: _relations, isOwn: _isOwn, ...end }: End) => end

/** The fields in which two differ, as this person may see them. */
function linesOf(ctx: Ctx, { survivor, merged }: Ends): MergeLine[] {
  const policy = fieldsOf(ctx, 'customer')
  const seen = (end: End) => shown(policy, end.values, end.relations[0]?.hold ?? 'others')
  const [one, other] = [seen(survivor), seen(merged)]
  const newest = merged.updatedAt > survivor.updatedAt ? 'merged' : 'survivor'
  return differingFields(survivor.values, merged.values).map(field => ({
    field,
    survivor: one[field],
    merged: other[field],
    side: defaultSide(survivor.values[field], merged.values[field]),
    newest,
  }))
}

/** Two parties side by side. */
export async function previewMerge(ctx: Ctx, { survivorId, mergedId }: Input<typeof contract>['query']): Promise<MergePreview> {
  return await ctx.inTenant(async tx => {
    const ends = await seeEnds(tx, ctx, survivorId, mergedId)
    const obstacle = await obstacleOf(tx, ctx, ends)
    const pair = await readPairScore(tx, ctx.tenantId, ends.survivor.partyId, ends.merged.partyId)
    return {
      survivor: endOf(ends.survivor),
      merged: endOf(ends.merged),
      lines: linesOf(ctx, ends),
      obstacle: obstacle ? inLanguage(obstacle.words, ctx.language) : null,
      strength: pair ? strengthOf(pair.score) : null,
      reasons: pair?.reasons ?? [],
    }
  })
}

const pageSize = 50

function placeOf(text: string | undefined) {
  if (text === undefined) return undefined
  const [at, mergeId] = readCursor(text, ['time', 'id'])
  return { at: String(at), mergeId: String(mergeId) }
}

/** What was merged and undone, one page. */
export async function listMerges(ctx: Ctx, query: Input<typeof listContract>['query']): Promise<{ rows: Merge[]; next: string | null }> {
  const limit = query.limit ?? pageSize
  const found = await ctx.inTenant(tx =>
    readMerges(tx, ctx.tenantId, ctx, { partyId: query.partyId, after: placeOf(query.after), limit: limit + 1 }),
  )
  const last = found[limit - 1]
  const rows = found.slice(0, limit).map(({ place: _place, ...row }) => row)
  return { rows, next: found.length > limit && last ? writeCursor([last.place, last.mergeId]) : null }
}
