import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { discountedOrdersOf } from './clv.ts'
import { clvForecast } from './clv-interval.ts'
import type { PurchaseDraws } from './posterior-counts.ts'
import { type Population, simulateOrders } from './simulated-customers.ts'

const many = 20_000
function drawsOf({ k, r, alpha, a, b }: Population, drops: PurchaseDraws['drops'] = 'start', count = many): PurchaseDraws {
  const all = (value: number) => new Float64Array(count).fill(value)
  return { count, drops, k: new Uint8Array(count).fill(k), r: all(r), alpha: all(alpha), a: all(a), b: all(b) }
}

const newCustomer = { count: 1, x: [0], recency: [0], age: [0] }
const alone = { parameters: null, orders: [1], meanSpend: [1] }
const whole = { rate: [1], deviation: [0] }

/** Mean discounted orders of new customers, every order simulated at its own time. */
function simulated(population: Population, horizon: number, delta: number): number {
  const orders = simulateOrders(population, { customers: many, startsOver: 0, until: 0, horizon }, 12)
  const value = (times: readonly number[]) => times.reduce((sum, at, n) => (n === 0 ? sum : sum + Math.exp(-delta * at)), 0)
  return orders.reduce((sum, times) => sum + value(times), 0) / many
}

test('agrees: discounted orders with orders simulated one by one, few and many of them, with and without rhythm', () => {
  for (const [k, gap] of [
    [1, 4],
    [1, 90],
    [3, 4],
    [3, 90],
  ] as const) {
    const population = { k, r: 2, alpha: (2 * gap) / k, a: 0.8, b: 7, dropsAtStart: true }
    for (const yearlyRate of [0.1, 0.5]) {
      const found = clvForecast(newCustomer, drawsOf(population), alone, whole, { horizon: 260, year: 52, yearlyRate, seed: 5 })
      const mean = simulated(population, 260, Math.log1p(yearlyRate) / 52)
      expect(Math.abs((found.mean[0] as number) / mean - 1)).toBeLessThan(0.06)
    }
  }
})

test('agrees: the mean over throws with the discounted expectation of the model', () => {
  const parameters = { r: 1.2, alpha: 3, a: 0.7, b: 7, s: 0.6, beta: 40 }
  const statistics = {
    count: 3,
    unitDays: 7,
    x: Int32Array.of(0, 4, 20),
    recency: Float64Array.of(0, 30, 70),
    age: Float64Array.of(40, 40, 71),
    lnGaps: null,
  } as const
  const [spend, margin] = [
    { parameters: null, orders: [1, 1, 1], meanSpend: [1, 1, 1] },
    { rate: [1, 1, 1], deviation: [0, 0, 0] },
  ]
  for (const [model, drops, k] of [
    ['mbgcnbd', 'start', 3],
    ['bgnbd', 'repeat', 1],
    ['paretonbd', 'anytime', 1],
  ] as const) {
    const isHazard = drops === 'anytime'
    const draws = drawsOf({ ...parameters, k, a: isHazard ? 0.6 : 0.7, b: isHazard ? 40 : 7, dropsAtStart: true }, drops)
    const found = clvForecast(statistics, draws, spend, margin, { horizon: (5 * 365.25) / 7, year: 365.25 / 7 })
    const expected = discountedOrdersOf({ model, k, unit: 'week', parameters }, statistics)
    expected.forEach((orders, i) => expect(Math.abs((found.mean[i] as number) / orders - 1)).toBeLessThan(0.05))
  }
})

test('agrees: without discount, spend 1 and margin 1 the value is a count; twice the margin is twice the value', () => {
  const draws = drawsOf({ k: 2, r: 2, alpha: 4, a: 0.8, b: 7, dropsAtStart: true }, 'start', 1000)
  const options = { horizon: 52, year: 52, yearlyRate: 0 }
  const once = clvForecast(newCustomer, draws, alone, whole, options)
  expect(Number.isInteger(Math.round((once.median[0] as number) * 1e9) / 1e9)).toBe(true)
  const twice = clvForecast(newCustomer, draws, alone, { rate: [2], deviation: [0] }, options)
  expect(twice.high[0]).toBeCloseTo(2 * (once.high[0] as number), 9)
})

