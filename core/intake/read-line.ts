import type { CivilDay } from '#core/units/civil-day.ts'
import { parseDecimal } from '#core/units/decimal.ts'
import { minorDigits } from '#core/units/money.ts'
import type { Minor } from '#core/units/money.ts'
import { currencyOf } from '#core/units/currency.ts'
import { isNothing } from '#core/units/text-key.ts'
import { cellState, newNumberSlot, type NumberSlot, signOf, trimField } from './cells.ts'
import { endHash, hashField, type KeySet, newHash, newKeySet, startHash } from './keys.ts'
import { type Amount, amountOf, costOf, moneyOf } from './line-amount.ts'
import { columnName, type Mapping } from './mapping.ts'
import type { CodeIndex, ItemHead, OrderHead } from './order-heads.ts'
import { type Decode, type TableRecord, textOf } from './record.ts'
import { columnOf, dayIn, type Fault, findLongText, newRowReader, numberIn, readCells, type RowReader, totalOf } from './row-reader.ts'
import { isAdjustment, isCreditRow, namesBadDebt } from './sale-rules.ts'

/** What surrounds the rows of a file of order lines. */
export type LineContext = {
  readonly decode: Decode
  /** The currency of rows that name none. */
  readonly currency: string
  /** Whether a row of a currency and day can be valued (the base currency itself, or a rate is known). */
  readonly canValue: (currency: string, day: CivilDay) => boolean
  readonly heads?: CodeIndex<OrderHead> | undefined
  readonly items?: CodeIndex<ItemHead> | undefined
}

/** One order line just read, reused for the next. Texts stay in the record: `customerColumn` says where, -1 = the head's or none. */
export type LineSlot = {
  day: CivilDay
  head: OrderHead | undefined
  itemHead: ItemHead | undefined
  customerColumn: number
  anonymous: boolean
  isReturn: boolean
  isOrder: boolean
  currency: string
  digits: number
  amount: Minor
  /** NaN = not known. */
  cost: Minor
  freight: Minor
}

export type LineReader = {
  readonly slot: LineSlot
  readonly reader: RowReader
  /** Reads a record into the slot; the fault where it is no order line. */
  readonly read: (record: TableRecord) => Fault | undefined
}

type State = {
  readonly reader: RowReader
  readonly context: LineContext
  readonly slot: LineSlot
  readonly lines: KeySet
  readonly currencies: Map<string, string | undefined>
  readonly unitCost: NumberSlot
}

const hash = newHash()
const textRoles = ['customer', 'customerName', 'order', 'item', 'itemName', 'category'] as const

/** Makes a reader of order lines: the row rules of DOMAIN section 8, "Import, row by row", for a file and for the database alike. */
export function newLineReader(mapping: Mapping, context: LineContext): LineReader {
  const reader = newRowReader(mapping, context.decode)
  const slot: LineSlot = {
    day: 0,
    head: undefined,
    itemHead: undefined,
    customerColumn: -1,
    anonymous: false,
    isReturn: false,
    isOrder: false,
    currency: context.currency,
    digits: 2,
    amount: 0,
    cost: Number.NaN,
    freight: Number.NaN,
  }
  const state: State = { reader, context, slot, lines: newKeySet(), currencies: new Map(), unitCost: newNumberSlot() }
  const read = (record: TableRecord) =>
    readCells(reader, record) ??
    findHead(state, record) ??
    findDay(state, record) ??
    findLong(state, record) ??
    findParty(state, record) ??
    findCurrency(state, record) ??
    findMoney(state, record) ??
    findTwin(state, record)
  return { slot, reader, read }
}

/** Lines without a date or customer of their own take them from the head of their order. */
function findHead({ reader, context, slot }: State, record: TableRecord): Fault | undefined {
  const item = columnOf(reader, 'item')
  slot.itemHead = context.items && item !== -1 ? context.items.find(record, item) : undefined
  slot.head = undefined
  if (!context.heads) return undefined
  const order = columnOf(reader, 'order')
  slot.head = order === -1 ? undefined : context.heads.find(record, order)
  if (slot.head || columnOf(reader, 'orderDate') !== -1) return undefined
  return totalOf(reader, record) ?? { code: 'unknown_order', args: { order: textOf(record, order, reader.decode) } }
}

function findDay({ reader, slot }: State, record: TableRecord): Fault | undefined {
  const day = dayIn(reader, 'orderDate') ?? slot.head?.orderDate
  if (day === undefined)
    return totalOf(reader, record) ?? { code: 'missing_date', args: { column: columnName(reader.mapping, 'orderDate') } }
  slot.day = day
  return undefined
}

function findLong({ reader }: State, record: TableRecord): Fault | undefined {
  for (const role of textRoles) {
    const fault = findLongText(reader, record, role)
    if (fault) return fault
  }
  return undefined
}

const longestNothing = 8

