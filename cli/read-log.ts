import type { Sample } from '#core/intake/dialect.ts'
import { guessMapping } from '#core/intake/guess-mapping.ts'
import { columnName, type Mapping } from '#core/intake/mapping.ts'
import { looksNumeric } from '#core/intake/number-format.ts'
import { type Language, noticeText, rowText } from '#core/intake/reasons.ts'
import type { Fault } from '#core/intake/row-reader.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { PurchaseLog } from '#core/value/purchase-log.ts'
import { hasAmounts, type LogCounts, mappingOfLog, newPurchaseLogReader } from '#core/value/purchase-log-reader.ts'
import { decode } from '#server/intake/decode.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import type { Source } from '#server/intake/read-bytes.ts'
import { columnsGiven, headingsOf, withoutGuessedAmount } from './choose-columns.ts'
import { inWords, UsageError, type Words } from './command.ts'
import { feedLog } from './feed-log.ts'
import type { ModelOptions } from './model-options.ts'

/** A log of purchases with what its reading gave cause to say. */
export type ReadLog = {
  readonly log: PurchaseLog
  readonly customer: (dyad: number) => string
  /** The end of observation: `--until`, else the last order. */
  readonly until: CivilDay
  readonly hasAmounts: boolean
  readonly warnings: readonly string[]
}

/** Reads an order log. Throws FileRefusal, or UsageError where not one row is an order. */
export async function readLog(
  source: Source,
  sample: Sample,
  options: Pick<ModelOptions, 'columns' | 'until'>,
  needsAmount: boolean,
  language: Language,
): Promise<ReadLog> {
  const { mapping, doubts } = mappingFor(source, sample, options.columns, needsAmount)
  const reader = newPurchaseLogReader(mapping, { decode, until: options.until ?? Number.POSITIVE_INFINITY, needsAmount })
  const faults = newFaults()
  const told = await feedLog(source, mapping.dialect, reader.scan, record => {
    const fault = reader.take(record)
    if (fault) faults.add(fault)
  })
  reader.customers.seal()
  const log = reader.log.finish(reader.customers.count())
  const counts = reader.counts()
  if (log.lines === 0) throw nothingTaken(source, counts, faults.first(), options.until)
  const until = options.until ?? lastDay(log)
  const warnings = [
    ...doubts.map(doubt => inWords(doubt, language)),
    ...(told.broken ? [noticeText('broken_characters', { file: source.name }, language)] : []),
    ...countWarnings(counts, reader.customers.merged(), until, [...reader.currencies]).map(words => inWords(words, language)),
    ...faults.warnings(language),
  ]
  return { log, customer: reader.customers.text, until, hasAmounts: hasAmounts(mapping), warnings }
}

/** How a log is read, and what about it is in doubt. Throws FileRefusal where a column is missing. */
export function mappingFor(source: Source, sample: Sample, columns: ModelOptions['columns'], needsAmount: boolean) {
  const given = columnsGiven(source.name, sample, columns, true)
  const guessed = guessedMapping(sample, { ...given, ...bareAmount(sample, given) })
  const mapping = mappingOfLog(withoutGuessedAmount(guessed.mapping, given))
  const missing = missingIn(mapping, needsAmount)
  if (missing.length > 0)
    throw new FileRefusal('no_column', {
      file: source.name,
      fields: missing.map(([role]) => role).join(','),
      options: missing.map(([, option]) => option).join(' '),
      columns: headingsOf(sample),
    })
  const doubt = guessed.dates.find(({ role, decided }) => role === 'orderDate' && !decided)
  const doubts: Words[] = doubt ? [dayOrderWords(mapping, doubt.example, doubt.format.order)] : []
  return { mapping, doubts }
}

/** Rows that settle the columns of a log as a rule. */
const enoughRows = 1_000

/** A few rows say how the file is read; where they leave open which is the day and which the month, all of the sample are asked. */
function guessedMapping(sample: Sample, given: Readonly<Record<string, number>>) {
  const quick = guessMapping({ ...sample, rows: sample.rows.slice(0, enoughRows) }, 'order_lines', given)
  return quick.dates.every(({ decided }) => decided) ? quick : guessMapping(sample, 'order_lines', given)
}

/** In a table of three columns without heading, whole numbers beside customer and date are amounts. */
function bareAmount(sample: Sample, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  if (sample.dialect.header || sample.headings.length !== 3) return {}
  const { columns } = guessMapping(sample, 'order_lines', given).mapping
  const { customer, orderDate } = columns
  const left = [0, 1, 2].filter(column => !Object.values(columns).includes(column))
  const [column] = left
  const isNumeric = left.length === 1 && sample.rows.slice(0, enoughRows).every(row => looksNumeric(row[column ?? -1] ?? ''))
  return customer !== undefined && orderDate !== undefined && column !== undefined && isNumeric ? { amount: column } : {}
}

