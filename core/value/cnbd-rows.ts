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
  /** Customers of each row, where equal customers were merged; null: one each. */
  readonly weight: Float64Array | null
  /** Sum of ln gap over all customers; null where unknown. */
  readonly lnGaps: number | null
}

/** The distinct times of a book and the index of each; in a book of whole days the index is the day. */
export type Times = { readonly values: Float64Array; readonly indexOf: (time: number) => number }

/** Whole days up to this many get a table of all of them; other times are collected. */
const mostDays = 40_000
/** In a small book most days are nobody's. */
const mostDaysEach = 2

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
  if (last !== undefined && last < mostDaysEach * s.count) {
    return { values: Float64Array.from({ length: last + 1 }, (_, day) => day / unit), indexOf: time => Math.round(time * unit) }
  }
  const known = new Map<number, number>([[0, 0]])
  for (const column of [s.age, s.recency]) for (const time of column) if (!known.has(time)) known.set(time, known.size)
  return { values: Float64Array.from(known.keys()), indexOf: time => known.get(time) as number }
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** x up to here are looked up in a table. */
const smallX = 4096

/** The distinct x in ascending order, from 0, and the place of each. */
export function distinctCounts(s: PurchaseStatistics): Map<number, number> {
  const isThere = new Uint8Array(smallX)
  const found = new Set<number>([0])
  for (let i = 0; i < s.count; i++) {
    const x = s.x[i] as number
    if (x < smallX) isThere[x] = 1
    else found.add(x)
  }
  for (let x = 1; x < smallX; x++) if (isThere[x] === 1) found.add(x)
  return new Map([...found].sort((a, b) => a - b).map((x, index) => [x, index]))
}

/** A lookup by table for small x, by the map for others. */
export function lookup(known: ReadonlyMap<number, number>): (x: number) => number {
  const small = new Int32Array(smallX)
  for (const [x, index] of known) if (x < smallX) small[x] = index
  return x => (x < smallX ? (small[x] as number) : (known.get(x) as number))
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
  const merged = merge(rows, times.length)
  return { count: s.count, times, counts, customersOf, ageCustomers, ageOrders, ageOnce, ...merged, lnGaps: s.lnGaps && sumOf(s.lnGaps) }
}

type Rows = Pick<CnbdRows, 'x' | 'recency' | 'age'>

/** Rows looked at to see whether a book repeats itself. */
const glimpse = 2000

/** Equal rows as one with a weight, in a book where most of the rows looked at are equal to others; any other book as it is: merging would cost more. */
function merge(rows: Rows, times: number): Rows & Pick<CnbdRows, 'weight'> {
  const { x, recency, age } = rows
  const keyOf = (row: number) => ((x[row] as number) * times + (recency[row] as number)) * times + (age[row] as number)
  const step = Math.max(1, Math.floor(x.length / glimpse))
  const seen = new Set<number>()
  let looked = 0
  for (let row = 0; row < x.length; row += step, looked++) seen.add(keyOf(row))
  if (seen.size * 2 > looked) return { ...rows, weight: null }
  const placeOf = new Map<number, number>()
  const [first, weight]: [number[], number[]] = [[], []]
  for (let row = 0; row < x.length; row++) {
    const place = placeOf.get(keyOf(row)) ?? first.push(row) - 1
    placeOf.set(keyOf(row), place)
    weight[place] = (weight[place] ?? 0) + 1
  }
  const at = (column: Int32Array) => Int32Array.from(first, row => column[row] as number)
  return { x: at(x), recency: at(recency), age: at(age), weight: Float64Array.from(weight) }
}
