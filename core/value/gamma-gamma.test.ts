import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import type { Fit } from './fit.ts'
import { expectedSpend, expectedSpendOfBook, fitGammaGamma, gammaGammaLogLikelihood, type SpendColumns } from './gamma-gamma.ts'

const weeks = { unit: 'week' } as const
const file = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'cdnow', 'cdnow_customers_summary_with_transactions.csv')

function fitOf(columns: SpendColumns): Fit {
  const fitted = fitGammaGamma(columns, weeks)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  return fitted.fit
}

const codesOf = (fit: Fit) => fit.warnings.map(({ code }) => code)

function simulated(
  count: number,
  seed: number,
  { p, q, gamma }: { p: number; q: number; gamma: number },
): { orders: number[]; meanSpend: number[] } {
  const random = randomOf(seed)
  const orders = Array.from({ length: count }, () => 1 + random.poisson(4 * random.uniform()))
  return { orders, meanSpend: orders.map(x => (random.gamma(p * x) * gamma) / (random.gamma(q) * x)) }
}

test.skipIf(!existsSync(file))(
  'right: CDNOW, 946 repeat buyers (skipped where ../shared is absent): p 6.2493, q 3.7443, gamma 15.4443, LL -4055.918',
  () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(',').map(Number))
    const fit = fitOf({ orders: rows.map(row => row[1] ?? 0), meanSpend: rows.map(row => row[4] ?? 0) })
    const { p = 0, q = 0, gamma = 0 } = fit.parameters
    expect(fit.customers).toBe(946)
    expect(Math.abs(p / 6.2493 - 1)).toBeLessThan(0.002)
    expect(Math.abs(q / 3.7443 - 1)).toBeLessThan(0.002)
    expect(Math.abs(gamma / 15.4443 - 1)).toBeLessThan(0.002)
    expect(Math.abs(fit.logLikelihood - -4055.918)).toBeLessThan(0.01)
    expect(fit.hessianPositive).toBe(true)
    expect(fit.gradientNorm).toBeLessThan(1e-6)
    expect(fit.warnings).toEqual([])
  },
)

test('right: the expected spend is the weighted mean of the customer and the population (Fader and Hardie 2013, equation 5)', () => {
  const parameters = { p: 6.25, q: 3.74, gamma: 15.44 }
  const population = (6.25 * 15.44) / 2.74
  expect(expectedSpend(parameters)).toBeCloseTo(population, 12)
  const own = (6.25 * 3) / (6.25 * 3 + 2.74)
  expect(expectedSpend(parameters, 3, 50)).toBeCloseTo(own * 50 + (1 - own) * population, 12)
})

test('right: a simulated book gives its parameters back within three standard errors, also when it is searched on a sample', () => {
  for (const count of [2000, 60_000]) {
    const truth = { p: 5, q: 4, gamma: 900 }
    const fit = fitOf(simulated(count, count, truth))
    for (const name of ['p', 'q', 'gamma'] as const) {
      expect(Math.abs((fit.parameters[name] ?? Number.NaN) - truth[name])).toBeLessThan(3 * (fit.standardErrors[name] ?? Number.NaN))
    }
  }
})

test('agrees: the log-likelihood of the fit with the sum of the densities, and the gradient with finite differences', () => {
  const columns = simulated(80, 9, { p: 3, q: 3, gamma: 40 })
  const fitted = fitGammaGamma(columns, weeks)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  const sumAt = (p: number, q: number, gamma: number) =>
    columns.orders.reduce((sum, orders, i) => sum + gammaGammaLogLikelihood({ p, q, gamma }, orders, columns.meanSpend[i] ?? 0), 0)
  const { p = 0, q = 0, gamma = 0 } = fitted.fit.parameters
  expect(fitted.fit.logLikelihood).toBeCloseTo(sumAt(p, q, gamma), 7)
  const ln = (centre: number) => fc.double({ min: centre - 2, max: centre + 2, noNaN: true })
  fc.assert(
    fc.property(ln(1), ln(1), ln(4), (...at) => {
      const gradient = new Float64Array(3)
      const value = fitted.log.objective(Float64Array.from(at), gradient)
      expect(value / -sumAt(Math.exp(at[0]), Math.exp(at[1]), Math.exp(at[2]))).toBeCloseTo(1, 9)
      for (let k = 0; k < 3; k++) {
        const moved = (by: number) =>
          fitted.log.objective(
            Float64Array.from(at, (v, i) => (i === k ? v + by : v)),
            new Float64Array(3),
          )
        expect(Math.abs((moved(1e-5) - moved(-1e-5)) / 2e-5 - (gradient[k] ?? 0))).toBeLessThan(1e-5 * Math.abs(value))
      }
    }),
    { numRuns: 60 },
  )
})

