import { currencyOf } from '#core/units/currency.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { formatDecimal } from '#core/units/decimal.ts'
import { foldCode, isNothing } from '#core/units/text-key.ts'
import { decimalOf, trimField } from './cells.ts'
import { fractionOf, moneyOf } from './line-amount.ts'
import type { Field } from './field.ts'
import { endHash, hashText, type KeyMap, newHash, newKeyMap, startHash } from './keys.ts'
import { columnName, type Mapping } from './mapping.ts'
import type { ItemHead, OrderHead } from './order-heads.ts'
import { type Decode, type TableRecord, textOf } from './record.ts'
import { columnOf, dayIn, type Fault, findLongText, newRowReader, numberIn, readCells, type RowReader } from './row-reader.ts'
import type { CellValue, RelatedRow } from './rows.ts'
import { isCreditRow } from './sale-rules.ts'
import { fieldOf, type TargetName, targets } from './targets.ts'

/** Fields without which a row of a target is of no use, and the one that may not come twice. */
const keys: Record<Exclude<TargetName, 'order_lines'>, { readonly must: readonly string[]; readonly once?: string }> = {
  categories: { must: ['category'], once: 'category' },
  items: { must: ['item'], once: 'item' },
  carriers: { must: ['carrier'], once: 'carrier' },
  suppliers: { must: ['supplier'], once: 'supplier' },
  customers: { must: ['customer'], once: 'customer' },
  contacts: { must: ['contactName'] },
  orders: { must: ['order'], once: 'order' },
  deliveries: { must: ['order'], once: 'delivery' },
  payments: { must: ['paidAmount'], once: 'payment' },
  costs: { must: ['costAmount'] },
  opportunities: { must: ['opportunityTitle'], once: 'opportunity' },
  agreements: { must: ['agreementTitle'], once: 'agreement' },
  concerns: { must: ['concernTitle'], once: 'concern' },
  activities: { must: [] },
}

/** Dates without which a row has no place in time; of each list one. */
const dates: Partial<Record<TargetName, readonly string[]>> = {
  orders: ['orderDate'],
  deliveries: ['deliveredDate', 'shippedDate'],
  payments: ['paidDate'],
  costs: ['costDate'],
  concerns: ['receivedDate'],
  activities: ['activityDate'],
}

/** Codes that one document may repeat over several rows. */
const mayRepeat = new Set(['delivery', 'payment'])

export type RelatedReader = { readonly reader: RowReader; readonly read: (record: TableRecord, row: number) => RelatedRow | Fault }

export const isFault = (found: RelatedRow | Fault): found is Fault => 'code' in found

/** Makes a reader of the rows of any target but order lines. `minorDigits`: decimal places of the base currency. */
export function newRelatedReader(mapping: Mapping, decode: Decode, minorDigits: number): RelatedReader {
  const reader = newRowReader(mapping, decode)
  const seen = newKeyMap()
  const target = mapping.target as keyof typeof keys
  const fields = [...targets[target].fields, ...(mapping.own ?? [])].filter(field => mapping.columns[field.role] !== undefined)
  const read = (record: TableRecord, row: number): RelatedRow | Fault => {
    const fault = readCells(reader, record)
    if (fault) return fault
    const values: Record<string, CellValue> = {}
    for (const field of fields) {
      const value = findLongText(reader, record, field.role) ?? valueOf(reader, record, field, minorDigits)
      if (typeof value === 'object' && value !== null) return value
      values[field.role] = value
    }
    return (
      findMissing(mapping, target, values) ??
      findTwice(seen, target, values, row) ?? { row, values: withCredit(reader, record, target, values) }
    )
  }
  return { reader, read }
}

const withCredit = (reader: RowReader, record: TableRecord, target: TargetName, values: Record<string, CellValue>) =>
  target === 'orders' ? { ...values, isCredit: isCreditRow(reader, record) } : values

function valueOf(reader: RowReader, record: TableRecord, field: Field, minorDigits: number): CellValue | Fault {
  const { role, type } = field
  if (type === 'date') return dayIn(reader, role)
  if (type === 'moment') return momentIn(reader, record, role)
  if (type === 'decimal' || type === 'money' || type === 'fraction') return numberOf(reader, field, minorDigits)
  const column = columnOf(reader, role)
  const text = trimField(record, column) ? textOf(record, column, reader.decode).trim() : ''
  if (isNothing(text)) return type === 'flag' ? false : null
  if (type === 'currency') return currencyOf(text) ?? { code: 'unknown_currency', args: { column: columnName(reader.mapping, role), text } }
  return type === 'flag' ? !/^(?:0|n|no|false|f|否|-)$/i.test(text) : text
}

