import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type CivilDay, dayOf } from '#core/units/civil-day.ts'
import { type Fit, type FitOptions, purchaseModelNames, type PurchaseModelName } from './fit.ts'
import { aliveOf, aliveOfCustomer, expectedOf, expectedOfCustomer, fitModel, modelOf, newCustomerExpected } from './purchase-model.ts'
import {
  customerOf,
  orderDaysOfRows,
  type PurchaseStatistics,
  statisticsAt,
  statisticsOf,
  statisticsOfSummary,
} from './purchase-statistics.ts'
import { observe, simulateOrders } from './simulated-customers.ts'

const data = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const cdnowFile = join(data, 'cdnow', 'CDNOW_sample.txt')
const retailFile = join(data, 'online-retail', 'online_retail.csv.gz')

const week: FitOptions = { unit: 'week' }

function fitOf(s: PurchaseStatistics, model: PurchaseModelName, options: FitOptions = week): Fit {
  const fitted = fitModel(s, model, options)
  if ('refusal' in fitted) throw new Error(fitted.refusal.code)
  return fitted.fit
}

function statisticsOfRows(rows: readonly (readonly [string, CivilDay])[], until: CivilDay, unitDays: 1 | 7): PurchaseStatistics {
  const known = new Map<string, number>()
  for (const [who] of rows) if (!known.has(who)) known.set(who, known.size)
  const customer = Int32Array.from(rows, ([who]) => known.get(who) as number)
  const day = Int32Array.from(rows, row => row[1])
  return statisticsOf(orderDaysOfRows(customer, day, known.size), until, unitDays).statistics
}

const cells = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/))

function cdnow(unitDays: 1 | 7): PurchaseStatistics {
  const rows = cells(readFileSync(cdnowFile, 'utf8')).map(([, who = '', day = '']) => {
    return [who, dayOf(Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6)))] as const
  })
  return statisticsOfRows(rows, dayOf(1997, 9, 30), unitDays)
}

/** Orders of the UK wholesaler: no returns, no rows without a customer. */
function onlineRetail(): PurchaseStatistics {
  const row = /^(?!C)[^,]*,.*,(?!-)\d+,(\d+)-(\d+)-(\d+) [^,]*,[^,]*,(\d+)(?:\.0)?,[^,]*$/
  const rows = gunzipSync(readFileSync(retailFile))
    .toString()
    .split('\n')
    .flatMap(line => {
      const [, year, month, day, who] = row.exec(line.trimEnd()) ?? []
      return who ? [[who, dayOf(Number(year), Number(month), Number(day))] as const] : []
    })
  return statisticsOfRows(rows, dayOf(2011, 12, 9), 7)
}

/** Relative error of parameters against what was published. */
function near(fit: Fit, published: Record<string, number>, error: number): void {
  for (const [name, value] of Object.entries(published)) expect(Math.abs((fit.parameters[name] ?? 0) / value - 1)).toBeLessThan(error)
}

function certified(fit: Fit): void {
  expect(fit.gradientNorm).toBeLessThan(1e-4)
  expect(fit.hessianPositive).toBe(true)
  for (const error of Object.values(fit.standardErrors)) expect(error).toBeGreaterThan(0)
}

// Where ../shared is absent these are skipped: the books are not ours to copy.
test.skipIf(!existsSync(cdnowFile))('right: CDNOW, BG/NBD as published by Fader, Hardie and Lee (2005), in weeks and in days', () => {
  const fit = fitOf(cdnow(7), 'bgnbd')
  near(fit, { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }, 1e-3)
  expect(Math.abs(fit.logLikelihood + 9582.4292)).toBeLessThan(5e-4)
  expect(fit).toMatchObject({ customers: 2357, repeatCustomers: 946, k: 1, warnings: [] })
  certified(fit)
  const inDays = fitOf(cdnow(1), 'bgnbd', { unit: 'day' })
  near(inDays, { ...fit.parameters, alpha: 7 * (fit.parameters['alpha'] as number) }, 1e-6)
})

test.skipIf(!existsSync(cdnowFile))('right: CDNOW, MBG/NBD as published by Batislam, Denizel and Filiztekin (2007)', () => {
  const fit = fitOf(cdnow(7), 'mbgnbd')
  near(fit, { r: 0.5248, alpha: 6.1831, a: 0.8914, b: 1.614 }, 1e-3)
  expect(Math.abs(fit.logLikelihood + 9582.1357)).toBeLessThan(1e-3)
  certified(fit)
})

test.skipIf(!existsSync(cdnowFile))(
  'right: CDNOW, gaps are no more regular than chance: k = 1; other k as an independent search found them',
  () => {
    const book = cdnow(7)
    expect(fitOf(book, 'mbgcnbd').k).toBe(1)
    const two = fitOf(book, 'mbgcnbd', { unit: 'week', k: 2 })
    near(two, { r: 0.579896, alpha: 2.288149, a: 1.134452, b: 1.584974 }, 1e-4)
    expect(two.logLikelihood).toBeCloseTo(-9853.2531, 3)
    expect(fitOf(book, 'bgcnbd', { unit: 'week', k: 3 }).logLikelihood).toBeCloseTo(-10393.5651, 3)
    expect(fitOf(book, 'nbd').logLikelihood).toBeCloseTo(-9763.6576, 3)
  },
)

