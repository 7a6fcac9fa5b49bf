import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { type Decimal, multiply, parseDecimal, toMinorUnits } from '#core/units/decimal.ts'
import { type Minor, minorDigits } from '#core/units/money.ts'

/** A dated rate: base currency units for one unit of the currency, from that day on. */
export type Rate = { readonly currency: string; readonly from: string; readonly rate: string }

export type Exchange = {
  /** Whether an amount of a currency and day can be told in the base currency. */
  readonly canValue: (currency: string, day: CivilDay) => boolean
  /** The amount in minor units of the base currency, rounded half away from zero; undefined where no rate is known. */
  readonly toBase: (amount: Minor, currency: string, day: CivilDay) => Minor | undefined
}

export function newExchange(base: string, rates: readonly Rate[]): Exchange {
  const byCurrency = Map.groupBy(
    rates.flatMap(({ currency, from, rate }) => {
      const [day, decimal] = [parseDay(from), parseDecimal(rate)]
      return day === undefined || decimal === undefined ? [] : [{ currency, day, rate: decimal }]
    }),
    rate => rate.currency,
  )
  for (const list of byCurrency.values()) list.sort((a, b) => b.day - a.day)
  const rateOn = (currency: string, day: CivilDay): Decimal | undefined => byCurrency.get(currency)?.find(rate => rate.day <= day)?.rate
  return {
    canValue: (currency, day) => currency === base || rateOn(currency, day) !== undefined,
    toBase: (amount, currency, day) => {
      if (currency === base) return amount
      const rate = rateOn(currency, day)
      return rate && toMinorUnits(multiply({ digits: BigInt(amount), scale: minorDigits(currency) }, rate), minorDigits(base))
    },
  }
}
