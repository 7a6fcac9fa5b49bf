import { lnGamma } from '#core/numerics/gamma-function.ts'
import { cholesky, inverse, symmetricEigen } from '#core/numerics/matrix.ts'
import { hessianAt, minimise, type Objective } from '#core/numerics/minimise.ts'
import type { Random } from '#core/numerics/random.ts'

/** A multivariate Student t from which a posterior is drawn: its middle, the lower triangle of its scale, row after row. */
export type Proposal = { readonly middle: Float64Array; readonly factor: Float64Array; readonly lnDeterminant: number }

/** A mode of a posterior with its Laplace approximation; lnEvidence is that of the integral. */
export type Laplace = Proposal & { readonly lnEvidence: number; readonly converged: boolean }

const df = 5
/** No direction is taken to be known less well than this (standard deviation, in logarithms). */
const widest = 4

/** The lower triangle of a covariance from a Hessian; curvatures that are flat or negative are raised, so that there always is one. */
function factorOf(hessian: Float64Array, size: number): Float64Array {
  const flattest = 1 / widest ** 2
  const { values, vectors } = symmetricEigen(hessian, size)
  const covariance = new Float64Array(size * size)
  for (let i = 0; i < size * size; i++) {
    const [row, column] = [Math.floor(i / size), i % size]
    for (let k = 0; k < size; k++) {
      const variance = 1 / Math.max(flattest, values[k] as number)
      covariance[i] = (covariance[i] as number) + (vectors[row * size + k] as number) * (vectors[column * size + k] as number) * variance
    }
  }
  return cholesky(covariance, size) ?? diagonal(size)
}

const diagonal = (size: number) => Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) ? 0 : 1))

function lnDeterminantOf(factor: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * (size + 1)] as number)
  return sum
}

/**
 * Mode and curvature of exp(-objective) from a start. `undefined` where the objective is not finite there. The objective must be that of a proper
 * posterior. docs/methods/prediction-intervals.md
 */
export function laplaceOf(objective: Objective, start: Float64Array): Laplace | undefined {
  const size = start.length
  const minimum = minimise(objective, start, { tolerance: 1e-5, maxIterations: 100 })
  if (!Number.isFinite(minimum.value)) return undefined
  const hessian = hessianAt(objective, minimum.at)
  if (!hessian.every(Number.isFinite)) return undefined
  const factor = factorOf(hessian, size)
  const lnDeterminant = lnDeterminantOf(factor, size)
  const lnEvidence = -minimum.value + (size / 2) * Math.log(2 * Math.PI) + lnDeterminant
  return { middle: minimum.at, factor, lnDeterminant, lnEvidence, converged: minimum.converged }
}

/** Throws a point of the proposal into `at`; the logarithm of its density comes back. Degrees of freedom Infinity: a normal, its density not asked for. */
export function throwFrom(proposal: Proposal, random: Random, at: Float64Array, degrees = df): number {
  const size = at.length
  const stretch = degrees === Number.POSITIVE_INFINITY ? 1 : Math.sqrt(degrees / (2 * random.gamma(degrees / 2)))
  let square = 0
  at.set(proposal.middle)
  for (let column = 0; column < size; column++) {
    const z = random.normal() * stretch
    square += z * z
    for (let row = column; row < size; row++) at[row] = (at[row] as number) + (proposal.factor[row * size + column] as number) * z
  }
  const constant = lnGamma((degrees + size) / 2) - lnGamma(degrees / 2) - (size / 2) * Math.log(degrees * Math.PI)
  return constant - proposal.lnDeterminant - ((degrees + size) / 2) * Math.log1p(square / degrees)
}

/** Mean and covariance of weighted points (one after another in `points`) as the next proposal; the old one where they do not span the space. */
export function refitted(proposal: Proposal, points: Float64Array, weights: Float64Array): Proposal {
  const size = proposal.middle.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const middle = new Float64Array(size)
  const covariance = new Float64Array(size * size)
  for (let n = 0; n < weights.length; n++)
    for (let i = 0; i < size; i++) middle[i] = (middle[i] as number) + ((weights[n] as number) / total) * (points[n * size + i] as number)
  for (let n = 0; n < weights.length; n++) {
    const share = (weights[n] as number) / total
    for (let i = 0; i < size * size; i++) {
      const [row, column] = [Math.floor(i / size), i % size]
      const [u, v] = [
        (points[n * size + row] as number) - (middle[row] as number),
        (points[n * size + column] as number) - (middle[column] as number),
      ]
      covariance[i] = (covariance[i] as number) + share * u * v
    }
  }
  const factor = cholesky(covariance, size)
  if (!factor || !inverse(covariance, size)) return proposal
  return { middle, factor, lnDeterminant: lnDeterminantOf(factor, size) }
}

/**
 * Weights from their logarithms, the greatest cut at mean x sqrt(n), so that no few points carry the answer; they sum to 1.
 * Source: Ionides (2008), "Truncated importance sampling", J. Comp. Graph. Stat. 17, 295-311.
 */
export function truncatedWeights(lnWeights: Float64Array): Float64Array {
  const top = lnWeights.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const weights = lnWeights.map(value => Math.exp(value - top))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const cut = (sum / weights.length) * Math.sqrt(weights.length)
  const kept = weights.map(weight => Math.min(weight, cut))
  const total = kept.reduce((all, weight) => all + weight, 0)
  return kept.map(weight => weight / total)
}

/** How many independent points the weights (sum 1) are worth. Kong (1992). */
export function effectiveCount(weights: Float64Array): number {
  return 1 / weights.reduce((sum, weight) => sum + weight * weight, 0)
}

/** Indices of `count` points drawn by their weights (sum 1), in ascending order: one throw for all. Kitagawa (1996), systematic resampling. */
export function resampled(weights: Float64Array, count: number, random: Random): Int32Array {
  const chosen = new Int32Array(count)
  const offset = random.uniform()
  let [index, reached] = [0, weights[0] ?? 1]
  for (let n = 0; n < count; n++) {
    const place = (n + offset) / count
    while (reached < place && index < weights.length - 1) reached += weights[++index] as number
    chosen[n] = index
  }
  return chosen
}
