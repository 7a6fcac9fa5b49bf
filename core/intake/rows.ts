import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import type { ReasonArgs, RowReason } from './reasons.ts'

/** A rejected row: its number (1 = first data row) and why. The text comes from `rowText`. */
export type RejectedRow = { readonly row: number; readonly reason: RowReason; readonly args: ReasonArgs }

/** An exact decimal as text without trailing zeros, `12.5`. */
export type DecimalText = string

/**
 * One accepted order line, all rules of DOMAIN section 8 applied. Texts are as given, blanks at the ends trimmed; null = the file does not say.
 * Amounts are whole minor units of `currency`, negative on returns, as is `quantity`.
 */
export type OrderLineRow = {
  readonly row: number
  readonly order: string | null
  readonly line: string | null
  /** Which of the identical rows of this order it is, 1 = the first: with `fingerprint` the identity of a line without a number (1 where there is one). */
  readonly occurrence: number
  /** Hash of everything mapped that the row says, 16 hex digits. */
  readonly fingerprint: string
  /** Null on anonymous trade: kept, never valued or placed. */
  readonly customer: string | null
  readonly customerName: string | null
  readonly orderDate: CivilDay
  readonly requestedDate: CivilDay | null
  readonly firstPromisedDate: CivilDay | null
  readonly promisedDate: CivilDay | null
  readonly shippedDate: CivilDay | null
  readonly deliveredDate: CivilDay | null
  readonly item: string | null
  readonly itemName: string | null
  readonly category: string | null
  readonly quantity: DecimalText | null
  readonly unit: string | null
  readonly unitPrice: DecimalText | null
  readonly discount: DecimalText | null
  /** Without tax. */
  readonly amountMinor: Minor
  readonly amountWithTaxMinor: Minor | null
  readonly taxRate: DecimalText | null
  readonly costMinor: Minor | null
  readonly freightMinor: Minor | null
  readonly currency: string
  readonly country: string | null
  readonly region: string | null
  readonly salesperson: string | null
  readonly carrier: string | null
  /** A return or credit: it reduces net sales and cost and is never an order. */
  readonly isReturn: boolean
  /** Counts as an order on its day: neither a return nor nothing at all. */
  readonly isOrder: boolean
}

export type CellValue = string | number | boolean | null

/** A row of any other target: values by role, read by the field's type (dates as civil days, money as minor units, decimals as text). */
export type RelatedRow = { readonly row: number; readonly values: Readonly<Record<string, CellValue>> }
