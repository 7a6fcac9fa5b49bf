import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import type { Fit, FitOptions } from './fit.ts'
import { fitParetoNbd } from './pareto-nbd-fit.ts'
import { paretoNbdObjective } from './pareto-nbd-likelihood.ts'
import { orderDaysOfRows, type PurchaseStatistics, statisticsOf, statisticsOfSummary } from './purchase-statistics.ts'

const weeks: FitOptions = { unit: 'week' }
const file = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'cdnow', 'CDNOW_sample.txt')

function tableOf(rows: readonly (readonly [number, number, number])[]): PurchaseStatistics {
  const made = statisticsOfSummary({ x: rows.map(row => row[0]), recency: rows.map(row => row[1]), age: rows.map(row => row[2]) }, 7)
  if ('code' in made) throw new Error(made.code)
  return made
}

function fitOf(statistics: PurchaseStatistics, options = weeks): Fit {
  const fitted = fitParetoNbd(statistics, options)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  return fitted.fit
}

const codesOf = (fit: Fit) => fit.warnings.map(({ code }) => code)

/** Customers of a Pareto/NBD population seen for 50 to 100 units. */
function simulated(count: number, seed: number, p: { r: number; alpha: number; s: number; beta: number }): PurchaseStatistics {
  const random = randomOf(seed)
  return tableOf(
    Array.from({ length: count }, () => {
      const rate = random.gamma(p.r) / p.alpha
      const age = 50 + 50 * random.uniform()
      const end = Math.min(age, -Math.log(random.uniform()) / (random.gamma(p.s) / p.beta))
      let [x, recency] = [0, 0]
      for (let at = -Math.log(random.uniform()) / rate; at < end; at -= Math.log(random.uniform()) / rate) [x, recency] = [x + 1, at]
      return [x, recency, age] as const
    }),
  )
}

test.skipIf(!existsSync(file))(
  'right: CDNOW from exact days to 1997-09-30 (skipped where ../shared is absent): r .5533, alpha 10.578, s .6062, beta 11.669, LL -9594.976',
  () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
    const dayOf = (text = '') => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8))) / 86_400_000
    const customer = Int32Array.from(rows, row => Number(row[1]) - 1)
    const orders = orderDaysOfRows(
      customer,
      Int32Array.from(rows, row => dayOf(row[2])),
      2357,
    )
    const fit = fitOf(statisticsOf(orders, dayOf('19970930'), 7).statistics)
    const { r = 0, alpha = 0, s = 0, beta = 0 } = fit.parameters
    const published = [
      [r, 0.5533],
      [alpha, 10.578],
      [s, 0.6062],
      [beta, 11.669],
    ] as const
    for (const [found, wanted] of published) expect(Math.abs(found / wanted - 1)).toBeLessThan(0.002)
    expect(Math.abs(fit.logLikelihood - -9594.976)).toBeLessThan(1e-3)
    expect(fit.customers).toBe(2357)
    expect(fit.gradientNorm).toBeLessThan(1e-6)
    expect(fit.hessianPositive).toBe(true)
    expect(fit.warnings).toEqual([])
  },
)

test('right: a simulated book gives its parameters back within three standard errors', () => {
  const truth = { r: 1.2, alpha: 6, s: 0.8, beta: 15 }
  const fit = fitOf(simulated(3000, 11, truth))
  for (const name of ['r', 'alpha', 's', 'beta'] as const) {
    const error = fit.standardErrors[name] ?? Number.NaN
    expect(Math.abs((fit.parameters[name] ?? Number.NaN) - truth[name])).toBeLessThan(3 * error)
  }
})

test('agrees: the gradient with finite differences', () => {
  const objective = paretoNbdObjective(simulated(60, 5, { r: 1, alpha: 5, s: 1, beta: 20 }))
  const ln = (centre: number) => fc.double({ min: centre - 3, max: centre + 3, noNaN: true })
  fc.assert(
    fc.property(ln(0), ln(2), ln(0), ln(3), (...at) => {
      const [gradient, unused] = [new Float64Array(4), new Float64Array(4)]
      const value = objective(Float64Array.from(at), gradient)
      for (let k = 0; k < 4; k++) {
        const moved = (by: number) =>
          objective(
            Float64Array.from(at, (v, i) => (i === k ? v + by : v)),
            unused,
          )
        expect(Math.abs((moved(1e-5) - moved(-1e-5)) / 2e-5 - (gradient[k] ?? 0))).toBeLessThan(1e-6 * (1 + Math.abs(value)))
      }
    }),
    { numRuns: 60 },
  )
})

