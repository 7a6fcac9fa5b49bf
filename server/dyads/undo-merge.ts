import type { undoMerge as contract } from '#contract/dyads/merge.ts'
import type { Answer } from '#contract/endpoint.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { lockGroups, moveSubtree } from './group.sql.ts'
import { keepProbes } from './keep-probes.ts'
import * as text from './merge-changes.sql.ts'
import { stewardOf } from './merge-ends.ts'
import { type MergeFollowers, refuseWhileHeld } from './merge-parties.ts'
import { findMergeOnTop, lockMerge, lockParties, markUndone, readEnds } from './merge.sql.ts'

/** The merge as it stands, where the caller may change its survivor and no other merge stands on it. */
async function seeMerge(tx: Tx, ctx: Ctx, mergeId: string): Promise<text.Merging> {
  const merge = await lockMerge(tx, ctx.tenantId, mergeId)
  if (merge === undefined) throw new Refusal('not_found')
  if (merge.state === 'undone') throw new Refusal('conflict', ['这次合并已经撤销。', 'This merge has been undone already.'])
  const top = await findMergeOnTop(tx, ctx.tenantId, mergeId)
  if (top !== undefined)
    throw new Refusal('conflict', [
      `之后“${top.merged}”又合并到了“${top.survivor}”，建立在这次合并之上。请先撤销那一次。`,
      `“${top.merged}” was merged into “${top.survivor}” later, on top of this merge. Undo that one first.`,
    ])
  await lockParties(tx, ctx.tenantId, [merge.survivorId, merge.mergedId])
  const [survivor] = await readEnds(tx, ctx.tenantId, stewardOf(ctx), [merge.survivorId])
  if (survivor === undefined || !survivor.relations.some(relation => relation.isSeen)) throw new Refusal('not_found')
  if (survivor.relations.some(relation => !relation.isWritable))
    throw new Refusal('forbidden', [
      '合并后的客户有您不能修改的关系，请由可管理它的人员撤销。',
      'The merged customer has a relation that you may not change. Ask somebody who manages it to undo the merge.',
    ])
  return { tenantId: ctx.tenantId, mergeId, survivorId: merge.survivorId, mergedId: merge.mergedId }
}

async function putBack(tx: Tx, { tenantId }: text.Merging, changes: readonly text.Change[]): Promise<string[]> {
  const kept: string[] = []
  for (const change of changes) {
    kept.push(...(await text.putBack(tx, tenantId, change)))
    await text.takeAway(tx, tenantId, change)
  }
  await text.resolveDyads(tx, tenantId)
  return kept
}

/** Groups follow the parents that are back. */
async function returnChildren(tx: Tx, merging: text.Merging): Promise<void> {
  for (const child of await text.readChildren(tx, merging.tenantId, merging.mergedId))
    await moveSubtree(tx, merging.tenantId, child, merging.mergedId)
}

type Undone = Answer<typeof contract> & { readonly sales: readonly string[] }

async function undo(tx: Tx, ctx: Ctx, followers: MergeFollowers, mergeId: string): Promise<Undone> {
  const { tenantId, userId } = ctx
  const merging = await seeMerge(tx, ctx, mergeId)
  await refuseWhileHeld(tx, tenantId, followers)
  await lockGroups(tx, tenantId)
  const changes = await text.readChanges(tx, merging)
  const pointers = changes.filter(({ entity, before }) => entity === 'dyad' && before !== null && 'merged_into_id' in before)
  const reached = [...new Set(pointers.map(({ after }) => String(after?.merged_into_id)))]
  const kept = await putBack(tx, merging, changes)
  await returnChildren(tx, merging)
  for (const dyadId of reached) await text.raiseVersion(tx, tenantId, dyadId, dyadId)
  const ends = await readEnds(tx, tenantId, stewardOf(ctx), [merging.survivorId, merging.mergedId])
  const apart = pointers.flatMap(({ before, entityId }) => (before?.merged_into_id === null ? [entityId] : []))
  if (reached.length > 0) await followers.rebuildRollups(tx, tenantId, [...reached, ...apart])
  for (const change of changes) if (change.entity === 'customer_standing') await text.restorePlace(tx, tenantId, change)
  await keepProbes(tx, tenantId, [merging.survivorId, merging.mergedId])
  await text.settlePair(tx, merging, 'open', userId, ctx.now())
  await markUndone(tx, tenantId, mergeId, userId, ctx.now())
  for (const { dyadId, partyId, name } of ends) {
    const other = ends.find(end => end.partyId !== partyId)?.name
    await audit(tx, ctx, {
      action: 'undo_merge',
      entity: 'customer',
      entityId: dyadId,
      dyadId,
      after: { mergeId, name, otherName: other, kept },
    })
  }
  if (reached.length > 0) await followers.revalue(ctx.jobs, tx, ctx, 'customers')
  const survivor = ends.find(end => end.partyId === merging.survivorId)
  if (survivor === undefined) throw new Refusal('not_found')
  const sales = ends.flatMap(end => end.relations.flatMap(({ side, dyadId }) => (side === 'sale' ? dyadId : [])))
  return { dyadId: survivor.dyadId, kept: [...new Set(kept)], sales: sales.filter(id => reached.includes(id) || apart.includes(id)) }
}

/** Takes a merge back: the pointers go, values are what they were, both customers are counted by themselves again. Newer merges are undone first. */
export async function undoMerge(ctx: Ctx, followers: MergeFollowers, mergeId: string): Promise<Answer<typeof contract>> {
  const { sales, ...done } = await ctx.inTenant(tx => undo(tx, ctx, followers, mergeId))
  for (const dyadId of sales) await followers.rescore(ctx, dyadId)
  return done
}
