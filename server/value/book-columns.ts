import type { CellColumns, DayColumns, Sources } from '#core/trade/book.ts'
import {
  emptyLike,
  gather,
  type Growing,
  growingAmounts,
  growingCounts,
  setValue,
  startsOf as startsInOrder,
} from '#core/trade/book-columns.ts'
import { newPages } from '#core/numerics/pages.ts'
import { monthOf } from '#core/units/civil-day.ts'
import { layoutOf, readDay, readUuid, readWhole, type Width } from './binary-copy.ts'

type Numbers = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array
type Column = {
  readonly name: keyof DayColumns
  readonly width: Width
  readonly make: (rows: number) => Growing
  readonly source?: keyof Sources
}

const counts = growingCounts
const money = growingAmounts

/** The columns of `daysText` after the dyad and the day, in its order. */
const dayColumns: readonly Column[] = [
  { name: 'orders', width: 'int4', make: counts },
  { name: 'lines', width: 'int4', make: counts },
  { name: 'returns', width: 'int4', make: counts },
  { name: 'netSales', width: 'int8', make: money },
  { name: 'knownCost', width: 'int8', make: money, source: 'cost' },
  { name: 'salesOfKnownCost', width: 'int8', make: money, source: 'cost' },
  { name: 'deliveries', width: 'int4', make: counts, source: 'deliveries' },
  { name: 'rushDeliveries', width: 'int4', make: counts, source: 'deliveries' },
  { name: 'creditNotes', width: 'int4', make: counts },
  { name: 'freight', width: 'int8', make: money, source: 'freight' },
  { name: 'rebates', width: 'int8', make: money, source: 'rebates' },
  { name: 'claims', width: 'int8', make: money, source: 'claims' },
  { name: 'paid', width: 'int8', make: money, source: 'payments' },
  { name: 'paidDays', width: 'int8', make: money, source: 'payments' },
  { name: 'visits', width: 'int4', make: counts, source: 'visits' },
  { name: 'calls', width: 'int4', make: counts, source: 'calls' },
  { name: 'complaints', width: 'int4', make: counts, source: 'complaints' },
]

export const dayLayout = layoutOf(['uuid', 'date', ...dayColumns.map(column => column.width)])
export const cellLayout = layoutOf(['uuid', 'uuid', 'date', 'int8'])

/** Finds the place of a dyad in the list as rows come in the list's order; -1 for one that is not in it. */
export function matcher(ids: readonly string[]): (block: Buffer, at: number) => number {
  const current = Buffer.alloc(16)
  let next = 0
  let found = -1
  let started = false
  return (block, at) => {
    if (started && block.compare(current, 0, 16, at, at + 16) === 0) return found
    started = true
    block.copy(current, 0, at, at + 16)
    const id = readUuid(block, at)
    while (next < ids.length && (ids[next] as string) < id) next++
    found = ids[next] === id ? next : -1
    return found
  }
}

export type Filling<T> = { readonly take: (block: Buffer, at: number) => void; readonly finish: () => T }

/** Takes the rows of `daysText` into columns with room for `rows` of them; a column that no source feeds stays empty. `isNarrow`: every day fits 16 bits. */
export function fillDays(ids: readonly string[], rows: number, sources: Sources, isNarrow: boolean): Filling<DayColumns> {
  const match = matcher(ids)
  const [, dayAt = 0] = dayLayout.offsets
  const day = isNarrow ? new Int16Array(newPages(rows * 2)) : new Int32Array(newPages(rows * 4))
  const ends = new Uint32Array(ids.length + 1)
  const used = dayColumns.flatMap((column, index) => {
    const isFed = column.source === undefined || sources[column.source]
    const offset = dayLayout.offsets[index + 2] as number
    return isFed ? [{ name: column.name, offset, wide: column.width === 'int8', column: column.make(rows) }] : []
  })
  let row = 0
  const take = (block: Buffer, at: number) => {
    const dyad = match(block, at + (dayLayout.offsets[0] as number))
    if (dyad < 0 || row === rows) return
    day[row] = readDay(block, at + dayAt)
    for (const { offset, wide, column } of used)
      setValue(column, row, wide ? readWhole(block, at + offset) : block.readInt32BE(at + offset))
    ends[dyad + 1] = ++row
  }
  const finish = () => {
    const fed = Object.fromEntries(used.map(({ name, column }) => [name, filledOf(column, row)]))
    return { ...emptyDays(), ...fed, start: startsOf(ends), day: day.subarray(0, row) } as DayColumns
  }
  return { take, finish }
}

