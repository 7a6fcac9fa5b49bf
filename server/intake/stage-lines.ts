import type { Mapping } from '#core/intake/mapping.ts'
import type { OrderLineRow } from '#core/intake/rows.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { NameKeys } from '#server/platform/name-keys.ts'
import type { Written } from '#server/platform/phone-numbers.ts'
import { type CopyValue, copyRow } from './copy-text.ts'
import type { Exchange } from './exchange.ts'
import { bucketOf, codeKey, customerKey, documentNumber, hashNumberOf, partnerKey } from './staged-keys.ts'

/** The keys of a name, and a number in E.164. */
export type CompanyReader = { readonly keysOf: (name: string) => NameKeys; readonly numberOf: (written: Written) => string | null }

/** What all rows of a file share. */
export type StageContext = {
  readonly fileNo: number
  readonly mapping: Mapping
  readonly exchange: Exchange
  readonly baseCurrency: string
  /** What reads names and numbers of companies, where the file brings companies. */
  readonly reader?: CompanyReader | undefined
}

export const lineColumns = [
  'bucket file_no row_no number line_key customer_key customer customer_name country region salesperson',
  'ordered_on is_return is_order item_key item item_name category_key category unit quantity unit_price',
  'discount currency amount_minor net_minor tax_rate cost_minor requested_on first_promised_on',
  'promised_on shipped_on delivered_on carrier_key carrier freight_minor line_hash',
].flatMap(names => names.split(' '))

const dayTexts = new Map<number, string>()
function dayText(day: number | null): string | null {
  if (day === null) return null
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  const text = formatDay(day)
  dayTexts.set(day, text)
  return text
}

/** An order without a number is known by its customer and day. */
export function numberOf(row: OrderLineRow): string {
  if (row.order !== null) return documentNumber(row.order)
  return `${dayText(row.orderDate)} ${row.customer ?? row.customerName ?? ''}${row.isReturn ? ' R' : ''}`.trim()
}

/** An order line as a row of staged_line. Undefined where an amount cannot be told in the base currency (the reader has refused such rows before). */
export function stageLine(context: StageContext, row: OrderLineRow): string | undefined {
  const { exchange, mapping, fileNo } = context
  const base = (amount: number | null) => (amount === null ? null : exchange.toBase(amount, row.currency, row.orderDate))
  const [net, cost, freight] = [base(row.amountMinor), base(row.costMinor), base(row.freightMinor)]
  if (net === undefined || cost === undefined || freight === undefined) return undefined
  const number = numberOf(row)
  const customer = customerKey(row.customer, row.customerName, mapping.options.customerBy)
  const item = row.item ?? row.itemName
  // One flat list: this runs once for every row of files of any length.
  const values: CopyValue[] = [
    bucketOf(customer === '' ? number : customer),
    fileNo,
    row.row,
    number,
    row.line ?? `${row.fingerprint}#${row.occurrence}`,
    customer,
    row.customer,
    row.customerName,
    row.country,
    row.region,
    row.salesperson,
    dayText(row.orderDate),
    row.isReturn,
    row.isOrder,
    item === null ? null : codeKey(item),
    item,
    row.itemName,
    row.category === null ? null : codeKey(row.category),
    row.category,
    row.unit,
    row.quantity,
    row.unitPrice,
    row.discount,
    row.currency,
    row.amountMinor,
    net,
    row.taxRate,
    cost,
    dayText(row.requestedDate),
    dayText(row.firstPromisedDate),
    dayText(row.promisedDate),
    dayText(row.shippedDate),
    dayText(row.deliveredDate),
    row.carrier === null ? null : partnerKey(row.carrier),
    row.carrier,
    freight,
    hashNumberOf(row.fingerprint),
  ]
  return copyRow(values)
}
