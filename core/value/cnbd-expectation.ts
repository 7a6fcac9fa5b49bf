import { lnGamma } from '#core/numerics/gamma-function.ts'
import type { CnbdParameters, CnbdShape } from './cnbd-likelihood.ts'
import { distinctCounts, lookup, timesOf } from './cnbd-rows.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

/**
 * What the NBD, (M)BG/NBD and (M)BG/CNBD-k models say of a customer, given parameters. Times are in the fit's unit.
 *
 * Given that a customer is alive at T, j of the k ticks to its next order have passed with a chance in proportion to ((T - t_x) / (alpha + T))^j
 * (r + kx)_j / j!, and its rate is then gamma with shape r + kx + j and rate alpha + T. The ticks of the next t are so negative binomial; each order
 * that the ticks make happens if none before it was the last, with a mean chance of (b')_n / (a + b')_n, b' = b + x (+ 1 for MBG). The sum over both is
 * exact for every k, all its terms are positive, and a = 1 is a number like others. docs/methods/bg-cnbd-k.md
 */
export type CnbdModel = { readonly shape: CnbdShape; readonly parameters: CnbdParameters }

type Seen = { readonly x: number; readonly recency: number; readonly age: number }

/** The unnormalised chances of j = 0..k-1 ticks since the last order, into `into`; their sum S. */
function ticksSince(k: number, shape: number, y: number, into: Float64Array): number {
  let [term, sum] = [1, 1]
  into[0] = 1
  for (let j = 1; j < k; j++) {
    term *= (y * (shape + j - 1)) / j
    into[j] = term
    sum += term
  }
  return sum
}

const scratch = new Float64Array(64)

/** P(alive): that the customer has not left yet. Platzer and Reutterer (2016); 1 without dropout. In 0..1 for every input. */
export function cnbdAlive({ shape: { k, drops }, parameters: { r, alpha, a, b } }: CnbdModel, { x, recency, age }: Seen): number {
  if (drops === 'never' || (drops === 'repeat' && x === 0)) return 1
  const c = r + k * x
  const stays = b + x - (drops === 'start' ? 0 : 1)
  const s = ticksSince(k, c, (age - recency) / (alpha + age), scratch)
  const lnOdds = Math.log(a / stays) + c * Math.log1p((age - recency) / (alpha + recency)) - Math.log(s)
  return 1 / (1 + Math.exp(lnOdds))
}

/** Terms that a sum may have; a longer one goes over to the smooth limit. */
const longestSum = 200_000

/** The number of ticks beyond which a negative binomial of this shape and z = t / (alpha + T + t) has next to nothing left. */
function lastTick(shape: number, z: number): number {
  const mean = (shape * z) / (1 - z)
  const deviation = Math.sqrt(mean / (1 - z))
  return mean + 12 * deviation + 40 / -Math.log(z)
}

/** Where a negative binomial begins to count: below lie twelve deviations and more. */
function firstTick(shape: number, z: number): number {
  const mean = (shape * z) / (1 - z)
  return mean < 300 ? 0 : Math.max(0, Math.floor(mean - 14 * Math.sqrt(mean / (1 - z))))
}

/**
 * Expected orders in `t` of a customer that is alive, its next order j ticks on its way, its rate gamma (shape, rate), its chance to stay beta (a, stays).
 */
function sumOrders(k: number, j: number, shape: number, z: number, a: number, stays: number): number {
  const first = firstTick(shape, z)
  const last = lastTick(shape, z)
  const lnFirst = lnGamma(shape + first) - lnGamma(shape) - lnGamma(first + 1) + first * Math.log(z) + shape * Math.log1p(-z)
  let chance = Math.exp(lnFirst)
  let [reached, next, orders, sum] = [1, 0, 0, 0]
  for (let due = k - j; due <= first; due += k) {
    orders += reached
    reached *= (stays + next) / (a + stays + next)
    next++
  }
  let left = k - ((first + j) % k)
  for (let ticks = first; ticks <= last; ticks++) {
    sum += chance * orders
    chance *= (z * (shape + ticks)) / (ticks + 1)
    if (--left > 0) continue
    left = k
    orders += reached
    reached *= (stays + next) / (a + stays + next)
    next++
  }
  return sum
}

/**
 * The same for spans so long that a sum would not end: gaps as if of one tick each with k times the length, and the integral over the chance to leave p of
 * (1 - ((rate) / (rate + t p))^shape) / p, by the trapezoidal rule over logit p.
 */
function integrateOrders(shape: number, rate: number, t: number, a: number, stays: number): number {
  if (a <= 0) return (shape * t) / rate
  const lnWeight = lnGamma(a + stays) - lnGamma(a) - lnGamma(stays)
  const low = -Math.log(1 + t / rate) - 45 / Math.min(1, a)
  const step = Math.max(0.05, (45 / Math.min(1, stays) - low) / 40_000)
  let sum = 0
  for (let at = low; at < 45 / Math.min(1, stays); at += step) {
    const [lnP, lnStay] = [-Math.log1p(Math.exp(-at)), -Math.log1p(Math.exp(at))]
    const density = Math.exp(lnWeight + (at < -700 ? a * at : a * lnP) + (at > 700 ? -stays * at : stays * lnStay))
    const p = Math.exp(at < -700 ? at : lnP)
    sum += density * (p < 1e-280 ? (shape * t) / rate : -Math.expm1(-shape * Math.log1p((t * p) / rate)) / p)
  }
  return sum * step
}

