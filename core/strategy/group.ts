import type { CustomerType } from '#core/segments/grid.ts'
import type { Word } from '#core/segments/words.ts'

/** What is meant to be done with customers of a type (DOMAIN section 4). */
export const strategyGroups = ['retain', 'grow', 'activate', 'rescue', 'minimum'] as const
export type StrategyGroup = (typeof strategyGroups)[number]

const groups: Readonly<Record<CustomerType, StrategyGroup>> = {
  gold: 'retain',
  mature: 'retain',
  star: 'grow',
  promising: 'grow',
  pioneering: 'activate',
  activatable: 'activate',
  overmature: 'rescue',
  endangered: 'rescue',
  release: 'minimum',
}

/** The strategy group of a customer type. */
export const groupOf = (type: CustomerType): StrategyGroup => groups[type]

/** The types of a strategy group, or all nine without one. */
export const typesOf = (group: StrategyGroup | null): readonly CustomerType[] =>
  (Object.keys(groups) as CustomerType[]).filter(type => group === null || groups[type] === group)

export const groupWords: Readonly<Record<StrategyGroup, Word>> = {
  retain: ['稳固', 'Retain'],
  grow: ['提升', 'Grow'],
  activate: ['开发激活', 'Activate'],
  rescue: ['挽留', 'Rescue'],
  minimum: ['基本维持', 'Minimum'],
}

/** What is wanted of the customers of a group. */
export const aimWords: Readonly<Record<StrategyGroup, Word>> = {
  retain: ['让已有的高价值保持稳定', 'Keep a high value stable'],
  grow: ['扩大合作的广度与深度', 'More breadth and depth'],
  activate: ['建立接触与信任', 'Contact and trust'],
  rescue: ['先查清原因，再决定挽留还是放手', 'Find the cause, then act or let go'],
  minimum: ['不过度投入，但从不断供', 'No over-investment, and never cut off'],
}
