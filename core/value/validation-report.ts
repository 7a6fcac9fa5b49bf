import type { CivilDay } from '#core/units/civil-day.ts'
import { type Choice, chooseMethod, triedModels, tryAll } from './choose-model.ts'
import type { PurchaseModelName } from './fit.ts'
import type { ForecastReason } from './forecast-texts.ts'
import { operationalTimeOf } from './operational-time.ts'
import { statisticsOf } from './purchase-statistics.ts'
import { type Regularity, regularityOfBook, shapesOfCustomers } from './regularity.ts'
import { type MethodRecord, startTrial, type Trial } from './validation.ts'
import { type Coverage, coverageOf, holds } from './validation-coverage.ts'
import { defaultLargestFit, type ValidationOptions } from './validation-forecasts.ts'
import { shortestBook, spanOf } from './validation-origins.ts'
import type { OrderDays } from './window.ts'

/** Everything that the page "How good is the forecast" shows of a book. Plain data. */
export type ForecastReport = {
  readonly until: CivilDay
  readonly horizon: number
  readonly origins: readonly OriginSummary[]
  readonly choice: Choice
  /** Of the best model; null where none could be fitted. */
  readonly coverage: Coverage | null
  readonly regularity: Regularity | null
  /** How the customers' own regularity differs, of those with enough gaps to tell; null where nobody has. */
  readonly ownRegularity: OwnRegularity | null
  /** First the reason of the choice, then what else has to be said, alarms among them. */
  readonly sentences: readonly ForecastReason[]
  /** The alarms among the sentences: empty when the forecast can be planned by. */
  readonly alarms: readonly ForecastReason[]
}

export type OriginSummary = { readonly at: CivilDay; readonly customers: number; readonly actual: number }

/** The middle shape of the customers' gaps, and the range that holds two thirds of the customers. */
export type OwnRegularity = { readonly customers: number; readonly middle: number; readonly low: number; readonly high: number }

/** Why there is no report: the sentence. */
export type NoReport = { readonly no: ForecastReason }

export type ReportOptions = Partial<Pick<ValidationOptions, 'prior' | 'largestFit' | 'horizon'>> & {
  readonly until: CivilDay
  readonly seed: number
  readonly models?: readonly PurchaseModelName[]
}

/** Books below this take the weak prior where nothing else is asked for (docs/methods/prediction-intervals.md). */
const smallBook = 500
/** The bias of the last origin that sounds the alarm. */
const alarming = 0.2

/**
 * Replays the past of a book: every rule and model at rolling origins, the choice among them, the ranges of the best model, and what a planner has to know.
 * Orders after `until` are left out. docs/methods/validation.md
 */
export function forecastReport(
  orders: OrderDays,
  { until, seed, models = triedModels, ...asked }: ReportOptions,
): ForecastReport | NoReport {
  if (asked.horizon !== undefined && !(asked.horizon >= 1)) return { no: { code: 'no_horizon', args: {} } }
  const prior = asked.prior ?? (orders.start.length - 1 < smallBook ? 'weak' : 'none')
  const trial = startTrial(orders, { ...asked, until, prior, largestFit: asked.largestFit ?? defaultLargestFit })
  const choice = trial && chooseMethod(tryAll(trial, models), trial.origins.horizon, models)
  if (!trial || !choice) return { no: tooShort(orders, until, asked.horizon) }
  const coverage = (choice.model && coverageOf(trial, choice.model, seed)) ?? null
  const alarms = [...biasAlarm(trial, choice.chosen), ...rangeAlarm(trial, choice, coverage)]
  const regularity = regularityOfBook(upTo(orders, until))
  return {
    until,
    horizon: trial.origins.horizon,
    origins: trial.data.map(({ origin }, index) => ({ at: origin.at, customers: origin.who.length, actual: actualOf(trial, index) })),
    choice,
    coverage,
    regularity: regularity ?? null,
    ownRegularity: ownRegularityOf(orders, until, regularity?.k ?? 1),
    sentences: [choice.reason, ...alarms, ...clockSentence(orders, trial, choice.chosen), regularitySentence(regularity)],
    alarms,
  }
}

const actualOf = ({ actual }: Trial, index: number) => (actual[index] as Int32Array).reduce((sum, orders) => sum + orders, 0)

function tooShort(orders: OrderDays, until: CivilDay, horizon: number | undefined): ForecastReason {
  const span = spanOf(orders, until)
  return { code: 'too_short', args: { days: span ? until - span[0] + 1 : 0, needed: shortestBook(horizon) } }
}

function ownRegularityOf(orders: OrderDays, until: CivilDay, k: number): OwnRegularity | null {
  const { x, recency, lnGaps } = statisticsOf(orders, until, 1).statistics
  if (!lnGaps) return null
  const { middle, deviation, customers } = shapesOfCustomers({ x, recency, lnGaps }, k)
  return customers === 0 ? null : { customers, middle, low: middle * Math.exp(-deviation), high: middle * Math.exp(deviation) }
}

function upTo({ start, day }: OrderDays, until: CivilDay): OrderDays {
  const kept = new Uint32Array(start.length)
  const days = new Int32Array(day.length)
  let next = 0
  for (let who = 0; who + 1 < start.length; who++) {
    for (let row = start[who] as number; row < (start[who + 1] as number); row++)
      if ((day[row] as number) <= until) days[next++] = day[row] as number
    kept[who + 1] = next
  }
  return { start: kept, day: days.slice(0, next) }
}

/** The alarm of a total that was far off at the last origin. */
function biasAlarm(trial: Trial, { byOrigin }: MethodRecord): ForecastReason[] {
  const last = byOrigin.at(-1)
  if (!last || !(Math.abs(last.bias) > alarming)) return []
  const { bias, predicted, actual } = last
  const args = { at: trial.origins.at.at(-1) ?? 0, days: trial.origins.horizon, predicted, actual, bias }
  return [{ code: bias < 0 ? 'bias_low' : 'bias_high', args }]
}

/** The alarm of a total outside its 90 % range, where the bias alone is not yet one. */
function rangeAlarm(trial: Trial, { chosen, model }: Choice, coverage: Coverage | null): ForecastReason[] {
  const last = coverage?.origins.at(-1)
  if (!last || chosen !== model || biasAlarm(trial, chosen).length > 0 || holds(last.range90, last.actual)) return []
  const { low, high } = last.range90
  return [{ code: 'bias_outside_range', args: { at: last.at, days: trial.origins.horizon, level: 0.9, low, high, actual: last.actual } }]
}

function clockSentence(orders: OrderDays, trial: Trial, { clock }: MethodRecord): ForecastReason[] {
  const from = trial.data[0]?.from
  if (clock === 'calendar' || from === undefined) return []
  const { growth, seasonKnown } = operationalTimeOf(orders, from, trial.options.until)
  return [{ code: seasonKnown ? 'clock_in_use_season' : 'clock_in_use', args: { growth: Math.expm1(growth) } }]
}

function regularitySentence(found: Regularity | undefined): ForecastReason {
  if (!found) return { code: 'regularity_unknown', args: {} }
  return { code: 'regularity', args: { k: found.k, low: found.low, high: found.high } }
}
