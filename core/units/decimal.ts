/** An exact decimal: `digits / 10^scale`. Scale is 0 or more. */
export type Decimal = { readonly digits: bigint; readonly scale: number }

const plain = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

/** Reads `-12.50`, `1e-3`; undefined where the text is no number or has over 60 digits. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = plain.exec(text)
  const [, sign = '', whole = '', part = '', power = '0'] = match ?? []
  if (!match || whole.length + part.length === 0 || whole.length + part.length > 60 || Math.abs(Number(power)) > 60) return undefined
  const scale = part.length - Number(power)
  const digits = BigInt(sign + (whole + part)) * (scale < 0 ? 10n ** BigInt(-scale) : 1n)
  return { digits, scale: Math.max(scale, 0) }
}

/** Writes a decimal without trailing zeros: `12.5`, `-0.001`, `0`. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const part = scale === 0 ? '' : text.slice(text.length - scale).replace(/0+$/, '')
  return digits === 0n ? '0' : sign + whole + (part === '' ? '' : `.${part}`)
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale), scale }
}

export function add(a: Decimal, b: Decimal): Decimal {
  return subtract(a, { digits: -b.digits, scale: b.scale })
}

/** Divides two integers and rounds half away from zero. The divisor is not zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  const rounded = (2n * top + bottom) / (2n * bottom)
  return negative ? -rounded : rounded
}

/** A decimal amount in whole minor units (`minorDigits` places), half away from zero; undefined beyond 2^53. */
export function toMinorUnits({ digits, scale }: Decimal, minorDigits: number): number | undefined {
  const places = minorDigits - scale
  const units = places >= 0 ? digits * 10n ** BigInt(places) : divideRounded(digits, 10n ** BigInt(-places))
  const amount = Number(units)
  return Number.isSafeInteger(amount) ? amount : undefined
}

const one: Decimal = { digits: 1n, scale: 0 }

/**
 * The amount of an order line in minor units: round half away from zero of quantity x unit price x (1 - discount), exactly
 * (DOMAIN section 8). The discount is a fraction. Undefined beyond 2^53.
 */
export function lineAmount(quantity: Decimal, unitPrice: Decimal, discount: Decimal, minorDigits: number): number | undefined {
  return toMinorUnits(multiply(multiply(quantity, unitPrice), subtract(one, discount)), minorDigits)
}

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)

/**
 * The same as `lineAmount` without big integers, for numbers small enough that every step stays a whole number below 2^53; NaN where they are
 * not (then ask `lineAmount`). Each number is given as whole digits and its scale.
 */
export function quickLineAmount(
  quantity: number,
  quantityScale: number,
  price: number,
  priceScale: number,
  keep: number,
  keepScale: number,
  minorDigits: number,
): number {
  const product = quantity * price * keep
  const places = quantityScale + priceScale + keepScale - minorDigits
  if (!(Math.abs(product) < 4_503_599_627_370_496) || places > 15) return Number.NaN
  return places <= 0 ? scaleUp(product, -places) : roundedQuotient(product, powers[places] ?? Number.NaN)
}

function scaleUp(whole: number, places: number): number {
  const scaled = whole * (powers[places] ?? Number.NaN)
  return Number.isSafeInteger(scaled) ? scaled + 0 : Number.NaN
}

/** Rounds half away from zero. `whole` and `divisor` are integers below 2^52, so that remainder and quotient are exact. */
function roundedQuotient(whole: number, divisor: number): number {
  const size = Math.abs(whole)
  const rest = size % divisor
  const quotient = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0)
  return whole < 0 ? 0 - quotient : quotient
}
