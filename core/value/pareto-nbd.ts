import { type Hypergeometric, hypergeometricOfOne, hypergeometricWithDerivatives } from '#core/numerics/hypergeometric.ts'

/**
 * Pareto/NBD: orders come at a customer's own rate (gamma r, alpha) until it leaves at its own hazard (gamma s, beta), at any moment.
 * Source: Schmittlein, Morrison and Colombo (1987), Management Science 33, 1-24; Fader and Hardie (2005), "A note on deriving the Pareto/NBD model".
 * docs/methods/pareto-nbd.md
 */
export type ParetoNbdParameters = { readonly r: number; readonly alpha: number; readonly s: number; readonly beta: number }

/** x repeat order days, the last of them at recency, seen until age; recency and age in the unit of alpha and beta. */
export type PurchaseHistory = { readonly x: number; readonly recency: number; readonly age: number }

/**
 * ln of alpha^r beta^s times the integral from t to infinity of (alpha + u)^-(r + x) (beta + u)^-(s + 1) du: a customer with x orders who leaves after
 * t, up to s G(r + x) / G(r). In the Euler-transformed form all terms are positive, and taken beside alpha and beta they keep their digits where rates
 * or hazards are all alike (r or s large).
 */
export function lnLeftAfter(parameters: ParetoNbdParameters, x: number, t: number): number {
  const { r, alpha, s, beta } = parameters
  const whole = r + s + x
  const [a, b] = [alpha + t, beta + t]
  const factor =
    alpha >= beta
      ? hypergeometricOfOne(r + x, whole + 1, (alpha - beta) / a)
      : (hypergeometricOfOne(s + 1, whole + 1, (beta - alpha) / b) * a) / b
  return lnAliveAt(parameters, x, t) + Math.log(factor / whole)
}

/** ln of alpha^r beta^s (alpha + t)^-(r + x) (beta + t)^-s: a customer with x orders who is there at t, up to the same factor without s. */
export const lnAliveAt = ({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number): number =>
  -r * Math.log1p(t / alpha) - x * Math.log(alpha + t) - s * Math.log1p(t / beta)

/** `lnLeftAfter` and its derivatives. */
export type LeftAfter = { value: number; byR: number; byAlpha: number; byS: number; byBeta: number }

const inner: Hypergeometric = { value: 0, byB: 0, byC: 0, byZ: 0 }

/** `lnLeftAfter` with its four derivatives into `into`. */
export function lnLeftAfterWithDerivatives({ r, alpha, s, beta }: ParetoNbdParameters, x: number, t: number, into: LeftAfter): LeftAfter {
  const whole = r + s + x
  const [a, b] = [alpha + t, beta + t]
  const [lnA, lnB] = [Math.log1p(t / alpha), Math.log1p(t / beta)]
  const isAlphaGreater = alpha >= beta
  const z = isAlphaGreater ? (alpha - beta) / a : (beta - alpha) / b
  const { value, byB, byC, byZ } = hypergeometricWithDerivatives(isAlphaGreater ? r + x : s + 1, whole + 1, z, inner)
  const ofWhole = byC / value - 1 / whole
  const ofB = byB / value
  const ofZ = byZ / value
  into.value = -r * lnA - x * Math.log(a) - s * lnB + Math.log(value / whole) + (isAlphaGreater ? 0 : Math.log(a / b))
  into.byR = ofWhole - lnA + (isAlphaGreater ? ofB : 0)
  into.byS = ofWhole - lnB + (isAlphaGreater ? 0 : ofB)
  into.byAlpha = ((r * t) / alpha - x + (isAlphaGreater ? ofZ * (1 - z) : 1)) / a - (isAlphaGreater ? 0 : ofZ / b)
  into.byBeta = (s * t) / (beta * b) + (isAlphaGreater ? -ofZ / a : (ofZ * (1 - z) - 1) / b)
  return into
}

/** The probability that a customer is still one at the end of its age. 1 for one that has just ordered. */
export function paretoNbdAlive(parameters: ParetoNbdParameters, { x, recency, age }: PurchaseHistory): number {
  if (!(age > recency)) return 1
  const atLast = lnLeftAfter(parameters, x, recency)
  const gone = Math.exp(lnLeftAfter(parameters, x, age) - atLast)
  return 1 / (1 + parameters.s * Math.exp(atLast - lnAliveAt(parameters, x, age)) * Math.max(0, 1 - gone))
}

/** The integral over a time t of ((scale + u) / scale)^-s du: expected time still to live within t. Whole at s = 1. */
export function livedWithin(scale: number, s: number, t: number): number {
  const d = s - 1
  const l = Math.log1p(t / scale)
  return scale * (d === 0 ? l : -Math.expm1(-d * l) / d)
}

/** Expected orders of a new customer in t after its first (E[X(t)]). */
export const paretoNbdExpectedOfNew = ({ r, alpha, s, beta }: ParetoNbdParameters, t: number): number =>
  (r / alpha) * livedWithin(beta, s, t)

/** Expected orders of a known customer in the t after its age (E[Y(t) | x, t_x, T]), where `alive` is its P(alive). */
export function paretoNbdExpected(
  parameters: ParetoNbdParameters,
  history: PurchaseHistory,
  t: number,
  alive = paretoNbdAlive(parameters, history),
): number {
  const { r, alpha, s, beta } = parameters
  return ((alive * (r + history.x)) / (alpha + history.age)) * livedWithin(beta + history.age, s, t)
}
