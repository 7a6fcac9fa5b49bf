import { upperBound, lowerBound } from '#core/numerics/order-statistics.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { endOfOrders, type OrderDays } from './window.ts'

/**
 * Recency, frequency and monetary value of customers, one index a customer, and their scores 1..5 (5 is best) by quintile of those who have ordered.
 * Source: Hughes, A. M. (1994), Strategic Database Marketing. docs/methods/rfm.md
 */
export type Rfm = {
  /** Days since the last order day; NaN without an order. */
  readonly recency: Float64Array
  /** Order days in the window. */
  readonly frequency: Int32Array
  /** Net sales in the window as given. */
  readonly monetary: Float64Array
  /** Scores of each, 0 without an order in the window. */
  readonly r: Uint8Array
  readonly f: Uint8Array
  readonly m: Uint8Array
}

/**
 * Scores 1..5 of values by the middle of their ranks: equal values share a score, whatever their order. `among` says who is ranked; others get 0.
 * `lowIsGood` turns the scale about.
 */
export function quintilesOf(values: ArrayLike<number>, among: (index: number) => boolean, lowIsGood = false): Uint8Array {
  const scores = new Uint8Array(values.length)
  const ranked = Float64Array.from(values)
    .filter((value, index) => among(index) && !Number.isNaN(value))
    .sort()
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!among(i) || Number.isNaN(value)) continue
    const below = lowerBound(ranked, value)
    const middle = (below + upperBound(ranked, value)) / 2 / ranked.length
    scores[i] = Math.min(5, 1 + Math.floor(5 * (lowIsGood ? 1 - middle : middle)))
  }
  return scores
}

/** RFM of every dyad over the order days in (from, until]; `netSales` of the same window, one a dyad. */
export function rfmOf(orders: OrderDays, netSales: ArrayLike<number>, from: CivilDay, until: CivilDay): Rfm {
  const count = orders.start.length - 1
  const recency = new Float64Array(count).fill(Number.NaN)
  const frequency = new Int32Array(count)
  for (let dyad = 0; dyad < count; dyad++) {
    const end = endOfOrders(orders, dyad, until)
    if (end === orders.start[dyad]) continue
    recency[dyad] = until - (orders.day[end - 1] as number)
    frequency[dyad] = end - Math.min(end, endOfOrders(orders, dyad, from))
  }
  const active = (dyad: number) => (frequency[dyad] as number) > 0
  return {
    recency,
    frequency,
    monetary: Float64Array.from(netSales),
    r: quintilesOf(recency, active, true),
    f: quintilesOf(frequency, active),
    m: quintilesOf(netSales, active),
  }
}
