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
  retain: ['稳固', 'retain'],
  grow: ['提升', 'grow'],
  activate: ['开发激活', 'activate'],
  rescue: ['挽留', 'rescue'],
  minimum: ['基本维持', 'minimum'],
}

/** What is wanted of the customers of a group. */
export const aimWords: Readonly<Record<StrategyGroup, Word>> = {
  retain: ['让已有的高价值保持稳定', 'keep a high value stable'],
  grow: ['扩大合作的广度与深度', 'more breadth and depth'],
  activate: ['建立接触与信任', 'contact and trust'],
  rescue: ['先查清原因，再决定挽留还是放手', 'find the cause, then act or let go'],
  minimum: ['不过度投入，但从不断供', 'no over-investment, and never cut off'],
}
