import { type Random, randomOf } from '#core/numerics/random.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

/** A population of buyers as MBG/CNBD-k (or BG/CNBD-k) has it: `alpha` in weeks. docs/methods/prediction-intervals.md */
export type Population = {
  readonly k: number
  readonly r: number
  readonly alpha: number
  readonly a: number
  readonly b: number
  /** Whether a customer may leave after its first order already (MBG). */
  readonly dropsAtStart: boolean
}

export type Observation = {
  readonly customers: number
  /** Weeks over which first orders are spread, from 0; 0: all begin at once. */
  readonly startsOver: number
  readonly until: number
  readonly horizon: number
}

/** Order times of one customer up to `end`, its first order at `start`, by the model. At most `most`. */
function orderTimes(random: Random, population: Population, start: number, end: number, most = 100_000): number[] {
  const rate = random.gamma(population.r) / population.alpha
  const leaves = random.beta(population.a, population.b)
  const times = [start]
  if (population.dropsAtStart && random.uniform() < leaves) return times
  for (let at = start; times.length < most; times.push(at)) {
    at += random.gamma(population.k) / rate
    if (!(at <= end)) break
    if (random.uniform() < leaves) {
      times.push(at)
      break
    }
  }
  return times
}

/** Order times of every customer of a book up to the end of the horizon, from a seed. Weeks. */
export function simulateOrders(population: Population, observation: Observation, seed: number): number[][] {
  const random = randomOf(seed)
  const end = observation.until + observation.horizon
  return Array.from({ length: observation.customers }, (_, customer) => {
    random.restart(customer)
    return orderTimes(random, population, observation.startsOver * random.uniform(), end)
  })
}

/** A simulated book in weeks: the statistics up to `until`, and the orders that really came in the horizon. */
export type SimulatedBook = PurchaseStatistics & { readonly lnGaps: Float64Array; readonly future: Int32Array }

/** The statistics of order times at `until`, and the orders of the horizon after it. */
export function observe(orders: readonly (readonly number[])[], observation: Observation): SimulatedBook {
  const count = orders.length
  const [x, future] = [new Int32Array(count), new Int32Array(count)]
  const [recency, age, lnGaps] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  orders.forEach((times, customer) => {
    const known = times.filter(at => at <= observation.until)
    const first = times[0] as number
    x[customer] = known.length - 1
    recency[customer] = (known.at(-1) as number) - first
    age[customer] = observation.until - first
    lnGaps[customer] = known.reduce((sum, at, k) => (k === 0 ? 0 : sum + Math.log(at - (known[k - 1] as number))), 0)
    future[customer] = times.length - known.length
  })
  return { count, unitDays: 7, x, recency, age, lnGaps, future }
}
