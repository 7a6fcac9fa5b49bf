import { inverse } from '#core/numerics/matrix.ts'
import { certify, finish, largest, type Minimum, minimise, type Newton, newton, type Objective } from '#core/numerics/minimise.ts'

/** Where the search may go: beyond it a parameter in logs has nothing more to say, and a wall stops it. */
export type Box = { readonly low: Float64Array; readonly high: Float64Array }

export type Search = {
  /** -ln likelihood (or posterior) of all customers, and of a systematic sample with the number of customers in each; the same function for a small book. */
  readonly full: Objective
  readonly customers: number
  readonly sample: Objective
  readonly sampled: number
  readonly starts: readonly Float64Array[]
  readonly box: Box
  /** Further starts when the search ended in a place that it may have slipped to, far out where all is flat. */
  readonly again?: (mode: Float64Array) => readonly Float64Array[]
}

export type Mode = {
  readonly at: Float64Array
  /** Of -ln likelihood, all customers. */
  readonly value: number
  readonly hessian: Float64Array
  readonly hessianPositive: boolean
  readonly covariance: Float64Array | undefined
  readonly gradientNorm: number
  readonly iterations: number
  readonly converged: boolean
  /** The parameters that ran into the wall of the box, by index. */
  readonly atBound: readonly number[]
  /** Whether all starts ended in modes of the same height. */
  readonly startsAgree: boolean
}

/** The mean over customers, with a wall about the box, so that tolerances mean the same for every book. */
function meanOf(objective: Objective, customers: number, { low, high }: Box): Objective {
  return (at, gradient) => {
    const inside = at.map((value, i) => Math.min(high[i] as number, Math.max(low[i] as number, value)))
    let value = objective(inside, gradient) / customers
    for (let i = 0; i < at.length; i++) {
      const beyond = (at[i] as number) - (inside[i] as number)
      value += beyond * beyond
      gradient[i] = (gradient[i] as number) / customers + 2 * beyond
    }
    return value
  }
}

const gentle = { tolerance: 1e-7, maxIterations: 100 }
const agreeing = 1e-6
const byValue = (one: Minimum, other: Minimum) => one.value - other.value

/**
 * The mode of a likelihood: BFGS from every start on the sample, its curvature carried to all customers, Newton's steps to the end, and the certificate
 * (gradient, eigenvalues, a second start).
 */
export function findMode({ full, customers, sample, sampled, starts, box, again }: Search): Mode {
  const ofSample = meanOf(sample, sampled, box)
  const found = starts.map(start => minimise(ofSample, start, gentle)).sort(byValue)
  const first = found[0] as Minimum
  const further = again?.(first.at).map(start => minimise(ofSample, start, gentle)) ?? []
  const best = [first, ...further].sort(byValue)[0] as Minimum
  const startsAgree = found.every(other => other.value - best.value < agreeing * Math.max(1, Math.abs(best.value)))
  const ofAll = meanOf(full, customers, box)
  const carried = full === sample ? best : climbOn(ofSample, ofAll, best.at)
  const polished = full === sample ? settled(ofAll, carried) : arrived(ofAll, carried)
  const at = polished.at.map((value, i) => Math.min(box.high[i] as number, Math.max(box.low[i] as number, value)))
  const hessian = polished.hessian.map(second => second * customers)
  const { hessianPositive, covariance } = certify(hessian, at.length)
  const iterations = best.iterations + (carried === best ? 0 : carried.iterations) + polished.iterations
  const converged = largest(polished.gradient) < 1e-6
  const atBound = [...at.keys()].filter(i => at[i] !== polished.at[i])
  const value = atBound.length === 0 ? polished.value * customers : full(at, new Float64Array(at.length))
  const gradientNorm = largest(polished.gradient) * customers
  return { at, value, hessian, hessianPositive, covariance, gradientNorm, iterations, converged, atBound, startsAgree }
}

const settled = (objective: Objective, from: Minimum) => newton(objective, from.at, { tolerance: 1e-9, maxIterations: 8 })

/** The end on all customers; where the sample led astray, the search goes on without it. */
function arrived(ofAll: Objective, from: Minimum): Newton {
  const end = finish(ofAll, from, 1e-10)
  return largest(end.gradient) < 1e-8 ? end : settled(ofAll, minimise(ofAll, end.at, gentle))
}

/** From the sample's mode to that of all, with the sample's curvature to begin with. */
function climbOn(ofSample: Objective, ofAll: Objective, from: Float64Array) {
  const { hessian } = newton(ofSample, from, { maxIterations: 0 })
  const inverseHessian = inverse(hessian, from.length)
  return minimise(ofAll, from, { tolerance: 1e-5, maxIterations: 25, ...(inverseHessian && { inverseHessian }) })
}

/**
 * A function that tells how much the log-likelihood falls when the mode is moved by a step: a fall of next to nothing says that the data do not identify
 * this direction. The objective may be that of a sample, `times` smaller than the whole.
 */
export function fallsFrom(objective: Objective, at: Float64Array, times: number): (...step: readonly number[]) => number {
  const gradient = new Float64Array(at.length)
  const value = objective(at, gradient)
  return (...step) => {
    const moved = objective(
      at.map((before, i) => before + (step[i] ?? 0)),
      gradient,
    )
    return Number.isFinite(moved) ? (moved - value) * times : Number.POSITIVE_INFINITY
  }
}

/** Variance of a function of the parameters by the delta method: g' C g. */
export function deltaVariance(gradient: readonly number[], covariance: Float64Array): number {
  const n = gradient.length
  let sum = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) sum += (gradient[i] as number) * (covariance[i * n + j] as number) * (gradient[j] as number)
  return sum
}
