import { digamma, lnGamma } from '#core/numerics/gamma-function.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import { type LeftAfter, lnLeftAfterWithDerivatives, type ParetoNbdParameters } from './pareto-nbd.ts'
import { type Pairs, pairsOf } from './pareto-nbd-pairs.ts'

/** What the likelihood reads: one index a customer, times in one unit. */
export type PurchaseColumns = { readonly x: ArrayLike<number>; readonly recency: ArrayLike<number>; readonly age: ArrayLike<number> }

export const paretoNbdParametersAt = (at: ArrayLike<number>): ParetoNbdParameters => ({
  r: Math.exp(at[0] as number),
  alpha: Math.exp(at[1] as number),
  s: Math.exp(at[2] as number),
  beta: Math.exp(at[3] as number),
})

/** How many customers have each x. */
function histogramOf(x: ArrayLike<number>): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (let i = 0; i < x.length; i++) found.set(x[i] as number, (found.get(x[i] as number) ?? 0) + 1)
  return found
}

/** What every pair brings: ln of "left after t" and of "alive at t", and the weights of their gradients that the rows add up. */
type PairValues = {
  readonly left: Float64Array
  readonly alive: Float64Array
  readonly leftWeight: Float64Array
  readonly aliveWeight: Float64Array
}

/** The weights of the rows on the pairs; gives the sum of ln(alive + left before) and the expected number who have left. */
function addRows({ ofRecency, ofAge }: Pairs, s: number, { left, alive, leftWeight, aliveWeight }: PairValues): readonly [number, number] {
  let [lnSum, gone] = [0, 0]
  for (let i = 0; i < ofAge.length; i++) {
    const [first, last] = [ofRecency[i] as number, ofAge[i] as number]
    const lnAlive = alive[last] as number
    const lnFirst = left[first] as number
    const top = lnAlive > lnFirst ? lnAlive : lnFirst
    const a = Math.exp(lnAlive - top)
    const before = s * Math.exp(lnFirst - top)
    const after = first === last ? before : s * Math.exp((left[last] as number) - top)
    const row = a + Math.max(0, before - after)
    lnSum += top + Math.log(row)
    gone += Math.max(0, before - after) / row
    aliveWeight[last] = (aliveWeight[last] as number) + a / row
    leftWeight[first] = (leftWeight[first] as number) + before / row
    leftWeight[last] = (leftWeight[last] as number) - after / row
  }
  return [lnSum, gone]
}

type Derivatives = Readonly<Record<'byR' | 'byAlpha' | 'byS' | 'byBeta', Float64Array>>
type Gradient = { r: number; alpha: number; s: number; beta: number }

/** The derivatives of all pairs, each by its weight. */
function addPairs(
  pairs: Pairs,
  p: ParetoNbdParameters,
  values: PairValues,
  { byR, byAlpha, byS, byBeta }: Derivatives,
  gradient: Gradient,
): void {
  for (let pair = 0; pair < pairs.x.length; pair++) {
    const weight = values.leftWeight[pair] as number
    const [a, b] = [p.alpha + (pairs.t[pair] as number), p.beta + (pairs.t[pair] as number)]
    const alive = values.aliveWeight[pair] as number
    gradient.r += weight * (byR[pair] as number) - alive * Math.log(a)
    gradient.alpha += weight * (byAlpha[pair] as number) - (alive * (p.r + (pairs.x[pair] as number))) / a
    gradient.s += weight * (byS[pair] as number) - alive * Math.log(b)
    gradient.beta += weight * (byBeta[pair] as number) - (alive * p.s) / b
  }
}

/** The part that depends on x alone: ln G(r + x) - ln G(r) + r ln alpha + s ln beta, and its gradient. */
function addConstants(counts: ReadonlyMap<number, number>, { r, alpha, s, beta }: ParetoNbdParameters, gradient: Gradient): number {
  const [lnAlpha, lnBeta] = [Math.log(alpha), Math.log(beta)]
  let sum = 0
  for (const [x, count] of counts) {
    sum += count * (lnGamma(r + x) - lnGamma(r) + r * lnAlpha + s * lnBeta)
    gradient.r += count * (digamma(r + x) - digamma(r) + lnAlpha)
    gradient.alpha += (count * r) / alpha
    gradient.s += count * lnBeta
    gradient.beta += (count * s) / beta
  }
  return sum
}

/**
 * Minus the mean log-likelihood of a book as a function of (ln r, ln alpha, ln s, ln beta), with its gradient. One exponential a term and a row; the
 * hypergeometric function runs over distinct (x, t) only.
 */
export function paretoNbdObjective({ x, recency, age }: PurchaseColumns): Objective {
  const pairs = pairsOf(x, recency, age)
  const counts = histogramOf(x)
  const columns = () => new Float64Array(pairs.x.length)
  const values: PairValues = { left: columns(), alive: columns(), leftWeight: columns(), aliveWeight: columns() }
  const derivatives: Derivatives = { byR: columns(), byAlpha: columns(), byS: columns(), byBeta: columns() }
  const { byR, byAlpha, byS, byBeta } = derivatives
  const one: LeftAfter = { value: 0, byR: 0, byAlpha: 0, byS: 0, byBeta: 0 }
  const prepare = (p: ParetoNbdParameters) => {
    values.leftWeight.fill(0)
    values.aliveWeight.fill(0)
    for (let pair = 0; pair < pairs.x.length; pair++) {
      const [orders, t] = [pairs.x[pair] as number, pairs.t[pair] as number]
      lnLeftAfterWithDerivatives(p, orders, t, one)
      values.left[pair] = one.value
      values.alive[pair] = -(p.r + orders) * Math.log(p.alpha + t) - p.s * Math.log(p.beta + t)
      byR[pair] = one.byR
      byAlpha[pair] = one.byAlpha
      byS[pair] = one.byS
      byBeta[pair] = one.byBeta
    }
  }
  return (at, gradient) => {
    const p = paretoNbdParametersAt(at)
    const sum: Gradient = { r: 0, alpha: 0, s: 0, beta: 0 }
    prepare(p)
    const [lnRows, gone] = addRows(pairs, p.s, values)
    addPairs(pairs, p, values, derivatives, sum)
    const lnLikelihood = lnRows + addConstants(counts, p, sum)
    sum.s += gone / p.s
    const scale = -1 / x.length
    gradient.set([sum.r * p.r * scale, sum.alpha * p.alpha * scale, sum.s * p.s * scale, sum.beta * p.beta * scale])
    return lnLikelihood * scale
  }
}
