import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { formatDay } from '#core/units/civil-day.ts'
import { newModelRuns } from '#testing/run-model.ts'
import { sampleLog, sampleOrders, samplePopulation, sampleRows } from '#testing/sample-log.ts'

const { file, run, json: read, refusal, end } = newModelRuns()
afterAll(end)

type Customer = {
  customer: string
  x: number
  t_x: number
  T: number
  pAlive: number
  expected: number
  low: number
  high: number
  expectedSpend: number
}
type Answer = {
  model: string
  k: number
  unit: string
  until: string | null
  customers: number
  repeatCustomers: number
  parameters: Record<string, number>
  standardErrors: Record<string, number | null>
  logLikelihood: number
  hessianPositive: boolean
  p: number
  warnings: string[]
  total: { expected: number; low: number; high: number; expectedSpend: number }
  chosen: { method: string }
  methods: { method: string; pooled: Record<string, number> }[]
  coverage: { customers90: number }
  sentences: string[]
  horizonDays: number
  cpuMs: number
}
const json = (...args: string[]) => read<Answer>(...args)
const customersOf = (answer: Answer) => answer.customers as unknown as Customer[]

const book = file('book.csv', sampleLog(','))
const lastDay = formatDay(Math.max(...sampleOrders.flat()))
const fitted = json('fit', book)
const fit = file('fit.json', JSON.stringify(fitted))

/** The same book: its statistics to the last, its fit as far as rounding goes. */
const expectSame = (answer: Answer) => {
  expect(answer).toMatchObject({ k: fitted.k, customers: fitted.customers, repeatCustomers: fitted.repeatCustomers, until: lastDay })
  expect(answer.logLikelihood).toBeCloseTo(fitted.logLikelihood, 6)
  for (const [name, value] of Object.entries(fitted.parameters)) expect(answer.parameters[name]).toBeCloseTo(value, 6)
}

describe('right', () => {
  test('the population that a book was drawn from comes out within its standard errors', () => {
    expect(fitted).toMatchObject({
      model: 'mbgcnbd',
      k: 2,
      unit: 'week',
      customers: 300,
      until: lastDay,
      hessianPositive: true,
      warnings: [],
    })
    const { r, alpha, a, b } = samplePopulation
    for (const [name, value] of Object.entries({ r, alpha, a, b }))
      expect(Math.abs((fitted.parameters[name] ?? 0) - value)).toBeLessThan(3 * (fitted.standardErrors[name] ?? 0))
  })

  test('a forecast names every customer, its statistics and ranges, and the book in sum', () => {
    const answer = json('predict', book, '--fit', fit, '--horizon', '26')
    const customers = customersOf(answer)
    expect(customers).toHaveLength(300)
    const days = sampleOrders[0] as number[]
    const until = Math.max(...sampleOrders.flat())
    const unique = [...new Set(days)]
    expect(customers[0]).toMatchObject({ customer: 'K0', x: unique.length - 1 })
    expect(customers[0]?.t_x).toBeCloseTo(((days.at(-1) ?? 0) - (days[0] ?? 0)) / 7, 9)
    expect(customers[0]?.T).toBeCloseTo((until - (days[0] ?? 0)) / 7, 9)
    for (const { pAlive, expected, low, high } of customers) {
      expect(pAlive >= 0 && pAlive <= 1 && expected >= 0 && low >= 0 && high >= low).toBe(true)
      expect([Number.isInteger(low), Number.isInteger(high)]).toEqual([true, true])
    }
    const sum = customers.reduce((total, { expected }) => total + expected, 0)
    expect(sum / answer.total.expected).toBeCloseTo(1, 1)
    expect(answer.total.low).toBeLessThan(answer.total.expected)
    expect(answer.total.high).toBeGreaterThan(answer.total.expected)
  })

  test('money an order from Gamma-Gamma turns expected orders into expected money', () => {
    const spend = json('spend', book)
    expect(spend.p).toBeGreaterThan(0)
    const answer = json('predict', book, '--fit', fit, '--horizon', '26', '--spend', file('spend.json', JSON.stringify(spend)))
    const total = customersOf(answer).reduce((sum, { expectedSpend }) => sum + expectedSpend, 0)
    expect(total).toBeCloseTo(answer.total.expectedSpend, 6)
    expect(total / answer.total.expected).toBeGreaterThan(20)
    expect(total / answer.total.expected).toBeLessThan(200)
  })

  test('a back-test names the rules beside the models, and its sentence the choice', () => {
    const answer = json('validate', book, '--horizon', '13')
    expect(answer.horizonDays).toBe(91)
    const methods = answer.methods.map(({ method }) => method)
    for (const method of ['lastWindow', 'ownRate', 'hiatus', 'bookMean', 'none', 'mbgcnbd', 'nbd']) expect(methods).toContain(method)
    expect(methods).toContain(answer.chosen.method)
    expect(answer.sentences[0]).toMatch(/In this book/)
    expect(answer.coverage.customers90).toBeGreaterThan(0.8)
  })
})

