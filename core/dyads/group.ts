/** Levels that may lie below the top of a group: holdings with regions, companies, plants and depots need no more. */
export const deepestLevel = 10

/** What stands in the way of putting a party under another. */
export type MoveFault = 'itself' | 'circle' | 'too_deep'

export type Move = {
  readonly partyId: string
  readonly parentId: string
  /** All that lies below the party, without itself. */
  readonly below: ReadonlySet<string>
  /** Levels below the party, and levels above the new parent. */
  readonly levelsBelow: number
  readonly levelsAbove: number
}

/** Whether a party can stand under another: not under itself, not under one of its own, not deeper than ten levels. Undefined: it can. */
export function faultOfMove({ partyId, parentId, below, levelsBelow, levelsAbove }: Move): MoveFault | undefined {
  if (partyId === parentId) return 'itself'
  if (below.has(parentId)) return 'circle'
  return levelsAbove + 1 + levelsBelow > deepestLevel ? 'too_deep' : undefined
}

/** What a party brings into the sums of its group: money in minor units of the base currency over twelve months, null where it is not known. */
export type GroupFigures = {
  readonly customers: number
  readonly netSalesMinor: number | null
  readonly netContributionMinor: number | null
}

export type GroupMember = { readonly partyId: string; readonly parentId: string | null; readonly own: GroupFigures }

const added = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

const plus = (a: GroupFigures, b: GroupFigures): GroupFigures => ({
  customers: a.customers + b.customers,
  netSalesMinor: added(a.netSalesMinor, b.netSalesMinor),
  netContributionMinor: added(a.netContributionMinor, b.netContributionMinor),
})

/** The members in the order of a tree (each after its parent, brothers as they came), with level and the sum of all at and below each. Members whose parent is not among them are tops. */
export function rollUp<M extends GroupMember>(members: readonly M[]): (M & { readonly level: number; readonly sum: GroupFigures })[] {
  const known = new Set(members.map(member => member.partyId))
  const children = Map.groupBy(members, member => (member.parentId !== null && known.has(member.parentId) ? member.parentId : ''))
  type Summed = M & { readonly level: number; readonly sum: GroupFigures }
  const branch = (member: M, level: number): Summed[] => {
    const below = level > deepestLevel ? [] : (children.get(member.partyId) ?? []).map(child => branch(child, level + 1))
    const sum = below.reduce((total, [first]) => (first ? plus(total, first.sum) : total), member.own)
    return [{ ...member, level, sum }, ...below.flat()]
  }
  return (children.get('') ?? []).flatMap(top => branch(top, 0))
}