/** Expected orders in (T, T + t] of a customer that is alive after j ticks. */
function ordersAlive(
  { shape: { k, drops }, parameters: { r, alpha, a, b } }: CnbdModel,
  x: number,
  age: number,
  j: number,
  t: number,
): number {
  const shape = r + k * x + j
  const stays = b + x + (drops === 'start' ? 1 : 0)
  const z = t / (alpha + age + t)
  const chances = drops === 'never' ? { a: 0, stays: 1 } : { a, stays }
  if (k === 1 && drops === 'never') return (shape * t) / (alpha + age)
  if (z === 0) return 0
  if (z < 1 && lastTick(shape, z) < longestSum) return sumOrders(k, j, shape, z, chances.a, chances.stays)
  return integrateOrders(shape, (alpha + age) * k, t, chances.a, chances.stays)
}

/** Remembers what customers of equal x and T share: one number for each j, NaN where it is not known yet. */
type Memory = (x: number, age: number) => { readonly cells: Float64Array; readonly first: number }

const forgetful = (k: number): Memory => {
  const cells = new Float64Array(k)
  return () => ({ cells: cells.fill(Number.NaN), first: 0 })
}

/** Cells that a table of all x by all T may have. */
const largestTable = 8_000_000

/** One table of all x by all T of a book; none where it would be too large: then customers share little. */
function memoryFor(s: PurchaseStatistics, k: number): Memory {
  const { values, indexOf } = timesOf(s)
  const known = distinctCounts(s)
  const ordinal = lookup(known)
  const size = values.length * known.size * k
  if (size > largestTable) return forgetful(k)
  const cells = new Float64Array(size).fill(Number.NaN)
  const place = { cells, first: 0 }
  return (x, age) => {
    place.first = (ordinal(x) * values.length + indexOf(age)) * k
    return place
  }
}

const since = new Float64Array(64)

function expectedWith(model: CnbdModel, { x, recency, age }: Seen, horizon: number, memory: Memory): number {
  const { k } = model.shape
  const { r, alpha } = model.parameters
  const { cells, first } = memory(x, age)
  if (k === 1) {
    if (Number.isNaN(cells[first] as number)) cells[first] = ordersAlive(model, x, age, 0, horizon)
    return cells[first] as number
  }
  const total = ticksSince(k, r + k * x, (age - recency) / (alpha + age), since)
  let sum = 0
  for (let j = 0; j < k; j++) {
    const chance = (since[j] as number) / total
    if (chance < 1e-17) continue
    if (Number.isNaN(cells[first + j] as number)) cells[first + j] = ordersAlive(model, x, age, j, horizon)
    sum += chance * (cells[first + j] as number)
  }
  return sum
}

/** E[Y(t) | x, t_x, T]: expected orders of a known customer in the `horizon` after T. A horizon of 0 or less gives 0. */
export const cnbdExpected = (model: CnbdModel, seen: Seen, horizon: number): number =>
  horizon > 0 ? cnbdAlive(model, seen) * expectedWith(model, seen, horizon, forgetful(model.shape.k)) : 0

/** E[X(t)]: expected repeat orders in `t` of a customer that has just placed its first order. */
export const cnbdNewCustomer = (model: CnbdModel, t: number): number => cnbdExpected(model, { x: 0, recency: 0, age: 0 }, t)

/** What P(alive) looks up in a book with k = 1: ln(alpha + t) by time, and by x the shape and ln of the odds of dropout. */
function aliveTables({ shape, parameters: { r, alpha, a, b } }: CnbdModel, s: PurchaseStatistics) {
  const { values, indexOf } = timesOf(s)
  const known = distinctCounts(s)
  const counts = [...known.keys()]
  const stays = (x: number) => b + x - (shape.drops === 'start' ? 0 : 1)
  return {
    indexOf,
    ordinal: lookup(known),
    ln: values.map(time => Math.log(alpha + time)),
    shapes: Float64Array.from(counts, x => r + x),
    lnOdds: Float64Array.from(counts, x => (shape.drops === 'repeat' && x === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / stays(x)))),
  }
}

/** P(alive) of every customer of a book. */
export function cnbdAliveOfBook(model: CnbdModel, s: PurchaseStatistics): Float64Array {
  const alive = new Float64Array(s.count).fill(1)
  if (model.shape.drops === 'never') return alive
  if (model.shape.k > 1) {
    const seen = { x: 0, recency: 0, age: 0 }
    for (let i = 0; i < s.count; i++) alive[i] = cnbdAlive(model, seat(s, i, seen))
    return alive
  }
  const { indexOf, ordinal, ln, shapes, lnOdds } = aliveTables(model, s)
  for (let i = 0; i < s.count; i++) {
    const n = ordinal(s.x[i] as number)
    const silence = (ln[indexOf(s.age[i] as number)] as number) - (ln[indexOf(s.recency[i] as number)] as number)
    alive[i] = 1 / (1 + Math.exp((lnOdds[n] as number) + (shapes[n] as number) * silence))
  }
  return alive
}

/** Expected orders of every customer of a book in the `horizon`; what customers of equal x and T share is computed once. */
export function cnbdExpectedOfBook(model: CnbdModel, s: PurchaseStatistics, horizon: number): Float64Array {
  const expected = new Float64Array(s.count)
  if (!(horizon > 0)) return expected
  const alive = cnbdAliveOfBook(model, s)
  const memory = memoryFor(s, model.shape.k)
  const seen = { x: 0, recency: 0, age: 0 }
  for (let i = 0; i < s.count; i++) expected[i] = expectedWith(model, seat(s, i, seen), horizon, memory) * (alive[i] as number)
  return expected
}

function seat(s: PurchaseStatistics, i: number, seen: { x: number; recency: number; age: number }): Seen {
  seen.x = s.x[i] as number
  seen.recency = s.recency[i] as number
  seen.age = s.age[i] as number
  return seen
}