describe('agrees', () => {
  const forms: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['semicolons', 'semi.csv', sampleLog(';')],
    ['blanks, no heading, dates like 19970101', 'bare.txt', sampleLog('  ', false, day => day.replaceAll('-', ''))],
    ['whole amounts, no heading', 'whole.csv', sampleLog(',', false).replaceAll(/\.\d\d$/gm, '')],
    ['tabs and windows line breaks', 'tabs.tsv', sampleLog('\t').replaceAll('\n', '\r\n')],
    ['every cell in quotes', 'quoted.csv', sampleLog('","').replaceAll(/^(.*)$/gm, line => (line === '' ? '' : `"${line}"`))],
    ['gzip', 'book.csv.gz', gzipSync(sampleLog(','))],
    ['times behind the days', 'times.csv', sampleLog(',', true, day => `${day} 08:30:00`)],
    ['day first, with slashes', 'slashes.csv', sampleLog(',', true, day => day.split('-').toReversed().join('/'))],
    [
      'UTF-16',
      'utf16.csv',
      Buffer.from(`\ufeff${sampleLog(',').replace('customer', '客户').replace('date', '日期').replace('amount', '金额')}`, 'utf16le'),
    ],
    [
      'GB18030 headings',
      'gbk.csv',
      Buffer.concat([
        Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee]),
        Buffer.from(sampleLog(',').replace('customer,date,amount', '')),
      ]),
    ],
  ]
  test.each(forms)('the same book as %s', (_, name, content) => {
    expectSame(json('fit', file(name, content)))
  })

  test('the same book as a workbook', async () => {
    const sheet = {
      name: 'Orders',
      rows: [
        ['customer', 'date', 'amount'],
        ...sampleRows.map(([who, day, amount]) => [who, new Date(`${day}T00:00:00Z`), Number(amount)]),
      ],
    }
    const path = file('book.xlsx', await writeXlsx({ sheets: [sheet] }))
    expectSame(json('fit', path))
  })

  test('the same book shuffled, cut into lines, with columns named by heading and by number', () => {
    const shuffled = sampleRows.flatMap(([who, day, amount], at) => [
      [(at * 7919) % sampleRows.length, `${day};x;${(Number(amount) - 1).toFixed(2)};${who}`] as const,
      [(at * 104_729) % sampleRows.length, `${day};y;1.00;${who}`] as const,
    ])
    const lines = shuffled.sort((a, b) => a[0] - b[0]).map(([, line]) => line)
    const path = file('shuffled.csv', ['when;what;how much;who', ...lines].join('\n'))
    const answer = json('fit', path, '--customer', '4', '--date', 'When', '--amount', 'how much')
    expectSame(answer)
  })

  test('a table of the same statistics gives the same fit, whatever the unit', () => {
    const until = Math.max(...sampleOrders.flat())
    const table = sampleOrders.map((days, k) => {
      const unique = [...new Set(days)]
      const gaps = unique.slice(1).reduce((sum, day, at) => sum + Math.log((day - (unique[at] as number)) / 7), 0)
      return [
        k,
        unique.length - 1,
        ((unique.at(-1) as number) - (unique[0] as number)) / 7,
        (until - (unique[0] as number)) / 7,
        gaps,
      ].join(',')
    })
    const path = file('table.csv', `cust,x,t.x,T.cal,litt\n${table.join('\n')}\n`)
    const answer = json('fit', path)
    expect([answer.k, answer.until]).toEqual([2, null])
    expect(answer.logLikelihood).toBeCloseTo(fitted.logLikelihood, 6)
    expect(json('fit', path, '--summary', '--x', 'x', '--T', '4').logLikelihood).toBeCloseTo(fitted.logLikelihood, 6)
  })

  test('days or weeks: the same forecast', () => {
    const byDay = file('fit-day.json', JSON.stringify(json('fit', book, '--unit', 'day')))
    const [day, week] = [
      json('predict', book, '--fit', byDay, '--horizon', '26', '--unit', 'week'),
      json('predict', book, '--fit', fit, '--horizon', '182', '--unit', 'day'),
    ]
    expect(day.total.expected / week.total.expected).toBeCloseTo(1, 1)
    expect(customersOf(day)[0]?.T).toBeCloseTo(7 * (customersOf(week)[0]?.T ?? 0), 6)
  })
})

describe('bounded', () => {
  test('a horizon of zero: no orders, and a word about it', () => {
    const answer = json('predict', book, '--fit', fit, '--horizon', '0')
    expect(answer.total).toMatchObject({ expected: 0, low: 0, high: 0 })
    expect(answer.warnings.join(' ')).toMatch(/horizon is zero/)
    expect(refusal('validate', book, '--horizon', '0')).toMatch(/above zero/)
    expect(refusal('validate', book, '--horizon', '900')).toMatch(/at least/)
  })

  test('daily buyers: figures or sentences, never more orders than the horizon has days', () => {
    const lines = Array.from({ length: 20 * 200 }, (_, k) => `C${k % 20},${formatDay(19_400 + Math.floor(k / 20))},${1 + (k % 5)}`)
    const path = file('daily.csv', `customer,date,amount\n${lines.join('\n')}\n`)
    const answer = json('fit', path, '--unit', 'day', '--model', 'bgnbd')
    expect(answer.warnings.join(' ')).toMatch(/not identifiable/)
    const forecast = json('predict', path, '--fit', file('daily.json', JSON.stringify(answer)), '--horizon', '30')
    for (const { expected, high } of customersOf(forecast)) expect(Math.max(expected, high)).toBeLessThanOrEqual(30)
  })

  test('a table for people, in both languages, with the warnings below', () => {
    const [zh, en] = [run('fit', book), run('predict', book, '--fit', fit, '--horizon', '26', '--lang', 'en')]
    expect(zh.out).toMatch(/时间单位：周.*客户 300 个/)
    expect(en.out).toMatch(/300 customers are expected to place .* orders in the 26 weeks/)
    expect(run('--help', '--lang', 'en').out).toMatch(/lianke model validate FILE/)
  })
})
