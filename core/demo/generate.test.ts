import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fieldOf, missingNeeds } from '#core/intake/targets.ts'
import { dayOf, parseDay } from '#core/units/civil-day.ts'
import { toMinor } from '#core/units/money.ts'
import { checkCharacterOf } from './credit-code.ts'
import { csvOf } from './csv.ts'
import { type Demo, type DemoOptions, generate } from './generate.ts'
import type { DemoTable, TableName } from './tables.ts'

const usual: DemoOptions = { seed: 1, endDate: dayOf(2026, 10, 31), language: 'zh-CN' }

const hashOf = (demo: Demo) => {
  const hash = createHash('sha256')
  for (const table of demo.tables) for (const chunk of csvOf(table)) hash.update(chunk)
  return hash.digest('hex')
}

const tableIn = (demo: Demo, name: TableName) => demo.tables.find(table => table.name === name) as DemoTable

const recordsOf = (table: DemoTable) =>
  [...table.rows()].map(row => Object.fromEntries(table.roles.map((role, index) => [role, row[index] ?? ''])) as Record<string, string>)

const demo = generate(usual)
const orders = recordsOf(tableIn(demo, 'orders'))
const customers = recordsOf(tableIn(demo, 'customers'))
const fen = (text: string) => Math.round(Number(text) * 100)

test('agrees: the same seed and end give the same bytes, another seed others', () => {
  expect(hashOf(generate(usual))).toBe(hashOf(demo))
  expect(hashOf(generate({ ...usual, seed: 2 }))).not.toBe(hashOf(demo))
  expect(hashOf(generate({ ...usual, endDate: dayOf(2026, 9, 30) }))).not.toBe(hashOf(demo))
})

test('agrees: both languages tell of the same customers, days and amounts', () => {
  const english = generate({ ...usual, language: 'en' })
  const told = new Set(['customer', 'order', 'line', 'orderDate', 'item', 'quantity', 'unitPrice', 'amount', 'unitCost'])
  const numbers = (rows: readonly Record<string, string>[]) =>
    rows.map(row =>
      Object.entries(row)
        .flatMap(([role, cell]) => (told.has(role) ? cell : []))
        .join(),
    )
  expect(numbers(recordsOf(tableIn(english, 'orders')))).toEqual(numbers(orders))
  for (const table of english.tables) for (const row of table.rows()) expect(row.join('')).not.toMatch(/[\u3400-\u9fff]/)
})

test('right: about 600 customers, 60,000 lines, the partners and people that the story needs', () => {
  expect(customers).toHaveLength(600)
  expect(orders.length).toBeGreaterThan(50_000)
  expect(orders.length).toBeLessThan(70_000)
  expect(recordsOf(tableIn(demo, 'suppliers'))).toHaveLength(25)
  const items = recordsOf(tableIn(demo, 'items'))
  expect(items.length).toBeGreaterThanOrEqual(150)
  expect(items.length).toBeLessThanOrEqual(250)
  expect(demo.staff.length).toBeGreaterThanOrEqual(8)
  expect(demo.staff.length).toBeLessThanOrEqual(12)
  expect(new Set(demo.staff.map(person => person.name)).size).toBe(demo.staff.length)
  expect(demo.staff.every(person => demo.departments.some(department => department.code === person.department))).toBe(true)
})

test('right: every line is quantity x price less discount, rounded half away from zero to the fen', () => {
  for (const row of orders) {
    const share = 100 - Number.parseInt(row.discount ?? '', 10)
    expect(fen(row.amount ?? '')).toBe(toMinor((Number(row.quantity) * fen(row.unitPrice ?? '') * share) / 100))
  }
})

