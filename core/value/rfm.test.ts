import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderDaysOfRows } from './purchase-statistics.ts'
import { quintilesOf, rfmOf } from './rfm.ts'

const everyone = () => true

test('right: of five customers each has a score of its own, and the latest is the best', () => {
  expect([...quintilesOf([10, 50, 30, 20, 40], everyone)]).toEqual([1, 5, 3, 2, 4])
  const orders = orderDaysOfRows(Int32Array.of(0, 1, 2, 3, 4, 4), Int32Array.of(10, 20, 30, 40, 45, 50), 5)
  const { recency, frequency, r, f, m } = rfmOf(orders, [5, 4, 3, 2, 1], 0, 60)
  expect([...recency]).toEqual([50, 40, 30, 20, 10])
  expect([...frequency]).toEqual([1, 1, 1, 1, 2])
  expect([...r]).toEqual([1, 2, 3, 4, 5])
  expect([...m]).toEqual([5, 4, 3, 2, 1])
  expect([...f]).toEqual([3, 3, 3, 3, 5])
})

test('refuses: who has not ordered in the window has no score', () => {
  const orders = orderDaysOfRows(Int32Array.of(0, 1), Int32Array.of(1, 50), 3)
  const { recency, r, f } = rfmOf(orders, [0, 7, 0], 30, 60)
  expect([...recency]).toEqual([59, 10, Number.NaN])
  expect([...r]).toEqual([0, 3, 0])
  expect([...f]).toEqual([0, 3, 0])
})

test('agrees: equal values share a score, and a higher value never scores less', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }), values => {
      const scores = quintilesOf(values, everyone)
      values.forEach((value, i) => {
        values.forEach((other, j) => {
          if (value === other) expect(scores[i]).toBe(scores[j])
          if (value > other) expect(scores[i]).toBeGreaterThanOrEqual(scores[j] as number)
        })
      })
    }),
  )
})

test('bounded: scores are 1 to 5', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 40 }), values => {
      for (const score of quintilesOf(values, everyone)) expect([1, 2, 3, 4, 5]).toContain(score)
    }),
  )
})
