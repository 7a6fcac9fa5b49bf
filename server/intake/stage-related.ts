import type { CellValue, RelatedRow } from '#core/intake/rows.ts'
import type { RowReason } from '#core/intake/reasons.ts'
import { costKindOf } from '#core/trade/cost-kind.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { parseDecimal, toMinorUnits } from '#core/units/decimal.ts'
import { minorDigits } from '#core/units/money.ts'
import { type CopyValue, copyRow } from './copy-text.ts'
import type { StageContext } from './stage-lines.ts'
import { stageRecord } from './stage-records.ts'
import { stageContact, stageCustomer, stagePartner } from './stage-parties.ts'
import { bucketOf, codeKey, customerKey, documentNumber, fingerprintOf, hashNumberOf, partnerKey } from './staged-keys.ts'

export type StagedTable =
  | 'staged_line'
  | 'staged_head'
  | 'staged_party'
  | 'staged_contact'
  | 'staged_item'
  | 'staged_category'
  | 'staged_fact'
  | 'staged_record'

/** A row in the text form of COPY, and where it goes. */
export type StagedText = { readonly table: StagedTable; readonly text: string }

/** Why a row cannot be staged after all. */
export type StageFault = { readonly reason: RowReason; readonly args: Readonly<Record<string, string | number>> }

export const headColumns = [
  'bucket file_no row_no number customer_key customer customer_name country region salesperson',
  'ordered_on is_return currency requested_on first_promised_on promised_on shipped_on delivered_on',
  'carrier_key carrier freight_minor line_hash',
].flatMap(names => names.split(' '))
export const itemColumns = ['key file_no row_no code name category_key category supplier_key supplier unit unit_cost_minor'].flatMap(
  names => names.split(' '),
)
export const categoryColumns = ['key file_no row_no code name parent_key'].flatMap(names => names.split(' '))
export const factColumns = [
  'kind bucket file_no row_no document number order_number line_text customer_key customer',
  'customer_name item_key item quantity day shipped_on delivered_on invoiced_on carrier_key carrier',
  'currency amount_minor cost_kind is_rush note line_hash',
].flatMap(names => names.split(' '))

type Row = {
  readonly text: (role: string) => string | null
  readonly day: (role: string) => string | null
  readonly number: (role: string) => number | null
}

function readerOf({ values }: RelatedRow): Row {
  const number = (role: string) => {
    const value: CellValue | undefined = values[role]
    return typeof value === 'number' ? value : null
  }
  const text = (role: string) => {
    const value = values[role]
    return typeof value === 'string' ? value : null
  }
  const day = (role: string) => {
    const value = number(role)
    return value === null ? null : formatDay(value)
  }
  return { text, day, number }
}

const keyed = (text: string | null) => (text === null ? null : codeKey(text))
const partner = (text: string | null) => (text === null ? null : partnerKey(text))
const hashOf = ({ values }: RelatedRow) => hashNumberOf(fingerprintOf(Object.entries(values).flat()))
const isFault = (found: number | null | StageFault): found is StageFault => typeof found === 'object' && found !== null

/** An amount of a row in the base currency; a fault where no rate is known. */
function baseOf(context: StageContext, row: RelatedRow, role: string, dayRole: string): number | null | StageFault {
  const { number, text, day } = readerOf(row)
  const [amount, on] = [number(role), number(dayRole)]
  if (amount === null) return null
  const currency = text('currency') ?? context.baseCurrency
  const base = context.exchange.toBase(amount, currency, on ?? 0)
  return base ?? { reason: 'no_exchange_rate', args: { currency, base: context.baseCurrency, day: day(dayRole) ?? '' } }
}

function stageHead(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const { text, day } = readerOf(row)
  const number = documentNumber(text('order') ?? '')
  const freight = baseOf(context, row, 'freight', 'orderDate')
  if (isFault(freight)) return freight
  const key = customerKey(text('customer'), text('customerName'), context.mapping.options.customerBy)
  const values: CopyValue[] = [
    bucketOf(key === '' ? number : key),
    context.fileNo,
    row.row,
    number,
    key,
    text('customer'),
    text('customerName'),
    text('country'),
    text('region'),
    text('salesperson'),
    day('orderDate'),
    row.values.isCredit === true,
    text('currency'),
    day('requestedDate'),
    day('firstPromisedDate'),
    day('promisedDate'),
    day('shippedDate'),
    day('deliveredDate'),
    partner(text('carrier')),
    text('carrier'),
    freight,
    hashOf(row),
  ]
  return [{ table: 'staged_head', text: copyRow(values) }]
}

