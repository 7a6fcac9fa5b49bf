import type { Objective } from '#core/numerics/minimise.ts'
import { type FitOptions, type Fitted, type FitWarning, fewestCustomers, fewestGaps } from './fit.ts'
import type { ParetoNbdParameters } from './pareto-nbd.ts'
import { paretoNbdObjective } from './pareto-nbd-likelihood.ts'
import { type PurchaseStatistics, timeScaleOf } from './purchase-statistics.ts'
import { settle } from './settle-fit.ts'
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

function warningsOf(
  { r, s, beta }: ParetoNbdParameters,
  meanAge: number,
  statistics: PurchaseStatistics,
  repeats: number,
): readonly FitWarning[] {
  const found: FitWarning[] = []
  const staying = (beta / (beta + meanAge)) ** s
  if (1 - staying < fewestLeavers) found.push({ code: 'dropout_not_identifiable', args: {} })
  else if (s > alike) found.push({ code: 'dropout_spread_not_identifiable', args: {} })
  if (staying < fewestLeavers) found.push({ code: 'everyone_leaves', args: {} })
  if (r > alike) found.push({ code: 'rates_alike', args: {} })
  if (statistics.count < fewestCustomers) found.push({ code: 'few_customers', args: { customers: statistics.count } })
  if (repeats < fewestGaps) found.push({ code: 'few_gaps', args: { gaps: repeats } })
  return found
}

/** Pareto/NBD by maximum likelihood, or by the mode under the weak prior. */
export function fitParetoNbd(statistics: PurchaseStatistics, options: FitOptions): Fitted {
  const { count, x, age } = statistics
  if (count === 0) return { refusal: { code: 'no_customers', args: {} } }
  const meanAge = age.reduce((sum, value) => sum + value, 0) / count
  if (!(meanAge > 0)) return { refusal: { code: 'no_time', args: {} } }
  const gaps = x.reduce((sum, value) => sum + value, 0)
  const isWeak = options.prior === 'weak'
  if (gaps === 0 && !isWeak) return { refusal: { code: 'rates_not_identifiable', args: {} } }
  const timeScale = timeScaleOf(statistics)
  const { log, ...rest } = settle({
    likelihood: paretoNbdObjective(statistics),
    customers: count,
    names,
    starts: startsOf(timeScale, meanAge),
    prior: isWeak ? paretoNbdWeakPrior(timeScale) : undefined,
  })
  const warnings = [...warningsOf(rest.parameters as ParetoNbdParameters, meanAge, statistics, gaps), ...rest.warnings]
  const repeatCustomers = x.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
  return {
    fit: {
      model: 'paretonbd',
      k: 1,
      unit: options.unit,
      customers: count,
      repeatCustomers,
      until: options.until ?? null,
      ...rest,
      warnings,
    },
    log,
  }
}