const clock = /(?:^|[^\d])(上午|下午)?\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?/i

/** The day of a cell with the time of day that stands behind it; a day alone has none, nor has midnight, which programs write behind days. */
function momentIn(reader: RowReader, record: TableRecord, role: string): string | null {
  const day = dayIn(reader, role)
  if (day === null) return null
  const time = clock.exec(textOf(record, columnOf(reader, role), reader.decode))
  const half = (time?.[1] ?? time?.[4] ?? '').toLowerCase()
  const hour = Number(time?.[2])
  const hours = half === '下午' || half === 'pm' ? (hour % 12) + 12 : half === '' ? hour : hour % 12
  const isDay = !time || hours > 23 || Number(time[3]) > 59 || (hours === 0 && time[3] === '00')
  return isDay ? formatDay(day) : `${formatDay(day)}T${String(hours).padStart(2, '0')}:${time[3]}`
}

function numberOf(reader: RowReader, { role, type }: Field, minorDigits: number): CellValue | Fault {
  const slot = numberIn(reader, role)
  if (!slot) return null
  if (type === 'decimal') return formatDecimal(decimalOf(slot))
  if (type === 'fraction') return formatDecimal(fractionOf(reader, role, slot))
  const amount = moneyOf(slot, minorDigits)
  return typeof amount === 'number' ? amount : { code: 'amount_too_large', args: { text: formatDecimal(decimalOf(slot)) } }
}

function findMissing(mapping: Mapping, target: keyof typeof keys, values: Readonly<Record<string, CellValue>>): Fault | undefined {
  const missing = keys[target].must.find(role => mapping.columns[role] !== undefined && (values[role] ?? null) === null)
  if (missing !== undefined)
    return {
      code: fieldOf(target, missing)?.type === 'money' ? 'missing_amount' : 'missing_key',
      args: { column: columnName(mapping, missing) },
    }
  const days = dates[target]
  const dated = days === undefined || days.some(role => (values[role] ?? null) !== null)
  return dated ? undefined : { code: 'missing_date', args: { column: columnName(mapping, days[0] ?? '') } }
}

const hash = newHash()

function findTwice(seen: KeyMap, target: keyof typeof keys, values: Readonly<Record<string, CellValue>>, row: number): Fault | undefined {
  const once = keys[target].once
  const text = once === undefined ? null : (values[once] ?? null)
  if (text === null || mayRepeat.has(once ?? '')) return undefined
  startHash(hash, 5)
  hashText(hash, foldCode(String(text)))
  endHash(hash)
  const first = seen.keep(hash, row)
  return first === undefined ? undefined : { code: 'duplicate_key', args: { text: String(text), first } }
}

const textIn = (row: RelatedRow, role: string) => {
  const value = row.values[role]
  return typeof value === 'string' ? value : null
}
const dayOf = (row: RelatedRow, role: string) => {
  const value = row.values[role]
  return typeof value === 'number' ? value : null
}

/** What lines need of a row of the file of orders. */
export function headOf(row: RelatedRow): OrderHead {
  return {
    customer: textIn(row, 'customer'),
    customerName: textIn(row, 'customerName'),
    orderDate: dayOf(row, 'orderDate') ?? 0,
    requestedDate: dayOf(row, 'requestedDate'),
    firstPromisedDate: dayOf(row, 'firstPromisedDate'),
    promisedDate: dayOf(row, 'promisedDate'),
    shippedDate: dayOf(row, 'shippedDate'),
    deliveredDate: dayOf(row, 'deliveredDate'),
    currency: textIn(row, 'currency'),
    country: textIn(row, 'country'),
    region: textIn(row, 'region'),
    salesperson: textIn(row, 'salesperson'),
    carrier: textIn(row, 'carrier'),
    isCredit: row.values.isCredit === true,
  }
}

/** What lines need of a row of the file of items. */
export function itemHeadOf(row: RelatedRow): ItemHead {
  return {
    itemName: textIn(row, 'itemName'),
    category: textIn(row, 'category'),
    unit: textIn(row, 'unit'),
    unitCost: textIn(row, 'unitCost'),
  }
}
