import { clvForecast } from './clv-interval.ts'
import { discountedOrdersOf, lifetimeValue } from './clv.ts'
import { gapModelOf, gapQuantile, warningsOf, warningStates, warningWindow } from './early-warning.ts'
import { drawsOf, type FutureBasis, type MarginBasis, type SpendBasis, yearAhead } from './future-basis.ts'
import { expectedSpend } from './gamma-gamma.ts'
import { nextOrderOf } from './next-order.ts'
import { customersWithoutPrior } from './outlook-model.ts'
import { forecastCounts, type PurchaseDraws } from './posterior-counts.ts'
import { expectedOf } from './purchase-model.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

/** What is known of customers at a day, one index a customer: all of a book, or one. Days, minor units; NaN = unknown. */
export type Known = {
  readonly statistics: PurchaseStatistics
  /** P(alive) as the run has it. */
  readonly alive: ArrayLike<number>
  /** Orders expected in the next 12 months, by what forecasts them on this book. */
  readonly expected: Float64Array
  /** The usual interval, days. */
  readonly usual: ArrayLike<number>
  /** Order days, and net sales an order day. */
  readonly orders: ArrayLike<number>
  readonly meanSpend: ArrayLike<number>
  /** Net sales and contribution of the last 24 months. */
  readonly sales: ArrayLike<number>
  readonly contribution: ArrayLike<number>
}

/** What is to come of customers, one index a customer, and of all of them. Days are counted from the day looked from. Money in minor units. */
export type Futures = {
  readonly count: number
  readonly orders: Float64Array
  readonly ordersLow: Float64Array
  readonly ordersHigh: Float64Array
  /** Days to the next order while the customer still buys. */
  readonly next: Float64Array
  readonly nextLow: Float64Array
  readonly nextHigh: Float64Array
  /** Orders within the horizon of the lifetime value, and the same discounted. */
  readonly lifeOrders: Float64Array
  readonly discountedOrders: Float64Array
  readonly spend: Float64Array
  readonly margin: Float64Array
  /** Weight of the customer's own record in the margin, 0..1. */
  readonly marginWeight: Float64Array
  readonly clv: Float64Array
  readonly clvLow: Float64Array
  readonly clvHigh: Float64Array
  /** Index into `warningStates`. */
  readonly warning: Uint8Array
  readonly totals: FutureTotals
}

export type Ranged = { readonly expected: number; readonly low: number; readonly high: number }
export type FutureTotals = { readonly orders: Ranged; readonly clv: Ranged; readonly alive: number }

const daysOfYear = 365.25
/** Draws that the next order of a customer of a small book is mixed over. */
const drawsOfNext = 100

/** The rate at which net sales become net contribution: a customer's own, drawn towards the book's by how much it has bought (margin-model.ts). */
function marginsOf({ mean, variance, within }: MarginBasis, { sales, contribution }: Known) {
  const count = sales.length
  const [rate, weight, deviation] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) {
    const bought = sales[i] as number
    const own = bought > 0 && variance > 0 ? bought / (bought + within / variance) : 0
    weight[i] = own
    rate[i] = own > 0 ? mean + own * ((contribution[i] as number) / bought - mean) : mean
    deviation[i] = Math.sqrt(variance * (1 - own))
  }
  return { rate, weight, deviation }
}

function spendsOf({ parameters, mean }: SpendBasis, { orders, meanSpend }: Known): Float64Array {
  return Float64Array.from(orders, (count, i) => {
    const own = meanSpend[i] as number
    if (parameters) return expectedSpend(parameters, count, own) ?? mean
    return count > 0 && own > 0 ? own : mean
  })
}

/** A thrown range always holds the figure beside it. */
function widen(low: Float64Array, high: Float64Array, around: Float64Array): void {
  for (let i = 0; i < around.length; i++) {
    low[i] = Math.min(low[i] as number, around[i] as number)
    high[i] = Math.max(high[i] as number, around[i] as number)
  }
}

function ordersAhead(basis: FutureBasis, draws: PurchaseDraws, { statistics, expected: chosen }: Known) {
  const thrown = forecastCounts(statistics, draws, yearAhead, basis.level, 2, yearAhead)
  const expected = chosen.map(orders => Math.min(yearAhead, orders))
  const total = expected.reduce((sum, orders) => sum + orders, 0)
  const { low, high } = thrown.total
  return {
    expected,
    low: thrown.low,
    high: thrown.high,
    total: { expected: total, low: Math.min(low, total), high: Math.max(high, total) },
  }
}