test.skipIf(!existsSync(retailFile))(
  'right: Online Retail orders with a rhythm: k = 2 gains over 500 units of log-likelihood and finds who leaves',
  () => {
    const book = onlineRetail()
    const regular = fitOf(book, 'bgcnbd')
    expect(regular.k).toBe(2)
    near(regular, { r: 0.836858, alpha: 4.241889, a: 0.046885, b: 0.876788 }, 1e-4)
    expect(regular.logLikelihood).toBeCloseTo(-36875.8624, 3)
    certified(regular)
    const byChance = fitOf(book, 'bgnbd')
    expect(regular.logLikelihood - byChance.logLikelihood).toBeGreaterThan(500)
    // A little dropout is likelier than none, by next to nothing: that is said, and no standard error is claimed.
    expect(byChance.logLikelihood).toBeCloseTo(-37647.7594, 3)
    expect(byChance.warnings.map(({ code }) => code)).toEqual(['dropout_not_identifiable'])
    expect(byChance.standardErrors).toMatchObject({ a: null, b: null })
    expect(byChance.standardErrors['r']).toBeGreaterThan(0)
    expect(fitOf(book, 'mbgcnbd').logLikelihood).toBeCloseTo(-36895.3905, 3)
  },
)

const population = { k: 2, r: 1.2, alpha: 2.4, a: 0.8, b: 6, dropsAtStart: true }
const simulated = (customers: number, seed: number, changed: Partial<typeof population> = {}): PurchaseStatistics => {
  const observation = { customers, startsOver: 26, until: 78, horizon: 0 }
  return { ...observe(simulateOrders({ ...population, ...changed }, observation, seed), observation), unitDays: 7 }
}

test('right: the parameters of a simulated population are found again, within three standard errors, and its k', () => {
  const fit = fitOf(simulated(6000, 5), 'mbgcnbd')
  expect(fit.k).toBe(2)
  for (const [name, value] of Object.entries({ r: 1.2, alpha: 2.4, a: 0.8, b: 6 })) {
    expect(Math.abs((fit.parameters[name] ?? 0) - value)).toBeLessThan(3 * (fit.standardErrors[name] ?? 0))
  }
  certified(fit)
})

test('agrees: a book above the size of a sample ends where a plain search ends', () => {
  const book = simulated(30_000, 9)
  const fit = fitOf(book, 'mbgcnbd')
  expect(fit.k).toBe(2)
  certified(fit)
  const log = fitModel(book, 'mbgcnbd', { unit: 'week', k: 2 })
  if ('refusal' in log) throw new Error(log.refusal.code)
  const value = log.log.objective(log.log.mode, new Float64Array(4))
  for (const step of [0.01, -0.01]) {
    for (const i of [0, 1, 2, 3])
      expect(
        log.log.objective(
          log.log.mode.map((at, j) => (i === j ? at + step : at)),
          new Float64Array(4),
        ),
      ).toBeGreaterThan(value)
  }
  expect(fit.logLikelihood).toBeCloseTo(-value, 4)
})

test('agrees: rows that come a thousand times fit as they do once, with errors smaller by the root of a thousand', () => {
  const few = simulated(40, 4)
  const many = statisticsAt(
    few,
    Int32Array.from({ length: 40_000 }, (_, i) => i % 40),
  )
  const [one, thousand] = [fitOf(few, 'mbgnbd'), fitOf(many, 'mbgnbd')]
  near(thousand, one.parameters, 1e-4)
  expect(thousand.logLikelihood / one.logLikelihood).toBeCloseTo(1000, 2)
  expect((one.standardErrors['r'] as number) / (thousand.standardErrors['r'] as number)).toBeCloseTo(Math.sqrt(1000), 1)
})

test('agrees: one customer is predicted as in the book, by every model, in days or weeks', () => {
  const book = simulated(300, 2)
  for (const name of purchaseModelNames) {
    const fit = fitOf(book, name)
    const [alive, expected] = [aliveOf(fit, book), expectedOf(fit, book, 13)]
    for (const i of [0, 17, 299]) {
      expect(alive[i]).toBeCloseTo(aliveOfCustomer(fit, customerOf(book, i)), 10)
      expect(expected[i]).toBeCloseTo(expectedOfCustomer(fit, customerOf(book, i), 13), 10)
    }
    const scaled: PurchaseStatistics = { ...book, unitDays: 1, recency: book.recency.map(t => 7 * t), age: book.age.map(t => 7 * t) }
    expect(expectedOf(fit, scaled, 13)[17]).toBeCloseTo(expected[17] as number, 8)
    expect(newCustomerExpected(fit, 13)).toBeGreaterThan(newCustomerExpected(fit, 3))
    expect(newCustomerExpected(fit, 0)).toBe(0)
  }
})

function table(rows: readonly (readonly [number, number, number])[]): PurchaseStatistics {
  const made = statisticsOfSummary({ x: rows.map(row => row[0]), recency: rows.map(row => row[1]), age: rows.map(row => row[2]) }, 7)
  if ('code' in made) throw new Error(made.code)
  return made
}
const times = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row)

