import type { Language } from '#core/intake/reasons.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { expectedSpend, type GammaGammaParameters } from '#core/value/gamma-gamma.ts'
import { fitWarningText } from '#core/value/model-warnings.ts'
import { type BookForecast, predictBook } from '#core/value/predict-book.ts'
import { daysOf } from '#core/value/purchase-statistics.ts'
import { inWords, UsageError } from './command.ts'
import type { ModelOptions } from './model-options.ts'
import { predictOccasions, predictSurvivors } from './model-predict-tables.ts'
import { type ReadBook, readBook } from './read-book.ts'
import { type FileFit, readFit, readSpendFit } from './read-fit.ts'

/** One customer of a forecast; orders within the horizon, times in the fit's unit. T is the number of occasions, n, where orders have occasions. */
export type CustomerForecast = {
  readonly customer: string
  readonly x: number
  readonly t_x: number
  readonly T?: number
  readonly n?: number
  /** How many customers the row of a table stands for. */
  readonly weight?: number
  readonly pAlive: number
  readonly expected: number
  readonly median: number
  readonly low: number
  readonly high: number
  /** Expected money an order, and within the horizon; only with `--spend`. */
  readonly spendPerOrder?: number | null
  readonly expectedSpend?: number | null
}

/** Time, the occasions of BG/BB, or the renewals of sBG. */
export type HorizonUnit = 'day' | 'week' | 'occasion' | 'renewal'

/** Of a cohort: those left after a renewal. */
export type SurvivorForecast = { readonly period: number; readonly expected: number; readonly low: number; readonly high: number }

/** What `lianke model predict` prints. `customers` come one by one: a large book would not fit into one text. */
export type PredictAnswer = {
  readonly model: string
  readonly k: number
  readonly unit: HorizonUnit
  readonly horizon: { readonly length: number; readonly unit: HorizonUnit }
  /** Per cent. */
  readonly interval: number
  readonly until: string | null
  /** Too little for a population of its own: the industry's experience stands in. */
  readonly isIndustry: boolean
  readonly total: BookForecast['total'] & { readonly expectedSpend?: number | null }
  readonly warnings: readonly string[]
  /** Entries of `customers`, and how many customers they stand for. */
  readonly count: number
  readonly inAll: number
  /** Survivors of a cohort after each renewal. */
  readonly periods?: readonly SurvivorForecast[]
  readonly customers: () => Iterable<CustomerForecast>
}

/** Forecasts every customer of a file by a fit. Throws FileRefusal or UsageError with a sentence. */
export async function predictFile(options: ModelOptions, language: Language): Promise<PredictAnswer> {
  const fit = readFit(demanded(options.fit, '--fit', 'fit.json'))
  const horizon = Number(demanded(options.horizon?.toString(), '--horizon', '26'))
  if (fit.model === 'bgbb') return predictOccasions(options, fit, horizon, language)
  if (fit.model === 'sbg') return predictSurvivors(options, fit, horizon, language)
  return predictOrders(options, fit, horizon, language)
}

async function predictOrders(options: ModelOptions, fit: FileFit, horizon: number, language: Language): Promise<PredictAnswer> {
  const spend = options.spend === undefined ? undefined : readSpendFit(options.spend)
  const until = options.until ?? fit.until ?? undefined
  const book = await readBook({ ...options, until }, fit.unit, language)
  if (spend && !book.spend) throw noAmounts(options.file)
  const unit = options.unit ?? fit.unit
  const span = (horizon * daysOf(unit)) / daysOf(fit.unit)
  const forecast = predictBook(book.statistics, fit, { horizon: span, level: options.interval / 100 })
  if (!forecast) throw unpredicted(options.file)
  const money = spend ? moneyOf(book, forecast, spend) : undefined
  return {
    model: fit.model,
    k: fit.k,
    unit: fit.unit,
    horizon: { length: horizon, unit },
    interval: options.interval,
    until: book.until === null ? null : formatDay(book.until),
    isIndustry: forecast.isIndustry,
    total: { ...forecast.total, ...(money ? { expectedSpend: money.total } : {}) },
    warnings: [
      ...book.warnings,
      ...new Set(forecast.warnings.map(warning => fitWarningText(warning, language))),
      ...changedBook(fit, book, language),
    ],
    count: book.statistics.count,
    inAll: book.statistics.count,
    customers: () => customersOf(book, forecast, money),
  }
}

function demanded(text: string | undefined, option: string, example: string): string {
  if (text !== undefined) return text
  throw new UsageError(`请给出 ${option}，例如 ${option} ${example}。`, `Give ${option}, for instance ${option} ${example}.`)
}

const noAmounts = (file: string) =>
  new UsageError(
    `“${file}”没有金额，--spend 用不上。请指定金额列（--amount）。`,
    `“${file}” has no amounts, so --spend has nothing to go by. Name their column (--amount).`,
  )

const unpredicted = (file: string) =>
  new UsageError(
    `按此模型和“${file}”算不出预测：参数超出了可计算的范围。请重新拟合。`,
    `Nothing can be forecast from this fit and “${file}”: the parameters are beyond what can be computed. Fit again.`,
  )

/** A fit made on another book, or at another day, is worth a word. */
function changedBook(fit: FileFit, book: ReadBook, language: Language): string[] {
  if (fit.until === null || book.until === null || fit.until === book.until) return []
  const [then, now] = [formatDay(fit.until), formatDay(book.until)]
  return [
    inWords(
      [
        `拟合截至 ${then}，预测从 ${now} 起；参数没有随之更新。`,
        `The fit ends on ${then} and the forecast begins on ${now}: its parameters are not newer.`,
      ],
      language,
    ),
  ]
}

type Money = {
  readonly perOrder: (index: number) => number | null
  readonly within: (index: number) => number | null
  readonly total: number | null
}

/** Money by Gamma-Gamma: what a customer spends an order, times its expected orders. null where the model's mean is infinite. */
function moneyOf({ spend, statistics }: ReadBook, { expected }: BookForecast, parameters: GammaGammaParameters): Money {
  const perOrder = (i: number) => expectedSpend(parameters, spend?.orders[i] ?? 0, spend?.meanSpend[i] ?? 0) ?? null
  const within = (i: number) => {
    const each = perOrder(i)
    return each === null ? null : each * (expected[i] as number)
  }
  let total: number | null = 0
  for (let i = 0; i < statistics.count; i++) {
    const one: number | null = within(i)
    total = total === null || one === null ? null : total + one
  }
  return { perOrder, within, total }
}

function* customersOf(
  { statistics: s, customer }: ReadBook,
  forecast: BookForecast,
  money: Money | undefined,
): Generator<CustomerForecast> {
  for (let i = 0; i < s.count; i++)
    yield {
      customer: customer(i),
      x: s.x[i] as number,
      t_x: s.recency[i] as number,
      T: s.age[i] as number,
      pAlive: forecast.pAlive[i] as number,
      expected: forecast.expected[i] as number,
      median: forecast.median[i] as number,
      low: forecast.low[i] as number,
      high: forecast.high[i] as number,
      ...(money ? { spendPerOrder: money.perOrder(i), expectedSpend: money.within(i) } : {}),
    }
}