test('right: mean spend by Gamma-Gamma is p (gamma + n mean) / (p n + q - 1)', () => {
  const draws = drawsOf({ k: 1, r: 400, alpha: 400, a: 1, b: 1e6, dropsAtStart: true })
  const spend = { parameters: { p: 6, q: 4, gamma: 15 }, orders: [5], meanSpend: [40] }
  const found = clvForecast(newCustomer, draws, spend, whole, { horizon: 50, year: 52, yearlyRate: 0 })
  expect(Math.abs((found.mean[0] as number) / ((50 * 6 * (15 + 5 * 40)) / (6 * 5 + 4 - 1)) - 1)).toBeLessThan(0.02)
})

test('right: a margin that is a loss gives a value that is one, and an unsure margin widens the range', () => {
  const draws = drawsOf({ k: 2, r: 3, alpha: 6, a: 0.8, b: 20, dropsAtStart: true }, 'start', 3000)
  const options = { horizon: 260, year: 52 }
  const loss = clvForecast(newCustomer, draws, alone, { rate: [-0.2], deviation: [0] }, options)
  expect(loss.mean[0]).toBeLessThan(0)
  expect(loss.low[0]).toBeLessThan(loss.mean[0] as number)
  const [sure, unsure] = [0, 0.2].map(deviation => clvForecast(newCustomer, draws, alone, { rate: [0.1], deviation: [deviation] }, options))
  expect(unsure?.low[0]).toBeLessThan(0)
  expect((unsure?.high[0] ?? 0) - (unsure?.low[0] ?? 0)).toBeGreaterThan((sure?.high[0] ?? 0) - (sure?.low[0] ?? 0))
})

test('right: a longer horizon is worth more, a higher rate less; leaving at any moment too', () => {
  for (const drops of ['start', 'anytime'] as const) {
    const draws = drawsOf({ k: 1, r: 2, alpha: 8, a: 0.8, b: 60, dropsAtStart: true }, drops, 4000)
    const of = (horizon: number, yearlyRate: number) =>
      clvForecast(newCustomer, draws, alone, whole, { horizon, year: 52, yearlyRate }).mean[0] as number
    expect(of(260, 0.1)).toBeGreaterThan(1.3 * of(104, 0.1))
    expect(of(260, 0.3)).toBeLessThan(0.95 * of(260, 0.1))
  }
})

test('bounded: a horizon of 0 gives zeros, no history of spend gives zeros, and nothing is NaN', () => {
  const random = randomOf(3)
  const size = 20
  const ages = Array.from({ length: size }, () => 80 * random.uniform())
  const histories = { count: size, x: ages.map((_, n) => n), recency: ages.map((age, n) => (n === 0 ? 0 : age)), age: ages }
  const spend = {
    parameters: { p: 6, q: 4, gamma: 15 },
    orders: ages.map((_, n) => n),
    meanSpend: ages.map((_, n) => (n % 3 === 0 ? -5 : 40)),
  }
  const margin = { rate: ages.map(() => 0.2), deviation: ages.map(() => 0.1) }
  const draws = drawsOf({ k: 2, r: 1, alpha: 4, a: 0.8, b: 7, dropsAtStart: true }, 'start', 200)
  const found = clvForecast(histories, draws, spend, margin, { horizon: 260, year: 52 })
  for (const column of [found.mean, found.median, found.low, found.high]) expect(column.every(Number.isFinite)).toBe(true)
  expect(found.total.mean).toBeCloseTo(
    found.mean.reduce((sum, value) => sum + value, 0),
    6,
  )
  const none = clvForecast(histories, draws, spend, margin, { horizon: 0, year: 52 })
  expect([...none.mean, ...none.low, ...none.high, none.total.mean].every(value => value === 0)).toBe(true)
  const unpaid = clvForecast(newCustomer, draws, { parameters: null, orders: [0], meanSpend: [0] }, whole, { horizon: 260, year: 52 })
  expect(unpaid.mean[0]).toBe(0)
})
