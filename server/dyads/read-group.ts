import type { Group, GroupMember } from '#contract/dyads/group.ts'
import { rollUp } from '#core/dyads/group.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { findParty, type MemberRow, type PartySeen, readMembers, readPastParents } from './group.sql.ts'
import { seeDyad } from './read-customer.ts'

/** Members of one group that are listed; the rest is said to be there. */
const mostMembers = 500

/** The party under this id within what the caller sees; `not_found` for any other. */
export async function seeParty(tx: Tx, ctx: Ctx, partyId: string): Promise<PartySeen> {
  const party = await findParty(tx, ctx.tenantId, ctx, partyId)
  if (party === undefined)
    throw new Refusal('not_found', [
      '找不到这个主体：可能已删除、已合并，或不在您的可见范围内。',
      'There is no such party: it may have been removed or merged, or lies outside what you may see.',
    ])
  return party
}

const nothing = { customers: 0, netSalesMinor: null, netContributionMinor: null }

const measured = (row: MemberRow) => ({
  ...row,
  own: row.isSeen
    ? { customers: row.dyadId === null ? 0 : 1, netSalesMinor: row.netSalesMinor, netContributionMinor: row.netContributionMinor }
    : nothing,
})

type Measured = ReturnType<typeof rollUp<ReturnType<typeof measured>>>[number]

/** A member as it may be shown: of one that is not seen only its place in the tree. */
function shownMember({ isSeen, partyId, parentId, level, own, sum, ...row }: Measured): GroupMember {
  const place = { partyId, parentId, level, own, sum }
  if (!isSeen) return { ...place, name: null, nameEn: null, code: null, dyadId: null, type: null, fromOn: null, mayWrite: false }
  const { name, nameEn, code, dyadId, type, fromOn, mayWrite } = row
  return { ...place, name, nameEn, code, dyadId, type, fromOn, mayWrite }
}

/** The group of a party that is known to be visible. */
export async function showGroup(tx: Tx, ctx: Ctx, partyId: string): Promise<Group> {
  const rows = await readMembers(tx, ctx.tenantId, ctx, partyId, mostMembers + 1)
  const members = rollUp(rows.slice(0, mostMembers).map(measured)).map(shownMember)
  const unseen = members.filter(member => member.name === null).length
  return { partyId, members, unseen, more: rows.length > mostMembers, past: await readPastParents(tx, ctx.tenantId, ctx, partyId) }
}

export async function readGroup(ctx: Ctx, partyId: string): Promise<Group> {
  return await ctx.inTenant(async tx => await showGroup(tx, ctx, (await seeParty(tx, ctx, partyId)).partyId))
}

export async function readCustomerGroup(ctx: Ctx, dyadId: string): Promise<Group> {
  return await ctx.inTenant(async tx => await showGroup(tx, ctx, (await seeDyad(tx, ctx, dyadId)).partyId))
}