test('refuses: books without a population, each for its reason; the weak prior takes them with a warning', () => {
  const refused = (s: PurchaseStatistics) => {
    const fitted = fitModel(s, 'mbgnbd', week)
    return 'refusal' in fitted ? fitted.refusal.code : 'fitted'
  }
  expect(refused(table([]))).toBe('no_customers')
  expect(refused(table([[4, 10, 20]]))).toBe('few_customers')
  expect(refused(table(times(50, [0, 0, 30] as const)))).toBe('few_gaps')
  expect(refused(table(times(50, [0, 0, 0] as const)))).toBe('no_time')
  expect(refused({ ...table([[1, 2, 3]]), recency: Float64Array.of(4) })).toBe('recency_after_age')
  const one = fitOf(table([[4, 10, 20]]), 'mbgcnbd', { unit: 'week', prior: 'weak' })
  expect(one.warnings.map(({ code }) => code)).toContain('few_customers')
  expect(Object.values(one.parameters).every(value => Number.isFinite(value) && value > 0)).toBe(true)
})

test('agrees: BG/BB comes by the same door, its times being occasions', () => {
  const fit = { model: 'bgbb', k: 1, unit: 'week', parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 } } as const
  const book: PurchaseStatistics = {
    ...table([
      [0, 0, 6],
      [3, 5, 6],
    ]),
    unitDays: 1,
  }
  const [never, lately] = aliveOf(fit, book) as unknown as [number, number]
  expect(lately).toBeGreaterThan(never)
  expect(aliveOfCustomer(fit, customerOf(book, 1))).toBe(lately)
  expect(expectedOf(fit, book, 5)[1]).toBe(expectedOfCustomer(fit, customerOf(book, 1), 5))
  expect(newCustomerExpected(fit, 6)).toBeGreaterThan(0)
})

test('refuses: a fit that is none of repeat buying, and a unit that is not that of the statistics', () => {
  const book = table(times(30, [1, 2, 9] as const))
  expect(modelOf({ model: 'bgbb', k: 1, unit: 'week', parameters: {} })).toBeUndefined()
  expect(modelOf({ model: 'bgnbd', k: 1, unit: 'week', parameters: { r: 1, alpha: 2, a: 0.1 } })).toBeUndefined()
  expect(modelOf({ model: 'bgnbd', k: 1, unit: 'week', parameters: { r: 1, alpha: Number.NaN, a: 0.1, b: 1 } })).toBeUndefined()
  expect(() => aliveOf({ model: 'sbg', k: 1, unit: 'week', parameters: {} }, book)).toThrow(RangeError)
  expect(() => fitModel(book, 'bgnbd', { unit: 'day' })).toThrow(RangeError)
})

test('right: a table without gaps cannot tell k, and says so', () => {
  const rows = simulated(200, 8)
  const fit = fitOf({ ...rows, lnGaps: null }, 'mbgcnbd')
  expect(fit.k).toBe(1)
  expect(fit.warnings.map(({ code }) => code)).toContain('k_without_gaps')
})

test('right: clockwork is more regular than any k, and says so', () => {
  const days = times(60, 0).flatMap((_, who) => Array.from({ length: 12 }, (__, i) => [`${who}`, who + 14 * i] as const))
  const fit = fitOf(statisticsOfRows(days, 230, 7), 'mbgcnbd')
  expect(fit.k).toBe(12)
  expect(fit.warnings.map(({ code }) => code)).toContain('k_at_bound')
})

test('bounded: hard books give finite figures under every model and prior, and P(alive) in 0..1', () => {
  const daily = times(20, [501, 501, 501] as const)
  const books = {
    daily,
    mixed: [...daily, ...times(20, [0, 0, 501] as const), ...times(5, [0, 0, 0] as const)],
    onceEach: [...times(500, [0, 0, 52] as const), [3, 9, 52] as const],
    alike: times(5000, [3, 20, 40] as const),
    gone: times(40, [5, 1, 500] as const),
    fresh: times(20, [1, 1, 1] as const),
    tiny: times(20, [1, 1e-6, 2e-6] as const),
  }
  for (const rows of Object.values(books)) {
    const book = table(rows)
    for (const name of ['nbd', 'bgnbd', 'mbgnbd', 'bgcnbd', 'mbgcnbd'] as const) {
      for (const prior of ['none', 'weak'] as const) {
        for (const k of name.endsWith('cnbd') ? [3, 12] : [1]) {
          const fit = fitOf(book, name, { unit: 'week', prior, k })
          const figures = [...Object.values(fit.parameters), fit.logLikelihood, fit.gradientNorm, ...Object.values(fit.standardErrors)]
          for (const figure of figures) expect(figure === null || Number.isFinite(figure)).toBe(true)
          for (const alive of aliveOf(fit, book)) expect(alive >= 0 && alive <= 1).toBe(true)
          for (const expected of expectedOf(fit, book, 52)) expect(Number.isFinite(expected) && expected >= 0).toBe(true)
        }
      }
    }
  }
})
