import { type CivilDay, type CivilMonth, monthOf } from '#core/units/civil-day.ts'
import { type Growing, growingAmounts, growingCounts, setValue } from './book-columns.ts'
import { type FactKind, type FactStage, factKinds, freePart, noCost, type PartRows, stageBits, takePart } from './fact-stage.ts'
import { newPages } from '#core/numerics/pages.ts'

/** Rows of days and cells as they come out of the parts, dyads in any order; `dayFrom[d]`, `dayCount[d]` say where those of dyad d lie. */
export type Folded = {
  readonly dayFrom: Uint32Array
  readonly dayCount: Uint32Array
  readonly cellFrom: Uint32Array
  readonly cellCount: Uint32Array
  readonly day: Int32Array
  readonly orders: Uint8Array
  readonly columns: Readonly<Record<DayColumn, Growing>>
  readonly key: Int32Array | Int16Array
  readonly month: Int16Array
  readonly cellSales: Growing
  days: number
  cells: number
  firstDay: CivilDay
  /** Lines that were left out because they lie after the last day. */
  late: number
}

const counted = ['lines', 'returns', 'deliveries', 'rushDeliveries'] as const
const summed = ['netSales', 'knownCost', 'salesOfKnownCost', 'freight', 'rebates', 'claims', 'paid', 'paidDays'] as const
export type DayColumn = (typeof counted)[number] | (typeof summed)[number]

const columnOfKind: Partial<Record<FactKind, DayColumn>> = {
  delivery: 'deliveries',
  rushDelivery: 'rushDeliveries',
  freight: 'freight',
  rebates: 'rebates',
  claims: 'claims',
  paid: 'paid',
  paidDays: 'paidDays',
}

function roomFor(rows: number, dyads: number, cellKeys: number): Folded {
  const counts = () => new Uint32Array(dyads)
  const columns = Object.fromEntries([
    ...counted.map(name => [name, growingCounts(rows)]),
    ...summed.map(name => [name, growingAmounts(rows)]),
  ])
  return {
    dayFrom: counts(),
    dayCount: counts(),
    cellFrom: counts(),
    cellCount: counts(),
    day: new Int32Array(newPages(rows * 4)),
    orders: new Uint8Array(newPages(rows)),
    columns: columns as Folded['columns'],
    key: cellKeys < 0x7fff ? new Int16Array(newPages(rows * 2)) : new Int32Array(newPages(rows * 4)),
    month: new Int16Array(newPages(rows * 2)),
    cellSales: growingAmounts(rows),
    days: 0,
    cells: 0,
    firstDay: 0x7fffffff,
    late: 0,
  }
}

/** Folds all staged rows dated <= `until` into days and cells; the stage is empty afterwards. */
export function foldStage(stage: FactStage, dyads: number, cellKeys: number, until: CivilDay): Folded {
  const rows = stage.parts.reduce((sum, part) => sum + part.rows, 0)
  const folded = roomFor(rows, dyads, cellKeys)
  stage.parts.forEach((_, index) => {
    const part = takePart(stage, index)
    foldPart(stage, part, dyads, until, folded)
    freePart(part)
  })
  return folded
}

function foldPart(stage: FactStage, part: PartRows, dyads: number, until: CivilDay, folded: Folded): void {
  const byDyad = orderByDyad(part, dyads)
  for (let at = 0; at < part.rows; ) {
    const dyad = part.dyad[byDyad[at] as number] as number
    let end = at + 1
    while (end < part.rows && part.dyad[byDyad[end] as number] === dyad) end++
    const own = byDyad.subarray(at, end).filter(row => (part.day[row] as number) <= until || countLate(part, row, folded))
    if (own.length > 0) {
      foldDays(stage, part, dyad, own, folded)
      foldCells(stage, part, dyad, own, folded)
    }
    at = end
  }
}

function countLate(part: PartRows, row: number, folded: Folded): false {
  if (isLine(part, row)) folded.late++
  return false
}

/** Row numbers sorted by dyad (a counting sort; the rows of one dyad keep their order). */
function orderByDyad(part: PartRows, dyads: number): Uint32Array {
  const place = new Uint32Array(dyads + 1)
  for (let row = 0; row < part.rows; row++) place[(part.dyad[row] as number) + 1] = (place[(part.dyad[row] as number) + 1] as number) + 1
  for (let dyad = 0; dyad < dyads; dyad++) place[dyad + 1] = (place[dyad + 1] as number) + (place[dyad] as number)
  const order = new Uint32Array(part.rows)
  for (let row = 0; row < part.rows; row++) {
    const dyad = part.dyad[row] as number
    const at = place[dyad] as number
    order[at] = row
    place[dyad] = at + 1
  }
  return order
}

