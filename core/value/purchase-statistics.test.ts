import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  badRowOf,
  customerOf,
  grownOlder,
  orderDaysOfRows,
  statisticsAt,
  statisticsOf,
  statisticsOfSummary,
  timeScaleOf,
  withOrder,
} from './purchase-statistics.ts'

const booksOf = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 300 })), { maxLength: 80 })
const ordersOf = (rows: readonly (readonly [number, number])[]) =>
  orderDaysOfRows(
    Int32Array.from(rows, row => row[0]),
    Int32Array.from(rows, row => row[1]),
    6,
  )

test('right: three orders, one of them twice on a day, in weeks', () => {
  const orders = ordersOf([
    [2, 21],
    [2, 0],
    [2, 7],
    [2, 7],
  ])
  const { statistics, dyads } = statisticsOf(orders, 28, 7)
  expect([...dyads]).toEqual([2])
  expect(customerOf(statistics, 0)).toEqual({ x: 2, recency: 3, age: 4, lnGaps: Math.log(2) })
})

test('right: customers who come after the day of observation are none yet, later orders have not happened', () => {
  const orders = ordersOf([
    [0, 5],
    [0, 50],
    [1, 40],
  ])
  const { statistics, dyads } = statisticsOf(orders, 30, 1)
  expect([...dyads]).toEqual([0])
  expect(customerOf(statistics, 0)).toEqual({ x: 0, recency: 0, age: 25, lnGaps: 0 })
})

test('agrees: one customer updated order by order has the statistics of all its orders at once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }),
      fc.constantFrom(1, 7),
      (days, unitDays) => {
        const sorted = [...days].sort((a, b) => a - b)
        const first = sorted[0] as number
        let customer = { x: 0, recency: 0, age: 0, lnGaps: 0 as number | null }
        sorted.forEach((day, i) => {
          const older = grownOlder(customer, day - (sorted[i - 1] ?? first), unitDays)
          customer = withOrder(older, day - first, unitDays) as typeof customer
        })
        const rows = sorted.map(day => [0, day] as const)
        const whole = customerOf(statisticsOf(ordersOf(rows), sorted.at(-1) as number, unitDays).statistics, 0)
        expect(customer.x).toBe(whole.x)
        expect(customer.recency).toBeCloseTo(whole.recency, 9)
        expect(customer.age).toBeCloseTo(whole.age, 9)
        expect(customer.lnGaps).toBeCloseTo(whole.lnGaps as number, 9)
      },
    ),
  )
})

test('agrees: the order of rows and their repetition change nothing', () => {
  fc.assert(
    fc.property(booksOf, rows => {
      const plain = statisticsOf(ordersOf(rows), 300, 1)
      expect(statisticsOf(ordersOf([...rows].reverse().concat(rows)), 300, 1)).toEqual(plain)
    }),
  )
})

test('bounded: x, t_x and T always belong together', () => {
  fc.assert(
    fc.property(booksOf, fc.integer({ min: -5, max: 400 }), (rows, until) => {
      const { statistics } = statisticsOf(ordersOf(rows), until, 7)
      expect(badRowOf(statistics)).toBeUndefined()
      if (statistics.count > 0 && statistics.age.some(age => age > 0)) expect(timeScaleOf(statistics)).toBeGreaterThan(0)
    }),
  )
})

test('refuses: rows that no customer can have, by number and reason', () => {
  const table = (x: number, recency: number, age: number) => statisticsOfSummary({ x: [0, x], recency: [0, recency], age: [9, age] }, 7)
  expect(table(1, 5, 4)).toEqual({ code: 'recency_after_age', row: 1 })
  expect(table(0, 5, 9)).toEqual({ code: 'recency_without_repeat', row: 1 })
  expect(table(1.5, 5, 9)).toEqual({ code: 'not_a_count', row: 1 })
  expect(table(-1, 5, 9)).toEqual({ code: 'not_a_count', row: 1 })
  expect(table(1, Number.NaN, 9)).toEqual({ code: 'not_a_time', row: 1 })
  expect(table(1, 2.5, 9)).toMatchObject({ count: 2, lnGaps: null })
})

test('refuses: an order before the last one is none that can be added without reading the days again', () => {
  const customer = { x: 1, recency: 10, age: 20, lnGaps: null }
  expect(withOrder(customer, 5, 1)).toBeUndefined()
  expect(withOrder(customer, 25, 1)).toBeUndefined()
  expect(withOrder(customer, 10, 1)).toBe(customer)
  expect(withOrder(customer, 15, 1)).toEqual({ x: 2, recency: 15, age: 20, lnGaps: null })
})

test('right: a part of a book keeps its rows', () => {
  const { statistics } = statisticsOf(
    ordersOf([
      [0, 1],
      [1, 2],
      [1, 9],
    ]),
    20,
    1,
  )
  expect(customerOf(statisticsAt(statistics, [1]), 0)).toEqual(customerOf(statistics, 1))
})
