import { centralRange, type Range } from '#core/numerics/quantiles.ts'
import { type Random, randomOf } from '#core/numerics/random.ts'
import type { GammaGammaParameters } from './gamma-gamma.ts'
import { type Alive, type Histories, type PurchaseDraws, throwState } from './posterior-counts.ts'

/** What a customer spends an order: its paid orders and their mean, and Gamma-Gamma among customers; null: everybody spends its own mean. */
export type SpendHistory = {
  readonly parameters: GammaGammaParameters | null
  readonly orders: ArrayLike<number>
  readonly meanSpend: ArrayLike<number>
}

/** Net contribution per unit of net sales, and how sure it is; one index a customer, as the margin model gives them. */
export type MarginHistory = { readonly rate: ArrayLike<number>; readonly deviation: ArrayLike<number> }

export type ClvOptions = {
  /** Units of time, as the histories have them. */
  readonly horizon: number
  /** Units of time in a year. */
  readonly year: number
  /** What a year takes off: .1 makes 110 of next year 100 of today. Default .1. */
  readonly yearlyRate?: number
  readonly level?: number
  readonly seed?: number
  /** Upper bound of a customer's throws; the draws of the posterior are used in turn. Default: all of them. */
  readonly most?: number
}

const usualYearlyRate = 0.1

/** In the money of the spend, one index a customer; `low` may be a loss. `total` is the book's. */
export type ClvForecast = {
  readonly mean: Float64Array
  readonly median: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly total: Range & { readonly mean: number; readonly median: number }
}

/** Up to so many ticks every one gets its own time; beyond, the mean of the discount over their times is as good. */
const timedTicks = 8
const until = new Float64Array(timedTicks + 2)

/** Sum of e^(-c t) over the first `orders` of every k-th of few ticks, their times uniform on (0, 1) in order. */
function discountedFew(ticksDone: number, ticks: number, orders: number, k: number, c: number, random: Random): number {
  let end = 0
  for (let n = 0; n <= ticks; n++) {
    end -= Math.log(random.uniform())
    until[n] = end
  }
  let sum = 0
  for (let order = 1; order <= orders; order++) sum += Math.exp((-c * (until[order * k - ticksDone - 1] as number)) / end)
  return sum
}

/**
 * The same for many ticks, in the mean over their times: tick m of n lies about m / (n + 1) with variance m (n + 1 - m) / ((n + 1)^2 (n + 2)), so that the
 * discounts are a geometric series, and the spread adds c^2 / 2 times the variance.
 */
function discountedMany(ticksDone: number, ticks: number, orders: number, k: number, c: number): number {
  const [first, last] = [k - ticksDone, orders * k - ticksDone]
  const step = c / (ticks + 1)
  const ratio = -Math.expm1(-step * k)
  const series = ratio === 0 ? orders : (Math.exp(-step * first) * -Math.expm1(-step * k * orders)) / ratio
  const middle = (first + last) / 2
  const variance = (middle * (ticks + 1 - middle)) / ((ticks + 1) ** 2 * (ticks + 2))
  return series * (1 + (c * c * variance) / 2)
}

/** Orders within the horizon of a customer who is alive, and the sum of their discounts at a rate of `delta` per unit of time, into `into`. */
function throwDiscounted(
  state: Alive,
  drops: PurchaseDraws['drops'],
  k: number,
  horizon: number,
  delta: number,
  random: Random,
  into: Discounted,
) {
  if (drops === 'anytime') {
    const span = Math.min(horizon, -Math.log(random.uniform()) / state.leaves)
    into.orders = random.poisson(state.rate * span)
    const c = delta * span
    into.sum = into.orders * (c > 0 ? -Math.expm1(-c) / c : 1)
    return
  }
  const ticks = random.poisson(state.rate * horizon)
  const possible = Math.floor((state.ticks + ticks) / k)
  into.orders = possible === 0 || state.leaves === 0 ? possible : Math.min(possible, random.geometric(state.leaves))
  if (into.orders === 0) into.sum = 0
  else if (ticks <= timedTicks) into.sum = discountedFew(state.ticks, ticks, into.orders, k, delta * horizon, random)
  else into.sum = discountedMany(state.ticks, ticks, into.orders, k, delta * horizon)
}

type Discounted = { orders: number; sum: number }

/** Mean spend of so many orders of customer i: its own level from the posterior of Gamma-Gamma, then the orders' about it. */
function throwSpend({ parameters, orders, meanSpend }: SpendHistory, i: number, many: number, random: Random): number {
  const [paid, mean] = [orders[i] as number, meanSpend[i] as number]
  const isKnown = paid > 0 && mean > 0
  if (!parameters) return isKnown ? mean : 0
  const { p, q, gamma } = parameters
  const rate = random.gamma(isKnown ? q + p * paid : q) / (isKnown ? gamma + paid * mean : gamma)
  return random.gamma(p * many) / (rate * many)
}

/**
 * Customer lifetime value: discounted net contribution of the orders within the horizon, thrown from the posterior of rate, dropout, spend and margin.
 * Mean, median and the range that leaves out the same share below and above; a loss where the margin is one. A horizon of 0 gives zeros.
 * docs/methods/clv-interval.md
 */
export function clvForecast(
  histories: Histories,
  draws: PurchaseDraws,
  spend: SpendHistory,
  margin: MarginHistory,
  options: ClvOptions,
): ClvForecast {
  const { horizon, year, yearlyRate = usualYearlyRate, level = 0.9, seed = 1 } = options
  const count = Math.min(options.most ?? draws.count, draws.count)
  const delta = Math.log1p(yearlyRate) / year
  const column = () => new Float64Array(histories.count)
  const [mean, median, low, high] = [column(), column(), column(), column()]
  const [thrown, totals] = [new Float64Array(count), new Float64Array(count)]
  const random = randomOf(seed)
  const state: Alive = { chance: 1, ticks: 0, rate: 0, leaves: 0 }
  const found: Discounted = { orders: 0, sum: 0 }
  for (let i = 0; i < histories.count; i++) {
    random.restart(1 + (histories.places?.[i] ?? i))
    let sum = 0
    for (let d = 0; d < count; d++) {
      found.orders = 0
      if (horizon > 0 && throwState(draws, d, histories, i, random, state))
        throwDiscounted(state, draws.drops, draws.k[d] as number, horizon, delta, random, found)
      const rate = found.orders === 0 ? 0 : (margin.rate[i] as number) + (margin.deviation[i] as number) * random.normal()
      const value = found.orders === 0 ? 0 : found.sum * throwSpend(spend, i, found.orders, random) * rate
      thrown[d] = value
      sum += value
      totals[d] = (totals[d] as number) + value
    }
    mean[i] = sum / count
    const range = centralRange(thrown.sort(), level)
    median[i] = thrown[(count - 1) >> 1] as number
    low[i] = range.low
    high[i] = range.high
  }
  const total = totals.reduce((sum, value) => sum + value, 0) / count
  return {
    mean,
    median,
    low,
    high,
    total: { mean: total, ...centralRange(totals.sort(), level), median: totals[(count - 1) >> 1] as number },
  }
}
