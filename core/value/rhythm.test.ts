import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { demandClassOf, demandOf, ownMu, regularityOf, rhythmOf, tenantMuOf, trialUntil } from './rhythm.ts'
import { growthOf, isBelowSigma } from './trend.ts'
import { bordersBefore, bucketCount, endOfOrders, fillBuckets, monthsBack, orderDaysOf } from './window.ts'
import { writtenBook } from './written-book.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const t = day('2026-10-31')

/** A book of one dyad that ordered so many days before t. */
const ordered = (...daysBefore: readonly number[]) =>
  writtenBook({ until: '2026-10-31', rows: daysBefore.map(days => ({ who: 'A', day: t - days, net: 100 })) })
const muOf = (...daysBefore: readonly number[]) => {
  const orders = orderDaysOf(ordered(...daysBefore))
  return ownMu(orders, 0, endOfOrders(orders, 0, t))
}

test('right: mu is the median of the last seven gaps, at least a week', () => {
  expect(muOf(100, 70, 50)).toBe(25)
  expect(muOf(400, 100, 90, 80, 70, 60, 50, 40, 30)).toBe(10)
  expect(muOf(10, 9, 8, 7)).toBe(7)
})

test('refuses: one gap is no rhythm, the tenant median stands in', () => {
  expect(muOf(100, 70)).toBeNaN()
  expect(tenantMuOf(Float64Array.of(Number.NaN, 10, 30, 20))).toBe(20)
  expect(tenantMuOf(Float64Array.of(Number.NaN))).toBe(90)
  const book = ordered(100)
  const rhythm = rhythmOf(book, orderDaysOf(book), 0, t, 40)
  expect([rhythm.mu, rhythm.isOwnMu, rhythm.recency, rhythm.demand]).toEqual([40, false, 2.5, null])
})

test('right: same-day orders once, returns never', () => {
  const rows = [
    { who: 'A', day: '2026-10-01', net: 100 },
    { who: 'A', day: '2026-10-01', net: 50 },
    { who: 'A', day: '2026-10-05', orders: 0 as const, net: -50, returns: 1 },
  ]
  expect([...orderDaysOf(writtenBook({ until: '2026-10-31', rows })).day]).toEqual([day('2026-10-01')])
})

test('right: regularity counts the open gap only once it runs over', () => {
  const score = (...days: readonly number[]) => {
    const orders = orderDaysOf(ordered(...days))
    return regularityOf(orders, 0, orders.day.length, t, muOf(...days))
  }
  expect(score(70, 50, 30, 10)).toBe(100)
  expect(score(110, 90, 70, 50)).toBe(75)
  expect(score(50, 30, 10)).toBeNaN()
  expect(score(150, 130, 110)).toBeCloseTo(66.67, 2)
})

test('right: the four classes of demand by Syntetos, Boylan and Croston (2005)', () => {
  expect([demandClassOf(1, 0.1), demandClassOf(1, 0.5), demandClassOf(2, 0.1), demandClassOf(1.32, 0.49)]).toEqual([
    'smooth',
    'erratic',
    'intermittent',
    'lumpy',
  ])
  expect(demandOf([10, 0, 10, 0])).toEqual({ adi: 2, cv2: 0, class: 'intermittent' })
  expect(demandOf([10, 30])).toEqual({ adi: 1, cv2: 0.25, class: 'smooth' })
  expect(demandOf([10, 0, -5])).toBeNull()
})

test('right: a trial ends with the third order or after two usual intervals', () => {
  expect([trialUntil(100, 1, 45), trialUntil(100, 2, 45), trialUntil(100, 3, 45), trialUntil(null, 0, 45)]).toEqual([190, 190, null, null])
})

test('bounded: month borders run on month-ends from a month-end, on the same day elsewhere', () => {
  expect([1, 8, 12].map(months => formatDay(monthsBack(day('2026-10-31'), months)))).toEqual(['2026-09-30', '2026-02-28', '2025-10-31'])
  expect(formatDay(monthsBack(day('2024-02-29'), 12))).toBe('2023-02-28')
  expect(formatDay(monthsBack(day('2025-02-28'), 12))).toBe('2024-02-29')
  expect(formatDay(monthsBack(day('2026-10-30'), 8))).toBe('2026-02-28')
})

/** A book that began long ago, with these net sales in the months before t, the latest first. */
const monthly = (sales: readonly number[], from = '2020-01-01') =>
  writtenBook({ until: '2026-10-31', from, rows: sales.map((net, k) => ({ who: 'A', day: monthsBack(t, k), net })) })
const trendOf = (book: ReturnType<typeof monthly>) => {
  const [borders, buckets] = [bordersBefore(t), new Float64Array(bucketCount)]
  fillBuckets(book, 0, borders, buckets)
  return { growth: growthOf(book, borders, buckets), sigma: isBelowSigma(book, borders, buckets) }
}
const flat = (sales: number, months: number) => Array.from({ length: months }, () => sales)

test('right: g compares six months with the same six a year before', () => {
  expect(trendOf(monthly([...flat(110, 6), ...flat(500, 6), ...flat(100, 6)])).growth).toBe(0.1)
  expect(trendOf(monthly([...flat(75, 6), ...flat(500, 6), ...flat(100, 6)])).growth).toBe(-0.25)
})

test('refuses: no trend where the earlier half-year is empty or before the book', () => {
  expect(trendOf(monthly(flat(100, 12))).growth).toBeNaN()
  expect(trendOf(monthly(flat(100, 18), '2025-05-02')).growth).toBeNaN()
  expect(trendOf(monthly(flat(100, 18), '2025-05-01')).growth).toBe(0)
})

test('right: three months under one standard deviation', () => {
  const year = [90, 110, 90, 110, 90, 110, 90, 110, 90, 110, 90, 110]
  expect(trendOf(monthly([80, 85, 89, ...year])).sigma).toBe(true)
  expect(trendOf(monthly([80, 95, 80, ...year])).sigma).toBe(false)
  expect(trendOf(monthly([80, 85, 89, ...year], '2026-01-01')).sigma).toBe(false)
})

test('agrees: mu with the median written out, whatever the days', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 3, maxLength: 20 }), days => {
      const sorted = days.toSorted((a, b) => b - a)
      const gaps = sorted.slice(1).map((each, k) => (sorted[k] ?? 0) - each)
      const last = gaps.slice(-7).toSorted((a, b) => a - b)
      const [low, high] = [last[(last.length - 1) >> 1] ?? 0, last[last.length >> 1] ?? 0]
      expect(muOf(...sorted)).toBe(Math.max(7, (low + high) / 2))
    }),
  )
})
