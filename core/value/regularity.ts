import { digamma, trigamma } from '#core/numerics/gamma-function.ts'
import type { Days } from '#core/trade/book.ts'
import type { OrderDays } from './window.ts'

/**
 * How regular the gaps between orders are: the shape k of gamma-distributed gaps. 1 = pure chance, 2 and more = a rhythm, below 1 = bursts.
 * Two adjacent gaps of one customer share their rate, so M = gap1 / (gap1 + gap2) ~ Beta(k, k) whatever the rate is, and k = (1 - 4v) / (8v) with
 * v the variance of M about one half. Source: Wheat and Morrison (1990), J. Marketing Research 27, 87-93; docs/methods/regularity.md
 */
export type Regularity = {
  readonly k: number
  /** By the delta method, customers taken as clusters. */
  readonly standardError: number
  /** 95 % interval, from ln k. */
  readonly low: number
  readonly high: number
  /** Pairs of gaps, each gap in one pair, and the customers they come from. */
  readonly pairs: number
  readonly customers: number
}

/** Fewer pairs say nothing about k. */
const fewestPairs = 10
const beyond95 = 1.96
/** Shapes are kept in this range: gaps of whole days cannot tell more. */
export const shapeRange = { low: 0.05, high: 100 } as const

/** k of the book from all order days, at most 100 (gaps all alike). undefined with fewer than ten pairs of gaps. */
export function regularityOfBook(orders: OrderDays): Regularity | undefined {
  const sums = { pairs: 0, customers: 0, squares: 0, crosses: 0, weights: 0, clusters: 0 }
  for (let who = 0; who + 1 < orders.start.length; who++)
    addPairs(orders.day, orders.start[who] as number, orders.start[who + 1] as number, sums)
  const v = sums.squares / sums.pairs
  const { pairs, customers } = sums
  const most = shapeRange.high
  if (pairs < fewestPairs) return undefined
  if (v < 1 / (8 * most + 4)) return { k: most, standardError: 0, low: most, high: most, pairs, customers }
  // The variance of v: squares of each customer's sum of (m - v), written out so that one pass is enough.
  const spread = sums.clusters - 2 * v * sums.crosses + v * v * sums.weights
  const standardError = Math.sqrt(Math.max(0, spread)) / pairs / (8 * v * v)
  const k = Math.max(shapeRange.low, (1 - 4 * v) / (8 * v))
  const factor = Math.exp((beyond95 * standardError) / k)
  return { k, standardError, low: k / factor, high: k * factor, pairs, customers }
}

type PairSums = { pairs: number; customers: number; squares: number; crosses: number; weights: number; clusters: number }

/** Pairs run back from the last gap, so that the latest habits count. */
function addPairs(day: Days, start: number, end: number, sums: PairSums): void {
  let [pairs, own] = [0, 0]
  for (let last = end - 1; last - 2 >= start; last -= 2) {
    const [a, b, c] = [day[last - 2] as number, day[last - 1] as number, day[last] as number]
    const off = (b - a) / (c - a) - 0.5
    own += off * off
    pairs++
  }
  if (pairs === 0) return
  sums.pairs += pairs
  sums.customers++
  sums.squares += own
  sums.crosses += own * pairs
  sums.weights += pairs * pairs
  sums.clusters += own * own
}

/** What a customer's gaps say of their shape: how many, the recency (their sum) and the sum of their logarithms, in one unit. */
export type GapSums = { readonly x: ArrayLike<number>; readonly recency: ArrayLike<number>; readonly lnGaps: ArrayLike<number> }

/** Own shape needs so many gaps. */
export const gapsForOwnShape = 4

/**
 * ln of the shape of one customer's gaps: maximum likelihood in closed form (Minka 2002, Estimating a Gamma distribution), less the bias that ln of it has
 * in so small a sample (that of a logarithm of a chi-square with gaps - 1 degrees). `spread` = ln(mean gap) - mean of ln(gap); none = a perfect rhythm.
 */
export function lnShapeOf(gaps: number, spread: number): number {
  const shape = spread > 0 ? (3 - spread + Math.sqrt((spread - 3) ** 2 + 24 * spread)) / (12 * spread) : shapeRange.high
  const ln = Math.log(shape) - Math.log(gaps / 2) + digamma((gaps - 1) / 2)
  return Math.min(Math.log(shapeRange.high), Math.max(Math.log(shapeRange.low), ln))
}

/** Precision of that ln by the number of gaps, for shapes about k: a table, since customers share few numbers. */
function precisions(k: number, most: number): Float64Array {
  const scale = 1 / (2 * (k * k * trigamma(k) - k))
  return Float64Array.from({ length: most + 1 }, (_, gaps) => (gaps < gapsForOwnShape ? 0 : 1 / (scale * trigamma((gaps - 1) / 2))))
}

/** More gaps than that count as that many: by then the own shape stands for itself. */
const mostGaps = 400

export type CustomerShapes = {
  /** One a customer: the own shape drawn to the book's; the book's where there are too few gaps. */
  readonly k: Float32Array
  /** The middle of the customers' shapes, and the standard deviation of ln k between customers (0 = all alike). */
  readonly middle: number
  readonly deviation: number
  /** Customers with enough gaps for a shape of their own. */
  readonly customers: number
}

/**
 * The regularity of each customer, with shrinkage: ln k is drawn to the book's mean the more, the fewer gaps there are and the more alike the customers
 * are (DerSimonian and Laird 1986). `fallback` = k of the book, where nobody has enough gaps. docs/methods/regularity.md
 */
export function shapesOfCustomers(sums: GapSums, fallback: number): CustomerShapes {
  const k = new Float32Array(sums.x.length)
  const precision = precisions(fallback, mostGaps)
  const { customers, weights, squares, sum, quadratic } = weighShapes(sums, precision, k)
  const middle = customers > 0 ? sum / weights : Math.log(fallback)
  const excess = quadratic - middle * sum - (customers - 1)
  const between = customers > 1 ? Math.max(0, excess / (weights - squares / weights)) : 0
  for (let who = 0; who < k.length; who++) {
    const trust = between * (precision[Math.min(mostGaps, sums.x[who] as number)] as number)
    k[who] = Math.exp(trust > 0 ? ((k[who] as number) * trust + middle) / (trust + 1) : middle)
  }
  return { k, middle: Math.exp(middle), deviation: Math.sqrt(between), customers }
}

type Weighed = { customers: number; weights: number; squares: number; sum: number; quadratic: number }

/** Writes the ln of the raw shapes, and adds up what the shrinkage needs. */
function weighShapes(sums: GapSums, precision: Float64Array, into: Float32Array): Weighed {
  const weighed = { customers: 0, weights: 0, squares: 0, sum: 0, quadratic: 0 }
  for (let who = 0; who < into.length; who++) {
    const gaps = sums.x[who] as number
    if (gaps < gapsForOwnShape) continue
    const ln = lnShapeOf(gaps, Math.log((sums.recency[who] as number) / gaps) - (sums.lnGaps[who] as number) / gaps)
    const weight = precision[Math.min(mostGaps, gaps)] as number
    into[who] = ln
    weighed.customers++
    weighed.weights += weight
    weighed.squares += weight * weight
    weighed.sum += weight * ln
    weighed.quadratic += weight * ln * ln
  }
  return weighed
}
