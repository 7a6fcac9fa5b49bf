import { expect, test } from 'vitest'
import { placeBook } from '#core/segments/place-book.ts'
import { placementOf } from '#core/segments/placement.ts'
import { none } from '#core/segments/run.ts'
import { customerTypes, moves } from '#core/segments/grid.ts'
import type { Book, DayColumns } from '#core/trade/book.ts'
import { dayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { generate } from './generate.ts'
import type { TableName } from './tables.ts'

type Fact = Partial<Record<Exclude<keyof DayColumns, 'start' | 'day'>, number>>

const fen = (text: string | undefined) => Math.round(Number(text ?? 0) * 100)
const dayIn = (text: string | undefined) => parseDay(text ?? '') ?? Number.NaN

/** The demo as a book of facts, straight from its rows: what import and rollup make of them. */
function bookOf(seed: number, endDate: number): Book {
  const demo = generate({ seed, endDate, language: 'en' })
  const records = (name: TableName) => {
    const table = demo.tables.find(candidate => candidate.name === name)
    return [...(table?.rows() ?? [])].map(
      row => Object.fromEntries(row.map((cell, index) => [table?.roles[index] ?? '', cell])) as Record<string, string>,
    )
  }
  const keys = records('customers').map(row => row.customer ?? '')
  const dyadOf = new Map(keys.map((key, index) => [key, index]))
  const days = keys.map(() => new Map<number, Record<string, number>>())
  const cells = keys.map(() => new Map<string, number>())
  const categories = [...new Set(records('categories').map(row => row.category ?? ''))]
  const add = (customer: string | undefined, day: number, fact: Fact) => {
    const of = days[dyadOf.get(customer ?? '') ?? -1]
    const row = of?.get(day) ?? {}
    for (const [column, value] of Object.entries(fact)) row[column] = (row[column] ?? 0) + value
    of?.set(day, row)
  }
  const notes = new Set<string>()
  for (const row of records('orders')) {
    const amount = fen(row.amount)
    const known = row.unitCost !== ''
    const isReturn = amount < 0
    const isNew = isReturn && !notes.has(row.order ?? '')
    if (isReturn) notes.add(row.order ?? '')
    add(row.customer, dayIn(row.orderDate), {
      orders: isReturn ? 0 : 1,
      lines: isReturn ? 0 : 1,
      returns: isNew ? 1 : 0,
      creditNotes: isNew ? 1 : 0,
      netSales: amount,
      knownCost: known ? Number(row.quantity) * fen(row.unitCost) : 0,
      salesOfKnownCost: known ? amount : 0,
    })
    const cell = `${categories.indexOf(row.category ?? '')} ${monthOf(dayIn(row.orderDate))}`
    const of = cells[dyadOf.get(row.customer ?? '') ?? -1]
    of?.set(cell, (of.get(cell) ?? 0) + amount)
  }
  const seen = new Set<string>()
  for (const row of records('deliveries')) {
    const first = !seen.has(row.delivery ?? '')
    seen.add(row.delivery ?? '')
    const counted = first ? 1 : 0
    add(row.customer, dayIn(row.deliveredDate), {
      deliveries: counted,
      rushDeliveries: row.rush === 'yes' ? counted : 0,
      freight: fen(row.freight),
    })
  }
  for (const row of records('payments')) {
    const waited = dayIn(row.paidDate) - dayIn(row.invoiceDate)
    add(row.customer, dayIn(row.paidDate), { paid: fen(row.paidAmount), paidDays: fen(row.paidAmount) * waited })
  }
  for (const row of records('costs')) {
    add(row.customer, dayIn(row.costDate), row.costKind === 'Rebate' ? { rebates: fen(row.costAmount) } : { claims: fen(row.costAmount) })
  }
  return { keys, currency: 'CNY', until: endDate, ...columnsOf(days, cells, categories) }
}

function startsOf(groups: readonly ReadonlyMap<unknown, unknown>[]): Uint32Array {
  const start = new Uint32Array(groups.length + 1)
  groups.forEach((group, index) => {
    start[index + 1] = (start[index] ?? 0) + group.size
  })
  return start
}

function columnsOf(
  days: readonly Map<number, Record<string, number>>[],
  cells: readonly Map<string, number>[],
  categories: readonly string[],
): Omit<Book, 'keys' | 'currency' | 'until'> {
  const rows = days.flatMap(of => [...of].sort(([a], [b]) => a - b))
  const counts = (column: string) => Uint32Array.from(rows, ([, row]) => row[column] ?? 0)
  const sums = (column: string) => Float64Array.from(rows, ([, row]) => row[column] ?? 0)
  const sold = cells.flatMap(of =>
    [...of]
      .map(([cell, amount]) => ({ key: Number(cell.split(' ')[0]), month: Number(cell.split(' ')[1]), amount }))
      .sort((a, b) => a.key - b.key || a.month - b.month),
  )
  const all = rows.map(([day]) => day)
  return {
    from: all.reduce((a, b) => Math.min(a, b)),
    days: {
      start: startsOf(days),
      day: Int32Array.from(all),
      orders: Uint8Array.from(rows, ([, row]) => ((row.orders ?? 0) > 0 ? 1 : 0)),
      lines: counts('lines'),
      returns: counts('returns'),
      netSales: sums('netSales'),
      knownCost: sums('knownCost'),
      salesOfKnownCost: sums('salesOfKnownCost'),
      deliveries: counts('deliveries'),
      rushDeliveries: counts('rushDeliveries'),
      creditNotes: counts('creditNotes'),
      visits: new Uint32Array(),
      calls: new Uint32Array(),
      complaints: new Uint32Array(),
      freight: sums('freight'),
      rebates: sums('rebates'),
      claims: sums('claims'),
      paid: sums('paid'),
      paidDays: sums('paidDays'),
    },
    cells: {
      start: startsOf(cells),
      key: Int32Array.from(sold, cell => cell.key),
      month: Int32Array.from(sold, cell => cell.month),
      netSales: Float64Array.from(sold, cell => cell.amount),
      keys: categories,
      kind: 'category',
    },
    sources: {
      cost: true,
      deliveries: true,
      payments: true,
      freight: true,
      rebates: true,
      claims: true,
      visits: false,
      calls: false,
      complaints: false,
    },
  }
}

const cases = [
  [1, dayOf(2026, 10, 31)],
  [2, dayOf(2026, 10, 31)],
  [20_261_031, dayOf(2026, 10, 31)],
  [1, dayOf(2027, 2, 28)],
  [1, dayOf(2027, 7, 31)],
] as const

test.each(cases)('seed %i, end %i: nine types on the map, value concentrated, customers moved up, down and back', (seed, endDate) => {
  const book = bookOf(seed, endDate)
  const { runs, now } = placeBook(book, defaultSettings)
  const placed = book.keys.map((_, dyad) => placementOf(now, dyad)).filter(placement => placement.type !== null)
  const count = Object.fromEntries(customerTypes.map(type => [type, placed.filter(placement => placement.type === type).length]))
  expect(placed.length).toBeGreaterThanOrEqual(450)
  expect(placed.length).toBeLessThanOrEqual(650)
  expect(Math.min(...Object.values(count)), JSON.stringify(count)).toBeGreaterThanOrEqual(3)
  expect(runs.length).toBeGreaterThanOrEqual(24)

  const moved = (move: (typeof moves)[number]) =>
    runs.reduce((sum, run) => sum + run.move.filter(code => code === moves.indexOf(move)).length, 0)
  expect(moved('upgrade')).toBeGreaterThanOrEqual(30)
  expect(moved('downgrade')).toBeGreaterThanOrEqual(30)
  expect(moved('recovery')).toBeGreaterThanOrEqual(5)
  expect(placed.filter(placement => placement.belowZero).length).toBeGreaterThanOrEqual(5)

  const fell = (dyad: number) => {
    const path = runs.map(run => customerTypes[run.type[dyad] ?? none])
    const [gold, overmature] = [path.indexOf('gold'), path.lastIndexOf('overmature')]
    return gold !== -1 && gold < overmature && path.slice(gold, overmature).includes('mature')
  }
  expect(book.keys.filter((_, dyad) => fell(dyad)).length).toBeGreaterThanOrEqual(2)
  expect(placed.map(placement => placement.stage)).toEqual(expect.arrayContaining(['growth', 'maturity', 'decline', 'termination']))

  const values = placed.map(placement => placement.netContribution ?? 0).sort((a, b) => b - a)
  const total = values.reduce((a, b) => a + b)
  const top = values.slice(0, Math.round(values.length / 5)).reduce((a, b) => a + b)
  expect(top / total).toBeGreaterThan(0.65)
  expect(top / total).toBeLessThan(0.88)
})
