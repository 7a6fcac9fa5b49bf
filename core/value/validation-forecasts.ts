import type { CivilDay } from '#core/units/civil-day.ts'
import { type Baseline, baselineOf, baselines, type Origin } from './baselines.ts'
import { type Fit, fewestCustomers, fewestGaps, type PriorKind, type PurchaseModelName } from './fit.ts'
import { operationalHorizon, operationalStatistics, operationalTimeOf } from './operational-time.ts'
import { aliveOf, expectedOf, fitModel, modelOf } from './purchase-model.ts'
import { type PurchaseStatistics, statisticsAt, statisticsOf } from './purchase-statistics.ts'

/** The clock a model runs on: the calendar, or operational time (operational-time.ts). Rules run on the calendar. */
export const clocks = ['calendar', 'operational'] as const
export type Clock = (typeof clocks)[number]

/** What can forecast a book: a purchase model on a clock, or a rule. */
export type Candidate = { readonly method: PurchaseModelName | Baseline; readonly clock: Clock }

export const isRule = (method: Candidate['method']): method is Baseline => (baselines as readonly string[]).includes(method)

export type ValidationOptions = {
  /** The forecasts are held to the orders up to here. */
  readonly until: CivilDay
  /** Days to look ahead; where it is absent the book's length chooses. */
  readonly horizon?: number
  readonly prior: PriorKind
  /** A model is fitted to a systematic sample of at most so many customers; every customer is forecast. */
  readonly largestFit: number
}

export const defaultLargestFit = 20_000

/** An origin with the book's first day, and what the clocks make of it, kept for the next candidate. */
export type OriginData = { readonly origin: Origin; readonly from: CivilDay; readonly cache: Map<Clock, Timed> }

/** Statistics on a clock and the horizon in its days. */
export type Timed = { readonly statistics: PurchaseStatistics; readonly horizon: number }

/** What a candidate says at an origin, one value a customer; a rule knows no P(alive) and has no fit. */
export type Forecast = { readonly expected: Float64Array; readonly alive: Float64Array | null; readonly fit: Fit | null }

/** The statistics of an origin on a clock that was read from nothing later than the origin. */
export function timedAt({ origin, from, cache }: OriginData, clock: Clock): Timed {
  const known = cache.get(clock)
  if (known) return known
  const made = clock === 'calendar' ? calendarOf(origin) : operationalOf(origin, from)
  cache.set(clock, made)
  return made
}

const calendarOf = ({ orders, at, horizon }: Origin): Timed => ({ statistics: statisticsOf(orders, at, 1).statistics, horizon })

function operationalOf({ orders, at, horizon }: Origin, from: CivilDay): Timed {
  const time = operationalTimeOf(orders, from, at)
  return { statistics: operationalStatistics(time, orders, at), horizon: operationalHorizon(time, at, horizon) }
}

/** Every n-th customer, so that at most `most` are left. */
export function sampleOf(statistics: PurchaseStatistics, most: number): PurchaseStatistics {
  const step = Math.ceil(statistics.count / most)
  if (step <= 1) return statistics
  return statisticsAt(
    statistics,
    Int32Array.from({ length: Math.ceil(statistics.count / step) }, (_, i) => i * step),
  )
}

/** The forecast of a candidate at an origin; undefined where the model cannot be fitted there. */
export function forecastAt(data: OriginData, { method, clock }: Candidate, { prior, largestFit }: ValidationOptions): Forecast | undefined {
  if (isRule(method)) return { expected: baselineOf(method, data.origin), alive: null, fit: null }
  const { statistics, horizon } = timedAt(data, clock)
  const fit = fitOn(statistics, method, data.origin.at, { prior, largestFit })
  return fit && { expected: expectedOf(fit, statistics, horizon), alive: aliveOf(fit, statistics), fit }
}

/**
 * A model fitted to at most `largestFit` of the customers; undefined where they are too few for a population of their own, where it is refused, or has no
 * parameters to predict with.
 */
export function fitOn(
  statistics: PurchaseStatistics,
  method: PurchaseModelName,
  until: CivilDay,
  { prior, largestFit }: { readonly prior: PriorKind; readonly largestFit: number },
): Fit | undefined {
  const gaps = statistics.x.reduce((sum, x) => sum + x, 0)
  if (statistics.count < fewestCustomers || gaps < fewestGaps) return undefined
  const fitted = fitModel(sampleOf(statistics, largestFit), method, { unit: 'day', until, prior })
  return 'refusal' in fitted || !modelOf(fitted.fit) ? undefined : fitted.fit
}
