import type { Mapping } from '#core/intake/mapping.ts'
import { newLineReader, type LineReader } from '#core/intake/read-line.ts'
import type { Decode, TableRecord } from '#core/intake/record.ts'
import { type Fault, numberIn } from '#core/intake/row-reader.ts'
import { decimalOf } from '#core/intake/cells.ts'
import { formatDecimal } from '#core/units/decimal.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { newPurchaseLog, type PurchaseLogBuilder } from './purchase-log.ts'
import { type LogCustomers, newLogCustomers } from './purchase-log-customers.ts'
import { type LogScan, newLogScan, type ScanPlan } from './purchase-log-scan.ts'

/** Rows that are no orders, by why. */
export type LogCounts = { late: number; returns: number; empty: number; zero: number; anonymous: number }

/** Reads the rows of a file of order lines into a log of purchases. */
export type PurchaseLogReader = {
  readonly customers: LogCustomers
  readonly log: PurchaseLogBuilder
  /** Takes a row by all rules of an import; the fault where it is no order line. */
  readonly take: (record: TableRecord) => Fault | undefined
  /** The quick way for plain lines, where the file's layout allows it. */
  readonly scan: LogScan | undefined
  readonly counts: () => Readonly<LogCounts>
  /** Currencies met. */
  readonly currencies: ReadonlySet<string>
}

export type LogReaderOptions = {
  readonly decode: Decode
  /** The last day that counts; Infinity = all. */
  readonly until: CivilDay
  /** Whether a row needs an amount: without one in the file, every row is an order. */
  readonly needsAmount: boolean
}

const measures = ['amount', 'amountWithTax', 'unitPrice', 'unitPriceWithTax']

/** Whether a file's columns say what its lines are worth. */
export const hasAmounts = ({ columns }: Mapping): boolean => measures.some(role => columns[role] !== undefined)

/** A reader of order lines that are mapped as for an import (DOMAIN section 8): returns are never orders, a price of zero is an order that spends nothing. */
export function newPurchaseLogReader(mapping: Mapping, options: LogReaderOptions): PurchaseLogReader {
  const customers = newLogCustomers(options.decode, mapping.options.customerBy)
  const log = newPurchaseLog()
  const lines = newLineReader(mapping, { decode: options.decode, currency: 'CNY', canValue: () => true })
  const counts: LogCounts = { late: 0, returns: 0, empty: 0, zero: 0, anonymous: 0 }
  const currencies = new Set<string>()
  const free = !options.needsAmount && !hasAmounts(mapping)
  const take = (record: TableRecord) => {
    const fault = lines.read(record)
    if (fault && !(free && fault.code === 'missing_amount')) return fault
    const { slot } = lines
    if (slot.anonymous) counts.anonymous++
    else if (slot.isReturn) counts.returns++
    else if (!fault && !slot.isOrder) counts.empty++
    else if (slot.day > options.until) counts.late++
    else {
      const amount = fault ? 0 : amountOf(lines)
      if (amount === 0 && !fault) counts.zero++
      currencies.add(slot.currency)
      log.add(customers.ofField(record, slot.customerColumn), slot.day, amount)
    }
    return undefined
  }
  const plan = scanPlanOf(mapping, options.until)
  const scan = plan && newLogScan(plan, customers, log)
  return { customers, log, take, scan, counts: () => ({ ...counts, late: counts.late + (scan?.late() ?? 0) }), currencies }
}

/** The amount as the file writes it, which may be finer than minor units; else what quantity and price come to. */
function amountOf({ reader, slot }: LineReader): number {
  const given = numberIn(reader, 'amount')
  if (!given) return slot.amount / 10 ** slot.digits
  return given.big ? Number(formatDecimal(decimalOf(given))) : given.digits / 10 ** given.scale
}

const parties = ['customer', 'customerName', 'order', 'documentType', 'currency', 'orderDate', 'quantity', 'item', 'itemName']
const priced = [...measures, 'discount', 'discountAmount', 'taxRate']
const quick = new Set(['customer', 'customerName', 'order', 'orderDate', 'quantity', 'item', 'itemName', 'amount'])

/** The mapping with those columns alone that tell who ordered when and for how much: a fault in any other is no reason to lose a row. */
export function mappingOfLog(mapping: Mapping): Mapping {
  const used = mapping.columns.amount === undefined ? [...parties, ...priced] : [...parties, 'amount']
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([role]) => used.includes(role)))
  return { ...mapping, columns }
}

/** How the quick way reads the file; undefined where its layout asks for more than plain fields. */
export function scanPlanOf({ columns, dates, numbers, dialect, headings, options }: Mapping, until: CivilDay): ScanPlan | undefined {
  const { customer, orderDate, amount } = columns
  if (customer === undefined || orderDate === undefined || amount === undefined) return undefined
  if (dialect.delimiter === 'blanks' || options.customerBy === 'name' || numbers.amount?.decimal !== '.') return undefined
  if (!Object.keys(columns).every(role => quick.has(role))) return undefined
  return {
    divider: dialect.delimiter.charCodeAt(0),
    columns: headings.length,
    customer,
    date: orderDate,
    amount,
    order: columns.order ?? -1,
    quantity: columns.quantity ?? -1,
    items: [columns.item, columns.itemName].filter(column => column !== undefined),
    suspects: suspectsOf([...options.creditPrefixes, ...options.adjustmentPrefixes]),
    compact: dates.orderDate?.order === 'ymd',
    until,
  }
}

/** First bytes that a number with one of the prefixes may have: its letter, large or small, blanks, and all that is not ASCII. */
function suspectsOf(prefixes: readonly string[]): Uint8Array {
  const first = new Set(prefixes.flatMap(prefix => [prefix.toLowerCase().charCodeAt(0), prefix.toUpperCase().charCodeAt(0)]))
  return Uint8Array.from({ length: 256 }, (_, byte) => (prefixes.length > 0 && (byte >= 0x80 || byte <= 0x20 || first.has(byte)) ? 1 : 0))
}
