import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliveCalibration, calibrationOf, errorFigures } from './validation-figures.ts'

const figures = (predicted: readonly number[], actual: readonly number[]) =>
  errorFigures(Float64Array.from(predicted), Int32Array.from(actual))

test('right: errors, bias and ranking by hand', () => {
  const found = figures([1, 2, 3, 4, 5], [2, 1, 3, 5, 9])
  expect(found).toMatchObject({ customers: 5, predicted: 15, actual: 20, mae: 7 / 5, bias: -0.25, topFifth: 0.45, lift: 2.25 })
  expect(found.rmse).toBeCloseTo(Math.sqrt(19 / 5), 12)
  expect(found.spearman).toBeCloseTo(0.9, 12)
})

test('right: a perfect ranking has gini 1, the same forecast for all 0 and a fair share at the top', () => {
  expect(figures([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 7]).gini).toBeCloseTo(1, 12)
  const flat = figures([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 5, 0, 1, 0, 0, 0, 4])
  expect([flat.gini, flat.spearman, flat.topFifth]).toEqual([expect.closeTo(0, 12), 0, expect.closeTo(0.2, 12)])
})

test('right: Spearman with ties takes middle ranks (1, 2.5, 2.5, 4 against 1, 2, 3, 4: .9487)', () => {
  expect(figures([1, 2, 2, 3], [0, 1, 2, 3]).spearman).toBeCloseTo(Math.sqrt(0.9), 12)
})

test('refuses: nobody ordered, or nobody is there: no bias is made up', () => {
  expect(figures([1, 2], [0, 0]).bias).toBeNaN()
  expect(figures([], [])).toMatchObject({ customers: 0, predicted: 0, actual: 0, mae: Number.NaN, spearman: Number.NaN })
})

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 12 })), { minLength: 5, maxLength: 60 })

test('bounded: ranks lie in their ranges, and no order of rows changes a figure', () => {
  fc.assert(
    fc.property(pairs, rows => {
      const one = figures(
        rows.map(([p]) => p / 4),
        rows.map(([, a]) => a),
      )
      const other = figures(
        rows.toReversed().map(([p]) => p / 4),
        rows.toReversed().map(([, a]) => a),
      )
      expect(Math.abs(one.spearman)).toBeLessThanOrEqual(1 + 1e-12)
      expect(one.rmse).toBeGreaterThanOrEqual(one.mae - 1e-12)
      if (one.actual > 0) {
        expect(one.topFifth).toBeGreaterThanOrEqual(0)
        expect(one.topFifth).toBeLessThanOrEqual(1 + 1e-12)
        expect(one.gini).toBeLessThanOrEqual(1 + 1e-9)
      }
      expect(other.spearman).toBeCloseTo(one.spearman, 9)
      expect(other.rmse).toBeCloseTo(one.rmse, 9)
    }),
  )
})

test('agrees: the buckets of a calibration hold every customer and every order', () => {
  fc.assert(
    fc.property(pairs, rows => {
      const predicted = Float64Array.from(rows, ([p]) => p / 4)
      const actual = Int32Array.from(rows, ([, a]) => a)
      const buckets = calibrationOf(predicted, actual)
      expect(buckets.reduce((sum, bucket) => sum + bucket.customers, 0)).toBe(rows.length)
      expect(buckets.reduce((sum, bucket) => sum + bucket.customers * bucket.actual, 0)).toBeCloseTo(
        actual.reduce((a, b) => a + b, 0),
        6,
      )
      for (let b = 1; b < buckets.length; b++) expect(buckets[b]?.predicted).toBeGreaterThan(buckets[b - 1]?.predicted ?? 0)
    }),
  )
})

test('right: P(alive) by tenths against the share that ordered', () => {
  const buckets = aliveCalibration(Float64Array.of(0.05, 0.07, 0.95, 1), Int32Array.of(0, 3, 2, 1))
  expect(buckets).toEqual([
    { customers: 2, predicted: expect.closeTo(0.06, 12), actual: 0.5 },
    { customers: 2, predicted: expect.closeTo(0.975, 12), actual: 1 },
  ])
})
