import fc from 'fast-check'
import { expect, test } from 'vitest'
import { integrate } from '#core/numerics/quadrature.ts'
import { randomOf } from '#core/numerics/random.ts'
import {
  type LeftAfter,
  livedWithin,
  lnAliveAt,
  lnLeftAfter,
  lnLeftAfterWithDerivatives,
  paretoNbdAlive,
  paretoNbdExpected,
  paretoNbdExpectedOfNew,
  type ParetoNbdParameters,
} from './pareto-nbd.ts'

/** CDNOW, weeks (Fader and Hardie). */
const cdnow: ParetoNbdParameters = { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 }

const positive = (min: number, max: number) => fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp)
const anyParameters = fc.record({ r: positive(0.01, 100), alpha: positive(0.01, 1000), s: positive(0.01, 100), beta: positive(0.01, 1000) })
const anyHistory = fc
  .record({ x: fc.integer({ min: 0, max: 501 }), share: fc.double({ min: 0, max: 1, noNaN: true }), age: positive(0.1, 1000) })
  .map(({ x, share, age }) => ({ x, recency: x === 0 ? 0 : share * age, age }))

test('right: the worked customer of the BTYD package on CDNOW: 25.46 orders expected in 52 weeks, P(alive) .998; a new one 1.4734', () => {
  const customer = { x: 26, recency: 30.86, age: 31 }
  expect(paretoNbdExpected(cdnow, customer, 52)).toBeCloseTo(25.46, 2)
  expect(paretoNbdAlive(cdnow, customer)).toBeCloseTo(0.9979, 4)
  expect(paretoNbdExpectedOfNew(cdnow, 52)).toBeCloseTo(1.4734, 3)
})

test('right: P(alive) of five histories, by the defining integral with thirty digits', () => {
  const known = [
    [2, 30.43, 0.8691242543735004],
    [0, 0, 0.2951181602913508],
    [7, 35, 0.9360600926322761],
    [1, 1.71, 0.16788794323129577],
    [14, 20, 0.017572458044531433],
  ] as const
  for (const [x, recency, alive] of known) expect(paretoNbdAlive(cdnow, { x, recency, age: 38.86 })).toBeCloseTo(alive, 13)
})

test('agrees: the closed form with the integral it stands for', () => {
  fc.assert(
    fc.property(anyParameters, anyHistory, (p, { x, recency, age }) => {
      const top = lnAliveAt(p, x, recency)
      const density = (u: number) => Math.exp(lnAliveAt(p, x, u) - top) / (p.beta + u)
      const width = Math.min(age - recency, (60 * (p.alpha + age)) / (p.r + x + 1))
      const closed = Math.exp(lnLeftAfter(p, x, recency) - top) - Math.exp(lnLeftAfter(p, x, recency + width) - top)
      const left = Math.min(p.alpha, p.beta) + recency
      const byLog = integrate(v => density(recency + left * Math.expm1(v)) * left * Math.exp(v), 0, Math.log1p(width / left), 200)
      expect(Math.abs(closed - byLog)).toBeLessThan(1e-10 * (1 + byLog))
    }),
    { numRuns: 150 },
  )
})

test('agrees: the four derivatives with finite differences', () => {
  const into: LeftAfter = { value: 0, byR: 0, byAlpha: 0, byS: 0, byBeta: 0 }
  fc.assert(
    fc.property(anyParameters, anyHistory, (p, { x, recency }) => {
      lnLeftAfterWithDerivatives(p, x, recency, into)
      expect(into.value).toBeCloseTo(lnLeftAfter(p, x, recency), 9)
      const by = { r: into.byR, alpha: into.byAlpha, s: into.byS, beta: into.byBeta }
      for (const name of ['r', 'alpha', 's', 'beta'] as const) {
        const step = p[name] * 1e-5
        const numeric =
          (lnLeftAfter({ ...p, [name]: p[name] + step }, x, recency) - lnLeftAfter({ ...p, [name]: p[name] - step }, x, recency)) /
          (2 * step)
        expect(Math.abs(by[name] - numeric) * p[name]).toBeLessThan(1e-5 * (1 + Math.abs(into.value)))
      }
    }),
    { numRuns: 300 },
  )
})

test('agrees: a simulated population orders as often as expected, and is alive as often', () => {
  const random = randomOf(1987)
  const p = { r: 1.5, alpha: 8, s: 1, beta: 20 }
  const [count, age, horizon] = [40_000, 30, 15]
  let [orders, later, alive, expectedAlive, expectedLater] = [0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const rate = random.gamma(p.r) / p.alpha
    const lives = -Math.log(random.uniform()) / (random.gamma(p.s) / p.beta)
    let [x, recency, next] = [0, 0, 0]
    for (let at = -Math.log(random.uniform()) / rate; at < Math.min(lives, age + horizon); at -= Math.log(random.uniform()) / rate) {
      if (at < age) [x, recency] = [x + 1, at]
      else next++
    }
    orders += x
    later += next
    alive += lives > age ? 1 : 0
    expectedAlive += paretoNbdAlive(p, { x, recency, age })
    expectedLater += paretoNbdExpected(p, { x, recency, age }, horizon)
  }
  expect(orders / count / paretoNbdExpectedOfNew(p, age)).toBeCloseTo(1, 1)
  expect(Math.abs(alive - expectedAlive) / count).toBeLessThan(0.01)
  expect(Math.abs(later / expectedLater - 1)).toBeLessThan(0.03)
})

test('agrees: s = 1 lies between its neighbours, where the usual formula divides by 0', () => {
  expect(livedWithin(10, 1, 5)).toBeCloseTo(10 * Math.log(1.5), 12)
  expect(livedWithin(10, 1 + 1e-9, 5)).toBeCloseTo(livedWithin(10, 1, 5), 7)
  expect(livedWithin(10, 1 - 1e-9, 5)).toBeCloseTo(livedWithin(10, 1, 5), 7)
})

test('bounded: P(alive) in 0..1, falling with silence; expectations finite, rising with time and never above the rate of one who stays', () => {
  fc.assert(
    fc.property(anyParameters, anyHistory, positive(0.1, 500), (p, history, t) => {
      const alive = paretoNbdAlive(p, history)
      expect(alive).toBeGreaterThanOrEqual(0)
      expect(alive).toBeLessThanOrEqual(1)
      expect(paretoNbdAlive(p, { ...history, age: history.age * 1.5 })).toBeLessThanOrEqual(alive + 1e-9)
      const expected = paretoNbdExpected(p, history, t)
      expect(expected).toBeLessThanOrEqual(((p.r + history.x) / (p.alpha + history.age)) * t * (1 + 1e-12))
      expect(paretoNbdExpected(p, history, t / 2)).toBeLessThanOrEqual(expected)
    }),
  )
  expect(paretoNbdAlive(cdnow, { x: 0, recency: 0, age: 0 })).toBe(1)
  expect(paretoNbdAlive(cdnow, { x: 501, recency: 501, age: 501 })).toBe(1)
  expect(paretoNbdExpected(cdnow, { x: 501, recency: 501, age: 501 }, 0)).toBe(0)
})
