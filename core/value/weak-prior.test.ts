import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minimise } from '#core/numerics/minimise.ts'
import { lnWeakPriorOfK, weakPriorOf, withPrior } from './weak-prior.ts'

const places = fc
  .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map(values => Float64Array.from(values))

test('right: its mode is r = 1, a mean gap of the time scale, a dropout of 8 % and a + b = 8', () => {
  const { at, value } = minimise(weakPriorOf(6, 2), Float64Array.of(0.5, 0, 0, 0))
  const [r, alpha, logit, precision] = [...at] as [number, number, number, number]
  expect(Math.exp(r)).toBeCloseTo(1, 6)
  expect((2 * Math.exp(alpha)) / Math.exp(r)).toBeCloseTo(6, 5)
  expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(0.08, 6)
  expect(Math.exp(precision)).toBeCloseTo(8, 5)
  expect(value).toBeCloseTo(0, 12)
})

test('agrees: its gradient is that of finite differences, with dropout and without', () => {
  fc.assert(
    fc.property(places, fc.constantFrom(2, 4), fc.integer({ min: 1, max: 12 }), (whole, size, k) => {
      const at = whole.subarray(0, size)
      const prior = weakPriorOf(5, k)
      const gradient = new Float64Array(size)
      prior(at, gradient)
      const value = (i: number, step: number) =>
        prior(
          at.map((x, j) => (i === j ? x + step : x)),
          new Float64Array(size),
        )
      gradient.forEach((slope, i) => expect(slope).toBeCloseTo((value(i, 1e-4) - value(i, -1e-4)) / 2e-4, 6))
    }),
  )
})

test('agrees: a posterior is the sum of both, value and gradient', () => {
  fc.assert(
    fc.property(places, at => {
      const prior = weakPriorOf(5, 1)
      const [once, twice] = [new Float64Array(4), new Float64Array(4)]
      expect(withPrior(prior, prior)(at, twice)).toBeCloseTo(2 * prior(at, once), 9)
      twice.forEach((slope, i) => expect(slope).toBeCloseTo(2 * (once[i] as number), 9))
    }),
  )
})

test('bounded: one to four ticks are alike, more are held to be ever less likely', () => {
  expect([1, 2, 3, 4].map(lnWeakPriorOfK)).toEqual([0, 0, 0, 0])
  for (let k = 5; k <= 12; k++) expect(lnWeakPriorOfK(k)).toBeLessThan(lnWeakPriorOfK(k - 1))
})

test('refuses: nothing is infinite where a parameter is far out', () => {
  const gradient = new Float64Array(4)
  expect(Number.isFinite(weakPriorOf(5, 1)(Float64Array.of(-16, 16, -16, 16), gradient))).toBe(true)
  expect(gradient.every(Number.isFinite)).toBe(true)
})
