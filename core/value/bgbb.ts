import { digamma, lnBeta } from '#core/numerics/gamma-function.ts'
import type { Objective } from '#core/numerics/minimise.ts'

/**
 * BG/BB: at each of n occasions a customer that is alive orders with its own probability (beta alpha, beta) and then leaves with its own (beta gamma,
 * delta). For trade on fixed occasions: call-offs, seasons, yearly orders.
 * Source: Fader, Hardie and Shang (2010), Marketing Science 29, 1086-1108. docs/methods/bgbb.md
 */
export type BgbbParameters = { readonly alpha: number; readonly beta: number; readonly gamma: number; readonly delta: number }

/** x orders at n occasions, the last at occasion `recency` (0 with none). */
export type OccasionHistory = { readonly x: number; readonly recency: number; readonly n: number }

/** Histories with how many customers have each; one index a row. */
export type OccasionTable = {
  readonly x: ArrayLike<number>
  readonly recency: ArrayLike<number>
  readonly n: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

export const isOccasionHistory = ({ x, recency, n }: OccasionHistory): boolean =>
  [x, recency, n].every(value => Number.isInteger(value) && value >= 0) && x <= recency && recency <= n && (x > 0 || recency === 0)

export const bgbbParametersAt = (at: ArrayLike<number>): BgbbParameters => ({
  alpha: Math.exp(at[0] as number),
  beta: Math.exp(at[1] as number),
  gamma: Math.exp(at[2] as number),
  delta: Math.exp(at[3] as number),
})

/** Slopes of a term's ln by alpha, beta, gamma and delta. */
type Slopes = [number, number, number, number]

/** Slopes of ln B(a + up, b + down) - ln B(a, b), written to places k and k + 1. */
function betaSlopes(a: number, b: number, up: number, down: number, slopes: Slopes, k: 0 | 2): void {
  const both = digamma(a + b + up + down) - digamma(a + b)
  slopes[k] = digamma(a + up) - digamma(a) - both
  slopes[k + 1] = digamma(b + down) - digamma(b) - both
}

/** ln of "alive after all n": B(alpha + x, beta + n - x) B(gamma, delta + n) over B(alpha, beta) B(gamma, delta). */
function lnAlive({ alpha, beta, gamma, delta }: BgbbParameters, { x, n }: OccasionHistory): number {
  return lnBeta(alpha + x, beta + n - x) - lnBeta(alpha, beta) + lnBeta(gamma, delta + n) - lnBeta(gamma, delta)
}

/** ln of "left right after the last order", the first of the terms that the likelihood adds up. */
function lnLeftAtLast({ alpha, beta, gamma, delta }: BgbbParameters, { x, recency }: OccasionHistory): number {
  return lnBeta(alpha + x, beta + recency - x) - lnBeta(alpha, beta) + lnBeta(gamma + 1, delta + recency) - lnBeta(gamma, delta)
}

/** The terms "left after occasion recency + i", i = 0 .. n - recency - 1, in parts of the first: each follows from the one before by a ratio. */
function leftSum({ alpha, beta, gamma, delta }: BgbbParameters, { x, recency, n }: OccasionHistory): number {
  let [term, sum] = [1, 0]
  for (let at = recency; at < n; at++) {
    sum += term
    term *= ((beta + at - x) / (alpha + beta + at)) * ((delta + at) / (gamma + delta + 1 + at))
  }
  return sum
}

/** The probability of one history (all orders of it known), as ln. */
export function bgbbLogLikelihood(parameters: BgbbParameters, history: OccasionHistory): number {
  const alive = lnAlive(parameters, history)
  if (history.recency === history.n) return alive
  const left = lnLeftAtLast(parameters, history) + Math.log(leftSum(parameters, history))
  return Math.max(alive, left) + Math.log1p(Math.exp(-Math.abs(alive - left)))
}

/** The mean slopes of the "left" terms, each by its share, added to `into` times `weight`. */
function addLeftSlopes(
  { alpha, beta, gamma, delta }: BgbbParameters,
  { x, recency, n }: OccasionHistory,
  weight: number,
  into: Slopes,
): void {
  const slopes: Slopes = [0, 0, 0, 0]
  betaSlopes(alpha, beta, x, recency - x, slopes, 0)
  betaSlopes(gamma, delta, 1, recency, slopes, 2)
  let term = 1
  for (let at = recency; at < n; at++) {
    for (let k = 0; k < 4; k++) into[k] = (into[k] as number) + weight * term * (slopes[k] as number)
    const [both, left] = [1 / (alpha + beta + at), 1 / (gamma + delta + 1 + at)]
    term *= (beta + at - x) * both * (delta + at) * left
    slopes[0] -= both
    slopes[1] += 1 / (beta + at - x) - both
    slopes[2] -= left
    slopes[3] += 1 / (delta + at) - left
  }
}

/** ln likelihood of a history; adds `weight` times its slopes. */
function addHistory(p: BgbbParameters, history: OccasionHistory, weight: number, into: Slopes): number {
  const ln = bgbbLogLikelihood(p, history)
  const alive = Math.exp(lnAlive(p, history) - ln)
  const slopes: Slopes = [0, 0, 0, 0]
  betaSlopes(p.alpha, p.beta, history.x, history.n - history.x, slopes, 0)
  betaSlopes(p.gamma, p.delta, 0, history.n, slopes, 2)
  for (let k = 0; k < 4; k++) into[k] = (into[k] as number) + weight * alive * (slopes[k] as number)
  if (history.recency < history.n) addLeftSlopes(p, history, weight * Math.exp(lnLeftAtLast(p, history) - ln), into)
  return ln
}

const historyAt = ({ x, recency, n }: OccasionTable, i: number): OccasionHistory => ({
  x: x[i] as number,
  recency: recency[i] as number,
  n: n[i] as number,
})

/** One row a distinct history, with the customers of all its rows; rows that are no history, or weigh nothing, are counted as left out. */
export function distinctHistories(table: OccasionTable): {
  readonly rows: readonly (OccasionHistory & { readonly weight: number })[]
  readonly leftOut: number
} {
  const found = new Map<string, OccasionHistory & { weight: number }>()
  let leftOut = 0
  for (let i = 0; i < table.x.length; i++) {
    const history = historyAt(table, i)
    const weight = table.weight[i] as number
    if (!isOccasionHistory(history) || !(weight > 0 && weight < Number.POSITIVE_INFINITY)) leftOut++
    else {
      const key = `${history.x} ${history.recency} ${history.n}`
      const known = found.get(key)
      if (known) known.weight += weight
      else found.set(key, { ...history, weight })
    }
  }
  return { rows: [...found.values()], leftOut }
}

/** Minus the mean log-likelihood as a function of the parameters' ln, with its gradient. */
export function bgbbObjective(rows: readonly (OccasionHistory & { readonly weight: number })[]): Objective {
  const whole = rows.reduce((sum, row) => sum + row.weight, 0)
  return (at, gradient) => {
    const p = bgbbParametersAt(at)
    const slopes: Slopes = [0, 0, 0, 0]
    let sum = 0
    for (const row of rows) sum += row.weight * addHistory(p, row, row.weight, slopes)
    gradient.set([-slopes[0] * p.alpha, -slopes[1] * p.beta, -slopes[2] * p.gamma, -slopes[3] * p.delta].map(slope => slope / whole))
    return -sum / whole
  }
}

/** The probability that a customer is alive at the next occasion, n + 1. */
export function bgbbAlive(parameters: BgbbParameters, history: OccasionHistory): number {
  const { gamma, delta } = parameters
  const stays = (delta + history.n) / (gamma + delta + history.n)
  return stays * Math.exp(lnAlive(parameters, history) - bgbbLogLikelihood(parameters, history))
}

/** Expected occasions at which a customer who is alive after n is alive among the next `horizon`, each worth (1 + rate)^-j. */
function occasionsAlive({ gamma, delta }: BgbbParameters, n: number, horizon: number, rate: number): number {
  let [alive, sum] = [1, 0]
  for (let j = 1; j <= horizon; j++) {
    alive *= (delta + n + j - 1) / (gamma + delta + n + j - 1) / (1 + rate)
    sum += alive
  }
  return sum
}

/** Expected orders of a known customer at its next `horizon` occasions; `rate` discounts an occasion. */
export function bgbbExpected(parameters: BgbbParameters, history: OccasionHistory, horizon: number, rate = 0): number {
  const { alpha, beta } = parameters
  const alive = Math.exp(lnAlive(parameters, history) - bgbbLogLikelihood(parameters, history))
  return ((alive * (alpha + history.x)) / (alpha + beta + history.n)) * occasionsAlive(parameters, history.n, horizon, rate)
}

/** Expected orders of a new customer at its first `horizon` occasions; `rate` discounts an occasion. */
export const bgbbExpectedOfNew = (parameters: BgbbParameters, horizon: number, rate = 0): number =>
  bgbbExpected(parameters, { x: 0, recency: 0, n: 0 }, horizon, rate)
