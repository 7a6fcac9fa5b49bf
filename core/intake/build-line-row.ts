import type { CivilDay } from '#core/units/civil-day.ts'
import { type Decimal, formatDecimal } from '#core/units/decimal.ts'
import { isNothing } from '#core/units/text-key.ts'
import { decimalOf, trimField } from './cells.ts'
import { endHash, hashField, hashNumber, type KeySet, newHash, newKeySet, startHash } from './keys.ts'
import { amountWithTaxOf, fractionOf, rateOf } from './line-amount.ts'
import type { OrderHead } from './order-heads.ts'
import type { LineReader } from './read-line.ts'
import { type TableRecord, textOf } from './record.ts'
import { columnOf, dayIn, numberIn, type RowReader } from './row-reader.ts'
import type { OrderLineRow } from './rows.ts'

const hash = newHash()
const hex = (half: number) => half.toString(16).padStart(8, '0')

/** Makes the full row of the order line that was just read into a reader's slot. Call once a row: it counts identical rows. */
export type LineRowBuilder = (record: TableRecord, row: number) => OrderLineRow

export function newLineRowBuilder({ reader, slot }: LineReader): LineRowBuilder {
  const twins = newKeySet()
  const columns = Object.values(reader.mapping.columns).toSorted((a, b) => a - b)
  return (record, row) => {
    const fingerprint = fingerprintOf(record, columns)
    const { head, itemHead } = slot
    const line = textIn(reader, record, 'line')
    return {
      row,
      order: textIn(reader, record, 'order'),
      line,
      occurrence: line === null ? countTwin(twins) : 1,
      fingerprint,
      customer: textIn(reader, record, 'customer') ?? head?.customer ?? null,
      customerName: textIn(reader, record, 'customerName') ?? head?.customerName ?? null,
      orderDate: slot.day,
      ...datesOf(reader, head),
      item: textIn(reader, record, 'item'),
      itemName: textIn(reader, record, 'itemName') ?? itemHead?.itemName ?? null,
      category: textIn(reader, record, 'category') ?? itemHead?.category ?? null,
      unit: textIn(reader, record, 'unit') ?? itemHead?.unit ?? null,
      ...numbersOf(reader, slot),
      amountMinor: slot.amount,
      costMinor: Number.isNaN(slot.cost) ? null : slot.cost,
      freightMinor: Number.isNaN(slot.freight) ? null : slot.freight,
      currency: slot.currency,
      country: textIn(reader, record, 'country') ?? head?.country ?? null,
      region: textIn(reader, record, 'region') ?? head?.region ?? null,
      salesperson: textIn(reader, record, 'salesperson') ?? head?.salesperson ?? null,
      carrier: textIn(reader, record, 'carrier') ?? head?.carrier ?? null,
      isReturn: slot.isReturn,
      isOrder: slot.isOrder,
    }
  }
}

function textIn(reader: RowReader, record: TableRecord, role: string): string | null {
  const column = columnOf(reader, role)
  if (!trimField(record, column)) return null
  const text = textOf(record, column, reader.decode).trim()
  return isNothing(text) ? null : text
}

type Dates = 'requestedDate' | 'firstPromisedDate' | 'promisedDate' | 'shippedDate' | 'deliveredDate'

function datesOf(reader: RowReader, head: OrderHead | undefined): Record<Dates, CivilDay | null> {
  const of = (role: Dates) => dayIn(reader, role) ?? head?.[role] ?? null
  return {
    requestedDate: of('requestedDate'),
    firstPromisedDate: of('firstPromisedDate'),
    promisedDate: of('promisedDate'),
    shippedDate: of('shippedDate'),
    deliveredDate: of('deliveredDate'),
  }
}

function numbersOf(reader: RowReader, { digits, isReturn }: LineReader['slot']) {
  const [quantity, price, discount] = [numberIn(reader, 'quantity'), numberIn(reader, 'unitPrice'), numberIn(reader, 'discount')]
  const rate = rateOf(reader)
  const withTax = amountWithTaxOf(reader, digits)
  return {
    quantity: quantity ? formatDecimal(isReturn ? negative(decimalOf(quantity)) : decimalOf(quantity)) : null,
    unitPrice: price ? formatDecimal(decimalOf(price)) : null,
    discount: discount ? formatDecimal(fractionOf(reader, 'discount', discount)) : null,
    taxRate: rate ? formatDecimal(rate) : null,
    amountWithTaxMinor: typeof withTax !== 'number' ? null : isReturn ? 0 - Math.abs(withTax) : withTax,
  }
}

const negative = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? digits : -digits, scale })

/** Everything mapped that the row says, as bytes: an unmapped column (a running number, say) makes no difference. */
function fingerprintOf(record: TableRecord, columns: readonly number[]): string {
  startHash(hash, 11)
  for (const column of columns) if (column < record.count) hashField(hash, record, column)
  endHash(hash)
  return hex(hash.high) + hex(hash.low)
}

const nth = newHash()

/** Which of the identical rows this is. The order number is part of the row, so it counts within the order. */
function countTwin(twins: KeySet): number {
  for (let turn = 1; ; turn++) {
    startHash(nth, turn)
    hashNumber(nth, hash.high)
    hashNumber(nth, hash.low)
    endHash(nth)
    if (twins.add(nth)) return turn
  }
}
