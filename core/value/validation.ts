import { actualOrders, type Origin, originAt } from './baselines.ts'
import type { Fit } from './fit.ts'
import { type Candidate, forecastAt, type OriginData, type ValidationOptions } from './validation-forecasts.ts'
import {
  type CohortError,
  type Cohorts,
  type CohortSums,
  addToCohorts,
  cohortErrors,
  cohortsAt,
  cohortsOf,
  newCohortSums,
} from './validation-cohorts.ts'
import {
  aliveCalibration,
  type CalibrationBucket,
  calibrationOf,
  type ErrorFigures,
  errorFigures,
  pooledFigures,
} from './validation-figures.ts'
import { type Origins, planOrigins, spanOf } from './validation-origins.ts'
import type { OrderDays } from './window.ts'

/** How one candidate did. */
export type MethodRecord = Candidate & {
  /** Over all origins: errors and totals of all customers together, rankings as the mean of the origins. */
  readonly pooled: ErrorFigures
  readonly byOrigin: readonly ErrorFigures[]
  readonly byCohort: readonly CohortError[]
  readonly calibration: readonly CalibrationBucket[]
  /** P(alive) against the share that ordered; null for a rule. */
  readonly alive: readonly CalibrationBucket[] | null
  /** The fit at each origin; none for a rule. */
  readonly fits: readonly Fit[]
}

/** The book as it stood at each origin. */
export type Trial = {
  readonly origins: Origins
  readonly data: readonly OriginData[]
  readonly actual: readonly Int32Array[]
  readonly cohorts: Cohorts
  readonly cohort: readonly Uint16Array[]
  readonly options: ValidationOptions
}

/** Sets up the origins of a book; undefined where it is too short for any (validation-origins.ts). */
export function startTrial(orders: OrderDays, options: ValidationOptions): Trial | undefined {
  const span = spanOf(orders, options.until)
  const origins = span && planOrigins(span[0], options.until, options.horizon)
  if (!span || !origins) return undefined
  const at: readonly Origin[] = origins.at.map(day => originAt(orders, day, origins.horizon))
  const cohorts = cohortsOf(span[0], options.until)
  return {
    origins,
    data: at.map(origin => ({ origin, from: span[0], cache: new Map() })),
    actual: at.map(actualOrders),
    cohorts,
    cohort: at.map(origin => cohortsAt(cohorts, origin)),
    options,
  }
}

/**
 * A candidate at every origin of a trial, each time fitted to what was known then. undefined where it could not be fitted at one of them. docs/methods/validation.md
 */
export function recordOf(trial: Trial, candidate: Candidate): MethodRecord | undefined {
  const sums = newCohortSums(trial.cohorts)
  const byOrigin: ErrorFigures[] = []
  const all = { predicted: [] as Float64Array[], alive: [] as Float64Array[] }
  const fits: Fit[] = []
  for (let index = 0; index < trial.data.length; index++) {
    const forecast = forecastAt(trial.data[index] as OriginData, candidate, trial.options)
    if (!forecast) return undefined
    byOrigin.push(measured(trial, index, forecast.expected, sums))
    all.predicted.push(forecast.expected)
    if (forecast.alive) all.alive.push(forecast.alive)
    if (forecast.fit) fits.push(forecast.fit)
  }
  const actual = joined(trial.actual)
  return {
    ...candidate,
    pooled: pooledFigures(byOrigin),
    byOrigin,
    byCohort: cohortErrors(trial.cohorts, sums),
    calibration: calibrationOf(joined(all.predicted), actual),
    alive: all.alive.length > 0 ? aliveCalibration(joined(all.alive), actual) : null,
    fits,
  }
}

function measured(trial: Trial, index: number, expected: Float64Array, sums: CohortSums): ErrorFigures {
  const actual = trial.actual[index] as Int32Array
  addToCohorts(sums, trial.cohort[index] as Uint16Array, expected, actual)
  return errorFigures(expected, actual)
}

function joined<T extends Float64Array | Int32Array>(parts: readonly T[]): T {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = parts[0] instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)
  let next = 0
  for (const part of parts) {
    whole.set(part, next)
    next += part.length
  }
  return whole as T
}
