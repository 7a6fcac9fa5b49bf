import type { Fit, FitWarning } from './fit.ts'
import { largeBook, type Posterior, type PosteriorOptions, posteriorOf } from './posterior.ts'
import { type CountForecast, forecastCounts } from './posterior-counts.ts'
import { aliveOf, expectedOf, inUnitOf, modelOf } from './purchase-model.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

export type PredictOptions = PosteriorOptions & {
  /** In the unit of the fit. */
  readonly horizon: number
  /** Such as .9 (default) or .8. */
  readonly level?: number
  /** Draws made before, for example of the night's fit; otherwise they are made here. */
  readonly posterior?: Posterior
}

/** What of a fit is needed to predict a book. */
export type PredictedFit = Pick<Fit, 'model' | 'k' | 'parameters' | 'unit' | 'customers'>

/** Orders within the horizon, one index a customer, and of the book, with what is to be said about them. */
export type BookForecast = CountForecast & { readonly isIndustry: boolean; readonly warnings: readonly FitWarning[] }

/** Below so many points that count, a range is rough. */
const fewestPoints = 100

/**
 * Orders of every customer and of the book within the horizon, each with the range that holds `level` of what may come. `expected` and `pAlive` are the
 * model's own at the parameters of a fit of 500 customers and more; of a smaller one, means over the posterior. undefined for the models that do not
 * rest on x, t_x and T (bgbb, sbg). docs/methods/prediction-intervals.md
 */
export function predictBook(statistics: PurchaseStatistics, fit: PredictedFit, options: PredictOptions): BookForecast | undefined {
  const { horizon, level = 0.9, seed = 1 } = options
  if (statistics.count === 0) return { ...emptyForecast(0), isIndustry: false, warnings: [{ code: 'no_customers', args: {} }] }
  const s = inUnitOf(fit, statistics)
  const posterior = options.posterior ?? posteriorOf(s, fit, options)
  if (!posterior) return undefined
  const warnings = [...posterior.warnings]
  const isWeighed = posterior.effective < posterior.drawn
  if (isWeighed && posterior.effective < fewestPoints)
    warnings.push({ code: 'range_rough', args: { points: Math.round(posterior.effective) } })
  if (!(horizon > 0)) warnings.push({ code: 'horizon_zero', args: {} })
  const span = horizon > 0 ? horizon : 0
  const most = mostOrders(s, span)
  const thrown = forecastCounts(s, posterior.draws, span, level, seed, most)
  const isSure = modelOf(fit) !== undefined && Math.max(s.count, fit.customers) >= largeBook
  const forecast = isSure ? atFit(s, fit, span, most, thrown) : thrown
  return { ...forecast, isIndustry: posterior.isIndustry, warnings }
}

function emptyForecast(count: number): CountForecast {
  const column = () => new Float64Array(count)
  const total = { expected: 0, median: 0, low: 0, high: 0 }
  return { pAlive: column(), expected: column(), median: column(), low: column(), high: column(), total }
}

/** Orders of a day are one: where times are whole days, nobody has more of them than the horizon has days. */
function mostOrders(s: PurchaseStatistics, horizon: number): number {
  const isWhole = (time: number) => Math.abs(time * s.unitDays - Math.round(time * s.unitDays)) < 1e-9
  return s.age.every(isWhole) && s.recency.every(isWhole) ? Math.floor(horizon * s.unitDays) : Number.POSITIVE_INFINITY
}

/** P(alive) and expected orders as the model has them in closed form. */
function atFit(s: PurchaseStatistics, fit: PredictedFit, horizon: number, most: number, thrown: CountForecast): CountForecast {
  const finite = (values: Float64Array, instead: Float64Array) =>
    values.map((value, i) => (Number.isFinite(value) ? value : (instead[i] as number)))
  const pAlive = finite(aliveOf(fit, s), thrown.pAlive)
  const expected = finite(expectedOf(fit, s, horizon), thrown.expected).map(orders => Math.min(most, orders))
  return { ...thrown, pAlive, expected, total: { ...thrown.total, expected: expected.reduce((sum, orders) => sum + orders, 0) } }
}
