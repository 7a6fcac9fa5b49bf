import { expect, test } from 'vitest'
import { purchaseModelNames } from './fit.ts'
import { posteriorOf } from './posterior.ts'
import { type PredictedFit, predictBook } from './predict-book.ts'
import { aliveOf, expectedOf, fitModel } from './purchase-model.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'
import { observe, simulateOrders } from './simulated-customers.ts'

const population = { k: 2, r: 1.2, alpha: 3, a: 0.7, b: 7, dropsAtStart: true }
const observation = { startsOver: 40, until: 78, horizon: 26 }
const simulated = (customers: number, seed = 1) =>
  observe(simulateOrders(population, { ...observation, customers }, seed), { ...observation, customers })

/** Rows of x, t_x, T in days, each so many times; gaps of equal length. */
function rowsOf(...rows: readonly (readonly [x: number, recency: number, age: number, times?: number])[]): PurchaseStatistics {
  const all = rows.flatMap(([x, recency, age, times = 1]) => Array.from({ length: times }, () => ({ x, recency, age })))
  return {
    count: all.length,
    unitDays: 1,
    x: Int32Array.from(all, row => row.x),
    recency: Float64Array.from(all, row => row.recency),
    age: Float64Array.from(all, row => row.age),
    lnGaps: Float64Array.from(all, row => (row.x === 0 ? 0 : row.x * Math.log(row.recency / row.x))),
  }
}

const unfitted = (model: PredictedFit['model'], s: PurchaseStatistics, k = 1): PredictedFit => ({
  model,
  k,
  unit: s.unitDays === 7 ? 'week' : 'day',
  customers: s.count,
  parameters: {},
})

test('agrees: expected orders of a large book are the model at the fit, and its range holds them', () => {
  const s = simulated(600)
  const fitted = fitModel(s, 'mbgcnbd', { unit: 'week', prior: 'weak' })
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  const forecast = predictBook(s, fitted.fit, { horizon: 26 })
  expect(forecast?.expected).toEqual(expectedOf(fitted.fit, s, 26))
  expect(forecast?.pAlive).toEqual(aliveOf(fitted.fit, s))
  expect(forecast?.total.low).toBeLessThan(forecast?.total.expected ?? 0)
  expect(forecast?.total.high).toBeGreaterThan(forecast?.total.expected ?? 0)
  const thrown = posteriorOf(s, fitted.fit)
  const mean = (column: Float64Array | undefined) => (column?.reduce((sum, value) => sum + value, 0) ?? 0) / (column?.length ?? 1)
  expect(mean(thrown?.draws.r) / (fitted.fit.parameters['r'] ?? 0)).toBeCloseTo(1, 1)
})

test('agrees: expected orders of a small book are near the model at the fit', () => {
  const s = simulated(200)
  const fitted = fitModel(s, 'mbgcnbd', { unit: 'week', prior: 'weak' })
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  const total = expectedOf(fitted.fit, s, 26).reduce((sum, orders) => sum + orders, 0)
  const forecast = predictBook(s, fitted.fit, { horizon: 26 })
  expect(Math.abs((forecast?.total.expected ?? 0) / total - 1)).toBeLessThan(0.04)
})

test('agrees: the posterior of k finds the regularity that was put in', () => {
  const posterior = posteriorOf(simulated(200), unfitted('mbgcnbd', simulated(200)))
  const share = (posterior?.draws.k.filter(k => k === 2).length ?? 0) / (posterior?.draws.count ?? 1)
  expect(share).toBeGreaterThan(0.95)
  expect(posterior?.draws.k.length).toBe(posterior?.draws.count)
})

test('right: k is open in a small book unless it is known or no gap is', () => {
  const s = simulated(15)
  const ks = (options: { readonly isKCertain?: boolean }, lnGaps: Float64Array | null) =>
    new Set(posteriorOf({ ...s, lnGaps }, unfitted('mbgcnbd', s, 3), options)?.draws.k)
  expect(ks({}, s.lnGaps).size).toBeGreaterThan(1)
  expect([...ks({ isKCertain: true }, s.lnGaps)]).toEqual([3])
  expect([...ks({}, null)]).toEqual([3])
})

test('agrees: the same seed gives the same forecast; statistics in days or weeks alike', () => {
  const s = simulated(15)
  const fit = unfitted('mbgnbd', s)
  expect(predictBook(s, fit, { horizon: 26, seed: 4 })).toEqual(predictBook(s, fit, { horizon: 26, seed: 4 }))
  expect(predictBook(s, fit, { horizon: 26, seed: 5 })?.total).not.toEqual(predictBook(s, fit, { horizon: 26, seed: 4 })?.total)
  const days: PurchaseStatistics = { ...s, unitDays: 1, recency: s.recency.map(t => t * 7), age: s.age.map(t => t * 7), lnGaps: null }
  const [byWeek, byDay] = [predictBook(s, fit, { horizon: 26 }), predictBook(days, fit, { horizon: 26 })]
  expect(byDay?.total.expected).toBeCloseTo(byWeek?.total.expected ?? 0, 0)
})