/** Days to the next order: by the parameters of the fit in a large book, mixed over what is not known of them in a small one. */
function nextOrders({ fit, level }: FutureBasis, draws: PurchaseDraws, { statistics }: Known) {
  const { count, x, recency, age } = statistics
  const [next, low, high] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const model = gapModelOf(fit)
  const out = (1 - level) / 2
  for (let i = 0; i < count; i++) {
    if (fit.customers < customersWithoutPrior) {
      const found = nextOrderOf(draws, statistics, i, level, drawsOfNext)
      next[i] = found.median
      low[i] = found.low
      high[i] = found.high
      continue
    }
    const silence = (age[i] as number) - (recency[i] as number)
    const at = (tail: number) => gapQuantile(model, x[i] as number, recency[i] as number, tail, silence) - silence
    next[i] = at(0.5)
    low[i] = at(1 - out)
    high[i] = at(out)
  }
  return { next, nextLow: low, nextHigh: high }
}

type Worth = Pick<Futures, 'lifeOrders' | 'discountedOrders' | 'spend' | 'margin' | 'marginWeight' | 'clv' | 'clvLow' | 'clvHigh'> & {
  readonly total: Ranged
}

/** Lifetime values as discounted orders x spend x margin at the fit's parameters, their ranges thrown from the posterior. */
function worthOf(basis: FutureBasis, draws: PurchaseDraws, known: Known): Worth {
  const { fit, terms, margin, spend: spendBasis, level } = basis
  const { statistics } = known
  const horizon = terms.horizonYears * daysOfYear
  const lifeOrders = expectedOf(fit, statistics, horizon)
  const discountedOrders = discountedOrdersOf(fit, statistics, terms)
  const spend = spendsOf(spendBasis, known)
  const parts = { lifeOrders, discountedOrders, spend }
  const nothing = () => new Float64Array(statistics.count).fill(Number.NaN)
  const unknown = { expected: Number.NaN, low: Number.NaN, high: Number.NaN }
  if (margin === null)
    return { ...parts, margin: nothing(), marginWeight: nothing(), clv: nothing(), clvLow: nothing(), clvHigh: nothing(), total: unknown }
  const { rate, weight, deviation } = marginsOf(margin, known)
  const clv = discountedOrders.map((orders, i) => lifetimeValue(orders, spend[i] as number, rate[i] as number))
  const thrown = clvForecast(
    statistics,
    draws,
    { parameters: spendBasis.parameters, orders: known.orders, meanSpend: known.meanSpend },
    { rate, deviation },
    { horizon, year: daysOfYear, yearlyRate: terms.annualDiscount, level, seed: 3 },
  )
  widen(thrown.low, thrown.high, clv)
  const total = clv.reduce((sum, value) => sum + value, 0)
  const { low, high } = thrown.total
  return {
    ...parts,
    margin: rate,
    marginWeight: weight,
    clv,
    clvLow: thrown.low,
    clvHigh: thrown.high,
    total: { expected: total, low: Math.min(low, total), high: Math.max(high, total) },
  }
}

/** What is to come of the customers known. docs/methods/future.md */
export function futuresOf(basis: FutureBasis, known: Known, rules: Parameters<typeof warningsOf>[0]['rules']): Futures {
  const draws = drawsOf(basis.draws)
  const { statistics, alive, usual } = known
  const { x, recency, age, count } = statistics
  const ahead = ordersAhead(basis, draws, known)
  widen(ahead.low, ahead.high, ahead.expected)
  const { total, ...worth } = worthOf(basis, draws, known)
  const window = Float64Array.from(usual, warningWindow)
  const { state } = warningsOf({ model: gapModelOf(basis.fit), x, recency, age, alive, window, rules })
  return {
    count,
    orders: ahead.expected,
    ordersLow: ahead.low,
    ordersHigh: ahead.high,
    ...nextOrders(basis, draws, known),
    ...worth,
    warning: state,
    totals: { orders: ahead.total, clv: total, alive: Float64Array.from(alive).reduce((sum, chance) => sum + chance, 0) },
  }
}

export const isWarned = (futures: Futures, i: number): boolean => futures.warning[i] === warningStates.indexOf('late')
