import type { CellColumns, DayColumns, Sources } from '#core/trade/book.ts'
import { monthOf } from '#core/units/civil-day.ts'
import { layoutOf, readDay, readUuid, readWhole, type Width } from './binary-copy.ts'

type Numbers = Uint8Array | Int16Array | Uint32Array | Int32Array | Float64Array
type Column = {
  readonly name: keyof DayColumns
  readonly width: Width
  readonly make: (rows: number) => Numbers
  readonly source?: keyof Sources
}

const counts = (rows: number) => new Uint32Array(rows)
const money = (rows: number) => new Float64Array(rows)

/** The columns of `daysText` after the dyad and the day, in its order. */
const dayColumns: readonly Column[] = [
  { name: 'orders', width: 'int4', make: rows => new Uint8Array(rows) },
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

/** Takes the rows of `daysText` into columns with room for `rows` of them; a column that no source feeds stays empty. */
export function fillDays(ids: readonly string[], rows: number, sources: Sources): Filling<DayColumns> {
  const match = matcher(ids)
  const [, dayAt = 0] = dayLayout.offsets
  const day = new Int32Array(rows)
  const ends = new Uint32Array(ids.length + 1)
  const used = dayColumns.flatMap((column, index) => {
    const isFed = column.source === undefined || sources[column.source]
    const offset = dayLayout.offsets[index + 2] as number
    return isFed ? [{ name: column.name, offset, wide: column.width === 'int8', values: column.make(rows) }] : []
  })
  let row = 0
  const take = (block: Buffer, at: number) => {
    const dyad = match(block, at + (dayLayout.offsets[0] as number))
    if (dyad < 0 || row === rows) return
    day[row] = readDay(block, at + dayAt)
    for (const { offset, wide, values } of used) values[row] = wide ? readWhole(block, at + offset) : block.readInt32BE(at + offset)
    ends[dyad + 1] = ++row
  }
  const finish = () => {
    const fed = Object.fromEntries(used.map(({ name, values }) => [name, values.subarray(0, row)]))
    return { ...emptyDays(), ...fed, start: startsOf(ends), day: day.subarray(0, row) } as DayColumns
  }
  return { take, finish }
}

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
  const key = new Int32Array(expected)
  const month = new Int16Array(expected)
  const netSales = new Float64Array(expected)
  let row = 0
  const take = (block: Buffer, at: number) => {
    const dyad = match(block, at + dyadAt)
    if (dyad < 0 || row === expected) return
    key[row] = keyIndex.get(readUuid(block, at + keyAt)) ?? -1
    month[row] = monthOf(readDay(block, at + monthAt))
    netSales[row] = readWhole(block, at + salesAt)
    ends[dyad + 1] = ++row
  }
  const finish = (): Pick<CellColumns, 'start' | 'key' | 'month' | 'netSales'> => ({
    start: startsOf(ends),
    key: key.subarray(0, row),
    month: month.subarray(0, row),
    netSales: netSales.subarray(0, row),
  })
  return { take, finish }
}

type Ranged = { readonly start: Uint32Array }

/**
 * The same columns with the dyads in another order: `order[k]` is the dyad that becomes the k-th. The columns are rewritten where they lie, one at a
 * time, so that a large book is never there twice; those given are of no use afterwards.
 */
export function reorder<T extends Ranged>(columns: T, order: Uint32Array): T {
  const { start } = columns
  const moved = new Uint32Array(order.length + 1)
  for (let k = 0; k < order.length; k++) {
    const dyad = order[k] as number
    moved[k + 1] = (moved[k] as number) + (start[dyad + 1] as number) - (start[dyad] as number)
  }
  const found = Object.entries(columns).flatMap(([name, values]) =>
    name !== 'start' && ArrayBuffer.isView(values) && values.byteLength > 0 ? [values as Numbers] : [],
  )
  const room = new Uint8Array(Math.max(0, ...found.map(values => values.byteLength)))
  for (const values of found) {
    room.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    const before = viewLike(values, room.buffer)
    for (let k = 0; k < order.length; k++) {
      const dyad = order[k] as number
      values.set(before.subarray(start[dyad] as number, start[dyad + 1] as number), moved[k] as number)
    }
  }
  // Given back at once: the collector would see no hurry.
  room.buffer.transfer(0)
  return { ...columns, start: moved }
}

function viewLike(values: Numbers, buffer: ArrayBuffer): Numbers {
  if (values instanceof Float64Array) return new Float64Array(buffer, 0, values.length)
  if (values instanceof Int16Array) return new Int16Array(buffer, 0, values.length)
  if (values instanceof Int32Array) return new Int32Array(buffer, 0, values.length)
  return values instanceof Uint32Array ? new Uint32Array(buffer, 0, values.length) : new Uint8Array(buffer, 0, values.length)
}
