import { centralRange, type Range, shortestRange } from '#core/numerics/quantiles.ts'
import { randomOf } from '#core/numerics/random.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Fit } from './fit.ts'
import { type Posterior, posteriorOf } from './posterior.ts'
import { type Alive, type PurchaseDraws, throwOrders, throwState } from './posterior-counts.ts'
import { expectedOf } from './purchase-model.ts'
import type { MethodRecord, Trial } from './validation.ts'
import { type OriginData, sampleOf, type Timed, timedAt } from './validation-forecasts.ts'

/** How often the ranges of a model held what came. */
export type Coverage = {
  /** Shares of the customers, over all origins, whose 80 % and 90 % ranges held their orders. Ranges are of whole numbers, so they hold rather more. */
  readonly customers80: number
  readonly customers90: number
  /** Origins whose book's total lay in its range, of how many. */
  readonly book80: number
  readonly book90: number
  readonly origins: readonly OriginCoverage[]
}

/** The book's total at an origin: what was expected, its ranges and what came; and the customers' shares there. */
export type OriginCoverage = {
  readonly at: CivilDay
  readonly expected: number
  readonly actual: number
  readonly range80: Range
  readonly range90: Range
  readonly customers: number
  readonly customers80: number
  readonly customers90: number
}

/** Customers whose own ranges are thrown, at most; and draws of the parameters for a small and for a large book. */
const mostThrown = 400
const drawsFor = (customers: number) => (customers <= mostThrown ? 600 : 150)
/** Draws of the parameters that the total of a large book is worked out for, and throws of the customers' own chance beside each. */
const drawsOfTotal = 24
const throwsOfTotal = 50

/**
 * The ranges of a model at every origin against what came. Customers' ranges are thrown for at most 400 of them (every n-th); the total of a larger book
 * is the expectation of all under every draw of the parameters, and beside it a normal with the variance that those thrown have. undefined for a rule.
 * docs/methods/validation.md
 */
export function coverageOf(trial: Trial, record: MethodRecord, seed: number): Coverage | undefined {
  const origins = trial.data.flatMap((_, index) => coverageAt(trial, index, record, seed) ?? [])
  if (origins.length === 0) return undefined
  const customers = origins.reduce((sum, origin) => sum + origin.customers, 0)
  const mean = (pick: (origin: OriginCoverage) => number) =>
    origins.reduce((sum, origin) => sum + pick(origin) * origin.customers, 0) / customers
  const inside = (pick: (origin: OriginCoverage) => Range) => origins.filter(origin => holds(pick(origin), origin.actual)).length
  return {
    customers80: mean(origin => origin.customers80),
    customers90: mean(origin => origin.customers90),
    book80: inside(origin => origin.range80),
    book90: inside(origin => origin.range90),
    origins,
  }
}

export const holds = ({ low, high }: Range, value: number): boolean => value >= low && value <= high

function coverageAt(trial: Trial, index: number, { fits, clock }: MethodRecord, seed: number): OriginCoverage | undefined {
  const fit = fits[index]
  const data = trial.data[index] as OriginData
  const timed = timedAt(data, clock)
  const { count } = timed.statistics
  const posterior = fit && posteriorOf(sampleOf(timed.statistics, trial.options.largestFit), fit, { seed, draws: drawsFor(count) })
  if (!fit || !posterior) return undefined
  const actual = trial.actual[index] as Int32Array
  const thrown = throwSome(timed, posterior.draws, actual, Math.ceil(count / mostThrown), seed)
  const totals =
    count <= mostThrown ? thrown.totals : totalsOfBook(timed, fit, posterior, (thrown.variance * count) / thrown.customers, seed)
  const sorted = totals.sort()
  return {
    at: data.origin.at,
    expected: sorted.reduce((sum, total) => sum + total, 0) / sorted.length,
    actual: actual.reduce((sum, orders) => sum + orders, 0),
    range80: centralRange(sorted, 0.8),
    range90: centralRange(sorted, 0.9),
    customers: thrown.customers,
    customers80: thrown.held80 / thrown.customers,
    customers90: thrown.held90 / thrown.customers,
  }
}

type Thrown = { customers: number; held80: number; held90: number; variance: number; readonly totals: Float64Array }

/** Throws the orders of every `step`-th customer under every draw: whose ranges hold, the sum of their variances, and their total by draw. */
function throwSome({ statistics, horizon }: Timed, draws: PurchaseDraws, actual: Int32Array, step: number, seed: number): Thrown {
  const found: Thrown = { customers: 0, held80: 0, held90: 0, variance: 0, totals: new Float64Array(draws.count) }
  const random = randomOf(seed)
  const state: Alive = { chance: 1, ticks: 0, rate: 0, leaves: 0 }
  const own = new Float64Array(draws.count)
  for (let i = 0; i < statistics.count; i += step) {
    let [sum, squares] = [0, 0]
    for (let d = 0; d < draws.count; d++) {
      throwState(draws, d, statistics, i, random, state)
      const isAlive = random.uniform() < state.chance
      const orders = isAlive ? throwOrders(state, draws.drops, draws.k[d] as number, horizon, random) : 0
      own[d] = orders
      found.totals[d] = (found.totals[d] as number) + orders
      sum += orders
      squares += orders * orders
    }
    own.sort()
    found.variance += squares / draws.count - (sum / draws.count) ** 2
    found.held80 += holds(shortestRange(own, 0.8), actual[i] as number) ? 1 : 0
    found.held90 += holds(shortestRange(own, 0.9), actual[i] as number) ? 1 : 0
    found.customers++
  }
  return found
}

/** The book's total under every draw: the expectation of all customers, and a normal for their own chance. */
function totalsOfBook({ statistics, horizon }: Timed, fit: Fit, { draws }: Posterior, variance: number, seed: number): Float64Array {
  const random = randomOf(seed, 1)
  const deviation = Math.sqrt(variance)
  const totals = new Float64Array(drawsOfTotal * throwsOfTotal)
  for (let draw = 0; draw < drawsOfTotal; draw++) {
    const d = Math.floor((draw * draws.count) / drawsOfTotal)
    const each = expectedOf({ ...fit, k: draws.k[d] as number, parameters: parametersOf(draws, d) }, statistics, horizon)
    const expected = each.reduce((sum, orders) => sum + orders, 0)
    for (let own = 0; own < throwsOfTotal; own++) {
      totals[draw * throwsOfTotal + own] = Math.max(0, expected + deviation * random.normal())
    }
  }
  return totals
}

function parametersOf(draws: PurchaseDraws, d: number): Record<string, number> {
  const [r, alpha, a, b] = [draws.r[d] as number, draws.alpha[d] as number, draws.a[d] as number, draws.b[d] as number]
  if (draws.drops === 'never') return { r, alpha }
  return draws.drops === 'anytime' ? { r, alpha, s: a, beta: b } : { r, alpha, a, b }
}
