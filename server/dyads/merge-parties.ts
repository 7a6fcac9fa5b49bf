import type { mergeParties as contract } from '#contract/dyads/merge.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { changeOfMerge, type MergeField, relationSteps } from '#core/dyads/merge.ts'
import { audit } from '#server/platform/audit.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { indexMoved } from '#server/platform/search-entry.sql.ts'
import { lockGroups, moveSubtree } from './group.sql.ts'
import { keepProbes } from './keep-probes.ts'
import { type Ends, obstacleOf, seeEnds } from './merge-ends.ts'
import * as text from './merge-changes.sql.ts'
import { insertMerge, lockParties } from './merge.sql.ts'
import { entityOf, shareOwnFields, shareTags, takeOverParent } from './merge-shared.sql.ts'
import { settleOwner } from './ownership.sql.ts'
import type { Revalue } from './revalue.ts'
import { settlePhone } from './settle-phone.ts'
import { type Change, updateCustomerRow } from './write-customer.sql.ts'

/** What later rooms do for a merge: rollups follow the pointers, values follow the rollups. */
export type MergeFollowers = {
  readonly areRollupsHeld: (tx: Tx, tenantId: string) => Promise<boolean>
  readonly rebuildRollups: (tx: Tx, tenantId: string, dyadIds: readonly string[]) => Promise<void>
  readonly revalue: Revalue
  /** The rhythm of contact of relations that have other activities than before. */
  readonly refreshRhythms: (tx: Tx, tenantId: string, dyadIds: readonly string[]) => Promise<void>
  /** Scores one customer at once, after the transaction. */
  readonly rescore: (ctx: Ctx, dyadId: string) => Promise<unknown>
}

/** Columns that follow from others, or tell of the writing itself: never put back. */
const derived = new Set(['version', 'updated_at', 'search_text', 'sort_zh', 'sort_en'])

