import { lowerBound, upperBound } from '#core/numerics/order-statistics.ts'
import type { Book, Days } from '#core/trade/book.ts'
import { addMonths, type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'

export const isMonthEnd = (t: CivilDay): boolean => lastDayOf(monthOf(t)) === t

/** The day `months` before t. Before a month-end it is a month-end, so that (start, t] holds whole calendar months. */
export function monthsBack(t: CivilDay, months: number): CivilDay {
  return isMonthEnd(t) ? lastDayOf(monthOf(t) - months) : addMonths(t, -months)
}

/** The last 25 borders of months before t: bucket k is (borders[k + 1], borders[k]]. */
export const bucketCount = 24
export function bordersBefore(t: CivilDay): Int32Array {
  return Int32Array.from({ length: bucketCount + 1 }, (_, k) => monthsBack(t, k))
}

/** Rows of a dyad's days in (from, to], as [first, end). */
export function rowsBetween(book: Book, dyad: number, from: CivilDay, to: CivilDay): readonly [number, number] {
  const { start, day } = book.days
  const [low, high] = [start[dyad] ?? 0, start[dyad + 1] ?? 0]
  const first = upperBound(day, from, low, high)
  return [first, upperBound(day, to, first, high)]
}

/** Net sales of a dyad in the 24 months before t, the latest first, into `into`. Minor units. */
export function fillBuckets(book: Book, dyad: number, borders: Int32Array, into: Float64Array): void {
  into.fill(0)
  const { start, day, netSales } = book.days
  const low = start[dyad] ?? 0
  let bucket = 0
  for (let row = upperBound(day, borders[0] as number, low, start[dyad + 1] ?? 0) - 1; row >= low; row--) {
    const date = day[row] as number
    while (bucket < bucketCount && date <= (borders[bucket + 1] as number)) bucket++
    if (bucket === bucketCount) return
    into[bucket] = (into[bucket] as number) + (netSales[row] ?? 0)
  }
}

/** Does (from, to] lie inside the book, whose first fact is dated `book.from`? */
export const liesInBook = (book: Book, from: CivilDay): boolean => book.from <= from + 1

/** All days of a dyad with an order, ascending; the dyads one after another as in the book's `start`. */
export type OrderDays = { readonly start: Uint32Array; readonly day: Days }

/** The order days of every dyad: returns are none, and orders of one day are one. The book's own columns where every day has an order. */
export function orderDaysOf(book: Book): OrderDays {
  const { start: rows, day: days, orders } = book.days
  let total = 0
  for (let row = 0; row < days.length; row++) total += orders[row] ? 1 : 0
  if (total === days.length) return { start: rows, day: days }
  const start = new Uint32Array(book.keys.length + 1)
  const day = days instanceof Int16Array ? new Int16Array(total) : new Int32Array(total)
  let next = 0
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    for (let row = rows[dyad] ?? 0; row < (rows[dyad + 1] ?? 0); row++) if (orders[row]) day[next++] = days[row] as number
    start[dyad + 1] = next
  }
  return { start, day }
}

/** End of a dyad's order days that are not after t. */
export function endOfOrders(orders: OrderDays, dyad: number, t: CivilDay): number {
  return upperBound(orders.day, t, orders.start[dyad] ?? 0, orders.start[dyad + 1] ?? 0)
}

/** Sorted copy of the numbers that are not NaN. */
export function sortedKnown(values: Float64Array): Float64Array {
  const known = values.filter(value => !Number.isNaN(value)).sort()
  return known.subarray(0, lowerBound(known, Number.POSITIVE_INFINITY))
}