test('agrees: days or weeks, the same customers once or in another order', () => {
  const statistics = simulated(200, 3, { r: 1, alpha: 5, s: 1, beta: 20 })
  const fit = fitOf(statistics)
  const inDays = fitOf(
    { ...statistics, unitDays: 1, recency: statistics.recency.map(t => 7 * t), age: statistics.age.map(t => 7 * t) },
    { unit: 'day' },
  )
  expect((inDays.parameters['alpha'] ?? 0) / (fit.parameters['alpha'] ?? 1)).toBeCloseTo(7, 4)
  expect((inDays.parameters['s'] ?? 0) / (fit.parameters['s'] ?? 1)).toBeCloseTo(1, 4)
  const turned = fitOf({
    ...statistics,
    x: statistics.x.toReversed(),
    recency: statistics.recency.toReversed(),
    age: statistics.age.toReversed(),
  })
  expect(turned.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
})

test('refuses: nobody, no time, one account, no repeat order, an impossible row', () => {
  const refusal = (rows: readonly (readonly [number, number, number])[]) => fitParetoNbd(tableOf(rows), weeks)
  expect(refusal([])).toMatchObject({ refusal: { code: 'no_customers' } })
  expect(refusal(Array.from({ length: 20 }, () => [0, 0, 0] as const))).toMatchObject({ refusal: { code: 'no_time' } })
  expect(refusal([[501, 501, 501]])).toMatchObject({ refusal: { code: 'few_customers' } })
  expect(refusal(Array.from({ length: 100 }, () => [0, 0, 30] as const))).toMatchObject({ refusal: { code: 'few_gaps' } })
  const bad = { ...tableOf([[1, 2, 3]]), recency: Float64Array.of(5) }
  expect(fitParetoNbd(bad, weeks)).toMatchObject({ refusal: { code: 'recency_after_age', args: { row: 1 } } })
})

test('bounded: a book that nobody leaves still tells its rates, with their errors, and says that dropout does not show', () => {
  const random = randomOf(8)
  const rows = Array.from({ length: 400 }, () => {
    const rate = random.gamma(2) / 20
    let [x, recency] = [0, 0]
    for (let at = -Math.log(random.uniform()) / rate; at < 60; at -= Math.log(random.uniform()) / rate) [x, recency] = [x + 1, at]
    return [x, recency, 60] as const
  })
  const fit = fitOf(tableOf(rows))
  expect(codesOf(fit)).toHaveLength(1)
  expect(codesOf(fit)[0]).toMatch(/^dropout_(spread_)?not_identifiable$/)
  expect(Math.abs((fit.parameters['r'] ?? 0) - 2)).toBeLessThan(3 * (fit.standardErrors['r'] ?? Number.NaN))
  expect(fit.standardErrors['s']).toBeNull()
  expect(fit.gradientNorm).toBeLessThan(1e-3)
})

test('agrees: the gradient also where only means still count, beyond the bounds of shapes and of beta', () => {
  const objective = paretoNbdObjective(simulated(60, 5, { r: 1, alpha: 5, s: 1, beta: 20 }))
  for (const at of [
    [14, 15, 1, 3],
    [0, 1.5, 13, 8],
    [0, 1.5, 1, 14],
    [14, 15, 13, 14],
  ]) {
    const gradient = new Float64Array(4)
    const value = objective(Float64Array.from(at), gradient)
    for (let k = 0; k < 4; k++) {
      const moved = (by: number) =>
        objective(
          Float64Array.from(at, (v, i) => (i === k ? v + by : v)),
          new Float64Array(4),
        )
      expect(Math.abs((moved(1e-4) - moved(-1e-4)) / 2e-4 - (gradient[k] ?? 0))).toBeLessThan(1e-5 * (1 + Math.abs(value)))
    }
  }
})

test('bounded: daily buyers, identical rows and small books under the weak prior give finite numbers and say what is open', () => {
  const alike = fitOf(tableOf(Array.from({ length: 5000 }, () => [3, 20, 40] as const)))
  expect(codesOf(alike)).toContain('rates_alike')
  expect(alike.standardErrors['r']).toBeNull()
  const daily = fitOf(tableOf(Array.from({ length: 3000 }, () => [501, 501, 501] as const)))
  expect(codesOf(daily)).toEqual(expect.arrayContaining(['rates_alike', 'dropout_not_identifiable']))
  const books = [[[0, 0, 30]], [[501, 501, 501]], [[1, 0.5, 900]], Array.from({ length: 40 }, () => [0, 0, 12])] as unknown as [
    number,
    number,
    number,
  ][][]
  for (const book of books) {
    const fit = fitOf(tableOf(book), { unit: 'week', prior: 'weak' })
    expect(Object.values(fit.parameters).every(value => value > 0 && value < Number.POSITIVE_INFINITY)).toBe(true)
    expect(Number.isFinite(fit.logLikelihood)).toBe(true)
    expect(fit.gradientNorm).toBeLessThan(1e-4)
  }
})
