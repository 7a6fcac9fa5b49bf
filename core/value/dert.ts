import { integrate, unitRule } from '#core/numerics/quadrature.ts'
import { livedWithin, type ParetoNbdParameters, paretoNbdAlive, type PurchaseHistory } from './pareto-nbd.ts'

/**
 * Discounted expected residual transactions: orders still to come, an order at time t from now worth e^(-rate t).
 * Source: Fader, Hardie and Lee (2005), "RFM and CLV: using iso-value curves for customer base analysis", J. Marketing Research 42, 415-430, equation 2;
 * its confluent hypergeometric function is the integral of `discountedLife`, taken by quadrature. docs/methods/clv.md
 */

const daysOfYear = 365.25

/** The continuous rate per unit of `unitDays` days that is worth `annual` (.10 = 10 %) a year: ln(1 + annual) x unitDays / 365.25. */
export const continuousRate = (annual: number, unitDays: number): number => (Math.log1p(annual) * unitDays) / daysOfYear

/** Where e^-x is nothing beside 1, and panels enough that no panel spans more than a few powers of e. */
const nothing = 60
const panels = 16

/**
 * The integral over t from 0 to `horizon` of e^(-rate t) (scale / (scale + t))^s dt: discounted time still to be lived by one alive now whose hazard is
 * gamma (s, scale). Infinity for an endless horizon without discount where s <= 1. NaN outside scale, s > 0, rate, horizon >= 0.
 */
export function discountedLife(scale: number, s: number, rate: number, horizon = Number.POSITIVE_INFINITY): number {
  if (!(scale > 0 && s > 0 && rate >= 0 && horizon >= 0)) return Number.NaN
  if (rate === 0)
    return horizon < Number.POSITIVE_INFINITY ? livedWithin(scale, s, horizon) : s > 1 ? scale / (s - 1) : Number.POSITIVE_INFINITY
  const z = rate * scale
  const faint = Math.log1p(nothing / z)
  const end = Math.min(Math.log1p(horizon / scale), s > 1 ? Math.min(faint, nothing / (s - 1 + z)) : faint)
  return scale * integrate(y => Math.exp(-z * Math.expm1(y) - (s - 1) * y), 0, end, panels)
}

/** Discounted expected orders of a known customer under the Pareto/NBD, within `horizon` from now (default: for good). Rate and horizon in its unit. */
export function paretoNbdDert(
  parameters: ParetoNbdParameters,
  history: PurchaseHistory,
  rate: number,
  horizon = Number.POSITIVE_INFINITY,
  alive = paretoNbdAlive(parameters, history),
): number {
  const { r, alpha, s, beta } = parameters
  return ((alive * (r + history.x)) / (alpha + history.age)) * discountedLife(beta + history.age, s, rate, horizon)
}

/** Discounted expected repeat orders of a new customer under the Pareto/NBD, its first order not counted. */
export const paretoNbdDertOfNew = ({ r, alpha, s, beta }: ParetoNbdParameters, rate: number, horizon = Number.POSITIVE_INFINITY): number =>
  (r / alpha) * discountedLife(beta, s, rate, horizon)

/** Times of a horizon and what the orders expected until each count for: see `discountingOf`. */
export type Discounting = { readonly times: Float64Array; readonly weights: Float64Array }

/**
 * How to discount any model's expected orders E(t) within t: the sum of weight x E(time). By parts, the integral of e^(-rate t) dE(t) is
 * e^(-rate h) E(h) plus that of rate e^(-rate t) E(t), which is smooth: 16 nodes, closer together at the start where E(t) bends.
 */
export function discountingOf(horizon: number, rate: number): Discounting {
  if (rate === 0) return { times: Float64Array.of(horizon), weights: Float64Array.of(1) }
  const times = unitRule.node.map(u => horizon * u * u)
  const weights = unitRule.weight.map(
    (weight, k) => weight * 2 * horizon * (unitRule.node[k] as number) * rate * Math.exp(-rate * (times[k] as number)),
  )
  return { times: Float64Array.of(...times, horizon), weights: Float64Array.of(...weights, Math.exp(-rate * horizon)) }
}

/** Discounted expected orders from a model's expected number of orders within t. */
export const discountedOrders = ({ times, weights }: Discounting, expectedWithin: (t: number) => number): number =>
  times.reduce((sum, time, k) => sum + (weights[k] as number) * expectedWithin(time), 0)