/** Words for nothing begin with n, #, ( or a Chinese character: text is made only where one may stand. */
function mayBeNothing({ bytes, starts, ends }: TableRecord, column: number): boolean {
  const start = starts[column] ?? 0
  const first = bytes[start] ?? 0
  return (ends[column] ?? 0) - start <= longestNothing && ((first | 0x20) === 0x6e || first === 0x23 || first === 0x28 || first >= 0x80)
}

function isFilled(reader: RowReader, record: TableRecord, column: number): boolean {
  if (!trimField(record, column)) return false
  return !mayBeNothing(record, column) || !isNothing(textOf(record, column, reader.decode))
}

/** Whose line it is, whether it is a return, and whether it is a sale at all. */
function findParty({ reader, slot }: State, record: TableRecord): Fault | undefined {
  const [code, name] = [columnOf(reader, 'customer'), columnOf(reader, 'customerName')]
  slot.customerColumn = isFilled(reader, record, code) ? code : isFilled(reader, record, name) ? name : -1
  slot.anonymous = slot.customerColumn === -1 && (slot.head?.customer ?? slot.head?.customerName ?? null) === null
  const quantity = numberIn(reader, 'quantity')
  const credit = isCreditRow(reader, record) || slot.head?.isCredit === true
  const taken = quantity !== undefined && signOf(quantity) < 0
  slot.isReturn = credit || taken
  const writeOff = slot.anonymous && taken && !credit && isWorthless(reader)
  const adjusted = (slot.anonymous && isAdjustment(reader, record)) || namesBadDebt(reader, record)
  return writeOff || adjusted ? { code: 'not_a_sale', args: {} } : undefined
}

/** Neither an amount nor a price that is more than zero. */
function isWorthless(reader: RowReader): boolean {
  return ['amount', 'amountWithTax', 'unitPrice', 'unitPriceWithTax'].every(role => {
    const slot = numberIn(reader, role)
    return slot === undefined || signOf(slot) === 0
  })
}

function findCurrency({ reader, context, slot, currencies }: State, record: TableRecord): Fault | undefined {
  const column = columnOf(reader, 'currency')
  const text = isFilled(reader, record, column) ? textOf(record, column, reader.decode) : undefined
  if (text !== undefined && !currencies.has(text)) currencies.set(text, currencyOf(text))
  const currency = text === undefined ? (slot.head?.currency ?? context.currency) : currencies.get(text)
  if (currency === undefined)
    return { code: 'unknown_currency', args: { column: columnName(reader.mapping, 'currency'), text: text ?? '' } }
  if (slot.currency !== currency || slot.digits === 2) slot.digits = minorDigits(currency)
  slot.currency = currency
  return context.canValue(currency, slot.day)
    ? undefined
    : { code: 'no_exchange_rate', args: { currency, base: context.currency, day: slot.day } }
}

function findMoney({ reader, slot, unitCost }: State, record: TableRecord): Fault | undefined {
  const amount: Amount = amountOf(reader, slot.digits)
  if (amount === 'missing') return totalOf(reader, record) ?? { code: 'missing_amount', args: {} }
  const freight = numberIn(reader, 'freight')
  const paid = freight ? moneyOf(freight, slot.digits) : 'missing'
  const cost = costOf(reader, itemCost(slot.itemHead, unitCost), slot.digits)
  if (amount === 'too_large' || paid === 'too_large' || cost === 'too_large')
    return { code: 'amount_too_large', args: { text: amountText(reader, record) } }
  slot.isReturn ||= amount < 0
  slot.amount = slot.isReturn ? 0 - Math.abs(amount) : amount
  slot.cost = cost === null ? Number.NaN : slot.isReturn ? 0 - Math.abs(cost) : cost
  slot.freight = paid === 'missing' ? Number.NaN : paid
  const quantity = numberIn(reader, 'quantity')
  slot.isOrder = !slot.isReturn && !(slot.amount === 0 && quantity !== undefined && signOf(quantity) === 0)
  return undefined
}

function itemCost(item: ItemHead | undefined, slot: NumberSlot): NumberSlot | undefined {
  const cost = item?.unitCost === undefined || item.unitCost === null ? undefined : parseDecimal(item.unitCost)
  if (!cost) return undefined
  slot.state = cellState.read
  slot.big = cost
  return slot
}

function amountText(reader: RowReader, record: TableRecord): string {
  const role = ['amount', 'amountWithTax', 'unitPrice', 'unitPriceWithTax', 'cost', 'freight'].find(one => columnOf(reader, one) !== -1)
  return textOf(record, columnOf(reader, role ?? 'amount'), reader.decode).trim()
}

/** One order number and line number stand for one line. */
function findTwin({ reader, lines }: State, record: TableRecord): Fault | undefined {
  const [order, line] = [columnOf(reader, 'order'), columnOf(reader, 'line')]
  if (order === -1 || line === -1 || !trimField(record, order) || !trimField(record, line)) return undefined
  startHash(hash, 7)
  hashField(hash, record, order)
  hashField(hash, record, line)
  endHash(hash)
  if (lines.add(hash)) return undefined
  return { code: 'duplicate_line', args: { order: textOf(record, order, reader.decode), line: textOf(record, line, reader.decode) } }
}
