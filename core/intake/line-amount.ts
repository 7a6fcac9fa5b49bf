import { add, type Decimal, divideRounded, lineAmount, multiply, parseDecimal, quickLineAmount, toMinorUnits } from '#core/units/decimal.ts'
import type { Minor } from '#core/units/money.ts'
import { decimalOf, type NumberSlot } from './cells.ts'
import { numberIn, type RowReader } from './row-reader.ts'

/** The most that one line may be: sums of ten million such lines are not meant to happen, but one must stay exact. */
const mostMinor = 1e14

/** Minor units, or why there are none. */
export type Amount = Minor | 'missing' | 'too_large'

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
const one: Decimal = { digits: 1n, scale: 0 }

const sized = (amount: Minor | undefined): Amount => (amount === undefined || Math.abs(amount) > mostMinor ? 'too_large' : amount)

/** An amount cell in minor units, rounded half away from zero where it is finer. */
export function moneyOf(slot: NumberSlot, digits: number): Amount {
  if (slot.big === undefined && slot.scale <= digits) {
    const quick = slot.digits * (powers[digits - slot.scale] ?? Number.NaN)
    if (Number.isSafeInteger(quick)) return sized(quick + 0)
  }
  return sized(toMinorUnits(decimalOf(slot), digits))
}

/**
 * The amount of a line without tax in minor units (DOMAIN section 8): the amount column; else quantity x unit price x (1 - discount), less a
 * discount amount; else the same with tax, taken out at the row's or the mapping's rate.
 */
export function amountOf(reader: RowReader, digits: number): Amount {
  const amount = numberIn(reader, 'amount')
  if (amount) return moneyOf(amount, digits)
  const priced = pricedOf(reader, 'unitPrice', digits)
  if (priced !== 'missing') return priced
  const withTax = amountWithTaxOf(reader, digits)
  return typeof withTax === 'number' ? withoutTax(withTax, rateOf(reader)) : withTax
}

/** The amount with tax: its column, else quantity x price with tax x (1 - discount). */
export function amountWithTaxOf(reader: RowReader, digits: number): Amount {
  const amount = numberIn(reader, 'amountWithTax')
  return amount ? moneyOf(amount, digits) : pricedOf(reader, 'unitPriceWithTax', digits)
}

/** Quantity x price x (1 - discount) - discount amount. */
function pricedOf(reader: RowReader, role: 'unitPrice' | 'unitPriceWithTax', digits: number): Amount {
  const [quantity, price] = [numberIn(reader, 'quantity'), numberIn(reader, role)]
  if (!quantity || !price) return 'missing'
  const product = productOf(reader, quantity, price, digits)
  const off = numberIn(reader, 'discountAmount')
  if (!off || typeof product !== 'number') return product
  const less = moneyOf(off, digits)
  return typeof less === 'number' ? sized(product - Math.sign(product) * Math.abs(less)) : less
}

function productOf(reader: RowReader, quantity: NumberSlot, price: NumberSlot, digits: number): Amount {
  const discount = numberIn(reader, 'discount')
  const shift = discount && reader.mapping.options.percent.includes('discount') ? 2 : 0
  const scale = discount ? discount.scale + shift : 0
  const keep = discount ? (powers[scale] ?? Number.NaN) - discount.digits : 1
  const quick = quickLineAmount(quantity.digits, quantity.scale, price.digits, price.scale, keep, scale, digits)
  if (!Number.isNaN(quick)) return sized(quick)
  return sized(
    lineAmount(
      decimalOf(quantity),
      decimalOf(price),
      discount ? fractionOf(reader, 'discount', discount) : { digits: 0n, scale: 0 },
      digits,
    ),
  )
}

/** A fraction as the mapping means it: `15` in a column of per cent is 0.15. */
export function fractionOf(reader: RowReader, role: string, slot: NumberSlot): Decimal {
  const { digits, scale } = decimalOf(slot)
  return { digits, scale: scale + (reader.mapping.options.percent.includes(role) ? 2 : 0) }
}

/** The tax rate of the row, else the mapping's; undefined where neither is known. */
export function rateOf(reader: RowReader): Decimal | undefined {
  const slot = numberIn(reader, 'taxRate')
  const given = reader.mapping.options.taxRate
  return slot ? fractionOf(reader, 'taxRate', slot) : given === null ? undefined : parseDecimal(given)
}

function withoutTax(amount: Minor, rate: Decimal | undefined): Amount {
  if (!rate) return amount
  const whole = add(one, rate)
  return whole.digits <= 0n ? amount : Number(divideRounded(BigInt(amount) * 10n ** BigInt(whole.scale), whole.digits))
}

/** The cost of a line in minor units: its column, else quantity x unit cost; null = not known. */
export function costOf(reader: RowReader, unitCost: NumberSlot | undefined, digits: number): Minor | 'too_large' | null {
  const cost = numberIn(reader, 'cost')
  const [quantity, each] = [numberIn(reader, 'quantity'), numberIn(reader, 'unitCost') ?? unitCost]
  const found = cost
    ? moneyOf(cost, digits)
    : quantity && each
      ? sized(toMinorUnits(multiply(decimalOf(quantity), decimalOf(each)), digits))
      : 'missing'
  return found === 'missing' ? null : found
}