function different(before: Record<string, unknown>, after: Record<string, unknown>) {
  const names = Object.keys(after).filter(name => !derived.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const picked = (row: Record<string, unknown>) => Object.fromEntries(names.map(name => [name, row[name]]))
  return names.length === 0 ? undefined : { before: picked(before), after: picked(after) }
}

type Fields = { readonly [F in MergeField]?: unknown }

async function writeFields(tx: Tx, ctx: Ctx, { survivor }: Ends, change: Fields): Promise<void> {
  const { tenantId } = ctx
  const { partyId, dyadId } = survivor
  const keys = typeof change.name === 'string' ? (await nameKeysOf([change.name]))[0] : undefined
  const dyad = await text.readRow(tx, tenantId, 'dyad', dyadId)
  await updateCustomerRow(tx, { tenantId, partyId, dyadId }, Number(dyad.version), change as Change, keys)
  if (change.phone !== undefined || change.country !== undefined)
    await settlePhone(tx, tenantId, 'party', partyId, (change.phone ?? change.country) as string)
  if (change.ownerId === undefined) return
  const owners = { fromOwnerId: survivor.values.ownerId as string | null, toOwnerId: change.ownerId as string | null }
  await settleOwner(tx, { tenantId, dyadId, entryId: newId(), ...owners, authorId: ctx.userId, at: ctx.now() })
}

/** Gives the survivor the chosen values; what its rows were before is noted. */
async function takeFields(tx: Tx, ctx: Ctx, merging: text.Merging, ends: Ends, change: Fields): Promise<void> {
  const rows = [
    ['party', ends.survivor.partyId],
    ['dyad', ends.survivor.dyadId],
  ] as const
  const before = await Promise.all(rows.map(([table, id]) => text.readRow(tx, ctx.tenantId, table, id)))
  await writeFields(tx, ctx, ends, change)
  for (const [at, [table, id]] of rows.entries()) {
    const changed = different(before[at] ?? {}, await text.readRow(tx, ctx.tenantId, table, id))
    if (changed) await text.noteRow(tx, merging, table, id, changed.before, changed.after)
  }
}

async function takeRelations(tx: Tx, ctx: Ctx, merging: text.Merging, { survivor, merged }: Ends): Promise<string[]> {
  const reached: string[] = []
  for (const { dyadId, intoId } of relationSteps(survivor.relations, merged.relations)) {
    if (intoId === undefined) {
      await text.takeOver(tx, merging, dyadId)
      continue
    }
    await text.raiseVersion(tx, ctx.tenantId, intoId, dyadId)
    await text.shareCollaborators(tx, merging, { dyadId, intoId, authorId: ctx.userId })
    await shareCarried(tx, merging, { carrier: 'dyad', fromId: dyadId, intoId })
    await text.clearPlace(tx, merging, dyadId)
    await text.pointDyads(tx, merging, dyadId, intoId)
    reached.push(intoId)
  }
  return reached
}

/** Tags and own fields of the one stand with the other. */
async function shareCarried(tx: Tx, merging: text.Merging, pair: Parameters<typeof shareTags>[2]): Promise<void> {
  await shareTags(tx, merging, pair)
  if (await shareOwnFields(tx, merging, pair)) await refreshCustom(tx, merging.tenantId, entityOf(pair.carrier), [pair.intoId])
}

/** Groups: what stood below the merged one stands below the survivor, which takes its place where it has none. */
async function takePlace(tx: Tx, merging: text.Merging): Promise<void> {
  await lockGroups(tx, merging.tenantId)
  const children = await text.readChildren(tx, merging.tenantId, merging.mergedId)
  await text.takeOverChildren(tx, merging)
  for (const child of children) await moveSubtree(tx, merging.tenantId, child, merging.survivorId)
  await takeOverParent(tx, merging)
}

function refuseStale({ survivor, merged }: Ends, body: Body): void {
  if (survivor.version === body.survivorVersion && merged.version === body.mergedVersion) return
  throw new Refusal('stale', [
    '在您比对期间，其中一个已被他人修改或合并。请重新打开比对，确认后再合并。',
    'Somebody changed or merged one of the two while you compared them. Open the comparison again before you merge.',
  ])
}

async function note(tx: Tx, ctx: Ctx, { survivor, merged }: Ends, change: Fields, mergeId: string, reason: string | null): Promise<void> {
  const names = Object.keys(change) as MergeField[]
  const was = Object.fromEntries(names.map(name => [name, survivor.values[name]]))
  const told = { mergeId, mergedName: merged.name, reason }
  const one = { action: 'merge', entity: 'customer', entityId: survivor.dyadId, dyadId: survivor.dyadId }
  await audit(tx, ctx, { ...one, before: was, after: { ...change, ...told } })
  const other = { action: 'merged_into', entity: 'customer', entityId: merged.dyadId, dyadId: merged.dyadId }
  await audit(tx, ctx, { ...other, after: { mergeId, survivorName: survivor.name, reason } })
}

type Body = Input<typeof contract>['body']

/** An import at work counts by the pointers that it found. */
export async function refuseWhileHeld(tx: Tx, tenantId: string, { areRollupsHeld }: MergeFollowers): Promise<void> {
  if (await areRollupsHeld(tx, tenantId))
    throw new Refusal('conflict', [
      '正在发布或撤销一次导入，请等它结束后（通常不到一分钟）再合并或撤销合并。',
      'An import is being published or undone. Merge, or undo a merge, when that has ended, usually within a minute.',
    ])
}

type Done = Answer<typeof contract> & { readonly sales: readonly string[] }

async function merge(tx: Tx, ctx: Ctx, followers: MergeFollowers, body: Body): Promise<Done> {
  const { tenantId, userId } = ctx
  const at = ctx.now()
  await lockParties(tx, tenantId, [body.survivorId, body.mergedId])
  const ends = await seeEnds(tx, ctx, body.survivorId, body.mergedId)
  const obstacle = await obstacleOf(tx, ctx, ends)
  if (obstacle) throw new Refusal(obstacle.code, obstacle.words)
  refuseStale(ends, body)
  await refuseWhileHeld(tx, tenantId, followers)
  const { survivor, merged } = ends
  const [mergeId, choices, reason] = [newId(), body.choices ?? {}, body.reason?.trim() || null]
  const merging = { tenantId, mergeId, survivorId: survivor.partyId, mergedId: merged.partyId }
  const change = changeOfMerge(survivor.values, merged.values, choices)
  const hold = survivor.relations.find(relation => relation.dyadId === survivor.dyadId)?.hold ?? 'others'
  refuseUnwritable(fieldsOf(ctx, 'customer'), change, hold)
  await insertMerge(tx, { ...merging, choices, reason, authorId: userId, at })
  await takeFields(tx, ctx, merging, ends, change)
  await text.shareRoles(tx, merging)
  await shareCarried(tx, merging, { carrier: 'party', fromId: merged.partyId, intoId: survivor.partyId })
  await text.takeOverRows(tx, merging)
  await takePlace(tx, merging)
  const reached = await takeRelations(tx, ctx, merging, ends)
  await text.pointParties(tx, merging)
  await indexMoved(tx, tenantId, [survivor.partyId, merged.partyId])
  await text.settlePair(tx, merging, 'merged', userId, at)
  await keepProbes(tx, tenantId, [survivor.partyId])
  if (reached.length > 0) await followers.rebuildRollups(tx, tenantId, reached)
  await followers.refreshRhythms(tx, tenantId, reached)
  await note(tx, ctx, ends, change, mergeId, reason)
  if (reached.length > 0) await followers.revalue(ctx.jobs, tx, ctx, 'customers')
  const sales = survivor.relations.flatMap(({ side, dyadId }) => (side === 'sale' && reached.includes(dyadId) ? dyadId : []))
  return { mergeId, dyadId: survivor.dyadId, sales }
}

/**
 * Merges one party into another: pointers say that its relations are read as the survivor's, the survivor takes the chosen values. Facts are never
 * written. Refused where either was written since it was read, where the caller may not change both, and where both are known to be two firms.
 */
export async function mergeParties(ctx: Ctx, followers: MergeFollowers, body: Body): Promise<Answer<typeof contract>> {
  const { sales, ...done } = await ctx.inTenant(tx => merge(tx, ctx, followers, body))
  for (const dyadId of sales) await followers.rescore(ctx, dyadId)
  return done
}
