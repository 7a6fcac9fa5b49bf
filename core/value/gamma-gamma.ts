import { digamma, lnGamma } from '#core/numerics/gamma-function.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import { type FitOptions, type Fitted, type FitWarning, fewestCustomers } from './fit.ts'
import { settle } from './settle-fit.ts'

/**
 * Gamma-Gamma: what a customer spends per order varies about its own mean by a gamma (shape p), and the means differ among customers (q, gamma).
 * Source: Fader, Hardie and Lee (2005), J. Marketing Research 42, 415-430; Fader and Hardie (2013), "The Gamma-Gamma model of monetary value".
 * docs/methods/gamma-gamma.md
 */
export type GammaGammaParameters = { readonly p: number; readonly q: number; readonly gamma: number }

/** Orders that the mean was taken over, and the mean spend of them in money; one index a customer. */
export type SpendColumns = { readonly orders: ArrayLike<number>; readonly meanSpend: ArrayLike<number> }

/** Customers of one number of orders: money in means of the book, totals of their orders, and the sum of the ln of their means. */
type Group = { readonly orders: number; readonly totals: Float64Array; readonly lnMeans: number }

const isUsable = (orders: number, mean: number): boolean =>
  orders >= 1 && orders < Number.POSITIVE_INFINITY && mean > 0 && mean < Number.POSITIVE_INFINITY

function groupsOf({ orders, meanSpend }: SpendColumns, scale: number, every: number): readonly Group[] {
  const counts = new Map<number, number>()
  const use = (visit: (of: number, mean: number) => void) => {
    for (let i = 0; i < orders.length; i += every)
      if (isUsable(orders[i] as number, meanSpend[i] as number)) visit(orders[i] as number, meanSpend[i] as number)
  }
  use(of => counts.set(of, (counts.get(of) ?? 0) + 1))
  const filled = new Map(Array.from(counts, ([of, count]) => [of, { orders: of, totals: new Float64Array(count), lnMeans: 0, next: 0 }]))
  use((of, mean) => {
    const group = filled.get(of)
    if (!group) return
    group.totals[group.next++] = (of * mean) / scale
    group.lnMeans += Math.log(mean / scale)
  })
  return [...filled.values()]
}

/** The sums of ln(gamma + total) and of 1 / (gamma + total). One logarithm for sixteen customers: their product cannot leave the range of a double. */
function sumsOf(totals: Float64Array, gamma: number): readonly [number, number] {
  let [lnSum, inverse, product] = [0, 0, 1]
  for (let i = 0; i < totals.length; i++) {
    const at = gamma + (totals[i] as number)
    inverse += 1 / at
    product *= at
    if ((i & 15) === 15) {
      lnSum += Math.log(product)
      product = 1
    }
  }
  return [lnSum + Math.log(product), inverse]
}

/** Parameters farther than e to this power are no place for a minimum, and products of sixteen would overflow. */
const farthest = 35

/** Minus the mean log-likelihood as a function of (ln p, ln q, ln gamma), of groups whose money is divided by `scale`. */
function objectiveOf(groups: readonly Group[], scale: number): Objective {
  const lnScale = Math.log(scale)
  const count = groups.reduce((sum, group) => sum + group.totals.length, 0)
  return (at, gradient) => {
    const lnGammaParameter = (at[2] as number) - lnScale
    if (!(Math.max(Math.abs(at[0] as number), Math.abs(at[1] as number), Math.abs(lnGammaParameter)) < farthest))
      return Number.POSITIVE_INFINITY
    const [p, q, gamma] = [Math.exp(at[0] as number), Math.exp(at[1] as number), Math.exp(lnGammaParameter)]
    let [sum, byP, byQ, byGamma] = [0, 0, 0, 0]
    for (const { orders, totals, lnMeans } of groups) {
      const n = totals.length
      const [lnSum, inverse] = sumsOf(totals, gamma)
      const shape = p * orders
      const psi = digamma(shape + q)
      sum += n * (lnGamma(shape + q) - lnGamma(shape) + shape * Math.log(orders)) + (shape - 1) * lnMeans - (shape + q) * lnSum
      byP += orders * (n * (psi - digamma(shape) + Math.log(orders)) + lnMeans - lnSum)
      byQ += n * psi - lnSum
      byGamma -= (shape + q) * inverse
    }
    sum += count * (q * lnGammaParameter - lnGamma(q))
    byQ += count * (lnGammaParameter - digamma(q))
    byGamma += (count * q) / gamma
    gradient.set([(-byP * p) / count, (-byQ * q) / count, (-byGamma * gamma) / count])
    return lnScale - sum / count
  }
}

type Moments = {
  readonly customers: number
  readonly leftOut: number
  readonly mean: number
  readonly isSame: boolean
  readonly correlation: number | null
}

