import type { Language } from '#core/intake/reasons.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import {
  type BadRow,
  daysOf,
  type PurchaseStatistics,
  statisticsOf,
  statisticsOfSummary,
  type TimeUnit,
} from '#core/value/purchase-statistics.ts'
import { looksLikeSummary, summaryKinds, type SummaryRows } from '#core/value/summary-table.ts'
import type { OrderDays } from '#core/value/window.ts'
import type { Source } from '#server/intake/read-bytes.ts'
import { readSample } from '#server/intake/read-records.ts'
import { UsageError } from './command.ts'
import type { ModelOptions } from './model-options.ts'
import { type ReadLog, readLog } from './read-log.ts'
import { readSummary } from './read-summary.ts'

/** Repeat orders and the mean money of one; a customer without any has 0 and 0. */
export type RepeatSpend = { readonly orders: Float64Array; readonly meanSpend: Float64Array }

/** A book as the purchase models see it, out of a log or a table. */
export type ReadBook = {
  readonly statistics: PurchaseStatistics
  readonly customer: (index: number) => string
  /** null where a table does not tell it. */
  readonly until: CivilDay | null
  /** null in a table. */
  readonly orders: OrderDays | null
  readonly spend: RepeatSpend | null
  readonly warnings: readonly string[]
}

/** Whether the options say that the file is a table. */
export const isTable = ({ summary, summaryColumns }: ModelOptions): boolean =>
  summary || Object.keys(summaryColumns).some(role => role !== 'customer')

/** Reads a log of orders, or a table of x, t_x and T where `--summary` or its headings say so. Throws FileRefusal or UsageError with a sentence. */
export async function readBook(options: ModelOptions, unit: TimeUnit, language: Language): Promise<ReadBook> {
  const source: Source = { name: options.file, path: options.file }
  const sample = await readSample(source)
  if (!isTable(options) && !looksLikeSummary(sample, summaryKinds.recency))
    return bookOfLog(await readLog(source, sample, options, false, language), unit)
  return bookOfTable(source, await readSummary(source, sample, summaryKinds.recency, options), unit)
}

export function bookOfLog({ log, customer, until, hasAmounts, warnings }: ReadLog, unit: TimeUnit): ReadBook {
  const { statistics, dyads } = statisticsOf(log.orders, until, daysOf(unit))
  const { x, count } = statistics
  const [orders, meanSpend] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; i++) {
    const dyad = dyads[i] as number
    orders[i] = x[i] as number
    meanSpend[i] = x[i] ? ((log.spend[dyad] as number) - (log.firstSpend[dyad] as number)) / (x[i] as number) : 0
  }
  return {
    statistics,
    customer: index => customer(dyads[index] as number),
    until,
    orders: log.orders,
    spend: hasAmounts ? { orders, meanSpend } : null,
    warnings,
  }
}

function bookOfTable(source: Source, { numbers, customers, rows }: SummaryRows, unit: TimeUnit): ReadBook {
  const column = (name: keyof typeof numbers) => numbers[name] ?? new Float64Array(rows)
  const table = { x: column('x'), recency: column('recency'), age: column('age'), ...(numbers.lnGaps ? { lnGaps: numbers.lnGaps } : {}) }
  const found = statisticsOfSummary(table, daysOf(unit))
  if ('code' in found) throw badRow(source, found)
  return {
    statistics: found,
    customer: index => customers[index] ?? String(index + 1),
    until: null,
    orders: null,
    spend: numbers.meanSpend ? { orders: column('x'), meanSpend: numbers.meanSpend } : null,
    warnings: [],
  }
}

const wrong: Readonly<Record<BadRow['code'], readonly [string, string]>> = {
  not_a_count: ['x 应为不小于零的整数', 'x has to be a whole number of at least zero'],
  not_a_time: ['t_x 和 T 应为不小于零的数', 't_x and T have to be numbers of at least zero'],
  recency_after_age: ['末次购买 t_x 晚于观察期末 T', 'the last order t_x lies after the end of observation T'],
  recency_without_repeat: ['x 为零时 t_x 也应为零', 'with x = 0, t_x has to be zero as well'],
}

function badRow({ name }: Source, { code, row }: BadRow): UsageError {
  const [zh, en] = wrong[code]
  return new UsageError(
    `“${name}”第 ${row + 1} 行读不通：${zh}。请更正后重试。`,
    `Row ${row + 1} of “${name}” cannot be: ${en}. Correct it and try again.`,
  )
}
