import { randomOf } from '#core/numerics/random.ts'
import { predictBook } from './predict-book.ts'
import { type Observation, observe, type Population, simulateOrders } from './simulated-customers.ts'
import { weakPrior } from './weak-prior.ts'

/** What a world of books is like beyond the stated priors, which leave the time scale and the timing of first orders open. */
export type World = {
  /** Mean gap of a book in weeks: its median over books, and the deviation of its ln. */
  readonly gapWeeks: number
  readonly gapDeviation: number
  /** Deviation of the logit of a book's mean dropout about 8 %. */
  readonly dropoutDeviation: number
  /** Weeks over which first orders are spread; 0: all begin at once. */
  readonly startsOver: number
  /** Whether times are known to the day, with the orders of a day as one. */
  readonly isByDay: boolean
}

/** How often the stated ranges held what came; shares 0..1. */
export type Coverage = {
  readonly customers: number
  readonly books: number
  readonly total: number
  /** Books with fewer orders than their range begins with, and with more than it ends with. */
  readonly below: number
  readonly above: number
  readonly customer: number
}

const [calibration, horizon] = [78, 26]
const mostTicks = 3

/** A population from the priors of VALUE-ENGINE 3.8 and the world's own. */
function populationOf(world: World, seed: number): Population {
  const random = randomOf(seed, 1)
  const k = 1 + Math.floor(random.uniform() * mostTicks)
  const r = Math.exp(random.normal())
  const mean = 1 / (1 + Math.exp(-weakPrior.logitDropout.mean - world.dropoutDeviation * random.normal()))
  const precision = Math.exp(Math.log(8) + random.normal())
  const gap = world.gapWeeks * Math.exp(world.gapDeviation * random.normal())
  return { k, r, alpha: (r * gap) / k, a: precision * mean, b: precision * (1 - mean), dropsAtStart: true }
}

/** To the end of its day; the orders of one day are one. */
const byDay = (times: readonly number[]) => [...new Set(times.map(at => Math.ceil(at * 7) / 7))]

/** A book of a world: 78 weeks are seen, 26 come. */
export function bookOf(world: World, customers: number, seed: number) {
  const observation: Observation = { customers, startsOver: world.startsOver, until: calibration, horizon }
  const orders = simulateOrders(populationOf(world, seed), observation, seed)
  return observe(world.isByDay ? orders.map(byDay) : orders, observation)
}

/**
 * Coverage of the ranges of MBG/CNBD-k over so many simulated books, each with its own population; k is not told. docs/methods/prediction-intervals.md
 */
export function coverageOf(world: World, customers: number, books: number, seed: number, level = 0.9): Coverage {
  let [below, above, held] = [0, 0, 0]
  for (let n = 0; n < books; n++) {
    const book = bookOf(world, customers, seed * 1_000_003 + n)
    const fit = { model: 'mbgcnbd', k: 1, unit: 'week', customers, parameters: {} } as const
    const forecast = predictBook(book, fit, { horizon, level, seed: n + 1 })
    if (!forecast) continue
    const orders = book.future.reduce((sum, count) => sum + count, 0)
    if (orders < forecast.total.low) below++
    if (orders > forecast.total.high) above++
    held += book.future.reduce(
      (sum, count, i) => sum + (count >= (forecast.low[i] as number) && count <= (forecast.high[i] as number) ? 1 : 0),
      0,
    )
  }
  return { customers, books, total: 1 - (below + above) / books, below, above, customer: held / (books * customers) }
}
