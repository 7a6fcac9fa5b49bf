import { regularisedGamma } from '#core/numerics/gamma-function.ts'
import type { Minor } from '#core/units/money.ts'
import { activityKinds, type SubIndex, subIndices, type ValuationSettings } from './settings.ts'
import { type Parts, type Sums, summed, valueParts, valueStates } from './valuation.ts'

/**
 * How far the figures may be off that a place rests on, as standard deviations (docs/methods/type-probabilities.md). `margin`: of the margin taken for
 * goods without a known cost, as a share of their sales; `activity`: of the activity rates together and `financing` of the days outstanding, as a share
 * of the amount; `headroom`, `survey`, `entered`: points of a sub-index; `missing`: points of one that nothing is known about.
 */
export const stated = {
  margin: 0.05,
  activity: 0.25,
  financing: 0.5,
  headroom: 12,
  survey: 10,
  entered: 10,
  trend: 15,
  missing: 25,
} as const

/** Standard normal distribution function. Source: Abramowitz & Stegun 26.2.22 with 6.5.16: erf z = P(1/2, z^2). */
export function normalShare(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  const half = regularisedGamma(0.5, Math.min(700, (z * z) / 2)) / 2
  return z < 0 ? 0.5 - half : 0.5 + half
}

const firstActivity = valueParts.indexOf('order')
const financing = valueParts.indexOf('financing')
const estimated = valueStates.indexOf('estimated')
const [netSales, knownSales] = [summed.indexOf('netSales'), summed.indexOf('salesOfKnownCost')]

/** Standard deviation of a net contribution from its estimated parts, minor units; 0 where all was measured. */
export function deviationOfValue(sums: Sums, parts: Parts): Minor {
  const isEstimated = (part: number) => parts.state[part] === estimated
  const goods = isEstimated(1) ? stated.margin * Math.abs((sums[netSales] as number) - (sums[knownSales] as number)) : 0
  let activities = 0
  for (let kind = 0; kind < activityKinds.length; kind++) {
    if (isEstimated(firstActivity + kind)) activities += Math.abs(parts.amount[firstActivity + kind] as number)
  }
  const capital = isEstimated(financing) ? Math.abs(parts.amount[financing] as number) : 0
  return Math.hypot(goods, stated.activity * activities, stated.financing * capital)
}

/** What the sub-indices of one customer rest on. Scores 0..100, NaN = unknown. */
export type PotentialGrounds = {
  readonly scores: Readonly<Record<SubIndex, number>>
  readonly alive: number
  /** Order gaps that the rhythm was read from; null where loyalty is entered evidence. */
  readonly gaps: number | null
  /** Share of the weight of a survey that still counts. */
  readonly perceptionShare: number
}

/** Standard deviation of a share of `count` gaps that was found to be `share`: of Beta(1 + kept, 1 + missed). */
function deviationOfShare(share: number, count: number): number {
  const [a, b] = [1 + share * count, 1 + (1 - share) * count]
  return Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)))
}

/** Standard deviation of each sub-index in points. The customer is alive or it is not: of .7 P(alive) that leaves .7 sqrt(p (1 - p)). */
export function deviationsOf({ scores, alive, gaps }: PotentialGrounds): Record<SubIndex, number> {
  const chance = Number.isNaN(alive) ? 0.5 : Math.min(1, Math.max(0, alive))
  return {
    headroom: stated.headroom,
    perception: stated.survey,
    loyalty: gaps === null ? stated.entered : 100 * deviationOfShare(scores.loyalty / 100, gaps),
    outlook: Math.hypot(70 * Math.sqrt(chance * (1 - chance)), 0.3 * stated.trend),
    strategic: stated.entered,
  }
}

/**
 * Standard deviation of a potential value, points: that of the known sub-indices by their weights, and for each unknown one that it may lie `missing`
 * points from the others, by its own weight.
 */
export function deviationOfPotential(grounds: PotentialGrounds, { weights }: Pick<ValuationSettings, 'weights'>): number {
  const deviations = deviationsOf(grounds)
  const whole = subIndices.reduce((sum, index) => sum + weights[index], 0)
  let variance = 0
  for (const index of subIndices) {
    const known = Number.isNaN(grounds.scores[index]) ? 0 : index === 'perception' ? grounds.perceptionShare : 1
    const weight = weights[index] / whole
    variance += (known === 0 ? 0 : weight * known * deviations[index]) ** 2 + (weight * (1 - known) * stated.missing) ** 2
  }
  return Math.sqrt(variance)
}

/** Probabilities of the bands low, medium, high of a normal figure under two cuts. A deviation of 0 puts it into its band. Infinite cuts are never reached. */
export function bandShares(value: number, deviation: number, medium: number, high: number): readonly [number, number, number] {
  const reaches = (cut: number) => {
    if (!Number.isFinite(cut)) return cut < 0 ? 1 : 0
    return deviation > 0 ? normalShare((value - cut) / deviation) : value >= cut ? 1 : 0
  }
  const [atMedium, atHigh] = [reaches(medium), reaches(high)]
  return [1 - atMedium, Math.max(0, atMedium - atHigh), Math.min(atMedium, atHigh)]
}

/**
 * The nine types out of the bands of both axes, in the order of the grid (potential high to low, current low to high), adding up to 1. The axes are taken
 * as independent: what is not known of one says nothing of the other.
 */
export function typeShares(current: readonly [number, number, number], potential: readonly [number, number, number]): Float64Array {
  const shares = new Float64Array(9)
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) shares[row * 3 + column] = (potential[2 - row] as number) * (current[column] as number)
  return shares
}
