import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { defaultWarningRules } from './early-warning.ts'
import { warningRecordOf } from './early-warning-record.ts'
import { forecastText } from './forecast-text.ts'
import { orderDaysOfRows } from './purchase-statistics.ts'
import type { MethodRecord } from './validation.ts'
import { type ForecastReport, forecastReport, type NoReport } from './validation-report.ts'
import type { OrderDays } from './window.ts'

const data = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const files = {
  northwind: join(data, 'northwind', 'Orders.csv'),
  cdnow: join(data, 'cdnow', 'CDNOW_sample.txt'),
  retail: join(data, 'online-retail', 'online_retail.csv.gz'),
}

type Rows = readonly (readonly [who: string, day: string])[]
const last = (orders: OrderDays): CivilDay => Array.from(orders.day).reduce((most, day) => Math.max(most, day))

function bookOf(rows: Rows): OrderDays {
  const known = new Map<string, number>()
  for (const [who] of rows) if (!known.has(who)) known.set(who, known.size)
  const customer = Int32Array.from(rows, ([who]) => known.get(who) as number)
  return orderDaysOfRows(
    customer,
    Int32Array.from(rows, ([, day]) => parseDay(day) ?? Number.NaN),
    known.size,
  )
}

const northwind = () =>
  bookOf(
    readFileSync(files.northwind, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(';'))
      .map(cells => [cells[1] ?? '', (cells[3] ?? '').slice(1, 11)]),
  )
