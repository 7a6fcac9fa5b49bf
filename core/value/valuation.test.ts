import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { moveSums, startSums, sumsOf } from './rolling-sums.ts'
import { defaultSettings, settingsFor } from './settings.ts'
import { fillParts, roomForParts, stateOf, tariffOf, totalOf, valuate, valueStates } from './valuation.ts'
import { monthsBack } from './window.ts'
import { type WrittenRow, writtenBook } from './written-book.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const amounts = (valuation: ReturnType<typeof valuate>) =>
  Object.fromEntries(valuation.parts.filter(part => part.amount !== 0 && part.amount !== null).map(part => [part.part, part.amount]))

test('right: a year of two order days by hand, costs estimated from the settings', () => {
  const rows = [
    { who: 'A', day: '2025-12-31', net: 99_999_00 },
    { who: 'A', day: '2026-01-01', net: 10_000_00, lines: 3 },
    { who: 'A', day: '2026-06-01', net: 5_000_00, lines: 2 },
    { who: 'A', day: '2026-06-01', net: 1_000_00, lines: 1 },
    { who: 'A', day: '2026-07-01', orders: 0, net: -1_000_00, returns: 1 },
  ] as const
  const book = writtenBook({ until: '2026-12-31', rows })
  const found = valuate(book, 0, day('2025-12-31'), day('2026-12-31'), defaultSettings)
  // Net sales 15,000; cost 75 %; 2 orders x 40, 6 lines x 4, 2 deliveries x 60, 1 return x 150; 15,000 x 6 % x 30/365 = 73.97.
  expect(amounts(found)).toEqual({
    netSales: 15_000_00,
    costOfGoods: -11_250_00,
    order: -80_00,
    line: -24_00,
    delivery: -120_00,
    return: -150_00,
    financing: -73_97,
  })
  expect(found.total).toBe(3_302_03)
  expect(found.state).toBe('estimated')
  expect(found.unknown).toEqual(['rebates', 'claims', 'freight', 'rushDelivery', 'visit', 'call', 'complaint', 'creditNote'])
})

test('right: known costs, deliveries, payments and freight are measured', () => {
  const rows = [
    {
      who: 'A',
      day: '2026-03-01',
      net: 1000_00,
      cost: 600_00,
      salesOfKnownCost: 1000_00,
      deliveries: 1,
      freight: 20_00,
      paid: 1000_00,
      paidDays: 1000_00 * 73,
    },
  ]
  const sources = { cost: true, deliveries: true, payments: true, freight: true }
  const book = writtenBook({ until: '2026-03-31', currency: 'GBP', sources, rows })
  const found = valuate(book, 0, day('2025-03-31'), day('2026-03-31'), settingsFor('GBP'))
  expect(amounts(found)).toEqual({ netSales: 1000_00, costOfGoods: -600_00, freight: -20_00, financing: -12_00 })
  expect([found.total, found.state]).toEqual([368_00, 'measured'])
  expect(found.parts.find(part => part.part === 'order')).toEqual({
    part: 'order',
    amount: null,
    quantity: 1,
    rate: null,
    state: 'unknown',
  })
  expect(found.parts.find(part => part.part === 'visit')?.quantity).toBeNull()
})

test('refuses: without a margin and without known costs the whole is unknown, never zero', () => {
  const book = writtenBook({ until: '2026-03-31', rows: [{ who: 'A', day: '2026-03-01', net: 100 }] })
  const found = valuate(book, 0, day('2025-03-31'), day('2026-03-31'), { ...defaultSettings, margin: null })
  expect([found.total, found.state]).toEqual([null, 'unknown'])
  expect(found.unknown).toContain('costOfGoods')
})

test('bounded: an empty window is zero and measured; a negative year is not financed', () => {
  const book = writtenBook({ until: '2026-03-31', rows: [{ who: 'A', day: '2026-03-01', orders: 0, net: -100_00, returns: 1 }] })
  const empty = valuate(book, 0, day('2024-03-31'), day('2025-03-31'), defaultSettings)
  expect([empty.total, empty.state]).toEqual([0, 'measured'])
  expect(amounts(valuate(book, 0, day('2025-03-31'), day('2026-03-31'), defaultSettings))).toEqual({
    netSales: -100_00,
    costOfGoods: 75_00,
    return: -150_00,
  })
})

test('agrees: the rolling path gives the figures of the direct one at every month-end', () => {
  const row = fc.record({
    who: fc.constantFrom('A', 'B', 'C'),
    day: fc.integer({ min: 19_000, max: 20_000 }),
    orders: fc.constantFrom(0 as const, 1 as const),
    net: fc.integer({ min: -1_000_000, max: 5_000_000 }),
    cost: fc.integer({ min: 0, max: 1000 }),
    salesOfKnownCost: fc.integer({ min: 0, max: 1000 }),
    lines: fc.nat(9),
    returns: fc.nat(2),
    paid: fc.nat(1000),
    paidDays: fc.nat(50_000),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.constantFrom('CNY', 'EUR'), (rows: readonly WrittenRow[], currency) => {
      const book = writtenBook({ until: '2024-10-04', currency, rows, sources: { payments: true, cost: true } })
      const [tariff, sums, room] = [tariffOf(book, defaultSettings), startSums(book), roomForParts()]
      for (const t of ['2022-06-30', '2023-01-31', '2023-02-28', '2024-02-29', '2024-10-04'].map(day)) {
        moveSums(book, sums, monthsBack(t, 12), t)
        book.keys.forEach((_, dyad) => {
          fillParts(sumsOf(sums, dyad), tariff, room)
          const direct = valuate(book, dyad, monthsBack(t, 12), t, defaultSettings)
          expect(totalOf(room) + 0).toBe(direct.total)
          expect(valueStates[stateOf(room)]).toBe(direct.state)
        })
      }
    }),
    { numRuns: 60 },
  )
})
