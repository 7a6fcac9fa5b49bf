import { type PyramidTier, pyramidTiers } from '#core/segments/grid.ts'
import { type StrategyGroup, strategyGroups } from './group.ts'

/** computing: not made yet. accepting: its plays are being started. */
export const planStates = ['computing', 'draft', 'failed', 'accepting', 'accepted'] as const
export type PlanState = (typeof planStates)[number]

/** unpaid: a broken duty that the limits do not pay for. unserved: a customer that must be served and cannot be. */
export const planStandings = ['chosen', 'unpaid', 'unserved'] as const
export type PlanStanding = (typeof planStandings)[number]

/** What a cap may hold down: the money spent on a strategy group or on a layer of the pyramid. */
export type CapKey = `group:${StrategyGroup}` | `tier:${PyramidTier}`
export const capKeys: readonly CapKey[] = [
  ...strategyGroups.map(group => `group:${group}` as const),
  ...pyramidTiers.map(tier => `tier:${tier}` as const),
]

/** The caps that count what is spent on a customer. */
export const capsOf = (group: StrategyGroup | null, tier: PyramidTier | null): readonly CapKey[] => [
  ...(group === null ? [] : [`group:${group}` as const]),
  ...(tier === null ? [] : [`tier:${tier}` as const]),
]

/** The first and the last month of a quarter, as days. */
export function quarterDays(year: number, quarter: number): { readonly startsOn: string; readonly endsOn: string } {
  const last = quarter * 3
  const ends = last === 6 || last === 9 ? 30 : 31
  const two = (month: number) => String(month).padStart(2, '0')
  return { startsOn: `${year}-${two(last - 2)}-01`, endsOn: `${year}-${two(last)}-${ends}` }
}
