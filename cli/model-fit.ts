import type { Language } from '#core/intake/reasons.ts'
import { fitBgbb } from '#core/value/bgbb-fit.ts'
import type { FitOptions } from '#core/value/fit.ts'
import { fitModel } from '#core/value/purchase-model.ts'
import { fitSbg } from '#core/value/sbg-fit.ts'
import { summaryKinds } from '#core/value/summary-table.ts'
import { readSample } from '#server/intake/read-records.ts'
import { answerFit, type FitAnswer } from './fit-answer.ts'
import type { ModelOptions } from './model-options.ts'
import { readBook } from './read-book.ts'
import { readSummary } from './read-summary.ts'
import { cohortOf } from './survivors.ts'

/** Where `--model` is not given. */
export const defaultModel = 'mbgcnbd'

/** Fits a model to a file. Throws FileRefusal or UsageError with a sentence. */
export async function fitFile(options: ModelOptions, language: Language): Promise<FitAnswer> {
  const model = options.model ?? defaultModel
  const unit = options.unit ?? 'week'
  const settings: FitOptions = { unit, prior: options.prior ?? 'none', ...(options.k === undefined ? {} : { k: options.k }) }
  if (model === 'bgbb') return fitOccasions(options, settings, language)
  if (model === 'sbg') return fitSurvivors(options, settings, language)
  const book = await readBook(options, unit, language)
  return answerFit(() => fitModel(book.statistics, model, { ...settings, until: book.until }), book, language)
}

async function fitOccasions(options: ModelOptions, settings: FitOptions, language: Language): Promise<FitAnswer> {
  const source = { name: options.file, path: options.file }
  const { numbers, rows } = await readSummary(source, await readSample(source), summaryKinds.occasions, options)
  const column = (name: 'x' | 'recency' | 'n') => numbers[name] ?? new Float64Array(rows)
  const table = { x: column('x'), recency: column('recency'), n: column('n'), weight: numbers.weight ?? new Float64Array(rows).fill(1) }
  return answerFit(() => fitBgbb(table, settings), { until: null, warnings: [] }, language)
}

async function fitSurvivors(options: ModelOptions, settings: FitOptions, language: Language): Promise<FitAnswer> {
  const source = { name: options.file, path: options.file }
  const table = await readSummary(source, await readSample(source), summaryKinds.survivors, options)
  const { cohort, warnings } = cohortOf(source.name, table, options.began, language)
  return answerFit(() => fitSbg([cohort], settings), { until: null, warnings }, language)
}
