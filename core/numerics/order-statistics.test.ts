import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutAt, median, midRank, quantile, sortFew } from './order-statistics.ts'

test('right: mid-rank percentiles by hand, ties share theirs', () => {
  const values = [10, 20, 20, 40]
  expect(midRank(values, 10)).toBe(12.5)
  expect(midRank(values, 20)).toBe(50)
  expect(midRank(values, 40)).toBe(87.5)
  expect(midRank(values, 30)).toBe(75)
})

test('right: quantile type 7 as Hyndman and Fan (1996) give it', () => {
  expect(quantile([1, 2, 3, 4], 0.75)).toBe(3.25)
  expect(
    quantile(
      Float64Array.from({ length: 25 }, (_, k) => k),
      0.75,
    ),
  ).toBe(18)
  expect(median([1, 2, 9, 10])).toBe(5.5)
})

test('right: the cut is the smallest value whose percentile reaches it', () => {
  const twenty = Array.from({ length: 20 }, (_, k) => k)
  expect(cutAt(twenty, 80)).toBe(16)
  expect(cutAt(twenty, 50)).toBe(10)
})

test('bounded: nobody reaches the cut in an empty set or among equals', () => {
  expect(cutAt([], 50)).toBe(Number.POSITIVE_INFINITY)
  expect(cutAt([7, 7, 7], 80)).toBe(Number.POSITIVE_INFINITY)
  expect(cutAt([7, 7, 7], 50)).toBe(7)
  expect(midRank([], 1)).toBeNaN()
  expect(quantile([], 0.5)).toBeNaN()
})

test('agrees: with the definitions written out, on any numbers', () => {
  const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 100 }), (values, points) => {
      const sorted = Float64Array.from(values)
      sortFew(sorted, sorted.length)
      expect([...sorted]).toEqual(values.toSorted((a, b) => a - b))
      const rank = (value: number) =>
        (100 * (values.filter(each => each < value).length + values.filter(each => each === value).length / 2)) / values.length
      for (const value of values) expect(midRank(sorted, value)).toBeCloseTo(rank(value), 10)
      const reached = values.filter(value => midRank(sorted, value) >= points)
      expect(cutAt(sorted, points)).toBe(reached.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...reached))
    }),
  )
})
