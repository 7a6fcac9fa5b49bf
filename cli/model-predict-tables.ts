import type { Language } from '#core/intake/reasons.ts'
import { forecastOccasions, rangeOfSum } from '#core/value/bgbb-forecast.ts'
import type { OccasionTable } from '#core/value/bgbb.ts'
import { sbgRetention } from '#core/value/sbg.ts'
import { type SummaryRows, summaryKinds } from '#core/value/summary-table.ts'
import { readSample } from '#server/intake/read-records.ts'
import { inWords, UsageError, type Words } from './command.ts'
import type { ModelOptions } from './model-options.ts'
import type { PredictAnswer, SurvivorForecast } from './model-predict.ts'
import type { FileFit } from './read-fit.ts'
import { readSummary } from './read-summary.ts'
import { cohortOf } from './survivors.ts'

/** Occasions and renewals are counted: a horizon is a whole number of them, and not so many that the sums would not end. */
function wholeHorizon(horizon: number): number {
  if (Number.isInteger(horizon) && horizon <= 1000) return horizon
  throw new UsageError(
    `此模型的 --horizon 是机会或续约的次数，应为 0 到 1000 的整数，而不是 ${horizon}。`,
    `With this model --horizon counts occasions or renewals: a whole number from 0 to 1000, not ${horizon}.`,
  )
}

const zeroWords: Words = ['预测期为零：没有可预测的次数。', 'The horizon is zero: there is nothing to forecast.']
const knownWords: Words = [
  '区间只含客户行为的偶然性，参数按已知处理；样本小时会偏窄。',
  'The ranges hold the chance in what customers do and take the parameters as known: they are too narrow for a small sample.',
]

const wordsOf = (horizon: number, language: Language) =>
  [knownWords, ...(horizon === 0 ? [zeroWords] : [])].map(words => inWords(words, language))

/** Orders at the next occasions of every row of a table of x, t_x and n, by a fit of BG/BB. */
export async function predictOccasions(options: ModelOptions, fit: FileFit, length: number, language: Language): Promise<PredictAnswer> {
  const horizon = wholeHorizon(length)
  const source = { name: options.file, path: options.file }
  const rows = await readSummary(source, await readSample(source), summaryKinds.occasions, options)
  const table = occasionsOf(rows)
  const { alpha = 1, beta = 1, gamma = 1, delta = 1 } = fit.parameters
  const found = forecastOccasions({ alpha, beta, gamma, delta }, table, horizon, options.interval / 100)
  if ('row' in found) throw impossible(options.file, found.row)
  const forecast = found
  const at = (values: ArrayLike<number>, row: number) => values[row] as number
  function* customers() {
    for (let row = 0; row < rows.rows; row++)
      yield {
        customer: rows.customers[row] ?? String(row + 1),
        x: at(table.x, row),
        t_x: at(table.recency, row),
        n: at(table.n, row),
        ...(rows.numbers.weight ? { weight: at(table.weight, row) } : {}),
        pAlive: at(forecast.pAlive, row),
        expected: at(forecast.expected, row),
        median: at(forecast.median, row),
        low: at(forecast.low, row),
        high: at(forecast.high, row),
      }
  }
  return {
    ...headOf(fit, 'occasion', horizon, options, language),
    total: forecast.total,
    count: rows.rows,
    inAll: sumOf(table.weight),
    customers,
  }
}

const sumOf = (weights: ArrayLike<number>) => Array.from(weights).reduce((sum, weight) => sum + weight, 0)

function occasionsOf({ numbers, rows }: SummaryRows): OccasionTable {
  const column = (name: 'x' | 'recency' | 'n') => numbers[name] ?? new Float64Array(rows)
  return { x: column('x'), recency: column('recency'), n: column('n'), weight: numbers.weight ?? new Float64Array(rows).fill(1) }
}

const impossible = (file: string, row: number) =>
  new UsageError(
    `“${file}”第 ${row + 1} 行读不通：x、t_x、n 应为整数，且 x ≤ t_x ≤ n。请更正后重试。`,
    `Row ${row + 1} of “${file}” cannot be: x, t_x and n are whole numbers with x ≤ t_x ≤ n. Correct it and try again.`,
  )

const headOf = (fit: FileFit, unit: 'occasion' | 'renewal', horizon: number, { interval }: ModelOptions, language: Language) => ({
  model: fit.model,
  k: 1,
  unit,
  horizon: { length: horizon, unit },
  interval,
  until: null,
  isIndustry: false,
  warnings: wordsOf(horizon, language),
})

/** Those left of a cohort after each of the next renewals, by a fit of sBG; the total is that of the last. */
export async function predictSurvivors(options: ModelOptions, fit: FileFit, length: number, language: Language): Promise<PredictAnswer> {
  const horizon = wholeHorizon(length)
  const source = { name: options.file, path: options.file }
  const table = await readSummary(source, await readSample(source), summaryKinds.survivors, options)
  const { cohort, warnings } = cohortOf(source.name, table, options.began, language)
  const { alpha = 1, beta = 1 } = fit.parameters
  const renewals = cohort.survivors.length
  const left = cohort.survivors.at(-1) ?? cohort.began
  const periods: SurvivorForecast[] = []
  let share = 1
  for (let j = 1; j <= horizon; j++) {
    share *= sbgRetention({ alpha, beta }, renewals + j)
    periods.push({
      period: renewals + j,
      expected: left * share,
      ...rangeOfSum(left * share, left * share * (1 - share), left, options.interval / 100),
    })
  }
  const last = periods.at(-1) ?? { expected: left, low: left, high: left }
  const head = headOf(fit, 'renewal', horizon, options, language)
  const total = { expected: last.expected, median: Math.round(last.expected), low: last.low, high: last.high }
  return { ...head, warnings: [...warnings, ...head.warnings], total, periods, count: 0, inAll: left, customers: () => [] }
}
