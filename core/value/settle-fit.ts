import { inverse } from '#core/numerics/matrix.ts'
import { certify, finish, largest, type Minimum, minimise, type Newton, newton, type Objective } from '#core/numerics/minimise.ts'
import type { FitWarning, LogFit } from './fit.ts'
import { withPrior } from './weak-prior.ts'

/** What a search needs: minus the mean log-likelihood of a customer by the parameters' ln, how many customers that is, and where to begin. */
export type Search = {
  readonly likelihood: Objective
  readonly customers: number
  readonly names: readonly string[]
  readonly starts: readonly Float64Array[]
  /** The likelihood of a systematic sample of a large book, on which the way from the starts is gone. */
  readonly sample?: Objective | undefined
  /** Parameters that are open together: what one block leaves open does not touch the errors of another. Default: all in one. */
  readonly blocks?: readonly (readonly number[])[]
  /** -ln of a prior's density, for the whole book. */
  readonly prior?: Objective | undefined
}

/** The part of a Fit that every likelihood yields alike. */
export type Settled = {
  readonly log: LogFit
  readonly parameters: Readonly<Record<string, number>>
  readonly standardErrors: Readonly<Record<string, number | null>>
  readonly logLikelihood: number
  readonly gradientNorm: number
  readonly hessianPositive: boolean
  readonly iterations: number
  readonly warnings: readonly FitWarning[]
}

const timesCustomers =
  (objective: Objective, factor: number): Objective =>
  (at, gradient) => {
    const value = objective(at, gradient)
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) * factor
    return value * factor
  }

/** Units of log-likelihood by which two ends of a search are two. */
const apart = 0.01
/** A parameter is at its bound when it went farther than e to this power from its first start, or where its own ln is not known to this standard error. */
const boundOfLn = 16
const widestError = 8

const scaled = (error: number | null, by: number): number | null => (error === null ? null : error * by)

/** Standard errors of some of the parameters' logs, the others taken as known; undefined where the curvature does not give them. */
function errorsWithin(hessian: Float64Array, n: number, block: readonly number[]): readonly number[] | undefined {
  const part = Float64Array.from(block.flatMap(row => block.map(column => hessian[row * n + column] as number)))
  const { covariance } = certify(part, block.length)
  const errors = covariance && block.map((_, k) => Math.sqrt(covariance[k * (block.length + 1)] as number))
  return errors?.every(error => error < widestError) ? errors : undefined
}

/** Standard errors of the logs: of all together, or, where that leaves something open, of the blocks that are closed; null for the others. */
function errorsOf(
  hessian: Float64Array,
  n: number,
  blocks: readonly (readonly number[])[],
  isFar: (k: number) => boolean,
): readonly (number | null)[] {
  const all = Array.from({ length: n }, (_, k) => k)
  const together = all.some(isFar) ? undefined : errorsWithin(hessian, n, all)
  if (together) return together
  const found: (number | null)[] = all.map(() => null)
  for (const block of blocks) {
    const errors = block.length === n || block.some(isFar) ? undefined : errorsWithin(hessian, n, block)
    block.forEach((k, i) => {
      found[k] = errors?.[i] ?? null
    })
  }
  return found
}

/** Warnings without those of parameters at their bound that a better sentence has been said about already. */
export const unlessSaid = (warnings: readonly FitWarning[], said: readonly string[]): readonly FitWarning[] =>
  warnings.filter(({ code, args }) => code !== 'parameter_at_bound' || !said.includes(String(args['parameter'])))

type End = Newton & { readonly isFlat: boolean }

const endOf = (end: Newton, before: number): End => ({ ...end, iterations: before + end.iterations, isFlat: largest(end.gradient) < 1e-7 })

function descend(objective: Objective, start: Float64Array): End {
  const rough = minimise(objective, start, { tolerance: 1e-6 })
  return endOf(newton(objective, rough.at, { tolerance: 1e-11, maxIterations: 12 }), rough.iterations)
}

/** Down on the sample from every start; its distinct ends on to the whole book's, with the sample's curvature to begin with. */
function climb(whole: Objective, sample: Objective, starts: readonly Float64Array[]): readonly End[] {
  const ways = starts.map(start => minimise(sample, start, { tolerance: 1e-5 }))
  return ways.filter(isNew).map(way => {
    const inverseHessian = inverse(newton(sample, way.at, { maxIterations: 0 }).hessian, way.at.length)
    const rough = minimise(whole, way.at, { tolerance: 1e-5, ...(inverseHessian && { inverseHessian }) })
    return endOf(finish(whole, rough), way.iterations + rough.iterations)
  })
}

/** Ends of the sample that are the same need one way on only. */
const isNew = ({ at }: Minimum, k: number, all: readonly Minimum[]): boolean =>
  !all.slice(0, k).some(other => other.at.every((value, i) => Math.abs(value - (at[i] as number)) < 0.05))

/**
 * The minimum from the best of several starts, by BFGS and then Newton's steps, with its certificate: gradient, Hessian, agreement of the starts.
 * `logLikelihood` is without the prior; the search's own objective comes back in `log`, for the whole book.
 */
export function settle({ likelihood, customers, names, starts, sample, blocks, prior }: Search): Settled {
  const mean = prior ? withPrior(likelihood, timesCustomers(prior, 1 / customers)) : likelihood
  const ends = sample ? climb(mean, sample, starts) : starts.map(start => descend(mean, start))
  const best = ends.reduce((first, end) => (end.value < first.value ? end : first))
  const hessian = best.hessian.map(value => value * customers)
  const { hessianPositive } = certify(hessian, names.length)
  const isFar = (k: number) => Math.abs((best.at[k] as number) - (starts[0]?.[k] ?? 0)) > boundOfLn
  const errors = errorsOf(hessian, names.length, blocks ?? [names.map((_, k) => k)], isFar)
  const value = (k: number) => Math.exp(best.at[k] as number)
  const warnings: FitWarning[] = names.flatMap((parameter, k) =>
    errors[k] === null ? [{ code: 'parameter_at_bound', args: { parameter } }] : [],
  )
  const isInside = warnings.length === 0
  if (isInside && !best.isFlat) warnings.push({ code: 'not_converged', args: { gradient: largest(best.gradient) * customers } })
  if (isInside && !hessianPositive) warnings.push({ code: 'hessian_not_positive', args: {} })
  if (isInside && ends.some(end => end.isFlat && (end.value - best.value) * customers > apart))
    warnings.push({ code: 'starts_disagree', args: {} })
  return {
    log: { mode: best.at, hessian, objective: timesCustomers(mean, customers) },
    parameters: Object.fromEntries(names.map((name, k) => [name, value(k)])),
    standardErrors: Object.fromEntries(names.map((name, k) => [name, scaled(errors[k] ?? null, value(k))])),
    logLikelihood: -likelihood(best.at, new Float64Array(names.length)) * customers,
    gradientNorm: largest(best.gradient) * customers,
    hessianPositive,
    iterations: ends.reduce((sum, end) => sum + end.iterations, 0),
    warnings,
  }
}
