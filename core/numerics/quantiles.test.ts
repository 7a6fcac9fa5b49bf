import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centralRange, shortestRange } from './quantiles.ts'

const sorted = (...values: readonly number[]) => Float64Array.from(values).sort()

test('right: the shortest run that holds the level, by hand', () => {
  expect(shortestRange(sorted(0, 0, 0, 0, 0, 0, 0, 0, 1, 9), 0.9)).toEqual({ low: 0, high: 1 })
  expect(shortestRange(sorted(0, 0, 0, 0, 0, 0, 0, 0, 1, 9), 0.8)).toEqual({ low: 0, high: 0 })
  expect(shortestRange(sorted(1, 5, 6, 6, 7, 7, 7, 8, 9, 30), 0.8)).toEqual({ low: 5, high: 9 })
  expect(shortestRange(sorted(1, 2, 2, 3, 3, 3), 0.5)).toEqual({ low: 3, high: 3 })
})

test('right: of equally short runs the one that holds most', () => {
  expect(shortestRange(sorted(0, 1, 1, 2, 2, 2, 3), 0.5)).toEqual({ low: 1, high: 2 })
})

test('right: the central range leaves out the same share on both sides', () => {
  expect(
    centralRange(
      Float64Array.from({ length: 100 }, (_, n) => n),
      0.9,
    ),
  ).toEqual({ low: 5, high: 94 })
  expect(centralRange(sorted(4), 0.9)).toEqual({ low: 4, high: 4 })
})

test('bounded: an empty sample, a level of 0 and of 1', () => {
  expect(shortestRange(new Float64Array(), 0.9)).toEqual({ low: 0, high: 0 })
  expect(centralRange(new Float64Array(), 0.9)).toEqual({ low: 0, high: 0 })
  expect(shortestRange(sorted(3, 1, 2), 1)).toEqual({ low: 1, high: 3 })
  expect(centralRange(sorted(3, 1, 2), 1)).toEqual({ low: 1, high: 3 })
  expect(shortestRange(sorted(3, 1, 2), 0)).toEqual({ low: 1, high: 1 })
})

test('agrees: with a search through all ranges', () => {
  const samples = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 100 }), (values, percent) => {
      const level = percent / 100
      const held = (low: number, high: number) => values.filter(value => value >= low && value <= high).length
      const range = shortestRange(sorted(...values), level)
      expect(held(range.low, range.high)).toBeGreaterThanOrEqual(level * values.length - 1e-9)
      for (const low of values)
        for (const high of values) {
          if (high < low || held(low, high) < level * values.length - 1e-9) continue
          expect(high - low).toBeGreaterThanOrEqual(range.high - range.low)
          if (high - low === range.high - range.low) expect(held(low, high)).toBeLessThanOrEqual(held(range.low, range.high))
        }
    }),
  )
})
