import type { Book, Sources } from '#core/trade/book.ts'
import { type CivilDay, monthOf, parseDay } from '#core/units/civil-day.ts'

/** One fact row of a book written by hand: a dyad's day. Amounts in minor units; what is absent is zero. */
export type WrittenRow = {
  readonly who: string
  readonly day: string | CivilDay
  readonly orders?: 0 | 1
  readonly lines?: number
  readonly returns?: number
  readonly net?: number
  readonly cost?: number
  readonly salesOfKnownCost?: number
  readonly deliveries?: number
  readonly visits?: number
  readonly freight?: number
  readonly paid?: number
  readonly paidDays?: number
  /** Category or item of the net sales; null = none. */
  readonly key?: string | null
}

export type WrittenBook = {
  readonly currency?: string
  readonly from?: string
  readonly until: string
  readonly kind?: 'category' | 'item'
  readonly keys?: readonly string[]
  readonly sources?: Partial<Sources>
  readonly rows: readonly WrittenRow[]
}

const noSources: Sources = {
  cost: false,
  deliveries: false,
  payments: false,
  freight: false,
  rebates: false,
  claims: false,
  visits: false,
  calls: false,
  complaints: false,
}

const civil = (day: string | CivilDay): CivilDay => (typeof day === 'number' ? day : (parseDay(day) ?? Number.NaN))

/** A book from rows in any order; rows of one dyad and day are added up, as an importer does. Dyads in the order of `keys`, else of appearance. */
export function writtenBook(written: WrittenBook): Book {
  const keys = written.keys ?? [...new Set(written.rows.map(row => row.who))]
  const from =
    written.from === undefined
      ? written.rows.reduce((least, row) => Math.min(least, civil(row.day)), civil(written.until))
      : civil(written.from)
  return {
    keys,
    currency: written.currency ?? 'CNY',
    from,
    until: civil(written.until),
    days: daysOf(keys, written.rows),
    cells: cellsOf(keys, written.rows, written.kind ?? 'category'),
    sources: { ...noSources, ...written.sources },
  }
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

/** Start positions of each dyad in groups sorted by dyad. */
function startsOf(dyads: number, owners: readonly number[]): Uint32Array {
  const start = new Uint32Array(dyads + 1)
  for (const owner of owners) start[owner + 1] = (start[owner + 1] as number) + 1
  for (let dyad = 0; dyad < dyads; dyad++) start[dyad + 1] = (start[dyad + 1] as number) + (start[dyad] as number)
  return start
}

function daysOf(keys: readonly string[], rows: readonly WrittenRow[]): Book['days'] {
  const place = new Map(keys.map((key, index) => [key, index]))
  const owner = (row: WrittenRow) => place.get(row.who) ?? 0
  const groups = grouped(rows, row => `${owner(row)} ${civil(row.day)}`).toSorted(
    ([a], [b]) => owner(a) - owner(b) || civil(a.day) - civil(b.day),
  )
  const sums = (pick: (row: WrittenRow) => number | undefined) => groups.map(group => group.reduce((sum, row) => sum + (pick(row) ?? 0), 0))
  const none = () => sums(() => 0)
  return {
    start: startsOf(
      keys.length,
      groups.map(([row]) => owner(row)),
    ),
    day: Int32Array.from(groups, ([row]) => civil(row.day)),
    orders: Uint8Array.from(groups, group => (group.some(row => (row.orders ?? 1) === 1) ? 1 : 0)),
    lines: Uint32Array.from(sums(row => row.lines ?? (row.orders === 0 ? 0 : 1))),
    returns: Uint32Array.from(sums(row => row.returns)),
    netSales: Float64Array.from(sums(row => row.net)),
    knownCost: Float64Array.from(sums(row => row.cost)),
    salesOfKnownCost: Float64Array.from(sums(row => row.salesOfKnownCost)),
    deliveries: Uint32Array.from(sums(row => row.deliveries)),
    rushDeliveries: Uint32Array.from(none()),
    creditNotes: new Uint32Array(0),
    visits: Uint32Array.from(sums(row => row.visits)),
    calls: new Uint32Array(0),
    complaints: new Uint32Array(0),
    freight: Float64Array.from(sums(row => row.freight)),
    rebates: new Float64Array(0),
    claims: new Float64Array(0),
    paid: Float64Array.from(sums(row => row.paid)),
    paidDays: Float64Array.from(sums(row => row.paidDays)),
  }
}

function cellsOf(keys: readonly string[], rows: readonly WrittenRow[], kind: 'category' | 'item'): Book['cells'] {
  const place = new Map(keys.map((key, index) => [key, index]))
  const names = [...new Set(rows.flatMap(row => row.key ?? []))].toSorted()
  const cells = rows.map(row => ({
    dyad: place.get(row.who) ?? 0,
    key: row.key === undefined || row.key === null ? -1 : names.indexOf(row.key),
    month: monthOf(civil(row.day)),
    net: row.net ?? 0,
  }))
  const groups = grouped(cells, cell => `${cell.dyad} ${cell.key} ${cell.month}`).toSorted(
    ([a], [b]) => a.dyad - b.dyad || a.key - b.key || a.month - b.month,
  )
  return {
    start: startsOf(
      keys.length,
      groups.map(([cell]) => cell.dyad),
    ),
    key: Int32Array.from(groups, ([cell]) => cell.key),
    month: Int32Array.from(groups, ([cell]) => cell.month),
    netSales: Float64Array.from(groups, group => group.reduce((sum, cell) => sum + cell.net, 0)),
    keys: names,
    kind,
  }
}