function stageItem(context: StageContext, row: RelatedRow): StagedText[] {
  const { text } = readerOf(row)
  const code = text('item') ?? ''
  const cost = text('unitCost') === null ? undefined : parseDecimal(text('unitCost') ?? '')
  const values: CopyValue[] = [
    codeKey(code),
    context.fileNo,
    row.row,
    code,
    text('itemName'),
    keyed(text('category')),
    text('category'),
    partner(text('supplier')),
    text('supplier'),
    text('unit'),
    cost && toMinorUnits(cost, minorDigits(context.baseCurrency)),
  ]
  return [{ table: 'staged_item', text: copyRow(values) }]
}

function stageCategory(context: StageContext, row: RelatedRow): StagedText[] {
  const { text } = readerOf(row)
  const code = text('category') ?? ''
  const values = [codeKey(code), context.fileNo, row.row, code, text('categoryName'), keyed(text('parentCategory'))]
  return [{ table: 'staged_category', text: copyRow(values) }]
}

type Fact = Readonly<Partial<Record<string, CopyValue>>> & { readonly kind: string; readonly document: string }

function factOf(context: StageContext, row: RelatedRow, fact: Fact): StagedText[] {
  const { text } = readerOf(row)
  const order = text('order')
  const key = customerKey(text('customer'), text('customerName'), context.mapping.options.customerBy)
  const all: Readonly<Record<string, CopyValue>> = {
    bucket: bucketOf(key === '' ? (order ?? fact.document) : key),
    file_no: context.fileNo,
    row_no: row.row,
    order_number: order === null ? null : documentNumber(order),
    customer_key: key === '' && order !== null ? null : key,
    customer: text('customer'),
    customer_name: text('customerName'),
    is_rush: false,
    line_hash: hashOf(row),
    ...fact,
  }
  return [{ table: 'staged_fact', text: copyRow(factColumns.map(column => all[column])) }]
}

function stageDelivery(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const { text, day, number } = readerOf(row)
  const freight = baseOf(context, row, 'freight', number('deliveredDate') === null ? 'shippedDate' : 'deliveredDate')
  if (isFault(freight)) return freight
  const delivery = text('delivery')
  const item = text('item')
  return factOf(context, row, {
    kind: 'delivery',
    document: delivery === null ? `o:${documentNumber(text('order') ?? '')}` : documentNumber(delivery),
    number: delivery,
    line_text: text('line'),
    item_key: keyed(item),
    item,
    quantity: text('deliveredQuantity'),
    shipped_on: day('shippedDate'),
    delivered_on: day('deliveredDate'),
    carrier_key: partner(text('carrier')),
    carrier: text('carrier'),
    amount_minor: freight,
    is_rush: row.values.rush === true,
  })
}

function stagePayment(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const { text, day } = readerOf(row)
  const amount = baseOf(context, row, 'paidAmount', 'paidDate')
  if (isFault(amount)) return amount
  const number = text('payment')
  const named = [text('customer') ?? text('customerName') ?? '', day('paidDate'), text('order') ?? ''].join('|')
  return factOf(context, row, {
    kind: 'payment',
    document: number === null ? named : documentNumber(number),
    number,
    day: day('paidDate'),
    invoiced_on: day('invoiceDate'),
    amount_minor: amount,
  })
}

function stageCost(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const { text, day } = readerOf(row)
  const amount = baseOf(context, row, 'costAmount', 'costDate')
  if (isFault(amount)) return amount
  const kind = costKindOf(text('costKind'))
  const document = [text('customer') ?? text('customerName') ?? '', day('costDate'), text('order') ?? '', kind].join('|')
  return factOf(context, row, {
    kind: 'cost',
    document,
    day: day('costDate'),
    amount_minor: amount,
    cost_kind: kind,
    note: text('costKind'),
  })
}

/** A row of any file but order lines as rows of staging tables, or why it cannot be taken. */
export function stageRelated(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  switch (context.mapping.target) {
    case 'categories':
      return stageCategory(context, row)
    case 'items':
      return stageItem(context, row)
    case 'carriers':
      return stagePartner(context, row, 'carrier')
    case 'suppliers':
      return stagePartner(context, row, 'supplier')
    case 'customers':
      return stageCustomer(context, row)
    case 'contacts':
      return stageContact(context, row)
    case 'orders':
      return stageHead(context, row)
    case 'deliveries':
      return stageDelivery(context, row)
    case 'payments':
      return stagePayment(context, row)
    case 'costs':
      return stageCost(context, row)
    case 'opportunities':
    case 'agreements':
    case 'concerns':
    case 'activities':
      return stageRecord(context, row, context.mapping.target)
    case 'order_lines':
      return []
  }
}