test('right: below 15 customers or 3 gaps the industry stands in, and the forecast says so', () => {
  for (const s of [rowsOf([5, 200, 230, 14]), rowsOf([0, 0, 300, 20], [1, 100, 300, 2])]) {
    const forecast = predictBook(s, unfitted('mbgcnbd', s), { horizon: 90 })
    expect(forecast?.isIndustry).toBe(true)
    expect(forecast?.warnings.map(warning => warning.code)).toContain('industry_prior')
  }
  const enough = rowsOf([2, 100, 150, 15])
  expect(predictBook(enough, unfitted('mbgcnbd', enough), { horizon: 90 })?.isIndustry).toBe(false)
})

test('right: own history moves the industry: who orders weekly is expected to go on, who fell silent is not', () => {
  const s = rowsOf([50, 350, 355], [50, 350, 700], [0, 0, 5])
  const forecast = predictBook(s, unfitted('mbgcnbd', s), { horizon: 70 })
  expect(forecast?.expected[0]).toBeGreaterThan(6)
  expect(forecast?.expected[0]).toBeLessThan(13)
  expect(forecast?.pAlive[1]).toBeLessThan(0.01)
  expect(forecast?.high[1]).toBe(0)
  expect(forecast?.high[2]).toBeGreaterThan(forecast?.low[2] ?? 0)
})

test('right: a fit on a far larger book is taken as it is', () => {
  const s = rowsOf([2, 60, 90])
  const fit: PredictedFit = { model: 'mbgnbd', k: 1, unit: 'day', customers: 5000, parameters: { r: 2, alpha: 60, a: 0.8, b: 8 } }
  const posterior = posteriorOf(s, fit)
  expect(posterior?.isIndustry).toBe(false)
  expect(new Set(posterior?.draws.alpha).size).toBe(1)
})

test('bounded: hard books give whole ranges that hold, never a negative limit, never NaN, never a throw', () => {
  const books = [
    rowsOf([501, 501, 501]),
    rowsOf([501, 501, 501, 20]),
    rowsOf([501, 501, 501, 3], [0, 0, 501, 17]),
    rowsOf([0, 0, 300]),
    rowsOf([0, 0, 300, 40]),
    rowsOf([0, 0, 0]),
    rowsOf([0, 0, 0, 40]),
    rowsOf([3, 90, 90]),
    rowsOf([1, 1, 4000, 40]),
    rowsOf([4, 200, 210, 3000]),
    rowsOf([1, 1, 1, 15], [0, 0, 0, 15]),
    rowsOf([100_000, 200_000, 200_001, 15]),
  ]
  for (const model of purchaseModelNames)
    for (const s of books) {
      const forecast = predictBook(s, unfitted(model, s), { horizon: 180, draws: 60 })
      expect(forecast).toBeDefined()
      if (!forecast) continue
      for (let i = 0; i < s.count; i++) {
        const [low, high, expected, alive] = [forecast.low[i], forecast.high[i], forecast.expected[i], forecast.pAlive[i]] as [
          number,
          number,
          number,
          number,
        ]
        if (
          !(
            low >= 0 &&
            high >= low &&
            high <= 180 &&
            Number.isInteger(high - low) &&
            expected >= 0 &&
            expected <= 180 &&
            alive >= 0 &&
            alive <= 1
          )
        )
          throw new Error(`${model}, book ${books.indexOf(s)}, customer ${i}: ${low} ${high} ${expected} ${alive}`)
      }
      expect(forecast.total.low).toBeGreaterThanOrEqual(0)
      expect(forecast.total.high).toBeGreaterThanOrEqual(forecast.total.low)
    }
})

test('bounded: daily buyers keep buying daily, and not more than daily', () => {
  const s = rowsOf([501, 501, 501, 20])
  const forecast = predictBook(s, unfitted('mbgcnbd', s), { horizon: 30 })
  expect(forecast?.high[0]).toBe(30)
  expect(forecast?.expected[0]).toBeGreaterThan(20)
})

test('bounded: a horizon of 0 gives zeros with a warning, an empty book nothing with one', () => {
  const s = simulated(15)
  const forecast = predictBook(s, unfitted('mbgcnbd', s), { horizon: 0 })
  expect([...(forecast?.expected ?? []), ...(forecast?.high ?? []), forecast?.total.high].every(value => value === 0)).toBe(true)
  expect(forecast?.pAlive.some(alive => alive > 0)).toBe(true)
  expect(forecast?.warnings.map(warning => warning.code)).toContain('horizon_zero')
  const empty = rowsOf()
  expect(predictBook(empty, unfitted('mbgcnbd', empty), { horizon: 9 })).toMatchObject({
    total: { expected: 0, high: 0 },
    warnings: [{ code: 'no_customers' }],
  })
})

test('refuses: models without x, t_x and T', () => {
  const s = simulated(15)
  for (const model of ['bgbb', 'sbg', 'gammagamma'] as const) expect(predictBook(s, unfitted(model, s), { horizon: 9 })).toBeUndefined()
})
