import type { Objective } from '#core/numerics/minimise.ts'
import { type LeftAfter, lnAliveAt, lnLeftAfter, lnLeftAfterWithDerivatives, type ParetoNbdParameters } from './pareto-nbd.ts'
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
function histogramOf(x: ArrayLike<number>): Uint32Array {
  let most = 0
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i] as number)
  const counts = new Uint32Array(most + 1)
  for (let i = 0; i < x.length; i++) counts[x[i] as number] = (counts[x[i] as number] as number) + 1
  return counts
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
    const t = pairs.t[pair] as number
    const alive = values.aliveWeight[pair] as number
    gradient.r += weight * (byR[pair] as number) - alive * Math.log1p(t / p.alpha)
    gradient.alpha += weight * (byAlpha[pair] as number) + (alive * ((p.r * t) / p.alpha - (pairs.x[pair] as number))) / (p.alpha + t)
    gradient.s += weight * (byS[pair] as number) - alive * Math.log1p(t / p.beta)
    gradient.beta += weight * (byBeta[pair] as number) + (alive * p.s * t) / (p.beta * (p.beta + t))
  }
}

/** The sum of ln G(r + x) - ln G(r) over the book and its derivative: running sums, as x is a whole number. `counts` is how many have each x. */
function addRising(counts: Uint32Array, r: number, gradient: Gradient): number {
  let [above, sum] = [0, 0]
  for (let x = counts.length - 1; x > 0; x--) {
    above += counts[x] as number
    sum += above * Math.log(r + x - 1)
    gradient.r += above / (r + x - 1)
  }
  return sum
}

/** Shapes from here on are those of customers who do not differ: beyond it only the mean rate r / alpha, or hazard s / beta, still counts. */
const lnMostShape = Math.log(1e5)

/** Two hundred times the longest age: a hazard of so long a scale is constant all the while, and only its mean s / beta counts. */
export const farthestBeta = ({ age }: PurchaseColumns): number => {
  let longest = 0
  for (let i = 0; i < age.length; i++) longest = Math.max(longest, age[i] as number)
  return 200 * longest
}

/** Parameters within what can be told apart: shapes, and beta up to `farthest`. Beyond, both of a pair move together so that their mean stays. */
type Within = { readonly p: ParetoNbdParameters; readonly isRateAlike: boolean; readonly hazard: 'open' | 'alike' | 'constant' }

export function withinShapes(at: ArrayLike<number>, farthest: number): Within {
  const overRate = Math.max(0, (at[0] as number) - lnMostShape)
  const [overShape, overScale] = [(at[2] as number) - lnMostShape, (at[3] as number) - Math.log(farthest)]
  const overHazard = Math.max(0, overShape, overScale)
  const p = paretoNbdParametersAt([
    (at[0] as number) - overRate,
    (at[1] as number) - overRate,
    (at[2] as number) - overHazard,
    (at[3] as number) - overHazard,
  ])
  return { p, isRateAlike: overRate > 0, hazard: overHazard === 0 ? 'open' : overShape > overScale ? 'alike' : 'constant' }
}

/** The slopes by (ln r, ln alpha, ln s, ln beta). Where only a mean still counts, its two parameters have opposite slopes. */
function slopesOf({ p, isRateAlike, hazard }: Within, by: Gradient): readonly [number, number, number, number] {
  const [byR, byAlpha, byS, byBeta] = [by.r * p.r, by.alpha * p.alpha, by.s * p.s, by.beta * p.beta]
  return [isRateAlike ? -byAlpha : byR, byAlpha, hazard === 'alike' ? -byBeta : byS, hazard === 'constant' ? -byS : byBeta]
}

/**
 * Minus the mean log-likelihood of a book as a function of (ln r, ln alpha, ln s, ln beta), with its gradient. One exponential a term and a row; the
 * hypergeometric function runs over distinct (x, t) only.
 */
export function paretoNbdObjective({ x, recency, age }: PurchaseColumns): Objective {
  const farthest = farthestBeta({ x, recency, age })
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
      values.alive[pair] = lnAliveAt(p, orders, t)
      byR[pair] = one.byR
      byAlpha[pair] = one.byAlpha
      byS[pair] = one.byS
      byBeta[pair] = one.byBeta
    }
  }
  return (at, gradient) => {
    const within = withinShapes(at, farthest)
    const { p } = within
    const sum: Gradient = { r: 0, alpha: 0, s: 0, beta: 0 }
    prepare(p)
    const [lnRows, gone] = addRows(pairs, p.s, values)
    addPairs(pairs, p, values, derivatives, sum)
    const lnLikelihood = lnRows + addRising(counts, p.r, sum)
    sum.s += gone / p.s
    const scale = -1 / x.length
    gradient.set(slopesOf(within, sum).map(slope => slope * scale))
    return lnLikelihood * scale
  }
}

/** P(alive) of every customer of a book: the hypergeometric function runs over distinct (x, t) only. Rows as `paretoNbdAlive`. */
export function paretoNbdAliveOfBook(p: ParetoNbdParameters, { x, recency, age }: PurchaseColumns): Float64Array {
  const { x: orders, t: times, ofRecency, ofAge } = pairsOf(x, recency, age)
  const left = Float64Array.from(orders, (count, pair) => lnLeftAfter(p, count, times[pair] as number))
  const alive = Float64Array.from(orders, (count, pair) => lnAliveAt(p, count, times[pair] as number))
  return Float64Array.from(ofAge, (last, i) => {
    const first = ofRecency[i] as number
    const lnFirst = left[first] as number
    const goneAfter = first === last ? 1 : Math.exp((left[last] as number) - lnFirst)
    return goneAfter === 1 ? 1 : 1 / (1 + p.s * Math.exp(lnFirst - (alive[last] as number)) * Math.max(0, 1 - goneAfter))
  })
}
