import type { Days } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { endOfOrders, type OrderDays } from './window.ts'

/**
 * All that the purchase models need to know of every customer, one index a customer. Times are in units of `unitDays` days (1 = days, 7 = weeks), counted
 * from the customer's first order day. docs/methods/sufficient-statistics.md
 */
export type PurchaseStatistics = {
  readonly count: number
  readonly unitDays: 1 | 7
  /** x: order days after the first. */
  readonly x: Int32Array
  /** t_x: from the first order day to the last; 0 where x = 0. */
  readonly recency: Float64Array
  /** T: from the first order day to the day of observation. */
  readonly age: Float64Array
  /** Sum of ln(gap) between neighbouring order days, gaps in units; null where a table of x, t_x and T does not tell it. */
  readonly lnGaps: Float64Array | null
}

/** One customer of PurchaseStatistics, in the same units. */
export type CustomerStatistics = { readonly x: number; readonly recency: number; readonly age: number; readonly lnGaps: number | null }

export type TimeUnit = 'day' | 'week'
export const daysOf = (unit: TimeUnit): 1 | 7 => (unit === 'week' ? 7 : 1)

/**
 * Statistics of every customer with an order on or before `until`, and the dyad (index of OrderDays) of each. Customers who come later are none yet.
 * Orders of one day are one.
 */
export function statisticsOf(
  orders: OrderDays,
  until: CivilDay,
  unitDays: 1 | 7,
): { readonly statistics: PurchaseStatistics; readonly dyads: Int32Array } {
  const dyads = dyadsKnownAt(orders, until)
  const count = dyads.length
  const x = new Int32Array(count)
  const [recency, age, lnGaps] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const lnUnits = logarithmsOfGaps(orders.day, until, unitDays)
  for (let i = 0; i < count; i++) {
    const first = orders.start[dyads[i] as number] as number
    const end = endOfOrders(orders, dyads[i] as number, until)
    const day = orders.day[first] as number
    for (let row = first + 1; row < end; row++) {
      const gap = (orders.day[row] as number) - (orders.day[row - 1] as number)
      if (gap === 0) continue
      x[i] = (x[i] as number) + 1
      lnGaps[i] = (lnGaps[i] as number) + (lnUnits[gap] as number)
    }
    recency[i] = ((orders.day[end - 1] as number) - day) / unitDays
    age[i] = (until - day) / unitDays
  }
  return { statistics: { count, unitDays, x, recency, age, lnGaps }, dyads }
}

/** The dyads whose first order is not after the day, by index. */
function dyadsKnownAt({ start, day }: OrderDays, until: CivilDay): Int32Array {
  const dyads = new Int32Array(start.length - 1)
  let count = 0
  for (let dyad = 0; dyad < dyads.length; dyad++) {
    const first = start[dyad] as number
    if (first < (start[dyad + 1] as number) && (day[first] as number) <= until) dyads[count++] = dyad
  }
  return dyads.slice(0, count)
}

/** ln(days / unitDays) of every gap that can occur. */
function logarithmsOfGaps(day: Days, until: CivilDay, unitDays: number): Float64Array {
  let earliest = until
  for (let row = 0; row < day.length; row++) earliest = Math.min(earliest, day[row] as number)
  return Float64Array.from({ length: until - earliest + 1 }, (_, days) => Math.log(days / unitDays))
}

/** Order days from rows of (customer 0..count-1, day) in any order: counting sort by customer, then by day; a day comes once. */
export function orderDaysOfRows(customer: Int32Array, day: Int32Array, count: number): OrderDays {
  const end = new Uint32Array(count + 1)
  for (let row = 0; row < customer.length; row++) end[(customer[row] as number) + 1] = (end[(customer[row] as number) + 1] as number) + 1
  for (let i = 0; i < count; i++) end[i + 1] = (end[i + 1] as number) + (end[i] as number)
  const sorted = new Int32Array(customer.length)
  const next = end.slice(0, count)
  for (let row = 0; row < customer.length; row++) {
    const who = customer[row] as number
    sorted[next[who] as number] = day[row] as number
    next[who] = (next[who] as number) + 1
  }
  return mergeDays(sorted, end)
}

/** Sorts each customer's days in place and drops the second of equal days. */
function mergeDays(day: Int32Array, rows: Uint32Array): OrderDays {
  const start = new Uint32Array(rows.length)
  let kept = 0
  for (let i = 0; i + 1 < rows.length; i++) {
    const own = day.subarray(rows[i] as number, rows[i + 1] as number).sort()
    start[i] = kept
    for (let k = 0; k < own.length; k++) if (k === 0 || kept === start[i] || own[k] !== day[kept - 1]) day[kept++] = own[k] as number
  }
  start[rows.length - 1] = kept
  return { start, day: day.slice(0, kept) }
}

