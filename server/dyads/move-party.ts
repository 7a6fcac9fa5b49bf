import type { Group, moveParty as contract } from '#contract/dyads/group.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import { deepestLevel, faultOfMove, type MoveFault } from '#core/dyads/group.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { insertHead, lockGroups, moveSubtree, type PartySeen, readSurroundings, writeParent } from './group.sql.ts'
import { seeParty, showGroup } from './read-group.ts'

type Body = Input<typeof contract>['body']

const faults: Record<MoveFault, Words> = {
  itself: ['主体不能成为自己的上级，请选择另一个主体', 'is the party itself: choose another one'],
  circle: [
    '该主体现在就在它的下级中，这样会形成循环。请先把它移出，再调整上级',
    'stands below this party now, and the group would become a circle: move it out first',
  ],
  too_deep: [
    `集团最多 ${deepestLevel} 级，请选择更靠上的主体`,
    `would make the group deeper than ${deepestLevel} levels: choose a party further up`,
  ],
}

async function newHead(tx: Tx, ctx: Ctx, name: string): Promise<PartySeen> {
  const [keys] = await nameKeysOf([name])
  const partyId = newId()
  await insertHead(tx, {
    tenantId: ctx.tenantId,
    partyId,
    name,
    nameKey: keys?.nameKey ?? name,
    pinyin: keys?.pinyin ?? '',
    initials: keys?.initials ?? '',
  })
  await audit(tx, ctx, { action: 'create', entity: 'party', entityId: partyId, after: { name } })
  return { partyId, name, isWritable: true, parentId: null }
}

/** Who the new parent is: a party that the caller sees, one made here and now, or none. */
async function parentOf(tx: Tx, ctx: Ctx, { parentId, newParentName }: Body): Promise<PartySeen | undefined> {
  if (newParentName !== undefined) return await newHead(tx, ctx, newParentName.trim())
  return parentId === null ? undefined : await seeParty(tx, ctx, parentId)
}

async function refuseImpossible(tx: Tx, ctx: Ctx, partyId: string, parentId: string): Promise<void> {
  const { below, levelsBelow, levelsAbove } = await readSurroundings(tx, ctx.tenantId, partyId, parentId)
  const fault = faultOfMove({ partyId, parentId, below: new Set(below), levelsBelow, levelsAbove })
  if (fault !== undefined) throw refuseField('body.parentId', faults[fault])
}

function dayOf(ctx: Ctx, fromOn: string | undefined): string {
  const today = ctx.now().toISOString().slice(0, 10)
  const tomorrow = new Date(ctx.now().getTime() + 86_400_000).toISOString().slice(0, 10)
  if (fromOn !== undefined && fromOn > tomorrow) throw refuseField('body.fromOn', ['不能是将来的日期', 'must not lie in the future'])
  return fromOn ?? today
}

/** Puts a party with all below it under another, or on its own; the parent before stays in its history. */
export async function moveParty(ctx: Ctx, partyId: string, body: Body): Promise<Group> {
  const fromOn = dayOf(ctx, body.fromOn)
  return await ctx.inTenant(async tx => {
    await lockGroups(tx, ctx.tenantId)
    const party = await seeParty(tx, ctx, partyId)
    if (!party.isWritable)
      throw new Refusal('forbidden', [
        '这位客户不由您负责，不能调整它的集团关系。',
        'This customer is not yours: you may not move it between groups.',
      ])
    if (party.parentId !== body.wasParentId) throw new Refusal('stale')
    const parent = await parentOf(tx, ctx, body)
    if ((parent?.partyId ?? null) === party.parentId) return await showGroup(tx, ctx, partyId)
    if (parent) await refuseImpossible(tx, ctx, partyId, parent.partyId)
    const note = body.note?.trim() || null
    await writeParent(tx, {
      tenantId: ctx.tenantId,
      partyId,
      linkId: newId(),
      parentId: parent?.partyId ?? null,
      fromOn,
      note,
      authorId: ctx.userId,
    })
    await moveSubtree(tx, ctx.tenantId, partyId, parent?.partyId ?? null)
    const [before, after] = [
      { parentId: party.parentId },
      { parentId: parent?.partyId ?? null, parentName: parent?.name ?? null, fromOn, note },
    ]
    await audit(tx, ctx, { action: 'move', entity: 'party', entityId: partyId, before, after })
    return await showGroup(tx, ctx, partyId)
  })
}
