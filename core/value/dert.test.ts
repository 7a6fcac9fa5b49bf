import fc from 'fast-check'
import { expect, test } from 'vitest'
import { continuousRate, discountedLife, discountedOrders, discountingOf, paretoNbdDert, paretoNbdDertOfNew } from './dert.ts'
import { livedWithin, paretoNbdExpected, paretoNbdExpectedOfNew } from './pareto-nbd.ts'

/** CDNOW, weeks, with 15 % a year, as in Fader, Hardie and Lee (2005): a continuous rate of .0027 a week. */
const cdnow = { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 }
const rate = Math.log(1.15) / 52

test('right: the rate of the paper, .0027 a week for 15 % a year', () => {
  expect(rate).toBeCloseTo(0.0027, 4)
  expect(continuousRate(0.15, 365.25)).toBeCloseTo(Math.log(1.15), 12)
  expect(continuousRate(0.15, 7)).toBeCloseTo(rate, 4)
})

test('right: DERT by equation 2 of the paper (its Psi and likelihood evaluated with thirty digits) for five histories of 38.86 weeks, and a new customer', () => {
  const known = [
    [2, 30.43, 6.500424948817495],
    [0, 0, 0.47831570262909445],
    [7, 35, 20.710877402326776],
    [1, 1.71, 0.7638936226460739],
    [14, 20, 0.7491211012286085],
  ] as const
  for (const [x, recency, dert] of known) expect(paretoNbdDert(cdnow, { x, recency, age: 38.86 }, rate) / dert).toBeCloseTo(1, 12)
  expect(paretoNbdDertOfNew(cdnow, rate)).toBeCloseTo(3.9644613075768436, 11)
})

test('right: of two customers with one last order, the one who ordered much more often is worth less when both are silent since (the paper: the paradox of increasing frequency)', () => {
  const at = (x: number) => paretoNbdDert(cdnow, { x, recency: 20, age: 38.86 }, rate)
  expect(at(14)).toBeLessThan(at(3))
})

test('right: an exponential integral, s = 1: scale e^z E1(z), z = 1', () => {
  expect(discountedLife(4, 1, 0.25)).toBeCloseTo(4 * Math.E * 0.2193839343955203, 12)
})

const positive = (min: number, max: number) => fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp)

test('agrees: without discount it is the expected number of orders; with it, the sum by weights that any model can use', () => {
  const history = { x: 3, recency: 20, age: 30 }
  expect(paretoNbdDert(cdnow, history, 0, 52)).toBeCloseTo(paretoNbdExpected(cdnow, history, 52), 12)
  fc.assert(
    fc.property(
      positive(0.1, 50),
      positive(1, 500),
      positive(0.1, 5),
      positive(5, 2000),
      positive(20, 2000),
      positive(1e-4, 0.05),
      (r, alpha, s, beta, horizon, by) => {
        const p = { r, alpha, s, beta }
        const summed = discountedOrders(discountingOf(horizon, by), t => paretoNbdExpectedOfNew(p, t))
        expect(Math.abs(summed / paretoNbdDertOfNew(p, by, horizon) - 1)).toBeLessThan(1e-3)
      },
    ),
  )
})

test('refuses: what is no hazard or no discount is NaN; an endless undiscounted life without a mean is Infinity', () => {
  for (const [scale, s, by, horizon] of [
    [0, 1, 0.1, 5],
    [1, 0, 0.1, 5],
    [1, 1, -0.1, 5],
    [1, 1, 0.1, -5],
    [Number.NaN, 1, 0.1, 5],
  ] as const)
    expect(discountedLife(scale, s, by, horizon)).toBeNaN()
  expect(discountedLife(10, 1, 0)).toBe(Number.POSITIVE_INFINITY)
  expect(discountedLife(10, 3, 0)).toBe(5)
})

test('bounded: between 0 and both 1 / rate and the undiscounted life, growing with the horizon', () => {
  fc.assert(
    fc.property(positive(0.001, 1e5), positive(0.001, 1e4), positive(1e-6, 10), positive(0.01, 1e4), (scale, s, by, horizon) => {
      const life = discountedLife(scale, s, by, horizon)
      expect(life).toBeGreaterThanOrEqual(0)
      expect(life).toBeLessThanOrEqual(Math.min(1 / by, livedWithin(scale, s, horizon)) * (1 + 1e-9))
      expect(discountedLife(scale, s, by, horizon / 2)).toBeLessThanOrEqual(life * (1 + 1e-9))
      expect(life).toBeLessThanOrEqual(discountedLife(scale, s, by) * (1 + 1e-9))
    }),
  )
  expect(discountedLife(10, 1, 0.1, 0)).toBe(0)
})
