import type { PurchaseStatistics } from './purchase-statistics.ts'

/**
 * Statistics as the likelihood reads them: every distinct time once, so that a logarithm is taken once a time and not once a customer; every distinct x
 * once, for the same reason; customers without a repeat order (t_x = 0) of equal T as one row with a weight.
 */
export type CnbdRows = {
  /** Customers. */
  readonly count: number
  /** Distinct times; time 0 is the first. Index -> units. */
  readonly times: Float64Array
  /** Distinct x, 0 the first, and the customers of each. */
  readonly counts: Float64Array
  readonly customersOf: Float64Array
  /** By index of time: customers whose T it is, their x together, and those of them without a repeat order. */
  readonly ageCustomers: Float64Array
  readonly ageOrders: Float64Array
  readonly ageOnce: Float64Array
  /** One row a customer with x > 0: indices into counts and times. */
  readonly x: Int32Array
  readonly recency: Int32Array
  readonly age: Int32Array
  /** Sum of ln gap over all customers; null where unknown. */
  readonly lnGaps: number | null
}

/** The distinct times of a book and the index of each; in a book of whole days the index is the day. */
export type Times = { readonly values: Float64Array; readonly indexOf: (time: number) => number }

/** Whole days up to this many get a table of all of them; other times are collected. */
const mostDays = 40_000

/** Are all times whole days: then the index of a time is its day. */
function wholeDays(s: PurchaseStatistics): number | undefined {
  let last = 0
  for (let i = 0; i < s.count; i++) {
    const [age, recency] = [(s.age[i] as number) * s.unitDays, (s.recency[i] as number) * s.unitDays]
    if (Math.abs(age - Math.round(age)) > 1e-9 || Math.abs(recency - Math.round(recency)) > 1e-9) return undefined
    if (age > last) last = age
  }
  return last <= mostDays ? Math.round(last) : undefined
}

export function timesOf(s: PurchaseStatistics): Times {
  const last = wholeDays(s)
  const unit = s.unitDays
  if (last !== undefined)
    return { values: Float64Array.from({ length: last + 1 }, (_, day) => day / unit), indexOf: time => Math.round(time * unit) }
  const known = new Map<number, number>([[0, 0]])
  for (const column of [s.age, s.recency]) for (const time of column) if (!known.has(time)) known.set(time, known.size)
  return { values: Float64Array.from(known.keys()), indexOf: time => known.get(time) as number }
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** The distinct x in ascending order, from 0. */
export function distinctCounts(s: PurchaseStatistics): Map<number, number> {
  const found = new Set<number>([0])
  for (let i = 0; i < s.count; i++) found.add(s.x[i] as number)
  return new Map([...found].sort((a, b) => a - b).map((x, index) => [x, index]))
}

/** A lookup by table for small x, by the map for others. */
export function lookup(known: ReadonlyMap<number, number>): (x: number) => number {
  const small = new Int32Array(4096)
  for (const [x, index] of known) if (x < small.length) small[x] = index
  return x => (x < small.length ? (small[x] as number) : (known.get(x) as number))
}

const add = (into: Float64Array, at: number, value: number) => {
  into[at] = (into[at] as number) + value
}

/** Rows of all customers. */
export function cnbdRowsOf(s: PurchaseStatistics): CnbdRows {
  const { values: times, indexOf } = timesOf(s)
  const known = distinctCounts(s)
  const ordinal = lookup(known)
  const customersOf = new Float64Array(known.size)
  const byAge = () => new Float64Array(times.length)
  const [ageCustomers, ageOrders, ageOnce] = [byAge(), byAge(), byAge()]
  const repeat = s.x.reduce((sum, x) => sum + (x > 0 ? 1 : 0), 0)
  const rows = { x: new Int32Array(repeat), recency: new Int32Array(repeat), age: new Int32Array(repeat) }
  for (let i = 0, row = 0; i < s.count; i++) {
    const x = s.x[i] as number
    const age = indexOf(s.age[i] as number)
    add(customersOf, ordinal(x), 1)
    add(ageCustomers, age, 1)
    add(ageOrders, age, x)
    if (x === 0) add(ageOnce, age, 1)
    else {
      rows.x[row] = ordinal(x)
      rows.recency[row] = indexOf(s.recency[i] as number)
      rows.age[row++] = age
    }
  }
  const counts = Float64Array.from(known.keys())
  return { count: s.count, times, counts, customersOf, ageCustomers, ageOrders, ageOnce, ...rows, lnGaps: s.lnGaps && sumOf(s.lnGaps) }
}
