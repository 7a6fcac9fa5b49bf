import { centralRange, shortestRange } from '#core/numerics/quantiles.ts'
import { type Random, randomOf } from '#core/numerics/random.ts'
import { paretoNbdAlive } from './pareto-nbd.ts'

/**
 * Parameters of populations, one index a draw, all as likely. `drops`: when customers may leave: never (NBD), after a repeat order (BG), after any order
 * (MBG), or at any moment (Pareto/NBD; then a and b are its s and beta).
 */
export type PurchaseDraws = {
  readonly count: number
  readonly drops: 'never' | 'repeat' | 'start' | 'anytime'
  readonly k: Uint8Array
  readonly r: Float64Array
  readonly alpha: Float64Array
  readonly a: Float64Array
  readonly b: Float64Array
}

/** What is known of customers: repeat orders, time of the last one and of the end since the first, in the unit of the draws. */
export type Histories = {
  readonly count: number
  readonly x: ArrayLike<number>
  readonly recency: ArrayLike<number>
  readonly age: ArrayLike<number>
  /** Places in the book of customers that are looked at without it, so that they get the throws that they have there; else 0, 1, 2 ... */
  readonly places?: ArrayLike<number>
}

/** Posterior state of one customer under one draw: P(alive); given that, ticks since the last order, rate of ticks, and p (or hazard) of leaving. */
export type Alive = { chance: number; ticks: number; rate: number; leaves: number }

const weightOf = new Float64Array(64)

/** Chances to leave that a customer with x repeat orders has survived. */
const survivedOf = (drops: PurchaseDraws['drops'], x: number) => (drops === 'start' ? x + 1 : drops === 'repeat' ? x : 0)

/**
 * Throws whether customer i is alive under draw d, and if so its state into `into`: the ticks since its last order, its rate and its probability to
 * leave after an order, from their exact posterior; `chance` is P(alive) in either case. The ticks j < k since t_x have weights ((T - t_x)/(alpha + T))^j (r + kx)_j / j!; given j the
 * rate is Gamma(r + kx + j, alpha + T), and the dropout is Beta(a, b + survived). docs/methods/prediction-intervals.md
 */
export function throwState(draws: PurchaseDraws, d: number, histories: Histories, i: number, random: Random, into: Alive): boolean {
  if (draws.drops === 'anytime') return throwHazard(draws, d, histories, i, random, into)
  const [k, alpha, a] = [draws.k[d] as number, draws.alpha[d] as number, draws.a[d] as number]
  const [x, last, age] = [histories.x[i] as number, histories.recency[i] as number, histories.age[i] as number]
  const shape = (draws.r[d] as number) + k * x
  const share = (age - last) / (alpha + age)
  let weight = 1
  let sum = 1
  weightOf[0] = 1
  for (let j = 1; j < k; j++) {
    weight *= (share * (shape + j - 1)) / j
    weightOf[j] = weight
    sum += weight
  }
  const survived = survivedOf(draws.drops, x)
  const b = (draws.b[d] as number) + survived
  into.chance = survived === 0 ? 1 : 1 / (1 + (a / (b - 1) / sum) * Math.exp(shape * Math.log((alpha + age) / (alpha + last))))
  if (random.uniform() >= into.chance) return false
  let left = k === 1 ? 0 : random.uniform() * sum
  let ticks = 0
  while (ticks < k - 1 && left >= (weightOf[ticks] as number)) left -= weightOf[ticks++] as number
  into.ticks = ticks
  into.rate = random.gamma(shape + ticks) / (alpha + age)
  into.leaves = draws.drops === 'never' ? 0 : random.beta(a, b)
  return true
}

/** Under Pareto/NBD rate and hazard of one who is alive are independent: Gamma(r + x, alpha + T) and Gamma(s, beta + T). */
function throwHazard(draws: PurchaseDraws, d: number, histories: Histories, i: number, random: Random, into: Alive): boolean {
  const [r, alpha, s, beta] = [draws.r[d] as number, draws.alpha[d] as number, draws.a[d] as number, draws.b[d] as number]
  const history = { x: histories.x[i] as number, recency: histories.recency[i] as number, age: histories.age[i] as number }
  into.chance = paretoNbdAlive({ r, alpha, s, beta }, history)
  if (random.uniform() >= into.chance) return false
  into.ticks = 0
  into.rate = random.gamma(r + history.x) / (alpha + history.age)
  into.leaves = random.gamma(s) / (beta + history.age)
  return true
}