/** A table of x, t_x, T (and sums of ln gap, if it has them) that was made elsewhere; all in the unit. */
export type SummaryTable = {
  readonly x: ArrayLike<number>
  readonly recency: ArrayLike<number>
  readonly age: ArrayLike<number>
  readonly lnGaps?: ArrayLike<number> | null
}

/** What is wrong with a row of a table, and the row, counted from 0. */
export type BadRow = { readonly code: 'not_a_count' | 'not_a_time' | 'recency_after_age' | 'recency_without_repeat'; readonly row: number }

function faultOf(x: number, recency: number, age: number): BadRow['code'] | undefined {
  if (!(Number.isInteger(x) && x >= 0 && x < 2 ** 31)) return 'not_a_count'
  if (!(Number.isFinite(age) && age >= 0 && Number.isFinite(recency) && recency >= 0)) return 'not_a_time'
  if (recency > age) return 'recency_after_age'
  return x === 0 && recency > 0 ? 'recency_without_repeat' : undefined
}

/** The first row of statistics that no customer can have. */
export function badRowOf(table: SummaryTable): BadRow | undefined {
  for (let row = 0; row < table.x.length; row++) {
    const code = faultOf(table.x[row] as number, table.recency[row] ?? Number.NaN, table.age[row] ?? Number.NaN)
    if (code) return { code, row }
  }
  return undefined
}

/** Statistics from a table; its times may be fractions. The first impossible row comes back instead. */
export function statisticsOfSummary(table: SummaryTable, unitDays: 1 | 7): PurchaseStatistics | BadRow {
  const bad = badRowOf(table)
  if (bad) return bad
  const lnGaps = table.lnGaps ? Float64Array.from(table.lnGaps) : null
  return {
    count: table.x.length,
    unitDays,
    x: Int32Array.from(table.x),
    recency: Float64Array.from(table.recency),
    age: Float64Array.from(table.age),
    lnGaps,
  }
}

/** The statistics of customer `i`. */
export const customerOf = (s: PurchaseStatistics, i: number): CustomerStatistics => ({
  x: s.x[i] as number,
  recency: s.recency[i] as number,
  age: s.age[i] as number,
  lnGaps: s.lnGaps ? (s.lnGaps[i] as number) : null,
})

/** The statistics of the customers `who`, in that order. */
export function statisticsAt(s: PurchaseStatistics, who: ArrayLike<number>): PurchaseStatistics {
  const pick = (column: Float64Array) => Float64Array.from(who, i => column[i] as number)
  return {
    count: who.length,
    unitDays: s.unitDays,
    x: Int32Array.from(who, i => s.x[i] as number),
    recency: pick(s.recency),
    age: pick(s.age),
    lnGaps: s.lnGaps && pick(s.lnGaps),
  }
}

/** What changes between a day of observation and a later one: everybody is older by so many days, nothing else. */
export const grownOlder = (customer: CustomerStatistics, days: number, unitDays: 1 | 7): CustomerStatistics => ({
  ...customer,
  age: customer.age + days / unitDays,
})

/**
 * A customer's statistics with one order day more, `day` counted from its first order day, in O(1). A day that is known as the last changes nothing;
 * undefined for a day before the last one or after the observation: then its days have to be read again.
 */
export function withOrder(customer: CustomerStatistics, day: number, unitDays: 1 | 7): CustomerStatistics | undefined {
  const gap = day / unitDays - customer.recency
  if (Math.abs(gap) < 1e-9) return customer
  if (gap < 0 || day / unitDays > customer.age + 1e-9) return undefined
  const lnGaps = customer.lnGaps === null ? null : customer.lnGaps + Math.log(gap)
  return { x: customer.x + 1, recency: day / unitDays, age: customer.age, lnGaps }
}

/** The book's own measure of time between orders: between the mean gap seen (too short) and all time over all orders (too long). Units. */
export function timeScaleOf(s: PurchaseStatistics): number {
  let [orders, seen, all] = [0, 0, 0]
  for (let i = 0; i < s.count; i++) {
    orders += s.x[i] as number
    seen += s.recency[i] as number
    all += s.age[i] as number
  }
  const longest = all > 0 ? all / Math.max(orders, 1) : 1 / s.unitDays
  return orders > 0 && seen > 0 ? Math.sqrt((seen / orders) * longest) : longest
}