/** One pass over the book: who counts, their mean, and how spend goes with frequency. */
function momentsOf({ orders, meanSpend }: SpendColumns): Moments {
  let [customers, leftOut, sum, least, most] = [0, 0, 0, Number.POSITIVE_INFINITY, 0]
  let [mx, my, xx, yy, xy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < orders.length; i++) {
    const [of, mean] = [orders[i] as number, meanSpend[i] as number]
    if (!isUsable(of, mean)) {
      if (!(of === 0)) leftOut++
      continue
    }
    customers++
    sum += mean
    least = Math.min(least, mean)
    most = Math.max(most, mean)
    const [dx, dy] = [Math.log(of) - mx, Math.log(mean) - my]
    mx += dx / customers
    my += dy / customers
    xx += dx * (Math.log(of) - mx)
    yy += dy * (Math.log(mean) - my)
    xy += dx * (Math.log(mean) - my)
  }
  return {
    customers,
    leftOut,
    mean: sum / customers,
    isSame: least === most,
    correlation: xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null,
  }
}

/** From this correlation on the independence that the model takes for granted is in doubt. */
const doubtfulCorrelation = 0.3
/** A systematic sample of so many customers finds the start for the whole book. */
const sampleSize = 20_000

function warningsOf(moments: Moments, q: number): readonly FitWarning[] {
  const found: FitWarning[] = []
  if (moments.leftOut > 0) found.push({ code: 'spend_left_out', args: { customers: moments.leftOut } })
  const correlation = moments.correlation ?? 0
  if (Math.abs(correlation) >= doubtfulCorrelation) found.push({ code: 'spend_follows_frequency', args: { correlation } })
  if (q <= 1) found.push({ code: 'spend_mean_infinite', args: { q } })
  if (moments.customers < fewestCustomers)
    found.push({ code: 'few_customers', args: { customers: moments.customers, fewest: fewestCustomers } })
  return found
}

/**
 * What is believed of spend before a book speaks, weakly: a customer's orders vary by about half of its mean, customers by about as much, and their mean
 * is about that of the book. -ln of the density at (ln p, ln q, ln gamma), each term normal.
 */
function weakPriorOf(mean: number): Objective {
  const [lnShape, spread, lnMean] = [Math.log(4), 1, Math.log(mean)]
  return (at, gradient) => {
    const [lnP, lnQ, lnGammaParameter] = [at[0] as number, at[1] as number, at[2] as number]
    const [ofP, ofQ, ofMean] = [(lnP - lnShape) / spread, (lnQ - lnShape) / spread, lnP + lnGammaParameter - lnQ - lnMean]
    gradient.set([ofP / spread + ofMean, ofQ / spread - ofMean, ofMean])
    return (ofP * ofP + ofQ * ofQ + ofMean * ofMean) / 2
  }
}

/**
 * Gamma-Gamma by maximum likelihood (or the mode under the weak prior) from the customers with an order and a positive mean spend; others are left out and, unless they have no order,
 * counted in a warning. Refused where nobody spends, or, without a prior, all the same.
 */
export function fitGammaGamma(columns: SpendColumns, options: FitOptions): Fitted {
  const moments = momentsOf(columns)
  const { customers, mean } = moments
  if (customers === 0) return { refusal: { code: 'nobody_spends', args: {} } }
  const isWeak = options.prior === 'weak'
  if (moments.isSame && !isWeak) return { refusal: { code: 'spends_alike', args: { customers } } }
  const every = Math.floor(columns.orders.length / sampleSize)
  const likelihoodOf = (step: number) => objectiveOf(groupsOf(columns, mean, step), mean)
  const { log, ...rest } = settle({
    likelihood: likelihoodOf(1),
    customers,
    names: ['p', 'q', 'gamma'],
    starts: [Float64Array.from([4, 4, mean], Math.log)],
    prior: isWeak ? weakPriorOf(mean) : undefined,
    sample: every > 1 ? likelihoodOf(every) : undefined,
  })
  const warnings = [...warningsOf(moments, rest.parameters['q'] ?? 0), ...rest.warnings]
  return {
    fit: {
      model: 'gammagamma',
      k: 1,
      unit: options.unit,
      customers,
      repeatCustomers: customers,
      until: options.until ?? null,
      ...rest,
      warnings,
    },
    log,
  }
}

/** ln of the density of a customer's mean spend over its orders. */
export function gammaGammaLogLikelihood({ p, q, gamma }: GammaGammaParameters, orders: number, mean: number): number {
  const shape = p * orders
  return (
    lnGamma(shape + q) -
    lnGamma(shape) -
    lnGamma(q) +
    q * Math.log(gamma) +
    (shape - 1) * Math.log(mean) +
    shape * Math.log(orders) -
    (shape + q) * Math.log(gamma + orders * mean)
  )
}

/**
 * Expected spend per order of a customer who spent `mean` over `orders`; with no orders, or a mean that is not positive, that of the population.
 * undefined where the model's mean is infinite (p x + q <= 1).
 */
export function expectedSpend({ p, q, gamma }: GammaGammaParameters, orders = 0, mean = 0): number | undefined {
  const x = isUsable(orders, mean) ? orders : 0
  const denominator = p * x + q - 1
  return denominator > 0 ? (p * (gamma + (x ? x * mean : 0))) / denominator : undefined
}

/** `expectedSpend` of every customer; NaN where it is infinite. */
export const expectedSpendOfBook = (parameters: GammaGammaParameters, { orders, meanSpend }: SpendColumns): Float64Array =>
  Float64Array.from(
    { length: orders.length },
    (_, i) => expectedSpend(parameters, orders[i] as number, meanSpend[i] as number) ?? Number.NaN,
  )