/** The rows written of a column; one in which nothing but zeros came is made of them. */
const filledOf = (column: Growing, rows: number) => (column.values.length === 0 ? emptyLike(column, rows) : column.values.subarray(0, rows))

/** Ends of the dyads that have rows, filled up for those that have none. */
function startsOf(ends: Uint32Array): Uint32Array {
  for (let dyad = 1; dyad < ends.length; dyad++) ends[dyad] = Math.max(ends[dyad] as number, ends[dyad - 1] as number)
  return ends
}

const emptyDays = () => {
  const none = { counts: new Uint32Array(0), money: new Float64Array(0) }
  return {
    knownCost: none.money,
    salesOfKnownCost: none.money,
    deliveries: none.counts,
    rushDeliveries: none.counts,
    visits: none.counts,
    calls: none.counts,
    complaints: none.counts,
    freight: none.money,
    rebates: none.money,
    claims: none.money,
    paid: none.money,
    paidDays: none.money,
  }
}

/** Takes the rows of `cellsText`; their number is not known before, so the columns grow by doubling. */
export function fillCells(ids: readonly string[], keyIndex: ReadonlyMap<string, number>, expected: number) {
  const match = matcher(ids)
  const [dyadAt = 0, keyAt = 0, monthAt = 0, salesAt = 0] = cellLayout.offsets
  const ends = new Uint32Array(ids.length + 1)
  const key = keyIndex.size < 0x7fff ? new Int16Array(newPages(expected * 2)) : new Int32Array(newPages(expected * 4))
  const month = new Int16Array(newPages(expected * 2))
  const netSales = growingAmounts(expected)
  let row = 0
  const take = (block: Buffer, at: number) => {
    const dyad = match(block, at + dyadAt)
    if (dyad < 0 || row === expected) return
    key[row] = keyIndex.get(readUuid(block, at + keyAt)) ?? -1
    month[row] = monthOf(readDay(block, at + monthAt))
    setValue(netSales, row, readWhole(block, at + salesAt))
    ends[dyad + 1] = ++row
  }
  const finish = (): Pick<CellColumns, 'start' | 'key' | 'month' | 'netSales'> => ({
    start: startsOf(ends),
    key: key.subarray(0, row),
    month: month.subarray(0, row),
    netSales: filledOf(netSales, row) as CellColumns['netSales'],
  })
  return { take, finish }
}

type Ranged = { readonly start: Uint32Array }

/**
 * The same columns with the dyads in another order: `order[k]` is the dyad that becomes the k-th. One column at a time, each given back as soon as it
 * was copied, so that a large book is never there twice; those given are of no use afterwards.
 */
export function reorder<T extends Ranged>(columns: T, order: Uint32Array): T {
  const { start } = columns
  const count = Uint32Array.from(order, (_, dyad) => (start[dyad + 1] as number) - (start[dyad] as number))
  const moved = Object.entries(columns).map(([name, values]) => {
    const isColumn = name !== 'start' && ArrayBuffer.isView(values) && values.byteLength > 0
    return [name, isColumn ? gather(values as Numbers, start, count, order, (values as Numbers).length) : values]
  })
  return { ...Object.fromEntries(moved), start: startsInOrder(count, order) } as T
}
