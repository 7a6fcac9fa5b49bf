import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import {
  defaultWarningRules,
  explainWarning,
  gapQuantile,
  gapTail,
  rhythmRange,
  silentChance,
  valueAtStake,
  warningsOf,
  warningWindow,
} from './early-warning.ts'

const model = { r: 2, alpha: 40, k: 2 }

test('right: with k = 1 the tail is that of the Pareto of the second kind', () => {
  expect(gapTail({ r: 1.5, alpha: 20, k: 1 }, 3, 80, 50)).toBeCloseTo((100 / 150) ** 4.5, 12)
})

test('agrees: the tail is the share of simulated gaps that last longer', () => {
  const random = randomOf(9)
  const [x, recency, silence] = [3, 90, 60]
  let longer = 0
  for (let run = 0; run < 40_000; run++) {
    const rate = random.gamma(model.r + model.k * x) / (model.alpha + recency)
    if (random.gamma(model.k) / rate > silence) longer++
  }
  expect(Math.abs(longer / 40_000 - gapTail(model, x, recency, silence))).toBeLessThan(0.01)
})

test('bounded: the tail falls from 1 to 0, and its quantile leads back', () => {
  const models = fc.record({
    r: fc.double({ min: 0.05, max: 20, noNaN: true }),
    alpha: fc.double({ min: 0.1, max: 500, noNaN: true }),
    k: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(
      models,
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 900 }),
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      (any, x, recency, tail) => {
        expect(gapTail(any, x, recency, 0)).toBeCloseTo(1, 12)
        expect(gapTail(any, x, recency, 20)).toBeGreaterThanOrEqual(gapTail(any, x, recency, 30))
        const silence = gapQuantile(any, x, recency, tail)
        if (silence < 1e11) expect(gapTail(any, x, recency, silence)).toBeCloseTo(tail, 4)
        expect(gapQuantile(any, x, recency, tail, 10)).toBeGreaterThanOrEqual(10)
      },
    ),
  )
})

test('right: on time, late, gone', () => {
  const columns = { x: [10, 10, 10], recency: [300, 300, 300], age: [320, 450, 900], alive: [0.99, 0.4, 0.01], window: [60, 60, 60] }
  expect([...warningsOf({ model, ...columns, rules: defaultWarningRules }).state]).toEqual([0, 1, 2])
})

test('right: no order is as likely as gone, plus here and silent on', () => {
  const [x, recency, silence, window] = [3, 90, 30, 60]
  const runsOn = gapTail(model, x, recency, silence + window) / gapTail(model, x, recency, silence)
  expect(silentChance(model, x, recency, silence, window, 0.8)).toBeCloseTo(0.2 + 0.8 * runsOn, 12)
  expect(silentChance(model, x, recency, silence, window, 0)).toBe(1)
  expect(silentChance({ r: 5, alpha: 1, k: 1 }, 400, 400, 1e6, 60, 0.5)).toBeLessThanOrEqual(1)
  expect([warningWindow(10), warningWindow(45)]).toEqual([60, 90])
})

test('right: "every 21 to 30 days": the middle half of the own gaps; the population speaks for who has few', () => {
  const orders = { start: Uint32Array.of(0, 6, 8, 9), day: Int32Array.of(0, 20, 41, 71, 101, 126, 0, 40, 10) }
  expect(rhythmRange(orders, 0, 6)).toEqual([21, 30])
  expect(rhythmRange(orders, 1, 8)).toBeUndefined()
  const asked = { orders, at: 200, model, unitDays: 1, alive: 0.5, window: 60 }
  expect(explainWarning({ ...asked, dyad: 0, end: 6 })).toMatchObject({
    code: 'later_than_own_rhythm',
    args: { low: 21, high: 30, silence: 74, lastOrder: 126, orders: 6 },
  })
  const alike = explainWarning({ ...asked, dyad: 1, end: 8 })
  expect(alike.code).toBe('later_than_customers_alike')
  expect(alike.args.low).toBeLessThan(alike.args.high)
  expect(explainWarning({ ...asked, dyad: 2, end: 9 }).code).toBe('later_than_usual_once')
})

test('refuses: an unknown contribution stays unknown, a negative one is nothing at stake', () => {
  expect(valueAtStake(Number.NaN, 0.5)).toBeNaN()
  expect([valueAtStake(100_000, 0.25), valueAtStake(-5_000, 0.2)]).toEqual([75_000, 0])
})
