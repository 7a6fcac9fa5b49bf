import { lnBeta, lnGamma, regularisedGamma } from '#core/numerics/gamma-function.ts'
import { type BgbbParameters, bgbbAlive, isOccasionHistory, type OccasionHistory, type OccasionTable } from './bgbb.ts'
import type { CountForecast } from './posterior-counts.ts'

/**
 * The chance that a customer orders at 0, 1, ... `horizon` of its next `horizon` occasions: alive at j of them, it orders by a beta-binomial.
 * Source: Fader, Hardie and Shang (2010), Marketing Science 29, eq. 13, written as a sum over the occasions alive. docs/methods/bgbb.md
 */
export function bgbbCountChances(parameters: BgbbParameters, history: OccasionHistory, horizon: number): Float64Array {
  const { alpha, beta, gamma, delta } = parameters
  const { x, n } = history
  const chances = new Float64Array(horizon + 1)
  const aliveNow = Math.min(1, (bgbbAlive(parameters, history) * (gamma + delta + n)) / (delta + n))
  chances[0] = 1 - aliveNow
  let stays = aliveNow
  for (let j = 0; j <= horizon; j++) {
    const next = j === horizon ? 0 : (stays * (delta + n + j)) / (gamma + delta + n + j)
    addBetaBinomial(chances, stays - next, j, alpha + x, beta + n - x)
    stays = next
  }
  return chances
}

/** Adds the beta-binomial chances of 0..j successes in j, each times `weight`. */
function addBetaBinomial(into: Float64Array, weight: number, j: number, a: number, b: number): void {
  const whole = lnBeta(a, b)
  for (let y = 0; y <= j; y++) {
    const lnWays = lnGamma(j + 1) - lnGamma(y + 1) - lnGamma(j - y + 1)
    into[y] = (into[y] as number) + weight * Math.exp(lnWays + lnBeta(a + y, b + j - y) - whole)
  }
}

type Summary = {
  readonly expected: number
  readonly variance: number
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Mean, variance, median and the shortest run of counts that holds `level` of the chances. */
function summaryOf(chances: Float64Array, level: number): Summary {
  let [expected, squares, sum, median] = [0, 0, 0, -1]
  let best = { low: 0, high: chances.length - 1, held: 1 }
  for (let count = 0; count < chances.length; count++) {
    const chance = chances[count] as number
    expected += count * chance
    squares += count * count * chance
    sum += chance
    if (median === -1 && sum >= 0.5 - 1e-12) median = count
    best = shorter(best, runFrom(chances, count, level))
  }
  return { expected, variance: Math.max(0, squares - expected * expected), median, low: best.low, high: best.high }
}

type Run = { readonly low: number; readonly high: number; readonly held: number }

/** The shortest run from a count on; one that never holds enough holds nothing. */
function runFrom(chances: Float64Array, low: number, level: number): Run {
  let held = 0
  for (let high = low; high < chances.length; high++) {
    held += chances[high] as number
    if (held >= level - 1e-12) return { low, high, held }
  }
  return { low: 0, high: Number.POSITIVE_INFINITY, held: 0 }
}

function shorter(one: Run, other: Run): Run {
  const [a, b] = [one.high - one.low, other.high - other.low]
  return b < a || (b === a && other.held > one.held) ? other : one
}

/** How many standard deviations about the mean hold `level` of a normal: P(1/2, z^2 / 2) = level, by halving. */
export function deviationsHolding(level: number): number {
  let [low, high] = [0, 40]
  for (let turn = 0; turn < 80; turn++) {
    const middle = (low + high) / 2
    if (regularisedGamma(0.5, (middle * middle) / 2) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The range of a sum of many counts, as a normal has it: whole numbers, never below zero, never above `most`. */
export function rangeOfSum(
  expected: number,
  variance: number,
  most: number,
  level: number,
): { readonly low: number; readonly high: number } {
  const half = deviationsHolding(level) * Math.sqrt(variance)
  return { low: Math.max(0, Math.floor(expected - half)), high: Math.min(most, Math.ceil(expected + half)) }
}

/**
 * Orders at the next `horizon` occasions, one index a row of the table (one customer of it), and of all customers by their weights. The ranges are those
 * of chance: the parameters are taken as known. undefined where a row is no possible history; its index is `row`.
 */
export function forecastOccasions(
  parameters: BgbbParameters,
  table: OccasionTable,
  horizon: number,
  level: number,
): CountForecast | { readonly row: number } {
  const count = table.x.length
  const column = () => new Float64Array(count)
  const [pAlive, expected, median, low, high] = [column(), column(), column(), column(), column()]
  let [sum, variance, customers] = [0, 0, 0]
  for (let row = 0; row < count; row++) {
    const history = { x: table.x[row] as number, recency: table.recency[row] as number, n: table.n[row] as number }
    if (!isOccasionHistory(history)) return { row }
    const found = summaryOf(bgbbCountChances(parameters, history, horizon), level)
    pAlive[row] = bgbbAlive(parameters, history)
    expected[row] = found.expected
    median[row] = found.median
    low[row] = found.low
    high[row] = found.high
    sum += (table.weight[row] as number) * found.expected
    variance += (table.weight[row] as number) * found.variance
    customers += table.weight[row] as number
  }
  const total = { expected: sum, median: Math.round(sum), ...rangeOfSum(sum, variance, customers * horizon, level) }
  return { pAlive, expected, median, low, high, total }
}
