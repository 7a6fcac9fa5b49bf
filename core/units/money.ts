/** An amount in whole minor units of its currency (fen, pence, cents). Sums stay exact up to 2^53. Money is never a fraction. */
export type Minor = number

/** Rounds half away from zero, as Chinese accounting practice does. */
export function toMinor(amount: number): Minor {
  return Math.sign(amount) * Math.round(Math.abs(amount)) + 0
}

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const exponents: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

/** Decimal places of a currency's minor unit: 2 for CNY, 0 for JPY, 3 for KWD (ISO 4217). */
export function minorDigits(currency: string): number {
  return exponents[currency] ?? 2
}
