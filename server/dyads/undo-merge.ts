import type { undoMerge as contract } from '#contract/dyads/merge.ts'
import type { Answer } from '#contract/endpoint.ts'
import { audit } from '#server/platform/audit.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { indexMoved } from '#server/platform/search-entry.sql.ts'
import { lockGroups, moveSubtree } from './group.sql.ts'
import { keepProbes } from './keep-probes.ts'
import * as text from './merge-changes.sql.ts'
import { stewardOf } from './merge-ends.ts'
import { type MergeFollowers, refuseWhileHeld } from './merge-parties.ts'
import {
  type Carrier,
  entityOf,
  followParent,
  passOn,
  readSiblings,
  restoreLink,
  shareOwnFields,
  shareTags,
  takeOwnFields,
  takeTags,
} from './merge-shared.sql.ts'
import { findDependent, lockMerge, lockParties, markUndone, readEnds } from './merge.sql.ts'

/** The merge as it stands, where the caller may change its survivor and no later merge depends on it. */
async function seeMerge(tx: Tx, ctx: Ctx, mergeId: string): Promise<text.Merging> {
  const merge = await lockMerge(tx, ctx.tenantId, mergeId)
  if (merge === undefined) throw new Refusal('not_found')
  if (merge.state === 'undone') throw new Refusal('conflict', ['这次合并已经撤销。', 'This merge has been undone already.'])
  const top = await findDependent(tx, ctx.tenantId, mergeId)
  if (top !== undefined)
    throw new Refusal('conflict', [
      `之后“${top.merged}”又合并到了“${top.survivor}”，依赖于这次合并。请先撤销那一次。`,
      `“${top.merged}” was merged into “${top.survivor}” later, and depends on this merge. Undo that one first.`,
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

type Added = { readonly carrier: Carrier; readonly tags?: readonly string[]; readonly values?: Record<string, unknown> }
const addedBy = ({ after }: text.Change) => after as unknown as Added

async function putBack(tx: Tx, merging: text.Merging, changes: readonly text.Change[]): Promise<string[]> {
  const { tenantId } = merging
  const kept: string[] = []
  for (const change of changes) {
    const passed = await passOn(tx, merging, change)
    kept.push(...(await text.putBack(tx, tenantId, change, passed)))
    await text.takeAway(tx, tenantId, change)
    if (change.entity === 'group_link') await restoreLink(tx, change)
    if (change.entity === 'tag') await takeTags(tx, merging, change.entityId, addedBy(change).carrier, addedBy(change).tags ?? [])
    if (change.entity === 'custom')
      kept.push(...(await takeOwnFields(tx, merging, change.entityId, addedBy(change).carrier, addedBy(change).values ?? {})))
  }
  await text.resolveDyads(tx, tenantId)
  return kept
}

/** What this merge had brought and has just been taken away, another merge into the same survivor may bring as well. */
async function shareAgain(tx: Tx, merging: text.Merging, changes: readonly text.Change[]): Promise<void> {
  const of = (entity: string) => changes.filter(change => change.entity === entity)
  const roles = of('party_role').map(({ after }) => String(after?.role))
  const people = of('dyad_collaborator').map(({ after }) => String(after?.user_id))
  const tags = of('tag').flatMap(change => addedBy(change).tags ?? [])
  const fields = of('custom').flatMap(change => Object.keys(addedBy(change).values ?? {}))
  if (roles.length + people.length + tags.length + fields.length === 0) return
  for (const sibling of await readSiblings(tx, merging)) {
    await text.shareRoles(tx, sibling, roles)
    const pairs = sibling.relations.map(({ dyadId, intoId }) => ({ carrier: 'dyad' as const, fromId: dyadId, intoId }))
    for (const pair of [...pairs, { carrier: 'party' as const, fromId: sibling.mergedId, intoId: sibling.survivorId }]) {
      await shareTags(tx, sibling, pair, tags)
      await shareOwnFields(tx, sibling, pair, fields)
    }
    for (const relation of sibling.relations)
      await text.shareCollaborators(tx, sibling, { ...relation, authorId: sibling.authorId, among: people })
  }
}

/** Own fields are found by their values again, and formulas follow them. */
async function settleOwnFields(tx: Tx, tenantId: string, changes: readonly text.Change[]): Promise<void> {
  for (const change of changes)
    if (change.entity === 'custom') await refreshCustom(tx, tenantId, entityOf(addedBy(change).carrier), [change.entityId])
}

/** Groups follow the parents that are back. */
async function returnPlace(tx: Tx, { tenantId, survivorId, mergedId }: text.Merging): Promise<void> {
  for (const child of await text.readChildren(tx, tenantId, mergedId)) await moveSubtree(tx, tenantId, child, mergedId)
  await followParent(tx, tenantId, survivorId)
  await followParent(tx, tenantId, mergedId)
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
  await shareAgain(tx, merging, changes)
  await settleOwnFields(tx, tenantId, changes)
  await returnPlace(tx, merging)
  for (const dyadId of reached) await text.raiseVersion(tx, tenantId, dyadId, dyadId)
  const ends = await readEnds(tx, tenantId, stewardOf(ctx), [merging.survivorId, merging.mergedId])
  const apart = pointers.flatMap(({ before, entityId }) => (before?.merged_into_id === null ? [entityId] : []))
  if (reached.length > 0) await followers.rebuildRollups(tx, tenantId, [...reached, ...apart])
  await followers.refreshRhythms(tx, tenantId, [...reached, ...apart])
  for (const change of changes) if (change.entity === 'customer_standing') await text.restorePlace(tx, tenantId, change)
  await indexMoved(tx, tenantId, [merging.survivorId, merging.mergedId])
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

/** Takes a merge back: the pointers go, values are what they were, both customers are counted by themselves again. Refused only where a later merge depends on it. */
export async function undoMerge(ctx: Ctx, followers: MergeFollowers, mergeId: string): Promise<Answer<typeof contract>> {
  const { sales, ...done } = await ctx.inTenant(tx => undo(tx, ctx, followers, mergeId))
  for (const dyadId of sales) await followers.rescore(ctx, dyadId)
  return done
}
