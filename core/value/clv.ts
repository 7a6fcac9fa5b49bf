import { continuousRate, discountedLife, discountedOrders, discountingOf, paretoNbdDertOfNew } from './dert.ts'
import { paretoNbdAliveOfBook } from './pareto-nbd-likelihood.ts'
import { expectedOf, expectedOfCustomer, type FittedModel, modelOf, newCustomerExpected } from './purchase-model.ts'
import { type CustomerStatistics, daysOf, type PurchaseStatistics } from './purchase-statistics.ts'

/**
 * Customer lifetime value: discounted expected orders x expected spend per order x margin rate. Discount is continuous, at ln(1 + annual) a year: an order
 * counts from the moment it is expected. docs/methods/clv.md
 */
export type ClvTerms = {
  /** Discount of a year, .10 = 10 %. */
  readonly annualDiscount: number
  readonly horizonYears: number
}

export const defaultClvTerms: ClvTerms = { annualDiscount: 0.1, horizonYears: 5 }

const daysOfYear = 365.25

/** Terms are usable when the horizon is a positive finite number and the discount is not below 0. */
export const areClvTerms = ({ annualDiscount, horizonYears }: ClvTerms): boolean =>
  horizonYears > 0 && horizonYears < Number.POSITIVE_INFINITY && annualDiscount >= 0 && annualDiscount < Number.POSITIVE_INFINITY

/** Rate and horizon in units of `unitDays` days. */
function measuresOf({ annualDiscount, horizonYears }: ClvTerms, unitDays: number) {
  const rate = continuousRate(annualDiscount, unitDays)
  const horizon = (horizonYears * daysOfYear) / unitDays
  return { rate, horizon }
}

/**
 * Discounted expected orders of every customer within the horizon from the day of observation. The fit is one of repeat buying (a RangeError otherwise);
 * terms that are none give NaN throughout.
 */
export function discountedOrdersOf(fit: FittedModel, statistics: PurchaseStatistics, terms = defaultClvTerms): Float64Array {
  if (!areClvTerms(terms)) return new Float64Array(statistics.count).fill(Number.NaN)
  const unitDays = daysOf(fit.unit)
  const { rate, horizon } = measuresOf(terms, unitDays)
  const model = modelOf(fit)
  if (model?.family === 'paretonbd') return paretoNbdDiscounted(model.parameters, statistics, statistics.unitDays / unitDays, rate, horizon)
  const sum = new Float64Array(statistics.count)
  const { times, weights } = discountingOf(horizon, rate)
  times.forEach((time, k) => {
    const expected = expectedOf(fit, statistics, time)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (weights[k] as number) * (expected[i] as number)
  })
  return sum
}

/** The closed form; the discounted life depends on the age alone. `scale` brings times into the unit of the parameters. */
function paretoNbdDiscounted(
  parameters: { readonly r: number; readonly alpha: number; readonly s: number; readonly beta: number },
  { x, recency, age }: PurchaseStatistics,
  scale: number,
  rate: number,
  horizon: number,
): Float64Array {
  const { r, alpha, s, beta } = parameters
  const ages = scale === 1 ? age : age.map(time => time * scale)
  const alive = paretoNbdAliveOfBook(parameters, { x, recency: scale === 1 ? recency : recency.map(time => time * scale), age: ages })
  const lives = new Map<number, number>()
  return alive.map((chance, i) => {
    const time = ages[i] as number
    let life = lives.get(time)
    if (life === undefined) lives.set(time, (life = discountedLife(beta + time, s, rate, horizon)))
    return ((chance * (r + (x[i] as number))) / (alpha + time)) * life
  })
}

/** Discounted expected orders of one customer, its times in the unit of the fit; NaN for terms that are none. */
export function discountedOrdersOfCustomer(
  fit: FittedModel,
  seen: Pick<CustomerStatistics, 'x' | 'recency' | 'age'>,
  terms = defaultClvTerms,
): number {
  if (!areClvTerms(terms)) return Number.NaN
  const { rate, horizon } = measuresOf(terms, daysOf(fit.unit))
  return discountedOrders(discountingOf(horizon, rate), t => expectedOfCustomer(fit, seen, t))
}

/** Discounted expected repeat orders of a new customer within the horizon from its first order, which is not counted; NaN for terms that are none. */
export function discountedOrdersOfNew(fit: FittedModel, terms = defaultClvTerms): number {
  if (!areClvTerms(terms)) return Number.NaN
  const { rate, horizon } = measuresOf(terms, daysOf(fit.unit))
  const model = modelOf(fit)
  if (model?.family === 'paretonbd') return paretoNbdDertOfNew(model.parameters, rate, horizon)
  return discountedOrders(discountingOf(horizon, rate), t => newCustomerExpected(fit, t))
}

/** What a lifetime value is the product of; one index a customer. Spend in money per order, margin as a rate of it (may be negative). */
export type ClvParts = { readonly orders: ArrayLike<number>; readonly spend: ArrayLike<number>; readonly margin: ArrayLike<number> }

/** Lifetime values in the money of the spend; NaN where a part is unknown, except that no orders are worth nothing. */
export const lifetimeValues = ({ orders, spend, margin }: ClvParts): Float64Array =>
  Float64Array.from({ length: orders.length }, (_, i) => lifetimeValue(orders[i] as number, spend[i] as number, margin[i] as number))

/** One lifetime value: discounted orders x spend per order x margin rate. A new customer's first order counts as one order more, undiscounted. */
export const lifetimeValue = (orders: number, spend: number, margin: number): number => (orders === 0 ? 0 : orders * spend * margin)