const cdnow = () =>
  bookOf(
    readFileSync(files.cdnow, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .map(cells => [cells[1] ?? '', (cells[2] ?? '').replace(/^(....)(..)(..)$/, '$1-$2-$3')]),
  )
/** Without returns and without rows that name no customer. Read once. */
let readRetail: OrderDays | undefined
const retail = () =>
  (readRetail ??= bookOf(
    gunzipSync(readFileSync(files.retail))
      .toString()
      .split('\n')
      .flatMap(line => {
        const [, day, who] = /^(?!C)[^,]*,.*,(?!-)\d+,(\d+-\d+-\d+) [^,]*,[^,]*,(\d+)(?:\.0)?,[^,]*$/.exec(line.trimEnd()) ?? []
        return day && who ? [[who, day] as const] : []
      }),
  ))

function reportOf(orders: OrderDays): ForecastReport {
  const report = forecastReport(orders, { until: last(orders), seed: 1 })
  if ('no' in report) throw new Error(report.no.code)
  return report
}
const figures = (report: ForecastReport, method: MethodRecord['method'], clock: MethodRecord['clock'] = 'calendar') =>
  report.choice.records.find(record => record.method === method && record.clock === clock)?.pooled

// Where ../shared is absent these are skipped: the books are not ours to copy.
test.skipIf(!existsSync(files.northwind))(
  'right: Northwind grows, operational time lowers the bias, and the alarm says what is left',
  () => {
    const report = reportOf(northwind())
    expect([report.horizon, report.origins.length]).toEqual([182, 4])
    expect([report.choice.chosen.method, report.choice.chosen.clock]).toEqual(['mbgcnbd', 'operational'])
    const [calendar, operational] = [figures(report, 'mbgcnbd'), figures(report, 'mbgcnbd', 'operational')]
    expect(Math.abs(operational?.bias ?? 1)).toBeLessThan(Math.abs(calendar?.bias ?? 0) - 0.03)
    expect(operational?.rmse).toBeLessThan(calendar?.rmse ?? 0)
    expect(report.alarms.map(alarm => alarm.code)).toEqual(['bias_low'])
    expect(report.sentences.map(sentence => sentence.code)).toEqual(['model_beats_rules', 'bias_low', 'clock_in_use', 'regularity'])
  },
)

test.skipIf(!existsSync(files.cdnow))('right: on CDNOW "no orders" beats every rule in absolute error, and is not chosen', () => {
  const report = reportOf(cdnow())
  for (const rule of ['lastWindow', 'ownRate', 'hiatus'] as const) {
    expect(figures(report, 'none')?.mae).toBeLessThan(figures(report, rule)?.mae ?? 0)
  }
  expect([report.choice.chosen.method, report.choice.chosen.clock]).toEqual(['mbgcnbd', 'calendar'])
  expect(report.coverage?.customers90).toBeGreaterThan(0.88)
})

test.skipIf(!existsSync(files.retail))('right: on Online Retail the model with k = 2 is chosen, and the autumn sounds the alarm', () => {
  const report = reportOf(retail())
  expect(report.choice.model?.method).toBe('mbgcnbd')
  expect(report.choice.model?.fits.map(fit => fit.k)).toEqual([2, 2, 2, 2, 2])
  expect(report.regularity?.k).toBeGreaterThan(1.7)
  expect(report.regularity?.k).toBeLessThan(2.2)
  expect(report.ownRegularity?.customers).toBeGreaterThan(900)
  expect(report.ownRegularity?.low).toBeGreaterThan(1)
  expect(report.alarms.map(alarm => alarm.code)).toEqual(['bias_low'])
  expect(report.choice.chosen.byOrigin.at(-1)?.bias).toBeLessThan(-0.2)
})

test.skipIf(!existsSync(files.retail))('right: warnings on Online Retail are as often right as the best rule with as many of them', () => {
  const orders = retail()
  const rules = defaultWarningRules
  const record = warningRecordOf(orders, { until: last(orders), method: 'mbgcnbd', prior: 'none', rules, largestFit: 20_000 })
  expect(record?.months.length).toBe(7)
  expect(record?.model.warned).toBeGreaterThan(200)
  expect(record?.model.precision).toBeGreaterThan((record?.rule.precision ?? 0) - 0.01)
  expect(record?.model.precision).toBeGreaterThan(0.1 + (record?.ruleOfTwo.precision ?? 0))
  expect(record?.model.leadDays).toBeGreaterThan(60)
})

const written = (...customers: readonly (readonly number[])[]): OrderDays => {
  const start = new Uint32Array(customers.length + 1)
  customers.forEach((days, who) => (start[who + 1] = (start[who] as number) + days.length))
  return { start, day: Int32Array.from(customers.flat()) }
}
const everyMonth = Array.from({ length: 17 }, (_, m) => 30 * m)
const many = (customers: number, days: readonly number[]) => written(...Array.from({ length: customers }, () => days))

test('refuses: too short a book, no order, a horizon of nothing: a sentence', () => {
  const asked = { until: 500, seed: 1 }
  const said = (answer: ForecastReport | NoReport) => ('no' in answer ? forecastText(answer.no, 'en') : undefined)
  expect(said(forecastReport(written([0, 20, 40]), { ...asked, until: 60 }))).toMatch(/covers 61 days; .* at least 99/)
  expect(said(forecastReport(written([600, 700]), asked))).toMatch(/covers 0 days/)
  expect(said(forecastReport(written(), asked))).toMatch(/covers 0 days/)
  expect(said(forecastReport(written(everyMonth), { ...asked, horizon: 0 }))).toMatch(/at least one day/)
})

test('bounded: hard books end, and no sentence has a figure that is none', () => {
  const hard = [
    written(everyMonth),
    written(Array.from({ length: 501 }, (_, day) => day)),
    written(...Array.from({ length: 40 }, (_, who) => [who * 5])),
    written([0, 30, 66, 90], [10, 300, 480]),
    many(600, everyMonth),
    many(60, [0, 12, 30, 44]),
    many(
      30,
      Array.from({ length: 501 }, (_, day) => day),
    ),
  ]
  for (const orders of hard) {
    const report = forecastReport(orders, { until: 500, seed: 1 })
    if ('no' in report) throw new Error(report.no.code)
    expect(report.choice.chosen.pooled.rmse).toBeGreaterThanOrEqual(0)
    for (const sentence of report.sentences) expect(forecastText(sentence, 'en')).not.toMatch(/NaN|Infinity|∞/)
  }
})

test('right: orders after the day are left out', () => {
  const [cut, whole] = [many(30, everyMonth.slice(0, 14)), many(30, everyMonth)]
  const asked = { until: 400, seed: 1 }
  expect(forecastReport(whole, asked)).toEqual(forecastReport(cut, asked))
})

test('right: a record by hand: half of the customers stop, and only they are warned of', () => {
  const days = Array.from({ length: 41 }, (_, week) => 14 * week)
  const stopping = days.slice(0, 20)
  const orders = written(...Array.from({ length: 40 }, (_, who) => (who % 2 === 0 ? days : stopping).map(day => day + (who % 14))))
  const record = warningRecordOf(orders, { until: 560, method: 'mbgcnbd', prior: 'weak', rules: defaultWarningRules, largestFit: 20_000 })
  expect(record?.model).toMatchObject({ precision: 1 })
  expect(record?.model.warned).toBeGreaterThan(40)
  expect(record?.stopped).toBeGreaterThanOrEqual(record?.model.right ?? Number.POSITIVE_INFINITY)
  expect(record?.model.leadDays).toBeGreaterThan(100)
  expect(
    warningRecordOf(written([0, 10]), { until: 90, method: 'mbgnbd', prior: 'weak', rules: defaultWarningRules, largestFit: 10 }),
  ).toBeUndefined()
})
