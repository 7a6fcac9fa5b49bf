import type { Language } from '#core/intake/reasons.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { type Choice, chooseMethod, triedModels, tryAll } from '#core/value/choose-model.ts'
import { type PurchaseModelName, purchaseModelNames } from '#core/value/fit.ts'
import { forecastText } from '#core/value/forecast-text.ts'
import { methodWords } from '#core/value/forecast-texts.ts'
import { daysOf } from '#core/value/purchase-statistics.ts'
import { regularityOfBook } from '#core/value/regularity.ts'
import { type MethodRecord, startTrial, type Trial } from '#core/value/validation.ts'
import { coverageOf } from '#core/value/validation-coverage.ts'
import { defaultLargestFit } from '#core/value/validation-forecasts.ts'
import { inWords, UsageError } from './command.ts'
import type { ModelOptions } from './model-options.ts'
import { readBook } from './read-book.ts'

export type ValidateAnswer = Awaited<ReturnType<typeof validateFile>>

/** Seed of the ranges thrown: the same file gives the same figures. */
const seed = 1

/** Holds models and rules to what came in a file's own past. Throws FileRefusal or UsageError with a sentence. */
export async function validateFile(options: ModelOptions, language: Language) {
  const unit = options.unit ?? 'week'
  const models = modelsOf(options)
  const book = await readBook(options, unit, language)
  if (!book.orders || book.until === null) throw noDates(options.file)
  const horizon = options.horizon === undefined ? {} : { horizon: Math.round(options.horizon * daysOf(unit)) }
  const trial = startTrial(book.orders, { until: book.until, prior: options.prior, largestFit: defaultLargestFit, ...horizon })
  if (!trial) throw tooShort(options)
  const choice = chooseMethod(tryAll(trial, models), trial.origins.horizon)
  if (!choice) throw tooShort(options)
  return answerOf(choice, trial, book.until, book.warnings, language)
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

const noDates = (file: string) =>
  new UsageError(
    `“${file}”是汇总表，没有订单日期，无法回测。请给出订单文件（客户、日期）。`,
    `“${file}” is a table summed up, without dates of orders, and cannot be tested against the past. Give a file of orders (customer, date).`,
  )

const tooShort = ({ file, horizon }: ModelOptions) =>
  horizon === undefined
    ? new UsageError(
        `“${file}”的历史太短，无法回测：至少需要约三个月的订单。`,
        `The history in “${file}” is too short to test a forecast against: about three months of orders are needed.`,
      )
    : new UsageError(
        `“${file}”的历史容不下 ${horizon} 个单位的回测：检验点之前至少要有同样长的历史，且不能为零。`,
        `The history in “${file}” has no room for a test over ${horizon} units: as much has to lie before the origin, and it cannot be zero.`,
      )

function answerOf(choice: Choice, trial: Trial, until: CivilDay, warnings: readonly string[], language: Language) {
  const { chosen, model, rule, reason, records } = choice
  const coverage = model && coverageOf(trial, model, seed)
  const nameOf = ({ method, clock }: MethodRecord) => ({ method, clock })
  return {
    until: formatDay(until),
    horizonDays: trial.origins.horizon,
    origins: trial.origins.at.map(formatDay),
    sentence: forecastText(reason, language),
    chosen: nameOf(chosen),
    model: model ? nameOf(model) : null,
    rule: nameOf(rule),
    methods: records.map(record => ({
      ...nameOf(record),
      label: labelOf(record, language),
      k: record.fits?.at(-1)?.k ?? null,
      ...figuresOf(record),
    })),
    coverage: coverage ? { ...coverage, origins: coverage.origins.map(origin => ({ ...origin, at: formatDay(origin.at) })) } : null,
    regularity:
      trial.data.length > 0
        ? (regularityOfBook(trial.data[0]?.origin.orders ?? { start: new Uint32Array(1), day: new Int32Array(0) }) ?? null)
        : null,
    warnings,
  }
}

const figuresOf = ({ pooled, byOrigin, byCohort, calibration, alive }: MethodRecord) => ({ pooled, byOrigin, byCohort, calibration, alive })

function labelOf({ method, clock, fits }: MethodRecord, language: Language): string {
  const [zh = method, en = method] = methodWords[method] ?? []
  const fit = fits?.at(-1)
  const k = fit && fit.k > 1 ? ` (k = ${fit.k})` : ''
  const timed = clock === 'operational' ? (['，运营时间', ', operational time'] as const) : (['', ''] as const)
  return inWords([`${zh}${k}${timed[0]}`, `${en}${k}${timed[1]}`], language)
}
