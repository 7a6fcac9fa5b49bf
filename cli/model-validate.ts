import type { Language } from '#core/intake/reasons.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { triedModels } from '#core/value/choose-model.ts'
import { type PurchaseModelName, purchaseModelNames } from '#core/value/fit.ts'
import { forecastText } from '#core/value/forecast-text.ts'
import { methodWords } from '#core/value/forecast-texts.ts'
import { daysOf } from '#core/value/purchase-statistics.ts'
import type { MethodRecord } from '#core/value/validation.ts'
import { type ForecastReport, forecastReport } from '#core/value/validation-report.ts'
import { inWords, UsageError } from './command.ts'
import type { ModelOptions } from './model-options.ts'
import { type ReadBook, readBook } from './read-book.ts'

/** What `lianke model validate` prints: the figures of the forecast page. */
export type ValidateAnswer = ReturnType<typeof answerOf>

/** The same file gives the same figures. */
const seed = 1

/** Holds models and rules to what came in a file's own past. Throws FileRefusal or UsageError with a sentence. */
export async function validateFile(options: ModelOptions, language: Language): Promise<ValidateAnswer> {
  const unit = options.unit ?? 'week'
  const models = modelsOf(options)
  const horizon = options.horizon === undefined ? {} : { horizon: Math.round(options.horizon * daysOf(unit)) }
  if (horizon.horizon === 0) throw noHorizon()
  const book = await readBook(options, unit, language)
  if (!book.orders || book.until === null) throw noDates(options.file)
  const prior = options.prior === undefined ? {} : { prior: options.prior }
  const report = forecastReport(book.orders, { until: book.until, seed, models, ...horizon, ...prior })
  if ('no' in report) throw new UsageError(forecastText(report.no, 'zh-CN'), forecastText(report.no, 'en'))
  return answerOf(report, book, language)
}

function modelsOf({ model }: ModelOptions): readonly PurchaseModelName[] {
  if (model === undefined) return triedModels
  const found = purchaseModelNames.find(name => name === model)
  if (found !== undefined) return [found]
  throw new UsageError(
    `${model} 没有按客户的订单日期回测的办法；validate 用于 ${purchaseModelNames.join('、')}。`,
    `${model} cannot be held to orders by date; validate goes with ${purchaseModelNames.join(', ')}.`,
  )
}

const noHorizon = () =>
  new UsageError(
    '--horizon 为零，没有可以检验的时间。请给出大于零的数。',
    'A --horizon of zero leaves no time to test. Give a number above zero.',
  )

const noDates = (file: string) =>
  new UsageError(
    `“${file}”是汇总表，没有订单日期，无法回测。请给出订单文件（客户、日期）。`,
    `“${file}” is a table summed up, without dates of orders, and cannot be tested against the past. Give a file of orders (customer, date).`,
  )

function answerOf(report: ForecastReport, { warnings }: ReadBook, language: Language) {
  const { until, horizon, origins, choice, coverage, regularity, sentences, alarms } = report
  const sentence = (reason: ForecastReport['alarms'][number]) => forecastText(reason, language)
  return {
    until: formatDay(until),
    horizonDays: horizon,
    origins: origins.map(origin => ({ ...origin, at: formatDay(origin.at) })),
    chosen: nameOf(choice.chosen),
    model: choice.model ? nameOf(choice.model) : null,
    rule: nameOf(choice.rule),
    methods: choice.records.map(record => methodOf(record, language)),
    coverage: coverage && { ...coverage, origins: coverage.origins.map(origin => ({ ...origin, at: formatDay(origin.at) })) },
    regularity,
    sentences: sentences.map(sentence),
    alarms: alarms.map(sentence),
    warnings,
  }
}

const nameOf = ({ method, clock }: MethodRecord) => ({ method, clock })

function methodOf({ method, clock, fits, pooled, byOrigin, byCohort, calibration, alive }: MethodRecord, language: Language) {
  const k = fits.at(-1)?.k ?? null
  const [zh, en] = methodWords[method] ?? [method, method]
  const shape = k !== null && k > 1 ? ` (k = ${k})` : ''
  const timed = clock === 'operational' ? (['，按季节与增长调整', ', allowing for season and growth'] as const) : (['', ''] as const)
  const label = inWords([`${zh}${shape}${timed[0]}`, `${en}${shape}${timed[1]}`], language)
  return { method, clock, label, k, pooled, byOrigin, byCohort, calibration, alive }
}
