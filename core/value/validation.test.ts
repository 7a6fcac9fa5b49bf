import { expect, test } from 'vitest'
import { originAt } from './baselines.ts'
import { orderDaysOfRows } from './purchase-statistics.ts'
import { simulateOrders } from './simulated-customers.ts'
import { recordOf, startTrial } from './validation.ts'
import { coverageOf } from './validation-coverage.ts'
import { defaultLargestFit, forecastAt, type OriginData } from './validation-forecasts.ts'
import type { OrderDays } from './window.ts'

/** A book of MBG/CNBD-k buyers over two years, in days. */
function simulated(customers: number, k: number, seed: number): OrderDays {
  const population = { k, r: 1.2, alpha: 9 / k, a: 0.9, b: 6, dropsAtStart: true }
  const rows = simulateOrders(population, { customers, startsOver: 60, until: 78, horizon: 26 }, seed).flatMap((times, who) =>
    times.map(at => [who, 10_000 + Math.floor(at * 7)] as const),
  )
  return orderDaysOfRows(
    Int32Array.from(rows, row => row[0]),
    Int32Array.from(rows, row => row[1]),
    customers,
  )
}
const until = 10_000 + 104 * 7 - 1
const options = { until, prior: 'none', largestFit: defaultLargestFit } as const
const book = simulated(1200, 2, 7)
const trial = startTrial(book, options)
if (!trial) throw new Error('The simulated book is too short')

test('right: a model that is true has a small bias and beats the rules in error and ranking', () => {
  const [model, rule] = [
    recordOf(trial, { method: 'mbgcnbd', clock: 'calendar' }),
    recordOf(trial, { method: 'ownRate', clock: 'calendar' }),
  ]
  expect(model?.fits.map(fit => fit.k)).toEqual(trial.origins.at.map(() => 2))
  expect(Math.abs(model?.pooled.bias ?? 1)).toBeLessThan(0.06)
  expect(model?.pooled.rmse).toBeLessThan(rule?.pooled.rmse ?? 0)
  expect(model?.pooled.spearman).toBeGreaterThan(rule?.pooled.spearman ?? 1)
})

test('agrees: nothing that comes after an origin changes what was said at it', () => {
  const at = trial.origins.at[1] as number
  const forecast = (orders: OrderDays, clock: 'calendar' | 'operational') => {
    const data: OriginData = { origin: originAt(orders, at, trial.origins.horizon), from: 10_000, cache: new Map() }
    return forecastAt(data, { method: 'mbgnbd', clock }, options)
  }
  const known = originAt(book, at, 1)
  const cut = {
    start: Uint32Array.of(
      0,
      ...known.end
        .map((end, i) => end - (book.start[known.who[i] as number] as number))
        .map(
          (
            sum => count =>
              (sum += count)
          )(0),
        ),
    ),
    day: book.day.filter(day => day <= at),
  }
  for (const clock of ['calendar', 'operational'] as const) expect(forecast(cut, clock)).toEqual(forecast(book, clock))
})

test('agrees: cohorts and origins add up to the whole', () => {
  const record = recordOf(trial, { method: 'mbgnbd', clock: 'calendar' })
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  expect(sum(record?.byCohort.map(cohort => cohort.actual) ?? [])).toBe(record?.pooled.actual)
  expect(sum(record?.byCohort.map(cohort => cohort.predicted) ?? [])).toBeCloseTo(record?.pooled.predicted ?? 0, 6)
  expect(sum(record?.byOrigin.map(origin => origin.customers) ?? [])).toBe(record?.pooled.customers)
  expect(sum(record?.alive?.map(bucket => bucket.customers) ?? [])).toBe(record?.pooled.customers)
  expect(record?.byCohort[0]?.cohort).toMatch(/^\d{4}-Q[1-4]$/)
})

test('right: ranges of a true model hold what they say, for customers and for the book', () => {
  const record = recordOf(trial, { method: 'mbgcnbd', clock: 'calendar' })
  const coverage = record && coverageOf(trial, record, 3)
  expect(coverage?.customers90).toBeGreaterThan(0.88)
  expect(coverage?.customers80).toBeGreaterThan(0.78)
  expect(coverage?.book90).toBeGreaterThanOrEqual(trial.origins.at.length - 1)
  expect(record && coverageOf(trial, record, 3)).toEqual(coverage)
  for (const origin of coverage?.origins ?? []) {
    expect(origin.range90.low).toBeLessThanOrEqual(origin.range80.low)
    expect(origin.range90.high).toBeGreaterThanOrEqual(origin.range80.high)
    expect(origin.range90.low).toBeGreaterThanOrEqual(0)
  }
})

test('refuses: a rule has no ranges, a short book no trial, a few customers no model', () => {
  const rule = recordOf(trial, { method: 'lastWindow', clock: 'calendar' })
  expect([rule && coverageOf(trial, rule, 1), rule?.alive, rule?.fits]).toEqual([undefined, null, []])
  expect(startTrial(book, { ...options, until: 10_060 })).toBeUndefined()
  const few = startTrial(simulated(10, 1, 1), { ...options, prior: 'weak' })
  expect(few && recordOf(few, { method: 'mbgnbd', clock: 'calendar' })).toBeUndefined()
})
