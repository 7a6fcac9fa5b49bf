import { expect, test } from 'vitest'
import { quantile } from '#core/numerics/order-statistics.ts'
import { randomOf } from '#core/numerics/random.ts'
import { nextOrderOf } from './next-order.ts'
import { type Alive, type PurchaseDraws, throwState } from './posterior-counts.ts'

function drawsOf(
  k: number,
  [r, alpha, a, b]: readonly [number, number, number, number],
  drops: PurchaseDraws['drops'] = 'start',
): PurchaseDraws {
  const one = (value: number) => Float64Array.of(value)
  return { count: 1, drops, k: Uint8Array.of(k), r: one(r), alpha: one(alpha), a: one(a), b: one(b) }
}

const one = (x: number, recency: number, age: number) => ({ count: 1, x: [x], recency: [recency], age: [age] })

test('right: without rhythm the wait is a Lomax, whatever the silence so far', () => {
  const [shape, scale] = [1.5 + 4, 6 + 50]
  const at = (share: number) => scale * ((1 - share) ** (-1 / shape) - 1)
  for (const recency of [10, 50]) {
    const next = nextOrderOf(drawsOf(1, [1.5, 6, 0.5, 5]), one(4, recency, 50), 0)
    expect(next.median).toBeCloseTo(at(0.5), 6)
    expect(next.low).toBeCloseTo(at(0.1), 6)
    expect(next.high).toBeCloseTo(at(0.9), 6)
  }
})

test('agrees: with thrown waits of a customer with a rhythm in the middle of a gap', () => {
  const draws = drawsOf(4, [3, 2, 0.5, 5])
  const history = one(6, 40, 45)
  const random = randomOf(4)
  const state: Alive = { chance: 1, ticks: 0, rate: 0, leaves: 0 }
  const waits: number[] = []
  while (waits.length < 40_000) if (throwState(draws, 0, history, 0, random, state)) waits.push(random.gamma(4 - state.ticks) / state.rate)
  const sorted = Float64Array.from(waits).sort()
  const next = nextOrderOf(draws, history, 0)
  expect(next.median / quantile(sorted, 0.5)).toBeCloseTo(1, 1)
  expect(next.low / quantile(sorted, 0.1)).toBeCloseTo(1, 1)
  expect(next.high / quantile(sorted, 0.9)).toBeCloseTo(1, 1)
})

test('right: a regular buyer who has just ordered waits for about its gap; one who is late, for less', () => {
  const draws = drawsOf(12, [2, 1, 0.5, 10])
  const fresh = nextOrderOf(draws, one(20, 400, 400), 0)
  expect(fresh.median).toBeGreaterThan(16)
  expect(fresh.median).toBeLessThan(22)
  expect(nextOrderOf(draws, one(20, 400, 415), 0).median).toBeLessThan(fresh.median / 2)
})

test('agrees: the range lies about the median and grows with its level', () => {
  const draws = drawsOf(2, [1, 5, 0.5, 5])
  const [narrow, wide] = [nextOrderOf(draws, one(3, 30, 44), 0, 0.5), nextOrderOf(draws, one(3, 30, 44), 0, 0.9)]
  expect(wide.low).toBeLessThan(narrow.low)
  expect(narrow.low).toBeLessThan(narrow.median)
  expect(narrow.median).toBeLessThan(narrow.high)
  expect(narrow.high).toBeLessThan(wide.high)
})

test('bounded: no wait is negative or no number, for the first day, the daily buyer and the long lost', () => {
  for (const drops of ['never', 'repeat', 'start', 'anytime'] as const)
    for (const history of [one(0, 0, 0), one(501, 501, 501), one(3, 10, 5000), one(0, 0, 5000)]) {
      const next = nextOrderOf(drawsOf(drops === 'anytime' ? 1 : 3, [0.8, 9, 0.7, 8], drops), history, 0)
      for (const value of [next.low, next.median, next.high]) expect(Number.isFinite(value) && value >= 0).toBe(true)
    }
})
