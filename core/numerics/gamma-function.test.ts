import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digamma, digammaRise, lnBeta, lnGamma, lnRising, regularisedGamma, trigamma, upperRegularisedGamma } from './gamma-function.ts'

/** Is `a` b to a relative (or, near zero, absolute) error? */
const close = (a: number, b: number, error = 1e-12) => expect(Math.abs(a - b)).toBeLessThanOrEqual(error * Math.max(1, Math.abs(b)))

const positive = fc.double({ min: -8, max: 8, noNaN: true }).map(power => 10 ** power)

test('right: values published in Abramowitz and Stegun, tables 6.1 to 6.4 and 26.7', () => {
  close(lnGamma(0.5), 0.5 * Math.log(Math.PI), 1e-15)
  close(lnGamma(1.5), -0.12078223763524522, 1e-15)
  close(lnGamma(10), Math.log(362880), 1e-15)
  close(lnGamma(101), 363.7393755555635, 1e-15)
  close(digamma(1), -0.5772156649015329, 1e-15)
  close(digamma(0.5), -1.9635100260214235, 1e-15)
  close(trigamma(1), Math.PI ** 2 / 6, 1e-15)
  close(trigamma(0.5), Math.PI ** 2 / 2, 1e-15)
  close(lnBeta(2, 3), Math.log(1 / 12), 1e-15)
  close(regularisedGamma(0.5, 0.5), 0.6826894921370859, 1e-15)
  close(regularisedGamma(3, 5), 0.8753479805169189, 1e-15)
  close(upperRegularisedGamma(2, 50), 51 * Math.exp(-50), 1e-15)
})

test('right: next to the zeros at 1 and 2 the logarithm keeps its relative accuracy', () => {
  expect(lnGamma(1 + 2 ** -40) / -(2 ** -40 * 0.5772156649015329)).toBeCloseTo(1, 11)
  expect(lnGamma(2 + 2 ** -40) / (2 ** -40 * (1 - 0.5772156649015329))).toBeCloseTo(1, 11)
})

test('right: orders of a million and more, from 40 digits', () => {
  expect(regularisedGamma(1160477.698089011, 1156963.1406474607) / 0.0005463495384838288).toBeCloseTo(1, 12)
  close(regularisedGamma(1e8, 1e8), 0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * 1e8)), 1e-12)
})

test('agrees: recurrence, duplication and complement over sixteen powers of ten', () => {
  fc.assert(
    fc.property(positive, x => {
      if (x < 1e7) close(lnGamma(x + 1), lnGamma(x) + Math.log(x), 1e-13)
      close(digamma(x + 1) - 1 / x, digamma(x), 1e-13)
      close(trigamma(x), trigamma(x + 1) + 1 / (x * x), 1e-13)
      const doubled = lnGamma(x) + lnGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - 0.5 * Math.log(Math.PI)
      close(lnGamma(2 * x), doubled, 1e-12)
    }),
  )
})

test('agrees: the beta function falls by b / (a + b) from b to b + 1, however unequal a and b are', () => {
  fc.assert(
    fc.property(positive, fc.double({ min: 0.001, max: 1000, noNaN: true }), (a, b) => {
      close(lnBeta(a, b + 1), lnBeta(a, b) + Math.log(b / (a + b)), 1e-11)
      expect(lnBeta(a, b)).toBe(lnBeta(b, a))
    }),
  )
})

test('agrees: a rising factorial is the sum of its logarithms, its derivative that of the reciprocals', () => {
  fc.assert(
    fc.property(positive, fc.integer({ min: 0, max: 300 }), (z, n) => {
      let [logarithms, reciprocals] = [0, 0]
      for (let i = 0; i < n; i++) {
        logarithms += Math.log(z + i)
        reciprocals += 1 / (z + i)
      }
      close(lnRising(z, n), logarithms, 1e-13 * Math.max(1, n))
      expect(Math.abs(digammaRise(z, n) - reciprocals)).toBeLessThanOrEqual(1e-13 * Math.max(1, reciprocals))
    }),
  )
})

test('agrees: P(a, x) = P(a + 1, x) + x^a e^-x / G(a + 1), and P + Q = 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e4, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (a, z) => {
      const x = a * Math.exp(z / Math.sqrt(a))
      const step = Math.exp(a * Math.log(x) - x - lnGamma(a + 1))
      close(regularisedGamma(a, x), regularisedGamma(a + 1, x) + step, 1e-10)
      close(regularisedGamma(a, x) + upperRegularisedGamma(a, x), 1, 1e-14)
    }),
  )
})

test('agrees: both ways of the incomplete gamma function meet at an order of a million', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), z => {
      const x = 1e6 + z * 1e3
      close(regularisedGamma(1e6, x), regularisedGamma(1e6 + 1e-6, x), 1e-9)
    }),
    { numRuns: 20 },
  )
})

test('bounded: a distribution function lies in 0..1 and does not fall', () => {
  fc.assert(
    fc.property(positive, positive, (a, x) => {
      const p = regularisedGamma(a, x)
      expect(p).toBeGreaterThanOrEqual(0)
      expect(p).toBeLessThanOrEqual(1)
      expect(regularisedGamma(a, x * 1.01)).toBeGreaterThanOrEqual(p - 1e-14)
    }),
  )
})

test('refuses: what is not positive is not a number, and the ends are the limits', () => {
  for (const f of [lnGamma, digamma, trigamma]) expect(f(-1)).toBeNaN()
  expect(digamma(0)).toBeNaN()
  expect(lnGamma(0)).toBe(Number.POSITIVE_INFINITY)
  expect(lnGamma(Number.NaN)).toBeNaN()
  expect(regularisedGamma(0, 1)).toBeNaN()
  expect(regularisedGamma(1, -1)).toBeNaN()
  expect(regularisedGamma(1, 0)).toBe(0)
  expect(regularisedGamma(1, Number.POSITIVE_INFINITY)).toBe(1)
})
