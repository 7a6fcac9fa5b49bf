import { expect, test } from 'vitest'
import { lnGamma } from '#core/numerics/gamma-function.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import { randomOf } from '#core/numerics/random.ts'
import { effectiveCount, laplaceOf, resampled, truncatedWeights } from './importance.ts'
import { drawLaplace, drawPosterior } from './posterior-pool.ts'

/** Minus ln density of (u, v): v normal about u with deviation .5, u normal about 1 with deviation 2; without its constant. */
const normal: Objective = ([u = 0, v = 0], gradient) => {
  gradient[0] = (u - 1) / 4 - (v - u) / 0.25
  gradient[1] = (v - u) / 0.25
  return 0.5 * ((u - 1) ** 2 / 4 + (v - u) ** 2 / 0.25)
}

/** Minus ln density of the logarithms of two gamma variates: skewed, with long tails to the left. */
const logGammas =
  (shapes: readonly number[]): Objective =>
  (at, gradient) =>
    shapes.reduce((sum, shape, i) => {
      const ln = at[i] as number
      gradient[i] = Math.exp(ln) - shape
      return sum + Math.exp(ln) - shape * ln
    }, 0)

const meanOf = (points: Float64Array, size: number, of: (point: Float64Array) => number) =>
  points.length === 0
    ? Number.NaN
    : points.reduce((sum, _, i) => (i % size ? sum : sum + of(points.subarray(i, i + size))), 0) / (points.length / size)

test('right: mode, spread and integral of a normal density', () => {
  const found = laplaceOf(normal, Float64Array.of(-3, 5))
  expect(found?.middle[0]).toBeCloseTo(1, 5)
  expect(found?.middle[1]).toBeCloseTo(1, 5)
  expect(found?.lnEvidence).toBeCloseTo(Math.log(2 * Math.PI * 2 * 0.5), 5)
  expect(found?.factor[0]).toBeCloseTo(2, 4)
  expect(found?.factor[2]).toBeCloseTo(2, 4)
  expect(found?.factor[3]).toBeCloseTo(0.5, 4)
})

test('agrees: weighted throws have the moments of a skewed density, which its normal approximation does not', () => {
  const shapes = [0.4, 3]
  const candidate = { k: 1, objective: logGammas(shapes), lnPrior: 0, start: Float64Array.of(0, 0) }
  const points = drawPosterior([candidate], 4000, 4000, 11)
  shapes.forEach((shape, i) => {
    const mean = meanOf(points?.at ?? new Float64Array(), 2, point => Math.exp(point[i] as number))
    expect(Math.abs(mean - shape)).toBeLessThan(6 * Math.sqrt(shape / 1500))
  })
  const rough = drawLaplace(candidate, 4000, 11)
  expect(meanOf(rough?.at ?? new Float64Array(), 2, point => Math.exp(point[0] as number))).toBeGreaterThan(1)
})

test('agrees: candidates are drawn in proportion to prior x integral', () => {
  const candidates = [1, 2].map(k => ({
    k,
    objective: logGammas([k === 1 ? 2 : 4]),
    lnPrior: k === 1 ? Math.log(0.9) : Math.log(0.1),
    start: Float64Array.of(0),
  }))
  const points = drawPosterior(candidates, 3000, 3000, 5)
  const first = (points?.k ?? new Uint8Array()).filter(k => k === 1).length / 3000
  const odds = (0.9 * Math.exp(lnGamma(2))) / (0.1 * Math.exp(lnGamma(4)))
  expect(Math.abs(first - odds / (1 + odds))).toBeLessThan(0.04)
})

test('right: the first few points stand for all', () => {
  const candidates = [1, 2].map(k => ({ k, objective: logGammas([3]), lnPrior: 0, start: Float64Array.of(0) }))
  const points = drawPosterior(candidates, 2000, 2000, 9)
  expect(Math.abs((points?.k.subarray(0, 200).filter(k => k === 1).length ?? 0) - 100)).toBeLessThan(40)
})

test('right: no weight is greater than the mean times the root of their number; equal ones count all', () => {
  const weights = truncatedWeights(Float64Array.from({ length: 100 }, (_, n) => (n === 0 ? Math.log(100) : 0)))
  expect(weights[0]).toBeCloseTo(19.9 / (19.9 + 99), 12)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
  expect(effectiveCount(truncatedWeights(new Float64Array(64)))).toBeCloseTo(64, 9)
})

test('right: resampling takes every point as often as its weight says, to one', () => {
  const chosen = resampled(Float64Array.of(0.5, 0.1, 0, 0.4), 1000, randomOf(1))
  const counts = [0, 1, 2, 3].map(n => chosen.filter(each => each === n).length)
  ;[500, 100, 0, 400].forEach((wanted, n) => expect(Math.abs((counts[n] ?? 0) - wanted)).toBeLessThanOrEqual(1))
})

test('refuses: a density without a finite value has no mode', () => {
  const broken: Objective = () => Number.NaN
  expect(laplaceOf(broken, Float64Array.of(0))).toBeUndefined()
  expect(drawPosterior([{ k: 1, objective: broken, lnPrior: 0, start: Float64Array.of(0) }], 10, 10, 1)).toBeUndefined()
})
