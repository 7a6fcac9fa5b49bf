import type { Language } from '#core/intake/reasons.ts'
import { fitGammaGamma } from '#core/value/gamma-gamma.ts'
import { looksLikeSummary, summaryKinds } from '#core/value/summary-table.ts'
import { readSample } from '#server/intake/read-records.ts'
import { answerFit, type FitAnswer } from './fit-answer.ts'
import type { ModelOptions } from './model-options.ts'
import { bookOfLog, isTable, type RepeatSpend } from './read-book.ts'
import { readLog } from './read-log.ts'
import { readSummary } from './read-summary.ts'

/** What `lianke model spend` prints: Gamma-Gamma with its parameters up front. */
export type SpendAnswer = Pick<
  FitAnswer,
  | 'standardErrors'
  | 'logLikelihood'
  | 'customers'
  | 'gradientNorm'
  | 'hessianPositive'
  | 'iterations'
  | 'until'
  | 'warnings'
  | 'cpuMs'
  | 'readCpuMs'
> & { readonly model: 'gammagamma'; readonly p: number | null; readonly q: number | null; readonly gamma: number | null }

type SpendSource = { readonly spend: RepeatSpend; readonly until: number | null; readonly warnings: readonly string[] }

/** Fits Gamma-Gamma to the mean money of customers' repeat orders. Throws FileRefusal or UsageError with a sentence. */
export async function spendFile(options: ModelOptions, language: Language): Promise<SpendAnswer> {
  const source = await readSpend(options, language)
  const fit = answerFit(() => fitGammaGamma(source.spend, { unit: options.unit ?? 'week' }), source, language)
  const {
    parameters,
    standardErrors,
    logLikelihood,
    customers,
    gradientNorm,
    hessianPositive,
    iterations,
    until,
    warnings,
    cpuMs,
    readCpuMs,
  } = fit
  const { p = null, q = null, gamma = null } = parameters
  return {
    model: 'gammagamma',
    p,
    q,
    gamma,
    standardErrors,
    logLikelihood,
    customers,
    gradientNorm,
    hessianPositive,
    iterations,
    until,
    warnings,
    cpuMs,
    readCpuMs,
  }
}

/** Repeat orders and their mean money, from a log or from a table of x and mean spend. */
async function readSpend(options: ModelOptions, language: Language): Promise<SpendSource> {
  const source = { name: options.file, path: options.file }
  const sample = await readSample(source)
  if (isTable(options) || looksLikeSummary(sample, summaryKinds.spend)) {
    const kind = sample.headings.length >= 5 && !sample.dialect.header ? summaryKinds.recency : summaryKinds.spend
    const { numbers, rows } = await readSummary(source, sample, kind, options)
    const column = (name: 'x' | 'meanSpend') => numbers[name] ?? new Float64Array(rows)
    return { spend: { orders: column('x'), meanSpend: column('meanSpend') }, until: null, warnings: [] }
  }
  const read = await readLog(source, sample, options, true, language)
  const { spend, until, warnings } = bookOfLog(read, options.unit ?? 'week')
  return { spend: spend ?? { orders: new Float64Array(0), meanSpend: new Float64Array(0) }, until, warnings }
}
