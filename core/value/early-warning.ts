import { quantile, sortFew } from '#core/numerics/order-statistics.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Fit } from './fit.ts'
import type { OrderDays } from './window.ts'

/**
 * Is a customer later than its own rhythm allows? The rate of its orders is known up to a gamma distribution: the population's, sharpened by its own gaps
 * (few gaps: nearly the population's). So the gap now open, were the customer still there, has a known distribution, and the probability that it
 * lasts as long as it has, or longer, says how unusual the silence is. docs/methods/early-warning.md
 */
export type GapModel = {
  /** Rates are gamma(r, alpha) over customers, gaps Erlang-k; `alpha` and all times in one unit. */
  readonly r: number
  readonly alpha: number
  readonly k: number
}

/** The distribution of gaps by a fitted purchase model. */
export const gapModelOf = ({ k, parameters }: Pick<Fit, 'k' | 'parameters'>): GapModel => ({
  r: parameters.r ?? 1,
  alpha: parameters.alpha ?? 1,
  k,
})

/**
 * P(gap > silence | alive, x repeat orders up to recency): the rate is gamma(r + kx, alpha + recency) after the last order, so the share
 * u = silence / (alpha + recency + silence) of a gap is beta(k, r + kx), whose tail is a sum of k terms. 1 at no silence.
 */
export function gapTail({ r, alpha, k }: GapModel, x: number, recency: number, silence: number): number {
  const shape = r + k * x
  const u = silence / (alpha + recency + silence)
  let term = Math.exp(shape * Math.log1p(-u))
  let sum = term
  for (let j = 1; j < k; j++) {
    term *= (u * (shape + j - 1)) / j
    sum += term
  }
  return Math.min(1, sum)
}