const bits32 = 4_294_967_296

/** Row numbers by a whole number of up to 21 bits, then as they came. */
function sortedBy(rows: Uint32Array, keyOf: (row: number) => number): Float64Array {
  return Float64Array.from(rows, row => keyOf(row) * bits32 + row).sort()
}

/** Days before 1900 do not exist here, so a day and 100,000 is positive. */
const shift = 100_000

function foldDays(stage: FactStage, part: PartRows, dyad: number, rows: Uint32Array, folded: Folded): void {
  folded.dayFrom[dyad] = folded.days
  let last = Number.NaN
  for (const code of sortedBy(rows, row => (part.day[row] as number) + shift)) {
    const row = code % bits32
    const day = part.day[row] as number
    if (day !== last) folded.day[folded.days++] = day
    last = day
    addToDay(stage, part, row, folded, folded.days - 1)
  }
  folded.dayCount[dyad] = folded.days - (folded.dayFrom[dyad] as number)
  folded.firstDay = Math.min(folded.firstDay, folded.day[folded.dayFrom[dyad] as number] as number)
}

const amountAt = (stage: FactStage, part: PartRows, row: number) =>
  ((part.flags[row] as number) & stageBits.wide) === 0 ? (part.amount[row] as number) : (stage.wide[part.amount[row] as number] as number)

function costAt(stage: FactStage, part: PartRows, row: number): number {
  const cost = part.cost?.[row] ?? noCost
  if (((part.flags[row] as number) & stageBits.wideCost) !== 0) return stage.wide[cost] as number
  return cost === noCost ? Number.NaN : cost
}

const add = (column: Growing, at: number, value: number) => setValue(column, at, (column.values[at] ?? 0) + value)

function addToDay(stage: FactStage, part: PartRows, row: number, folded: Folded, at: number): void {
  const { columns, orders } = folded
  const flags = part.flags[row] as number
  const kind = factKinds[flags & stageBits.kind] as FactKind
  const amount = amountAt(stage, part, row)
  const column = columnOfKind[kind]
  if (column !== undefined) {
    add(columns[column], at, amount)
    return
  }
  if (kind === 'order') orders[at] = 1
  if (kind !== 'return') add(columns.lines, at, 1)
  else if ((flags & stageBits.newDocument) !== 0) add(columns.returns, at, 1)
  add(columns.netSales, at, amount)
  const cost = costAt(stage, part, row)
  if (Number.isNaN(cost)) return
  add(columns.knownCost, at, cost)
  add(columns.salesOfKnownCost, at, amount)
}

const isLine = (part: PartRows, row: number) => ((part.flags[row] as number) & stageBits.kind) <= 2

/** Sums of a dyad by key, then month. Keys and months have 21 bits and 11, so the pair sorts as one number beside the row. */
function foldCells(stage: FactStage, part: PartRows, dyad: number, rows: Uint32Array, folded: Folded): void {
  folded.cellFrom[dyad] = folded.cells
  let [lastKey, lastMonth] = [Number.NaN, Number.NaN]
  const keyOf = (row: number) => (stage.hasKeys ? (part.key[row] as number) : -1)
  const months = new Map<CivilDay, CivilMonth>()
  const monthAt = (row: number) => {
    const day = part.day[row] as number
    const known = months.get(day)
    if (known !== undefined) return known
    months.set(day, monthOf(day))
    return monthOf(day)
  }
  const lines = rows.filter(row => isLine(part, row))
  for (const row of orderedByCell(lines, keyOf, monthAt)) {
    const [key, month] = [keyOf(row), monthAt(row)]
    if (key !== lastKey || month !== lastMonth) {
      folded.key[folded.cells] = key
      folded.month[folded.cells++] = month
    }
    lastKey = key
    lastMonth = month
    add(folded.cellSales, folded.cells - 1, amountAt(stage, part, row))
  }
  folded.cellCount[dyad] = folded.cells - (folded.cellFrom[dyad] as number)
}

/** Places in `rows` sort together with key and month inside 53 bits wherever they fit, else by comparison. */
function orderedByCell(rows: Uint32Array, keyOf: (row: number) => number, monthAt: (row: number) => number): Uint32Array {
  const pair = (row: number) => (keyOf(row) + 1) * 4096 + monthAt(row) + 1024
  const most = rows.reduce((max, row) => Math.max(max, pair(row)), 0)
  if ((most + 1) * rows.length >= Number.MAX_SAFE_INTEGER) return rows.toSorted((a, b) => pair(a) - pair(b))
  const codes = Float64Array.from(rows, (row, place) => pair(row) * rows.length + place).sort()
  return Uint32Array.from(codes, code => rows[code % rows.length] as number)
}
