import type { Objective } from '#core/numerics/minimise.ts'
import { dayRounding, refusalFor, sampleOf, tooFew } from './cnbd.ts'
import type { FitOptions, Fitted, FitWarning, LogFit } from './fit.ts'
import type { ParetoNbdParameters } from './pareto-nbd.ts'
import { farthestBeta, paretoNbdObjective, withinShapes } from './pareto-nbd-likelihood.ts'
import { type PurchaseStatistics, timeScaleOf } from './purchase-statistics.ts'
import { settle, unlessSaid } from './settle-fit.ts'
import { weakPrior, weakPriorOf } from './weak-prior.ts'

const names = ['r', 'alpha', 's', 'beta'] as const

/**
 * The weak prior in the Pareto/NBD's own parameters: rates as everywhere; the hazard of leaving within one usual gap about 8 %, and the spread of the
 * hazards about that of an exponential. At (ln r, ln alpha, ln s, ln beta).
 */
export function paretoNbdWeakPrior(timeScale: number): Objective {
  const ofRates = weakPriorOf(timeScale, 1)
  const lnHazard = { mean: Math.log(0.08 / timeScale), deviation: weakPrior.logitDropout.deviation }
  return (at, gradient) => {
    const own = new Float64Array(2)
    const cost = ofRates(at.subarray(0, 2), own)
    const [lnS, lnBeta] = [at[2] as number, at[3] as number]
    const away = (lnS - lnBeta - lnHazard.mean) / lnHazard.deviation ** 2
    gradient.set([own[0] as number, own[1] as number, lnS + away, -away])
    return cost + 0.5 * lnS * lnS + 0.5 * away * (lnS - lnBeta - lnHazard.mean)
  }
}

/** Two places to begin: hazards as spread as rates, and nearly alike. */
function startsOf(timeScale: number, meanAge: number): readonly Float64Array[] {
  return [
    [0.7, 0.7 * timeScale, 0.6, 0.6 * Math.max(meanAge, timeScale)],
    [1.5, 1.5 * timeScale, 3, 30 * Math.max(meanAge, timeScale)],
  ].map(start => Float64Array.from(start, Math.log))
}

/** Shapes beyond this are those of customers who do not differ. */
const alike = 100
/** A share of leavers below this is none that the data could show. */
const fewestLeavers = 1e-3

const warn = (isTrue: boolean, code: FitWarning['code'], args: FitWarning['args'] = {}): FitWarning[] => (isTrue ? [{ code, args }] : [])

/** Five in logs is a factor of 148; a log-likelihood that falls by less than this on the way has no opinion. */
const far = 5
const noOpinion = 0.02

/** What the data left open, by the parameters themselves and by how the posterior falls. `dropout` is the mean chance to leave before the next order. */
function warningsOf({ r, alpha, s, beta }: ParetoNbdParameters, { mode, objective }: LogFit, meanAge: number): readonly FitWarning[] {
  const height = (...step: number[]) =>
    objective(
      mode.map((value, k) => value + (step[k] ?? 0)),
      new Float64Array(names.length),
    )
  const isFlat = (...step: number[]) => height(...step) - height() < noOpinion
  const leavers = -Math.expm1(-s * Math.log1p(meanAge / beta))
  const dropout = (s * alpha) / (s * alpha + r * beta)
  const isAlike = r > alike || isFlat(far, far)
  const rates = [
    ...warn(isAlike, 'rates_alike', { r }),
    ...warn(!isAlike && (isFlat(-far, -far) || isFlat(-far)), 'rates_not_identifiable', { r }),
  ]
  if (leavers < fewestLeavers || isFlat(0, 0, -far)) return [...rates, { code: 'dropout_not_identifiable', args: { dropout } }]
  if (leavers > 1 - fewestLeavers || isFlat(0, 0, far)) return [...rates, { code: 'everyone_leaves', args: { dropout } }]
  return [
    ...rates,
    ...warn(s > alike || isFlat(0, 0, far, far) || isFlat(0, 0, -far, -far), 'dropout_spread_not_identifiable', { dropout }),
  ]
}

/**
 * Fits the Pareto/NBD to a book: maximum likelihood, or the mode under the weak prior. Refused as the other purchase models: fewer than 15 customers or 3
 * gaps without a prior, impossible rows, no time passed.
 */
export function fitParetoNbd(statistics: PurchaseStatistics, options: FitOptions): Fitted {
  const refusal = refusalFor(statistics, options.prior)
  if (refusal) return { refusal }
  const { count, x, age } = statistics
  const isWeak = options.prior === 'weak'
  const meanAge = age.reduce((sum, value) => sum + value, 0) / count
  const timeScale = timeScaleOf(statistics)
  const sampled = sampleOf(statistics)
  const { log, ...rest } = settle({
    likelihood: paretoNbdObjective(statistics),
    customers: count,
    names,
    starts: startsOf(timeScale, meanAge),
    sample: sampled === statistics ? undefined : paretoNbdObjective(sampled),
    blocks: [
      [0, 1],
      [2, 3],
    ],
    prior: isWeak ? paretoNbdWeakPrior(timeScale) : undefined,
  })
  const { p } = withinShapes(log.mode, farthestBeta(statistics))
  const few = isWeak ? [tooFew(statistics)].filter(warning => warning !== undefined) : []
  const open = warningsOf(p, log, meanAge)
  const said = open.flatMap(({ code }) => (code.startsWith('rates_') ? ['r', 'alpha'] : ['s', 'beta']))
  const warnings = [...few, ...dayRounding(statistics), ...open, ...unlessSaid(rest.warnings, said)]
  const repeatCustomers = x.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
  const about = { model: 'paretonbd', k: 1, unit: options.unit, customers: count, repeatCustomers, until: options.until ?? null } as const
  return { fit: { ...about, ...rest, parameters: p, warnings }, log }
}