test('right: costs are known for about 70 % of net sales, margins lie where a maker of bearings has them', () => {
  const sales = orders.reduce((sum, row) => sum + fen(row.amount ?? ''), 0)
  const known = orders.filter(row => row.unitCost !== '')
  const knownSales = known.reduce((sum, row) => sum + fen(row.amount ?? ''), 0)
  const cost = known.reduce((sum, row) => sum + Number(row.quantity) * fen(row.unitCost ?? ''), 0)
  expect(knownSales / sales).toBeGreaterThan(0.6)
  expect(knownSales / sales).toBeLessThan(0.85)
  expect(1 - cost / knownSales).toBeGreaterThan(0.2)
  expect(1 - cost / knownSales).toBeLessThan(0.35)
})

test('right: codes pass GB 32100-2015, names are never twice, addresses and numbers belong to nobody', () => {
  expect(customers.every(row => checkCharacterOf((row.uscc ?? '').slice(0, 17)) === row.uscc?.slice(17))).toBe(true)
  expect(new Set(customers.map(row => row.customerName)).size).toBe(600)
  expect(new Set(customers.map(row => row.uscc)).size).toBe(600)
  const contacts = recordsOf(tableIn(demo, 'contacts'))
  expect(contacts.every(row => /^1000\d{7}$/.test(row.phone ?? '') && row.email?.endsWith('.example.com'))).toBe(true)
})

test('agrees: the import knows every column and misses none that it needs', () => {
  for (const table of demo.tables) {
    expect(missingNeeds(table.target, new Set(table.roles))).toEqual([])
    expect(table.roles.filter(role => !fieldOf(table.target, role))).toEqual([])
    expect(new Set(table.headings).size).toBe(table.headings.length)
  }
})

test('agrees: deliveries, payments and credit notes belong to orders and come after them, all within the three years', () => {
  const dateOf = new Map(orders.map(row => [row.order, parseDay(row.orderDate ?? '') ?? Number.NaN]))
  const lines = new Set(orders.map(row => `${row.order} ${row.line}`))
  expect(lines.size).toBe(orders.length)
  for (const row of recordsOf(tableIn(demo, 'deliveries'))) {
    const delivered = parseDay(row.deliveredDate ?? '') ?? Number.NaN
    expect(lines.has(`${row.order} ${row.line}`)).toBe(true)
    expect(delivered).toBeGreaterThan(dateOf.get(row.order) ?? Number.NaN)
    expect(delivered).toBeLessThanOrEqual(usual.endDate)
  }
  for (const row of recordsOf(tableIn(demo, 'payments'))) {
    expect(parseDay(row.paidDate ?? '') ?? Number.NaN).toBeGreaterThan(dateOf.get(row.order) ?? Number.NaN)
  }
  const days = [...dateOf.values()]
  expect(days.reduce((a, b) => Math.min(a, b))).toBeGreaterThanOrEqual(dayOf(2023, 11, 1))
  expect(days.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(usual.endDate)
})

test('right: Spring Festival is quiet, and credit notes are few', () => {
  const inMonth = (month: string) => orders.filter(row => row.orderDate?.startsWith(month)).length
  expect(inMonth('2026-02')).toBeLessThan(0.6 * inMonth('2026-03'))
  const returned = orders.filter(row => row.quantity?.startsWith('-'))
  expect(returned.length / orders.length).toBeGreaterThan(0.004)
  expect(returned.length / orders.length).toBeLessThan(0.04)
})

test('refuses nothing, bounded: an end in the middle of a leap February, one customer, none', () => {
  const small = generate({ seed: -3.5, endDate: dayOf(2028, 2, 29), language: 'en', customers: 1 })
  expect(recordsOf(tableIn(small, 'customers'))).toHaveLength(1)
  expect([...tableIn(generate({ ...usual, customers: 0 }), 'orders').rows()]).toEqual([])
})

test('bounded: 10,000 customers stream without being kept', () => {
  const before = process.memoryUsage().heapUsed
  let rows = 0
  let peak = 0
  for (const _ of tableIn(generate({ ...usual, customers: 10_000 }), 'orders').rows()) {
    if (++rows % 100_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before)
  }
  expect(rows).toBeGreaterThan(750_000)
  expect(peak).toBeLessThan(200e6)
})
