import fc from 'fast-check'
import { expect, test } from 'vitest'
import { midRank, quantile } from '#core/numerics/order-statistics.ts'
import type { Book } from '#core/trade/book.ts'
import { monthOf, parseDay } from '#core/units/civil-day.ts'
import { slotsAt, startCategories } from './categories.ts'
import { expectedExtra, headroomOf } from './headroom.ts'
import { writtenBook } from './written-book.ts'

const t = parseDay('2026-10-31') ?? 0
const month = monthOf(t)

function extraOf(book: Book, active: readonly number[], margin = 1) {
  const netSales = Float64Array.from(book.keys, (_, dyad) => sumOf(book, dyad, undefined, 0))
  return expectedExtra({ book, month, slots: slotsAt(startCategories(book), month), active: Int32Array.from(active), netSales, margin })
}

/** Net sales of a dyad in a key (all, if undefined) over 12 months, `years` ago. */
function sumOf({ cells }: Book, dyad: number, key: number | undefined, years: number): number {
  let sum = 0
  for (let row = cells.start[dyad] ?? 0; row < (cells.start[dyad + 1] ?? 0); row++) {
    const age = month - (cells.month[row] ?? 0)
    if ((key === undefined || cells.key[row] === key) && age >= 12 * years && age < 12 * years + 12) sum += cells.netSales[row] ?? 0
  }
  return sum
}

/** The formula of DOMAIN section 8 word by word, dense and slow. */
function plainly(book: Book, active: readonly number[]): readonly number[] {
  const keys = [-1, ...book.cells.keys.keys()]
  const own = book.keys.map((_, dyad) => keys.map(key => sumOf(book, dyad, key, 0)))
  const sales = active.map(dyad => sumOf(book, dyad, undefined, 0)).toSorted((a, b) => a - b)
  const quarter = (dyad: number) => Math.min(3, Math.floor(midRank(sales, sumOf(book, dyad, undefined, 0)) / 25))
  const positive = (dyad: number) => (own[dyad] ?? []).map(value => Math.max(0, value))
  const cosine = (a: number, b: number) => {
    const dot = positive(a).reduce((sum, value, k) => sum + value * (positive(b)[k] ?? 0), 0)
    return dot === 0 ? 0 : dot / Math.hypot(...positive(a)) / Math.hypot(...positive(b))
  }
  return active.map(dyad => {
    const others = active.filter(other => other !== dyad && quarter(other) === quarter(dyad))
    const near = others.toSorted((a, b) => Math.round((cosine(dyad, b) - cosine(dyad, a)) * 1e10) || a - b).slice(0, 25)
    return keys.reduce((sum, key, k) => {
      const p75 =
        near.length === 0
          ? Number.NEGATIVE_INFINITY
          : quantile(
              near.map(other => own[other]?.[k] ?? 0).toSorted((a, b) => a - b),
              0.75,
            )
      return sum + Math.max(0, Math.max(p75, sumOf(book, dyad, key, 1)) - (own[dyad]?.[k] ?? 0))
    }, 0)
  })
}

test('right: four look-alikes by hand; who buys less of a category has the gap', () => {
  const buy = (who: string, key: string, net: number, day = '2026-09-01') => ({ who, key, net, day })
  // All five within one quartile? Equal totals share one mid-rank of 50: the third quartile.
  const rows = ['A', 'B', 'C', 'D'].flatMap(who => [buy(who, 'belts', 60), buy(who, 'chains', 40)]).concat(buy('E', 'belts', 100))
  const book = writtenBook({ until: '2026-10-31', rows })
  // E: P75 of chains among A..D = 40; belts: 60 < 100. A: P75 of belts over 60, 60, 60, 100 (type 7) = 70, chains: P75 over 40, 40, 40, 0 = 40.
  expect([...extraOf(book, [0, 1, 2, 3, 4], 0.25)]).toEqual([2.5, 2.5, 2.5, 2.5, 10])
})

test('right: alone in the book only the own year before counts; lapsed customers by it too', () => {
  const rows = [
    { who: 'A', key: 'belts', day: '2026-09-01', net: 100 },
    { who: 'A', key: 'belts', day: '2025-09-01', net: 250 },
    { who: 'B', key: 'belts', day: '2025-10-31', net: 70 },
    { who: 'C', key: 'belts', day: '2023-09-01', net: 70 },
  ]
  const extra = extraOf(writtenBook({ until: '2026-10-31', rows }), [0])
  expect([...extra]).toEqual([150, 70, Number.NaN])
  expect([...headroomOf(extra, Int32Array.of(0))]).toEqual([50, 0, Number.NaN])
})

test('right: without categories the 50 items with most buyers stand alone, ties by text, the rest is one', () => {
  const names = Array.from({ length: 60 }, (_, k) => `item ${String(k).padStart(2, '0')}`)
  const rows = names
    .map(key => ({ who: 'A', key, day: '2026-09-01', net: 10 }))
    .concat({ who: 'B', key: 'item 59', day: '2026-10-01', net: 10 })
  const book = writtenBook({ until: '2026-10-31', kind: 'item', rows })
  const slots = slotsAt(startCategories(book), month)
  expect([slots.count, slots.other, slots.slotOf[59], slots.slotOf[0], slots.slotOf[48], slots.slotOf[49]]).toEqual([51, 50, 0, 1, 49, 50])
  const before = slotsAt(startCategories(book), month - 1)
  expect([before.slotOf[59], before.slotOf[49]]).toEqual([50, 49])
})

test('bounded: nobody active, returns alone, categories below zero', () => {
  const rows = [
    { who: 'A', key: 'belts', day: '2026-09-01', net: -100 },
    { who: 'A', key: null, day: '2026-09-01', net: 300 },
    { who: 'B', key: 'belts', day: '2026-09-01', net: 0 },
  ]
  const book = writtenBook({ until: '2026-10-31', rows })
  expect([...extraOf(book, [])]).toEqual([Number.NaN, Number.NaN])
  expect(extraOf(book, [0, 1]).every(value => value >= 0)).toBe(true)
})

test('agrees: with the formula written out plainly, up to sixty customers of one rank', () => {
  const row = fc.record({
    who: fc.integer({ min: 0, max: 59 }).map(String),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', null),
    day: fc.integer({ min: t - 725, max: t }),
    net: fc.integer({ min: -300, max: 3000 }),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 20, maxLength: 220 }), rows => {
      const book = writtenBook({ until: '2026-10-31', rows })
      const active = [...book.keys.keys()].filter(dyad => sumOf(book, dyad, undefined, 0) !== 0)
      const extra = extraOf(book, active)
      expect(active.map(dyad => extra[dyad])).toEqual(plainly(book, active))
    }),
    { numRuns: 40 },
  )
})
