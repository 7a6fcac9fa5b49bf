import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { type ChurnInput, churnOf, churnStates, defaultChurnRules } from './churn.ts'
import { defaultSettings } from './settings.ts'
import { valuate } from './valuation.ts'
import { orderDaysOf } from './window.ts'
import { type WrittenRow, writtenBook } from './written-book.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const until = '2026-10-31'

/** An order a month from 2024-11 on, for so many months, of an amount in each. */
const monthly = (
  who: string,
  months: number,
  net: (month: number) => number,
  key: (month: number) => string = () => 'Bearings',
): WrittenRow[] =>
  Array.from({ length: months }, (_, m) => {
    const month = `${2024 + Math.floor((10 + m) / 12)}-${String(((10 + m) % 12) + 1).padStart(2, '0')}`
    return { who, day: `${month}-15`, net: net(m), key: key(m) }
  })

const rows: WrittenRow[] = [
  ...monthly('kept', 24, () => 10_000),
  ...monthly('less', 24, m => (m < 12 ? 10_000 : 5_000)),
  ...monthly(
    'narrower',
    24,
    () => 10_000,
    m => (m < 12 && m % 2 === 0 ? 'Seals' : 'Bearings'),
  ),
  ...monthly('gone', 14, () => 20_000),
  ...monthly('new', 24, () => 7_000).slice(18),
]
const input = (alive: readonly number[], at = until, from?: string): ChurnInput => {
  const book = writtenBook({ until, rows, ...(from === undefined ? {} : { from }) })
  return {
    book,
    orders: orderDaysOf(book),
    at: day(at),
    alive,
    usual: [30, 30, 30, 30, 30],
    settings: defaultSettings,
    rules: defaultChurnRules,
  }
}
const alive = [0.99, 0.98, 0.97, Number.NaN, 0.9]
const stateOf = (state: Uint8Array) => Array.from(state, code => churnStates[code])

test('right: kept, lost in part by spend or by category, lost, and who was not there before', () => {
  const report = churnOf(input(alive, until, '2024-11-01'))
  expect(stateOf(report?.state ?? new Uint8Array())).toEqual(['kept', 'partial', 'partial', 'churned', 'outside'])
  expect([report?.months, report?.middle]).toEqual([12, day('2025-10-31')])
  expect(report?.fallen).toEqual([
    { dyad: 2, category: 1, before: 60_000, now: 0 },
    { dyad: 3, category: 0, before: 240_000, now: 40_000 },
  ])
})

test('right: the money lost is that of the year before less that of this', () => {
  const totals = churnOf(input(alive, until, '2024-11-01'))?.totals
  expect(totals).toMatchObject({ base: 4, churned: 1, partial: 2, churnedSales: 200_000, partialSales: 60_000, baseSales: 600_000 })
})

test('agrees: contributions are those of the valuation, to the last fen', () => {
  const asked = input(alive, until, '2024-11-01')
  const report = churnOf(asked)
  asked.book.keys.forEach((_, dyad) => {
    const before = valuate(asked.book, dyad, day('2024-10-31'), day('2025-10-31'), defaultSettings).total
    const now = valuate(asked.book, dyad, day('2025-10-31'), day(until), defaultSettings).total
    expect([report?.contributionBefore[dyad], report?.contributionNow[dyad]]).toEqual([before, now])
  })
})

test('right: a low P(alive) loses a customer before the silence does', () => {
  const report = churnOf(input([0.1, 0.98, 0.97, 0.9, 0.9], until, '2024-11-01'))
  expect(stateOf(report?.state ?? new Uint8Array())).toEqual(['churned', 'partial', 'partial', 'churned', 'outside'])
})

test('bounded: windows are whole months, half a year where the book is short, none where it is shorter', () => {
  expect(churnOf(input(alive, '2026-10-20', '2024-10-01'))?.until).toBe(day('2026-09-30'))
  expect(churnOf(input(alive, until, '2025-11-01'))?.months).toBe(6)
  expect(churnOf(input(alive, until, '2025-11-02'))).toBeUndefined()
})