/** The silence that only a share `tail` of the gaps outlasts, given it has already lasted `silence`. In the model's unit. */
export function gapQuantile(model: GapModel, x: number, recency: number, tail: number, silence = 0): number {
  const wanted = tail * gapTail(model, x, recency, silence)
  let [low, high] = [silence, silence + model.alpha + recency]
  while (gapTail(model, x, recency, high) > wanted && high < 1e12) [low, high] = [high, 2 * high]
  for (let step = 0; step < 80 && high - low > 1e-9 * (low + 1e-3); step++) {
    const middle = (low + high) / 2
    if (gapTail(model, x, recency, middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * P(no order in the next `window`) of a customer that has been silent for `silence`: gone, or still here and the open gap runs on. Exact where customers
 * leave at an order (NBD, BG, MBG); Pareto/NBD's leaving within the window is left out.
 */
export function silentChance(model: GapModel, x: number, recency: number, silence: number, window: number, alive: number): number {
  const runsOn = gapTail(model, x, recency, silence + window) / gapTail(model, x, recency, silence)
  return 1 - alive * (1 - (Number.isNaN(runsOn) ? 1 : runsOn))
}

/** The days looked ahead: two usual intervals, at least sixty days. */
export const warningWindow = (usualDays: number): number => Math.max(60, Math.round(2 * usualDays))

export type WarningRules = {
  /** Later than its own rhythm: fewer than this share of its gaps would last as long. */
  readonly tail: number
  /** And at least this likely to place no order within the window. */
  readonly silent: number
  /** Below this P(alive) it is no early warning any more: the customer counts as gone. */
  readonly goneBelow: number
}

/** Chosen on three books: a tail of 5 % alone warns of next to nobody (docs/methods/early-warning.md). */
export const defaultWarningRules: WarningRules = { tail: 0.25, silent: 0.45, goneBelow: 0.1 }

export const warningStates = ['quiet', 'late', 'gone'] as const

/** Statistics of the customers at the day looked from and the window of each, in the model's unit; P(alive) of each. */
export type WarningInput = {
  readonly model: GapModel
  readonly x: ArrayLike<number>
  readonly recency: ArrayLike<number>
  readonly age: ArrayLike<number>
  readonly alive: ArrayLike<number>
  readonly window: ArrayLike<number>
  readonly rules: WarningRules
}

export type Warnings = {
  /** Index into `warningStates`, one a customer. */
  readonly state: Uint8Array
  /** The share of gaps that would last as long as the open one. */
  readonly tail: Float64Array
  /** The chance that no order comes within the window. */
  readonly silent: Float64Array
}

/** Who is late, of a whole book. */
export function warningsOf({ model, x, recency, age, alive, window, rules }: WarningInput): Warnings {
  const [tail, silent, state] = [new Float64Array(x.length), new Float64Array(x.length), new Uint8Array(x.length)]
  for (let who = 0; who < x.length; who++) {
    const silence = (age[who] as number) - (recency[who] as number)
    tail[who] = gapTail(model, x[who] as number, recency[who] as number, silence)
    silent[who] = silentChance(model, x[who] as number, recency[who] as number, silence, window[who] as number, alive[who] as number)
    if ((alive[who] as number) < rules.goneBelow) state[who] = 2
    else if ((tail[who] as number) < rules.tail && (silent[who] as number) >= rules.silent) state[who] = 1
  }
  return { state, tail, silent }
}

/**
 * What is lost if the customer is gone: the net contribution of its last twelve months x (1 - P(alive)); nothing where it brought none. Minor units,
 * NaN where the contribution is unknown.
 */
export const valueAtStake = (contribution: number, alive: number): number =>
  Number.isNaN(contribution) ? Number.NaN : Math.round(Math.max(0, contribution) * (1 - alive))

/** Why a customer is warned of, for a sentence (forecast-texts.ts). Days. */
export type WarningReason = {
  readonly code: 'later_than_own_rhythm' | 'later_than_customers_alike' | 'later_than_usual_once'
  readonly args: {
    readonly low: number
    readonly high: number
    readonly silence: number
    readonly lastOrder: CivilDay
    readonly orders: number
    readonly tail: number
    readonly alive: number
    /** The chance of no order within so many days. */
    readonly silent: number
    readonly window: number
  }
}

/** Own gaps that make a rhythm, and how many of the latest tell it. */
const gapsOfRhythm = 3
const latestGaps = 8
const scratch = new Float64Array(latestGaps)

/** The middle half of the latest gaps before `end`: [low, high] in days; undefined with fewer than three. */
export function rhythmRange(orders: OrderDays, dyad: number, end: number): readonly [number, number] | undefined {
  const count = Math.min(latestGaps, end - (orders.start[dyad] as number) - 1)
  if (count < gapsOfRhythm) return undefined
  for (let k = 0; k < count; k++) scratch[k] = (orders.day[end - 1 - k] as number) - (orders.day[end - 2 - k] as number)
  sortFew(scratch, count)
  const gaps = scratch.subarray(0, count)
  return [Math.round(quantile(gaps, 0.25)), Math.round(quantile(gaps, 0.75))]
}

export type Explained = {
  readonly orders: OrderDays
  readonly dyad: number
  /** Position after the dyad's last order up to `at`. */
  readonly end: number
  readonly at: CivilDay
  readonly model: GapModel
  /** Days of one unit of the model. */
  readonly unitDays: number
  readonly alive: number
  /** Days looked ahead (`warningWindow`). */
  readonly window: number
}

/** The grounds of a warning: the customer's own rhythm where it has one, else what customers like it do. The dyad has an order up to `at`. */
export function explainWarning({ orders, dyad, end, at, model, unitDays, alive, window }: Explained): WarningReason {
  const start = orders.start[dyad] as number
  const [first, lastOrder] = [orders.day[start] as number, orders.day[end - 1] as number]
  const x = end - start - 1
  const recency = (lastOrder - first) / unitDays
  const silence = at - lastOrder
  const own = rhythmRange(orders, dyad, end)
  const quartile = (tail: number) => Math.round(gapQuantile(model, x, recency, tail) * unitDays)
  const [low, high] = own ?? [quartile(0.75), quartile(0.25)]
  const code = own ? 'later_than_own_rhythm' : x === 0 ? 'later_than_usual_once' : 'later_than_customers_alike'
  const tail = gapTail(model, x, recency, silence / unitDays)
  const silent = silentChance(model, x, recency, silence / unitDays, window / unitDays, alive)
  return { code, args: { low, high, silence, lastOrder, orders: x + 1, tail, alive, silent, window } }
}
