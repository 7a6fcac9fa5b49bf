import type { Amounts, Counts, DayColumns } from './book.ts'
import { freePages, newPages } from '#core/numerics/pages.ts'

/** A column that is made when the first value comes, narrow, and widens when a value needs it. Room for all rows is set aside at once: pages never written take no memory. */
export type Growing = { values: Counts | Amounts; readonly rows: number; readonly kind: 'count' | 'money' }

const noCounts = new Uint8Array(0)
const noAmounts = new Int32Array(0)

export const growingCounts = (rows: number): Growing => ({ values: noCounts, rows, kind: 'count' })
export const growingAmounts = (rows: number): Growing => ({ values: noAmounts, rows, kind: 'money' })

/** Sets a value, widening the column where it does not fit. `filled` = rows written so far. */
export function setValue(column: Growing, row: number, value: number): void {
  if (column.values.length === 0) {
    if (value === 0) return
    column.values = column.kind === 'money' ? new Int32Array(newPages(column.rows * 4)) : new Uint8Array(newPages(column.rows))
  }
  column.values[row] = value
  if (column.values[row] === value) return
  widen(column, row, value)
  column.values[row] = value
}

function widen(column: Growing, filled: number, value: number): void {
  const old = column.values
  const wider =
    column.kind === 'money'
      ? new Float64Array(newPages(column.rows * 8))
      : value <= 0xffff
        ? new Uint16Array(newPages(column.rows * 2))
        : new Uint32Array(newPages(column.rows * 4))
  for (let row = 0; row < filled; row++) wider[row] = old[row] as number
  column.values = wider
  freePages(old.buffer)
}

/** A column of nothing but zeros. */
export function emptyLike(column: Growing, rows: number): Counts | Amounts {
  return column.kind === 'money' ? new Int32Array(rows) : new Uint8Array(rows)
}

type Ordered = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array

/**
 * Puts the rows of dyads into another order, one column at a time to spare memory. `from[d]` and `count[d]` say where the rows of dyad d lie now;
 * `order[k]` is the dyad that comes k-th. Length of the result: `rows`. The old
 * column is given back at once.
 */
export function gather<T extends Ordered>(values: T, from: Uint32Array, count: Uint32Array, order: Uint32Array, rows: number): T {
  const moved = new (values.constructor as new (length: number) => T)(rows)
  let at = 0
  for (const dyad of order) {
    const [start, length] = [from[dyad] as number, count[dyad] as number]
    if (length < 32) for (let row = 0; row < length; row++) moved[at + row] = values[start + row] as number
    else moved.set(values.subarray(start, start + length), at)
    at += length
  }
  freePages(values.buffer)
  return moved
}

/** Where the rows of each dyad begin, in the new order; one longer than the dyads. */
export function startsOf(count: Uint32Array, order: Uint32Array): Uint32Array {
  const start = new Uint32Array(order.length + 1)
  order.forEach((dyad, k) => {
    start[k + 1] = (start[k] as number) + (count[dyad] as number)
  })
  return start
}

/** Day columns without any row or source. */
export const emptyDays = {
  deliveries: noCounts,
  rushDeliveries: noCounts,
  visits: noCounts,
  calls: noCounts,
  complaints: noCounts,
  knownCost: noAmounts,
  salesOfKnownCost: noAmounts,
  freight: noAmounts,
  rebates: noAmounts,
  claims: noAmounts,
  paid: noAmounts,
  paidDays: noAmounts,
} as const satisfies Partial<DayColumns>
