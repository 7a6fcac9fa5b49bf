import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import {
  bgbbAlive,
  bgbbExpected,
  bgbbExpectedOfNew,
  bgbbLogLikelihood,
  bgbbObjective,
  type BgbbParameters,
  distinctHistories,
  type OccasionTable,
} from './bgbb.ts'
import { fitBgbb } from './bgbb-fit.ts'
import type { Fit } from './fit.ts'

const years = { unit: 'week' } as const
const published: BgbbParameters = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }

/** Donors won in 1995 by their gifts in the six years to 2001: x, t_x, customers. Published with Fader, Hardie and Shang (2010). */
const donors: readonly (readonly [number, number, number])[] = [
  [6, 6, 1203],
  [5, 6, 728],
  [4, 6, 512],
  [3, 6, 357],
  [2, 6, 234],
  [1, 6, 129],
  [5, 5, 335],
  [4, 5, 284],
  [3, 5, 225],
  [2, 5, 173],
  [1, 5, 119],
  [4, 4, 240],
  [3, 4, 181],
  [2, 4, 155],
  [1, 4, 78],
  [3, 3, 322],
  [2, 3, 255],
  [1, 3, 129],
  [2, 2, 613],
  [1, 2, 277],
  [1, 1, 1091],
  [0, 0, 3464],
]
const tableOf = (rows: readonly (readonly [number, number, number])[], n = 6): OccasionTable => ({
  x: rows.map(row => row[0]),
  recency: rows.map(row => row[1]),
  n: rows.map(() => n),
  weight: rows.map(row => row[2]),
})

function fitOf(table: OccasionTable): Fit {
  const fitted = fitBgbb(table, years)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  return fitted.fit
}

test('right: the donors of Fader, Hardie and Shang (2010): alpha 1.204, beta .750, gamma .657, delta 2.783, LL -33225.6', () => {
  const fit = fitOf(tableOf(donors))
  expect(fit.customers).toBe(11104)
  for (const [name, value] of Object.entries(published)) expect(Math.abs((fit.parameters[name] ?? 0) - value)).toBeLessThan(0.001)
  expect(fit.logLikelihood).toBeCloseTo(-33225.6, 1)
  expect(fit.hessianPositive).toBe(true)
  expect(fit.gradientNorm).toBeLessThan(1e-5)
  expect(fit.warnings).toEqual([])
})

test('right: expected gifts 2002 to 2006 by history, to the two digits of the paper', () => {
  const expected = (x: number, recency: number) => bgbbExpected(published, { x, recency, n: 6 }, 5)
  expect(expected(0, 0)).toBeCloseTo(0.07, 2)
  ;[0.09, 0.31, 0.59, 0.84, 1.02, 1.15].forEach((gifts, k) => expect(Math.abs(expected(1, k + 1) - gifts)).toBeLessThan(0.006))
  ;[0.12, 0.54, 1.06, 1.44, 1.67].forEach((gifts, k) => expect(Math.abs(expected(2, k + 2) - gifts)).toBeLessThan(0.006))
  expect(Math.abs(expected(6, 6) - 3.75)).toBeLessThan(0.006)
})

test('right: P(alive) in 2002 by history, to the two digits of the paper', () => {
  const alive = (x: number, recency: number) => bgbbAlive(published, { x, recency, n: 6 })
  expect(alive(0, 0)).toBeCloseTo(0.11, 2)
  expect(alive(1, 1)).toBeCloseTo(0.07, 2)
  ;[1, 2, 3, 4, 5, 6].forEach(x => expect(alive(x, 6)).toBeCloseTo(0.93, 2))
})

const positive = fc.double({ min: Math.log(0.02), max: Math.log(50), noNaN: true }).map(Math.exp)
const anyParameters = fc.record({ alpha: positive, beta: positive, gamma: positive, delta: positive })

test('agrees: the probabilities of all histories of n occasions add up to 1', () => {
  const choose = (n: number, k: number) =>
    Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, factor) => product * factor, 1)
  fc.assert(
    fc.property(anyParameters, fc.integer({ min: 1, max: 12 }), (p, n) => {
      let sum = Math.exp(bgbbLogLikelihood(p, { x: 0, recency: 0, n }))
      for (let recency = 1; recency <= n; recency++) {
        for (let x = 1; x <= recency; x++) sum += choose(recency - 1, x - 1) * Math.exp(bgbbLogLikelihood(p, { x, recency, n }))
      }
      expect(sum).toBeCloseTo(1, 10)
    }),
    { numRuns: 100 },
  )
})

