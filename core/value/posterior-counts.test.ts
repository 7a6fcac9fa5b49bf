import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { cnbdAlive, cnbdExpected } from './cnbd-expectation.ts'
import { paretoNbdAlive, paretoNbdExpected } from './pareto-nbd.ts'
import { type Alive, chanceOf, forecastCounts, type PurchaseDraws, throwState } from './posterior-counts.ts'

/** The same parameters again and again. */
function drawsOf(
  drops: PurchaseDraws['drops'],
  k: number,
  [r, alpha, a, b]: readonly [number, number, number, number],
  count = 20_000,
): PurchaseDraws {
  const all = (value: number) => new Float64Array(count).fill(value)
  return { count, drops, k: new Uint8Array(count).fill(k), r: all(r), alpha: all(alpha), a: all(a), b: all(b) }
}

const seen = [
  { x: 0, recency: 0, age: 30 },
  { x: 2, recency: 12, age: 30 },
  { x: 9, recency: 29, age: 31 },
  { x: 40, recency: 60, age: 66 },
  { x: 3, recency: 10, age: 10 },
]
const histories = {
  count: seen.length,
  x: seen.map(each => each.x),
  recency: seen.map(each => each.recency),
  age: seen.map(each => each.age),
}

/** Throws of whole numbers agree with a mean within five standard errors (the variance of counts here is below ten times the mean, and one). */
const agrees = (thrown: number, mean: number) => expect(Math.abs(thrown - mean)).toBeLessThan(5 * Math.sqrt((10 * mean + 1) / 20_000))

test('agrees: thrown orders and P(alive) with the exact sums, for every model and k', () => {
  for (const drops of ['never', 'repeat', 'start'] as const)
    for (const k of [1, 2, 4]) {
      const parameters = { r: 1.3, alpha: 4, a: drops === 'never' ? 0 : 0.8, b: drops === 'never' ? 1 : 5 }
      const draws = drawsOf(drops, k, [parameters.r, parameters.alpha, parameters.a, parameters.b])
      const forecast = forecastCounts(histories, draws, 20, 0.9, 3, Number.POSITIVE_INFINITY)
      const model = { shape: { k, drops }, parameters }
      seen.forEach((each, i) => {
        expect(forecast.pAlive[i]).toBeCloseTo(cnbdAlive(model, each), 9)
        expect(chanceOf(draws, 0, histories, i)).toBeCloseTo(cnbdAlive(model, each), 9)
        agrees(forecast.expected[i] as number, cnbdExpected(model, each, 20))
      })
    }
})

test('agrees: thrown orders with the closed form of Pareto/NBD', () => {
  const parameters = { r: 1.3, alpha: 4, s: 0.7, beta: 20 }
  const forecast = forecastCounts(histories, drawsOf('anytime', 1, [1.3, 4, 0.7, 20]), 20, 0.9, 3, Number.POSITIVE_INFINITY)
  seen.forEach((each, i) => {
    expect(forecast.pAlive[i]).toBeCloseTo(paretoNbdAlive(parameters, each), 9)
    agrees(forecast.expected[i] as number, paretoNbdExpected(parameters, each, 20))
  })
})

test('agrees: the state of one who is alive with simulated customers of the same history', () => {
  const [k, gap] = [3, 2.5]
  const random = randomOf(8)
  const ticks = new Float64Array(k)
  let kept = 0
  for (let n = 0; n < 40_000; n++) {
    const rate = random.gamma(2) / 1.5
    let [at, done] = [0, 0]
    for (at = random.gamma(1) / rate; at <= gap; at += random.gamma(1) / rate) done++
    if (done >= k) continue
    kept++
    ticks[done] = (ticks[done] as number) + 1
  }
  const draws = drawsOf('never', k, [2, 1.5, 0, 1])
  const one = { count: 1, x: [0], recency: [0], age: [gap] }
  const state: Alive = { chance: 1, ticks: 0, rate: 0, leaves: 0 }
  const thrown = new Float64Array(k)
  for (let n = 0; n < 40_000; n++) {
    throwState(draws, 0, one, 0, random, state)
    thrown[state.ticks] = (thrown[state.ticks] as number) + 1
  }
  ticks.forEach((count, j) => expect(Math.abs(count / kept - (thrown[j] as number) / 40_000)).toBeLessThan(0.02))
})

test('agrees: each draw stands for itself: orders over two populations are the mean of both', () => {
  const [few, lots] = [drawsOf('start', 3, [1.3, 40, 8, 5]), drawsOf('start', 1, [1.3, 4, 0.8, 50])]
  const of = (draws: PurchaseDraws) => forecastCounts(histories, draws, 20, 0.9, 3, Number.POSITIVE_INFINITY)
  const alternately = <T extends Float64Array | Uint8Array>(a: T, b: T) => b.map((value, d) => (d % 2 ? value : (a[d] as number))) as T
  const both = {
    ...few,
    k: alternately(few.k, lots.k),
    alpha: alternately(few.alpha, lots.alpha),
    a: alternately(few.a, lots.a),
    b: alternately(few.b, lots.b),
  }
  seen.forEach((_, i) => {
    const mean = ((of(few).expected[i] as number) + (of(lots).expected[i] as number)) / 2
    expect(Math.abs((of(both).expected[i] as number) - mean)).toBeLessThan(5 * Math.sqrt((20 * mean + 1) / 10_000))
  })
})

test('agrees: the book is the sum of its customers', () => {
  const forecast = forecastCounts(histories, drawsOf('start', 2, [1.3, 4, 0.8, 5], 2000), 20, 0.9, 3, Number.POSITIVE_INFINITY)
  expect(forecast.total.expected).toBeCloseTo(
    forecast.expected.reduce((sum, orders) => sum + orders, 0),
    9,
  )
  expect(forecast.total.low).toBeLessThan(forecast.total.expected)
  expect(forecast.total.high).toBeGreaterThan(forecast.total.expected)
})

test('agrees: a customer keeps its range whoever stands beside it, and the seed decides', () => {
  const draws = drawsOf('start', 2, [1.3, 4, 0.8, 5], 500)
  const first = { count: 1, x: [9], recency: [29], age: [31] }
  const beside = { count: 2, x: [9, 400], recency: [29, 400], age: [31, 400] }
  const of = (who: typeof first, seed: number) => forecastCounts(who, draws, 20, 0.9, seed, Number.POSITIVE_INFINITY)
  expect(of(beside, 3).high[0]).toBe(of(first, 3).high[0])
  expect(of(beside, 3).expected[0]).toBe(of(first, 3).expected[0])
  const second = { count: 1, x: [400], recency: [400], age: [400], places: [1] }
  expect(of(second, 3).expected[0]).toBe(of(beside, 3).expected[1])
  expect(of(first, 4).expected[0]).not.toBe(of(first, 3).expected[0])
})

test('bounded: nobody orders more often than the bound, nor less than never', () => {
  const forecast = forecastCounts(histories, drawsOf('start', 1, [1.3, 0.001, 0.8, 50], 500), 20, 0.9, 3, 5)
  for (let i = 0; i < seen.length; i++) {
    expect(forecast.low[i]).toBeGreaterThanOrEqual(0)
    expect(forecast.high[i]).toBeLessThanOrEqual(5)
    expect(forecast.median[i]).toBeLessThanOrEqual(5)
  }
  expect(forecast.total.high).toBeLessThanOrEqual(25)
})
