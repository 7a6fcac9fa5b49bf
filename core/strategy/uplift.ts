import { quantile } from '#core/numerics/order-statistics.ts'
import { randomOf } from '#core/numerics/random.ts'

/** One customer of a comparison: what it brought in the time before and in the time after, in the same unit, and on which side of the lot it stands. */
export type Compared = { readonly before: Float64Array; readonly after: Float64Array; readonly isTreated: Uint8Array }

/** The least number on either side below which nothing is said. */
export const fewestOfSide = 8
export const mostPermutations = 1999

export type Uplift = {
  readonly treated: number
  readonly held: number
  /** What the play adds per customer, after what each brought before is allowed for. */
  readonly mean: number
  readonly standardError: number
  /** The range that holds the true effect in 95 of 100 such trials. */
  readonly low: number
  readonly high: number
  /** How often chance alone would show as much, either way. */
  readonly p: number
  /** The slope by which the time before tells of the time after. */
  readonly slope: number
  /** Mean of each side after, as it is. */
  readonly treatedAfter: number
  readonly heldAfter: number
}

type Sides = { readonly n: number; readonly mean: number; readonly variance: number }

function sideOf(values: Float64Array, isTreated: Uint8Array, side: 0 | 1): Sides {
  let n = 0
  let sum = 0
  for (let k = 0; k < values.length; k++) {
    if (isTreated[k] !== side) continue
    n++
    sum += values[k] as number
  }
  const mean = n === 0 ? 0 : sum / n
  let squares = 0
  for (let k = 0; k < values.length; k++) if (isTreated[k] === side) squares += ((values[k] as number) - mean) ** 2
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 }
}

type Contrast = { readonly mean: number; readonly standardError: number }

/** The difference of the sides with the error of two groups of unlike spread. Welch (1947), Biometrika 34, 28-35. */
function contrastOf(values: Float64Array, isTreated: Uint8Array): Contrast {
  const [held, treated] = [sideOf(values, isTreated, 0), sideOf(values, isTreated, 1)]
  return { mean: treated.mean - held.mean, standardError: Math.sqrt(treated.variance / treated.n + held.variance / held.n) }
}

const studentised = ({ mean, standardError }: Contrast): number => (standardError > 0 ? mean / standardError : 0)

/** The slope of after on before within the sides: what is taken off so that customers who were large before count alike on both. */
function slopeOf({ before, after, isTreated }: Compared): number {
  const means = ([0, 1] as const).map(side => [sideOf(before, isTreated, side).mean, sideOf(after, isTreated, side).mean] as const)
  let products = 0
  let squares = 0
  for (let k = 0; k < before.length; k++) {
    const [x, y] = means[isTreated[k] as number] as readonly [number, number]
    products += ((before[k] as number) - x) * ((after[k] as number) - y)
    squares += ((before[k] as number) - x) ** 2
  }
  return squares > 0 ? products / squares : 0
}

/** |t| of the residuals dealt anew to the sides, sorted: what chance alone would show. */
function byChance(residuals: Float64Array, isTreated: Uint8Array, seed: number, permutations: number): Float64Array {
  const random = randomOf(seed)
  const dealt = isTreated.slice()
  const shown = new Float64Array(permutations)
  for (let p = 0; p < permutations; p++) {
    for (let k = dealt.length - 1; k > 0; k--) {
      const other = Math.floor(random.uniform() * (k + 1))
      const kept = dealt[k] as number
      dealt[k] = dealt[other] as number
      dealt[other] = kept
    }
    shown[p] = Math.abs(studentised(contrastOf(residuals, dealt)))
  }
  return shown.sort()
}

/**
 * What a play adds, by the customers that were held back from it: the difference of the sides after what each brought before is allowed for
 * (analysis of covariance; Deng, Xu, Kohavi and Walker 2013, WSDM, call it CUPED), and its range from dealing the sides anew 1,999 times with the
 * studentised difference (Janssen 1997, Statistics and Probability Letters 36, 9-21), which holds its 5 % whatever the shape of the money. undefined
 * with fewer than eight customers on a side. `seed`: the same seed, the same range. docs/methods/uplift.md
 */
export function upliftOf(compared: Compared, seed: number, permutations = mostPermutations): Uplift | undefined {
  const { before, after, isTreated } = compared
  const treated = isTreated.reduce((sum, is) => sum + is, 0)
  const held = isTreated.length - treated
  if (treated < fewestOfSide || held < fewestOfSide) return undefined
  const slope = slopeOf(compared)
  const adjusted = after.map((value, k) => value - slope * (before[k] as number))
  const found = contrastOf(adjusted, isTreated)
  const residuals = adjusted.map((value, k) => value - found.mean * (isTreated[k] as number))
  const shown = byChance(residuals, isTreated, seed, permutations)
  const reach = quantile(shown, 0.95) * found.standardError
  const t = Math.abs(studentised(found))
  const asMuch = shown.reduce((count, chance) => count + (chance >= t ? 1 : 0), 0)
  return {
    treated,
    held,
    ...found,
    low: found.mean - reach,
    high: found.mean + reach,
    p: (1 + asMuch) / (1 + permutations),
    slope,
    treatedAfter: sideOf(after, isTreated, 1).mean,
    heldAfter: sideOf(after, isTreated, 0).mean,
  }
}

/** Abramowitz and Stegun 7.1.26 on the error function: the share of a standard normal below z, to 1e-7. */
export function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x)
  return z >= 0 ? 1 - tail / 2 : tail / 2
}

const twoSided = 1.959963985
const eighty = 0.841621234

/** How often a trial with this error would tell an effect of that size from nothing. Cohen (1988), Statistical Power Analysis. */
export const powerFor = (effect: number, standardError: number): number =>
  standardError <= 0
    ? 1
    : normalShare(Math.abs(effect) / standardError - twoSided) + normalShare(-Math.abs(effect) / standardError - twoSided)

/** The smallest effect that a trial with this error would find in four of five cases. */
export const smallestSeen = (standardError: number): number => (twoSided + eighty) * standardError

/** How many customers on each side an effect of that size needs, by the spread of the adjusted money of one customer and the share held back. */
export function customersNeeded(effect: number, spread: number, heldShare: number): number {
  if (effect === 0 || heldShare <= 0 || heldShare >= 1) return Number.POSITIVE_INFINITY
  return Math.ceil(((twoSided + eighty) * spread) ** 2 / (heldShare * (1 - heldShare) * effect ** 2))
}

export type Verdict = 'works' | 'harms' | 'no_effect_seen' | 'cannot_tell'

/** What may be said: an effect when its range leaves out 0; that none is seen only where the trial would have found the one expected in four of five cases. */
export function verdictOf({ low, high, standardError }: Pick<Uplift, 'low' | 'high' | 'standardError'>, expected: number): Verdict {
  if (low > 0) return 'works'
  if (high < 0) return 'harms'
  return powerFor(expected, standardError) >= 0.8 ? 'no_effect_seen' : 'cannot_tell'
}

/** A mean with its standard deviation. */
export type Belief = { readonly mean: number; readonly sd: number }

/** What is believed after a measurement: both weighed by their precision. Gelman et al., Bayesian Data Analysis, section 2.5. docs/methods/learning.md */
export function learnt(before: Belief, measured: Belief): Belief {
  if (before.sd <= 0) return before
  const [a, b] = [1 / before.sd ** 2, 1 / measured.sd ** 2]
  if (!Number.isFinite(b)) return measured
  return { mean: (a * before.mean + b * measured.mean) / (a + b), sd: Math.sqrt(1 / (a + b)) }
}
