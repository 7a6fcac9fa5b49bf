/** Bands of an axis, from the lowest to the highest. */
export const bands = ['low', 'medium', 'high'] as const
export type Band = (typeof bands)[number]

/** The nine customer types, potential down, current value across (DOMAIN section 3). */
const grid = {
  high: { low: 'pioneering', medium: 'star', high: 'gold' },
  medium: { low: 'activatable', medium: 'promising', high: 'mature' },
  low: { low: 'release', medium: 'endangered', high: 'overmature' },
} as const

export type CustomerType = (typeof grid)[Band][Band]

/** From the upper left of the map to its lower right. */
export const customerTypes = [
  'pioneering',
  'star',
  'gold',
  'activatable',
  'promising',
  'mature',
  'release',
  'endangered',
  'overmature',
] as const satisfies readonly CustomerType[]

/** Identifies a customer by the bands of its current and potential value. */
export function identify(current: Band, potential: Band): CustomerType {
  return grid[potential][current]
}

/** The bands of a type: where its cell stands on the map. */
export function cellOf(type: CustomerType): { readonly current: Band; readonly potential: Band } {
  const index = customerTypes.indexOf(type)
  return { current: bands[index % 3] ?? 'low', potential: bands[2 - Math.floor(index / 3)] ?? 'low' }
}

export const pyramidTiers = ['mvc', 'mgc', 'ordinary', 'bzc'] as const
export type PyramidTier = (typeof pyramidTiers)[number]

const tiers: Record<CustomerType, PyramidTier> = {
  gold: 'mvc',
  mature: 'mvc',
  overmature: 'mvc',
  star: 'mgc',
  promising: 'mgc',
  pioneering: 'ordinary',
  endangered: 'ordinary',
  activatable: 'bzc',
  release: 'bzc',
}

/** The pyramid layer of a type; a customer that costs more than it brings is always below zero, but not a prospect without orders. */
export function tierOf(type: CustomerType, belowZero: boolean): PyramidTier {
  return belowZero ? 'bzc' : tiers[type]
}

export const lifecycleStages = ['prospect', 'development', 'growth', 'maturity', 'decline', 'termination'] as const
export type LifecycleStage = (typeof lifecycleStages)[number]

export const moves = ['entered', 'upgrade', 'recovery', 'lateral', 'downgrade', 'left'] as const
export type Move = (typeof moves)[number]