const dayOrderWords = (mapping: Mapping, text: string, order: string): Words => {
  const args = { column: columnName(mapping, 'orderDate'), text, order: order === 'dmy' ? 'D/M/Y' : order === 'mdy' ? 'M/D/Y' : 'Y/M/D' }
  return [noticeText('guessed_day_order', args, 'zh-CN'), noticeText('guessed_day_order', args, 'en')]
}

function missingIn(mapping: Mapping, needsAmount: boolean): (readonly [role: string, option: string])[] {
  const { columns } = mapping
  const priced = columns.unitPrice !== undefined || columns.unitPriceWithTax !== undefined
  const worth = columns.amount !== undefined || columns.amountWithTax !== undefined || (priced && columns.quantity !== undefined)
  return [
    ...(columns.customer === undefined && columns.customerName === undefined ? [['customer', '--customer'] as const] : []),
    ...(columns.orderDate === undefined ? [['orderDate', '--date'] as const] : []),
    ...(needsAmount && !worth ? [['amount', '--amount'] as const] : []),
  ]
}

/** The last day with an order. */
export function lastDay({ orders: { start, day } }: PurchaseLog): CivilDay {
  let last = Number.NEGATIVE_INFINITY
  for (let dyad = 1; dyad < start.length; dyad++)
    if ((start[dyad] as number) > (start[dyad - 1] as number)) last = Math.max(last, day[(start[dyad] as number) - 1] as number)
  return last
}

/** Rejected rows by reason: how many, and the first as the example. */
function newFaults() {
  const found = new Map<Fault['code'], { readonly first: Fault; count: number }>()
  const add = (fault: Fault) => {
    const known = found.get(fault.code)
    if (known) known.count++
    else found.set(fault.code, { first: fault, count: 1 })
  }
  const warnings = (language: Language) =>
    [...found.values()].map(({ first, count }) => {
      const why = rowText(first.code, first.args, language)
      return inWords([`${count} 行没有读入，例如：${why}`, `Rows left out: ${count}, for instance: ${why}`], language)
    })
  return { add, warnings, first: () => [...found.values()].toSorted((a, b) => b.count - a.count)[0]?.first }
}

function nothingTaken(source: Source, counts: LogCounts, fault: Fault | undefined, until: CivilDay | undefined): UsageError {
  const why: Words = fault
    ? [rowText(fault.code, fault.args, 'zh-CN'), rowText(fault.code, fault.args, 'en')]
    : counts.late > 0 && until !== undefined
      ? [
          `${counts.late} 行都晚于 ${formatDay(until)}；请检查 --until。`,
          `all ${counts.late} rows lie after ${formatDay(until)}; check --until.`,
        ]
      : counts.returns > 0
        ? [`${counts.returns} 行都是退货或负数金额。`, `all ${counts.returns} rows are returns or have amounts below zero.`]
        : ['每一行都没有客户。', 'no row names a customer.']
  return new UsageError(`“${source.name}”里没有一行可以当作订单：${why[0]}`, `Not one row of “${source.name}” is an order: ${why[1]}`)
}

function countWarnings(counts: LogCounts, merged: number, until: CivilDay, currencies: readonly string[]): Words[] {
  const { late, returns, empty, zero, anonymous } = counts
  const all: readonly (readonly [number, Words])[] = [
    [late, [`${late} 行晚于 ${formatDay(until)}，没有计入。`, `Rows after ${formatDay(until)}, left out: ${late}.`]],
    [
      returns,
      [
        `${returns} 行是退货或负数金额，不算订单，也不从金额中扣除。`,
        `Rows that are returns or have amounts below zero: ${returns}. They are no orders, and no money is taken off for them.`,
      ],
    ],
    [
      zero,
      [`${zero} 行金额为零，算订单，但不带来金额。`, `Rows with an amount of zero: ${zero}. They count as orders and bring no money.`],
    ],
    [empty, [`${empty} 行数量和金额都为零，不算订单。`, `Rows with neither quantity nor amount: ${empty}. They are no orders.`]],
    [anonymous, [`${anonymous} 行没有客户，没有计入。`, `Rows without a customer, left out: ${anonymous}.`]],
    [
      merged,
      [
        `${merged} 个客户的编码有只差大小写、全半角或空格的写法，按同一客户处理。`,
        `Customers whose codes come in spellings that differ only by case, width or blanks: ${merged}. Each is taken as one.`,
      ],
    ],
    [
      currencies.length > 1 ? 1 : 0,
      [
        `金额有多种货币（${currencies.slice(0, 5).join('、')}），没有折算；与金额有关的结果不可比。`,
        `Amounts come in several currencies (${currencies.slice(0, 5).join(', ')}) and are not converted: figures of money do not compare.`,
      ],
    ],
  ]
  return all.flatMap(([count, words]) => (count > 0 ? [words] : []))
}