test('bounded: under the weak prior one customer, the same mean for all, or outliers still give a sober spend', () => {
  const fitted = (columns: SpendColumns) => fitGammaGamma(columns, { ...weeks, prior: 'weak' })
  for (const columns of [
    { orders: [3], meanSpend: [40] },
    { orders: [1, 2, 2], meanSpend: [40, 40, 40] },
    { orders: [2, 1, 501], meanSpend: [30, 50, 9e5] },
  ]) {
    const found = fitted(columns)
    if ('refusal' in found) throw new Error(found.refusal.code)
    expect(found.fit.warnings.map(({ code }) => code)).toContain('few_customers')
    expect(found.fit.hessianPositive).toBe(true)
    expect(found.fit.gradientNorm).toBeLessThan(1e-6)
    const { p = 0, q = 0, gamma = 0 } = found.fit.parameters
    const last = columns.orders.length - 1
    const spend = expectedSpend({ p, q, gamma }, columns.orders[last], columns.meanSpend[last]) ?? Number.NaN
    expect(spend / (columns.meanSpend[last] ?? 1)).toBeGreaterThan(0.5)
    expect(spend / (columns.meanSpend[last] ?? 1)).toBeLessThan(2)
  }
  const large = simulated(3000, 2, { p: 5, q: 4, gamma: 900 })
  const [weak, plain] = [fitted(large), fitGammaGamma(large, weeks)]
  if ('refusal' in weak || 'refusal' in plain) throw new Error('refused')
  expect((weak.fit.parameters['p'] ?? 0) / (plain.fit.parameters['p'] ?? 1)).toBeCloseTo(1, 1)
})

test('agrees: fen or yuan, only gamma and the density change', () => {
  const columns = simulated(300, 4, { p: 4, q: 3, gamma: 50 })
  const [yuan, fen] = [fitOf(columns), fitOf({ ...columns, meanSpend: columns.meanSpend.map(mean => mean * 1e8) })]
  expect((fen.parameters['p'] ?? 0) / (yuan.parameters['p'] ?? 1)).toBeCloseTo(1, 6)
  expect((fen.parameters['gamma'] ?? 0) / (yuan.parameters['gamma'] ?? 1) / 1e8).toBeCloseTo(1, 6)
  expect(fen.warnings).toEqual([])
})

test('refuses: nobody with an order and a positive mean; the same mean for all', () => {
  expect(fitGammaGamma({ orders: [], meanSpend: [] }, weeks)).toEqual({ refusal: { code: 'nobody_spends', args: {} } })
  expect(fitGammaGamma({ orders: [0, 3, 2], meanSpend: [0, -5, Number.NaN] }, weeks)).toMatchObject({ refusal: { code: 'nobody_spends' } })
  expect(fitGammaGamma({ orders: [3], meanSpend: [40] }, weeks)).toMatchObject({
    refusal: { code: 'spends_alike', args: { customers: 1 } },
  })
  const same = Array.from({ length: 5000 }, () => 7)
  expect(fitGammaGamma({ orders: same, meanSpend: same }, weeks)).toMatchObject({ refusal: { code: 'spends_alike' } })
})

test('refuses: an infinite mean is no number', () => {
  expect(expectedSpend({ p: 1, q: 0.5, gamma: 10 })).toBeUndefined()
  expect(expectedSpendOfBook({ p: 1, q: 0.5, gamma: 10 }, { orders: [0, 2], meanSpend: [0, 30] })).toEqual(
    Float64Array.of(Number.NaN, 70 / 1.5),
  )
})

test('bounded: says what it left out and where its assumption fails; two customers still give finite numbers', () => {
  const columns = simulated(200, 6, { p: 4, q: 3, gamma: 50 })
  const followed = { orders: columns.orders, meanSpend: columns.meanSpend.map((mean, i) => mean * (columns.orders[i] ?? 1) ** 2) }
  expect(codesOf(fitOf(followed))).toContain('spend_follows_frequency')
  const returned = fitOf({ orders: [...columns.orders, 2, 3, 0], meanSpend: [...columns.meanSpend, -10, 0, 0] })
  expect(returned.warnings).toContainEqual({ code: 'spend_left_out', args: { customers: 2 } })
  const two = fitOf({ orders: [1, 501], meanSpend: [3, 1e7] })
  expect(Object.values(two.parameters).every(value => value > 0 && value < Number.POSITIVE_INFINITY)).toBe(true)
  expect(codesOf(two)).toContain('few_customers')
})