test('agrees: the gradient with finite differences', () => {
  const objective = bgbbObjective(distinctHistories(tableOf(donors)).rows)
  const ln = fc.double({ min: -3, max: 3, noNaN: true })
  fc.assert(
    fc.property(ln, ln, ln, ln, (...at) => {
      const gradient = new Float64Array(4)
      objective(Float64Array.from(at), gradient)
      for (let k = 0; k < 4; k++) {
        const moved = (by: number) =>
          objective(
            Float64Array.from(at, (v, i) => (i === k ? v + by : v)),
            new Float64Array(4),
          )
        expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(gradient[k] ?? 0, 6)
      }
    }),
    { numRuns: 60 },
  )
})

test('agrees: a simulated population buys on as expected', () => {
  const random = randomOf(2010)
  const p = { alpha: 2, beta: 1.5, gamma: 1, delta: 6 }
  const [n, ahead, count] = [8, 6, 30_000]
  let [alive, later, expectedAlive, expectedLater, all] = [0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const [buys, leaves] = [random.beta(p.alpha, p.beta), random.beta(p.gamma, p.delta)]
    let [x, recency, next, at] = [0, 0, 0, 1]
    for (; at <= n + ahead && random.uniform() >= leaves; at++) {
      if (random.uniform() >= buys) continue
      if (at <= n) [x, recency] = [x + 1, at]
      else next++
    }
    alive += at > n + 1 ? 1 : 0
    later += next
    all += x
    expectedAlive += bgbbAlive(p, { x, recency, n })
    expectedLater += bgbbExpected(p, { x, recency, n }, ahead)
  }
  expect(Math.abs(alive - expectedAlive) / count).toBeLessThan(0.01)
  expect(Math.abs(later / expectedLater - 1)).toBeLessThan(0.03)
  expect(Math.abs(all / count / bgbbExpectedOfNew(p, n) - 1)).toBeLessThan(0.02)
})

test('agrees: rows apart or together', () => {
  const apart = donors.flatMap(([x, recency, customers]) => [[x, recency, customers - 1] as const, [x, recency, 1] as const])
  expect(fitOf(tableOf(apart)).logLikelihood).toBeCloseTo(fitOf(tableOf(donors)).logLikelihood, 6)
})

test('refuses: nobody, no occasion, no order, rows that no customer can have', () => {
  expect(fitBgbb(tableOf([]), years)).toMatchObject({ refusal: { code: 'no_customers' } })
  expect(fitBgbb(tableOf([[0, 0, 30]], 0), years)).toMatchObject({ refusal: { code: 'no_time' } })
  expect(fitBgbb(tableOf([[0, 0, 3000]]), years)).toMatchObject({ refusal: { code: 'rates_not_identifiable' } })
  const impossible = [
    [3, 2, 1],
    [1, 7, 1],
    [0, 2, 1],
    [2, 0, 1],
    [1.5, 2, 1],
    [1, 1, -4],
  ] as const // x > t_x, t_x > n, t_x without x, x without t_x, a part of an order, fewer than nobody
  expect(fitBgbb(tableOf(impossible), years)).toEqual({ refusal: { code: 'rows_left_out', args: { rows: 6 } } })
  expect(fitOf(tableOf([...donors, ...impossible])).warnings).toContainEqual({ code: 'rows_left_out', args: { rows: 6 } })
})

test('bounded: always buying, one customer, thousands alike: finite, and it says what is open', () => {
  for (const rows of [[[6, 6, 5000]], [[6, 6, 1]], [[1, 1, 1]], [[3, 6, 10_000]]] as const) {
    const fit = fitOf(tableOf(rows))
    expect(Object.values(fit.parameters).every(value => value > 0 && value < Number.POSITIVE_INFINITY)).toBe(true)
    expect(fit.warnings.length).toBeGreaterThan(0)
    expect(Number.isFinite(fit.logLikelihood)).toBe(true)
  }
  fc.assert(
    fc.property(
      anyParameters,
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 60 }),
      (p, a, b, ahead) => {
        const [x, recency] = a === 0 || b === 0 ? [0, 0] : [Math.min(a, b), Math.max(a, b)]
        const history = { x, recency, n: 501 }
        const alive = bgbbAlive(p, history)
        expect(alive).toBeGreaterThanOrEqual(0)
        expect(alive).toBeLessThanOrEqual(1)
        const expected = bgbbExpected(p, history, ahead)
        expect(expected).toBeGreaterThanOrEqual(0)
        expect(expected).toBeLessThanOrEqual(ahead)
        expect(bgbbExpected(p, history, ahead, 0.1)).toBeLessThanOrEqual(expected)
      },
    ),
  )
})