/** P(alive) of customer i under draw d. */
export function chanceOf(draws: PurchaseDraws, d: number, histories: Histories, i: number): number {
  const [alpha, a, b, k] = [draws.alpha[d] as number, draws.a[d] as number, draws.b[d] as number, draws.k[d] as number]
  const [x, recency, age] = [histories.x[i] as number, histories.recency[i] as number, histories.age[i] as number]
  if (draws.drops === 'anytime') return paretoNbdAlive({ r: draws.r[d] as number, alpha, s: a, beta: b }, { x, recency, age })
  const survived = survivedOf(draws.drops, x)
  if (survived === 0) return 1
  const shape = (draws.r[d] as number) + k * x
  const lnDead = Math.log(a / (b + survived - 1)) - shape * Math.log(alpha + recency)
  return 1 / (1 + Math.exp(lnDead - lnSilence(shape, k, alpha, age, age - recency)))
}

/**
 * ln of the chance, up to a constant, that a rate from Gamma(shape, alpha) has not ticked k times in a gap: the tail of an Erlang, mixed over
 * its rate. `age` is the time observed, `gap` that without an order at its end.
 */
export function lnSilence(shape: number, k: number, alpha: number, age: number, gap: number): number {
  const share = gap / (alpha + age)
  let [term, sum] = [1, 1]
  for (let j = 1; j < k; j++) {
    term *= (share * (shape + j - 1)) / j
    sum += term
  }
  return Math.log(sum) - shape * Math.log(alpha + age)
}

/** Orders within the horizon of a customer in this state who is alive. */
export function throwOrders(state: Alive, drops: PurchaseDraws['drops'], k: number, horizon: number, random: Random): number {
  if (drops === 'anytime') {
    const life = -Math.log(random.uniform()) / state.leaves
    return random.poisson(state.rate * Math.min(horizon, life))
  }
  const possible = Math.floor((state.ticks + random.poisson(state.rate * horizon)) / k)
  return possible === 0 || state.leaves === 0 ? possible : Math.min(possible, random.geometric(state.leaves))
}

/** Orders in the horizon, one index a customer, and of the whole book. `high` and `low` of a customer are its shortest range of whole numbers. */
export type CountForecast = {
  readonly pAlive: Float64Array
  readonly expected: Float64Array
  readonly median: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly total: { readonly expected: number; readonly median: number; readonly low: number; readonly high: number }
}

/** Orders of every customer and of the book in `horizon` units of time, thrown from the posterior. `level` such as .9. `most` bounds a customer's orders. */
export function forecastCounts(
  histories: Histories,
  draws: PurchaseDraws,
  horizon: number,
  level: number,
  seed: number,
  most: number,
): CountForecast {
  const size = histories.count
  const column = () => new Float64Array(size)
  const [pAlive, expected, median, low, high] = [column(), column(), column(), column(), column()]
  const totals = new Float64Array(draws.count)
  const thrown = new Float64Array(draws.count)
  const random = randomOf(seed)
  const state: Alive = { chance: 1, ticks: 0, rate: 0, leaves: 0 }
  for (let i = 0; i < size; i++) {
    random.restart(1 + (histories.places?.[i] ?? i))
    let [alive, sum] = [0, 0]
    for (let d = 0; d < draws.count; d++) {
      const isAlive = throwState(draws, d, histories, i, random, state)
      alive += state.chance
      const orders = isAlive ? Math.min(most, throwOrders(state, draws.drops, draws.k[d] as number, horizon, random)) : 0
      sum += orders
      thrown[d] = orders
      totals[d] = (totals[d] as number) + orders
    }
    pAlive[i] = alive / draws.count
    expected[i] = sum / draws.count
    const sorted = thrown.sort()
    const range = shortestRange(sorted, level)
    median[i] = sorted[(draws.count - 1) >> 1] as number
    low[i] = range.low
    high[i] = range.high
  }
  return { pAlive, expected, median, low, high, total: totalOf(totals, level) }
}

function totalOf(totals: Float64Array, level: number) {
  const expected = totals.reduce((sum, value) => sum + value, 0) / totals.length
  const sorted = totals.sort()
  return { expected, median: sorted[(totals.length - 1) >> 1] as number, ...centralRange(sorted, level) }
}
