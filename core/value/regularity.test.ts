import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { lnShapeOf, regularityOfBook, shapesOfCustomers } from './regularity.ts'
import type { OrderDays } from './window.ts'

/** Customers whose gaps are gamma with the given shape; their rates differ widely. Fine days, so that rounding plays no part. */
function simulated(customers: number, gaps: number, shape: number, seed: number): OrderDays {
  const random = randomOf(seed)
  const day = new Int32Array(customers * (gaps + 1))
  for (let who = 0, next = 0; who < customers; who++) {
    const mean = 2000 * (0.2 + random.gamma(2))
    for (let at = 0, k = 0; k <= gaps; k++, at += Math.max(1, (random.gamma(shape) / shape) * mean)) day[next++] = Math.round(at)
  }
  return { start: Uint32Array.from({ length: customers + 1 }, (_, who) => who * (gaps + 1)), day }
}

function gapSums({ start, day }: OrderDays) {
  const count = start.length - 1
  const sums = { x: new Int32Array(count), recency: new Float64Array(count), lnGaps: new Float64Array(count) }
  for (let who = 0; who < count; who++) {
    const [first, end] = [start[who] as number, start[who + 1] as number]
    sums.x[who] = end - first - 1
    sums.recency[who] = (day[end - 1] as number) - (day[first] as number)
    for (let row = first + 1; row < end; row++) {
      sums.lnGaps[who] = (sums.lnGaps[who] as number) + Math.log((day[row] as number) - (day[row - 1] as number))
    }
  }
  return sums
}

test('right: k by Wheat and Morrison (1990), whatever the rates of the customers are', () => {
  for (const shape of [1, 2, 4]) {
    const found = regularityOfBook(simulated(1500, 6, shape, 11 + shape))
    expect(found?.pairs).toBe(4500)
    expect(Math.abs((found?.k ?? 0) - shape)).toBeLessThan(3 * (found?.standardError ?? 0))
    expect(found?.standardError).toBeLessThan(0.06 * shape)
  }
})

test('right: the formula by hand: M of 1/4 and 3/4 alone has variance 1/16, k = 3/2', () => {
  const start = Uint32Array.from({ length: 13 }, (_, who) => 3 * who)
  const day = Int32Array.from({ length: 36 }, (_, row) => [0, row % 2 === 0 ? 1 : 3, 4][row % 3] as number)
  expect(regularityOfBook({ start, day })).toMatchObject({ k: 1.5, standardError: 0, pairs: 12, customers: 12 })
})

test('refuses: few pairs give no k; gaps all alike the highest', () => {
  expect(regularityOfBook(simulated(9, 2, 1, 1))).toBeUndefined()
  expect(regularityOfBook({ start: Uint32Array.of(0), day: new Int32Array(0) })).toBeUndefined()
  const alike = regularityOfBook({ start: Uint32Array.of(0, 41), day: Int32Array.from({ length: 41 }, (_, k) => 7 * k) })
  expect(alike).toEqual({ k: 100, standardError: 0, low: 100, high: 100, pairs: 20, customers: 1 })
})

test('right: ln of a customer’s shape is free of bias already with few gaps', () => {
  const random = randomOf(5)
  for (const shape of [1, 3]) {
    for (const gaps of [4, 10]) {
      let sum = 0
      for (let run = 0; run < 6000; run++) {
        let [total, logs] = [0, 0]
        for (let k = 0; k < gaps; k++) {
          const gap = random.gamma(shape)
          total += gap
          logs += Math.log(gap)
        }
        sum += lnShapeOf(gaps, Math.log(total / gaps) - logs / gaps) - Math.log(shape)
      }
      expect(Math.abs(sum / 6000)).toBeLessThan(0.12)
    }
  }
})

test('agrees: customers alike are drawn together, customers that differ keep their own', () => {
  const alike = shapesOfCustomers(gapSums(simulated(400, 12, 2, 3)), 2)
  expect(alike.middle).toBeCloseTo(2, 0)
  expect(alike.deviation).toBeLessThan(0.2)
  const [calm, wild] = [simulated(200, 12, 8, 4), simulated(200, 12, 1, 5)]
  const sums = [gapSums(calm), gapSums(wild)].reduce((a, b) => ({
    x: Int32Array.of(...a.x, ...b.x),
    recency: Float64Array.of(...a.recency, ...b.recency),
    lnGaps: Float64Array.of(...a.lnGaps, ...b.lnGaps),
  }))
  const mixed = shapesOfCustomers(sums, 2)
  const mean = (from: number) => mixed.k.subarray(from, from + 200).reduce((sum, k) => sum + Math.log(k), 0) / 200
  expect(mixed.deviation).toBeGreaterThan(0.7)
  expect(mean(0) - mean(200)).toBeGreaterThan(1.2)
})

test('bounded: a customer with few gaps, or gaps all alike, has a finite shape', () => {
  const shapes = shapesOfCustomers({ x: [0, 3, 10], recency: [0, 90, 300], lnGaps: [0, 3 * Math.log(30), 10 * Math.log(30)] }, 1.4)
  expect([...shapes.k].every(k => Number.isFinite(k) && k > 0)).toBe(true)
  expect(shapesOfCustomers({ x: [1], recency: [30], lnGaps: [Math.log(30)] }, 1.4).k[0]).toBeCloseTo(1.4)
})
