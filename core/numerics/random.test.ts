import { expect, test } from 'vitest'
import { lnGamma, regularisedGamma } from './gamma-function.ts'
import { type Random, randomOf } from './random.ts'

/** Mean and variance of many throws. */
function momentsOf(draw: () => number, count = 200_000): readonly [number, number] {
  let [mean, squares] = [0, 0]
  for (let n = 1; n <= count; n++) {
    const value = draw()
    const off = value - mean
    mean += off / n
    squares += off * (value - mean)
  }
  return [mean, squares / count]
}

/** Throws must have this mean and variance within five standard errors (of the variance: within `slack` of itself). */
function expectMoments(draw: () => number, mean: number, variance: number, slack = 0.05): void {
  const [foundMean, foundVariance] = momentsOf(draw)
  expect(Math.abs(foundMean - mean)).toBeLessThan(5 * Math.sqrt(variance / 200_000))
  expect(Math.abs(foundVariance / variance - 1)).toBeLessThan(slack)
}

/** Greatest distance between the distribution of the throws and F (Kolmogorov): 1.95 / sqrt(n) is passed once in a thousand. */
function distanceOf(draw: () => number, distribution: (x: number) => number, count = 20_000): number {
  const sorted = Float64Array.from({ length: count }, draw).sort()
  return sorted.reduce(
    (most, x, k) => Math.max(most, Math.abs(distribution(x) - k / count), Math.abs(distribution(x) - (k + 1) / count)),
    0,
  )
}

const first = (random: Random, many: number) => Array.from({ length: many }, random.uniform)

test('right: moments as the distributions have them', () => {
  const random = randomOf(20260701)
  expectMoments(random.uniform, 1 / 2, 1 / 12)
  expectMoments(random.normal, 0, 1)
  for (const shape of [0.2, 0.7, 1, 3.5, 400]) expectMoments(() => random.gamma(shape), shape, shape)
  for (const [a, b] of [
    [0.3, 0.2],
    [0.7, 6],
    [2, 3],
  ] as const)
    expectMoments(() => random.beta(a, b), a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1)))
  for (const mean of [0.03, 2, 11.9, 12, 47, 3000]) expectMoments(() => random.poisson(mean), mean, mean)
  expectMoments(() => random.geometric(0.2), 5, 20)
  expectMoments(() => random.student(9), 0, 9 / 7)
})

test('agrees: the distribution of gamma throws with the incomplete gamma function, and of Poisson throws with its sums', () => {
  const random = randomOf(5)
  for (const shape of [0.1, 0.9, 2.5, 40]) {
    expect(
      distanceOf(
        () => random.gamma(shape),
        x => regularisedGamma(shape, x),
      ),
    ).toBeLessThan(1.95 / Math.sqrt(20_000))
  }
  for (const mean of [6, 30]) {
    const seen = new Float64Array(200)
    for (let n = 0; n < 100_000; n++) {
      const count = random.poisson(mean)
      seen[count] = (seen[count] ?? 0) + 1
    }
    const chi = seen.reduce((sum, observed, count) => {
      const expected = 100_000 * Math.exp(count * Math.log(mean) - mean - lnGamma(count + 1))
      return expected < 10 ? sum : sum + (observed - expected) ** 2 / expected
    }, 0)
    expect(chi).toBeLessThan(80)
  }
})

test('agrees: the same seed and stream give the same throws, others do not', () => {
  const random = randomOf(7, 3)
  const begun = first(random, 5)
  random.normal()
  random.restart(3)
  expect(first(random, 5)).toEqual(begun)
  for (const [seed, stream] of [
    [7, 4],
    [8, 3],
    [7 + 2 ** 32, 3],
    [-7, 3],
  ] as const)
    expect(first(randomOf(seed, stream), 5)).not.toEqual(begun)
})

test('agrees: the throws of neighbouring streams have nothing to do with each other', () => {
  const heads = Float64Array.from({ length: 20_000 }, (_, stream) => randomOf(1, stream).uniform())
  expect(
    distanceOf(
      (
        next => () =>
          heads[next++] as number
      )(0),
      x => x,
    ),
  ).toBeLessThan(1.95 / Math.sqrt(20_000))
  let together = 0
  for (let k = 1; k < heads.length; k++) together += ((heads[k] as number) - 0.5) * ((heads[k - 1] as number) - 0.5) * 12
  expect(Math.abs(together / heads.length)).toBeLessThan(5 / Math.sqrt(heads.length))
})

test('bounded: never 0 nor 1, never NaN, at the edges of every distribution', () => {
  const random = randomOf(0)
  for (let n = 0; n < 20_000; n++) {
    const u = random.uniform()
    expect(u > 0 && u < 1).toBe(true)
  }
  for (const draw of [
    () => random.lnGamma(1e-6),
    () => random.gamma(1e-9),
    () => random.beta(1e-9, 1e-9),
    () => random.beta(1e-7, 1e9),
    () => random.poisson(0),
    () => random.poisson(1e9),
    () => random.geometric(1),
    () => random.geometric(1e-300),
  ]) {
    for (let n = 0; n < 1000; n++) expect(draw()).not.toBeNaN()
  }
  expect(random.poisson(0)).toBe(0)
  expect(random.geometric(0)).toBe(Number.POSITIVE_INFINITY)
  expect(random.geometric(1)).toBe(1)
  expect(Number.isFinite(random.lnGamma(1e-6))).toBe(true)
})
