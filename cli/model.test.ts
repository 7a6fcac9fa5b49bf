import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { formatDay } from '#core/units/civil-day.ts'
import { simulateOrders } from '#core/value/simulated-customers.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianke-model-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const model = (...args: string[]) => {
  const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/lianke.ts', 'model', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: done.status, out: done.stdout, said: done.stderr.trim() }
}

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
const json = (...args: string[]) => {
  const done = model(...args, '--json', '--lang', 'en')
  if (done.code !== 0) throw new Error(done.said)
  expect(done.out).not.toMatch(/NaN|Infinity|undefined/)
  return JSON.parse(done.out) as Answer
}
const customersOf = (answer: Answer) => answer.customers as unknown as Customer[]

/** What is said to a user whose input is of no use: one sentence, exit code 2, nothing on standard output, no trace of the program's inside. */
const refusal = (...args: string[]) => {
  const { code, out, said } = model(...args, '--lang', 'en')
  expect([code, out]).toEqual([2, ''])
  expect(said).not.toMatch(/\n|\bat .*\.ts|NaN|undefined|Error:/)
  return said
}

/** A book of a known population (weeks), its orders as days from 1 January 2023 on. */
const orders = simulateOrders(
  { k: 2, r: 1.2, alpha: 2, a: 0.6, b: 6, dropsAtStart: true },
  { customers: 300, startsOver: 52, until: 104, horizon: 0 },
  5,
).map(times => times.map(week => 19_358 + Math.floor(week * 7)))
const money = (customer: number, day: number) => ((20 + 7 * (customer % 11)) * (1 + ((day * 7) % 5) / 4)).toFixed(2)
const rows = orders.flatMap((days, customer) => days.map(day => [`K${customer}`, formatDay(day), money(customer, day)] as const))
const logOf = (divider: string, heading = true, write = (day: string) => day) =>
  `${[...(heading ? [['customer', 'date', 'amount']] : []), ...rows.map(([who, day, amount]) => [who, write(day), amount])]
    .map(cells => cells.join(divider))
    .join('\n')}\n`
const book = file('book.csv', logOf(','))
const lastDay = formatDay(Math.max(...orders.flat()))
const fitted = json('fit', book)
const fit = file('fit.json', JSON.stringify(fitted))

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
    const truth: Record<string, number> = { r: 1.2, alpha: 2, a: 0.6, b: 6 }
    for (const [name, value] of Object.entries(truth))
      expect(Math.abs((fitted.parameters[name] ?? 0) - value)).toBeLessThan(3 * (fitted.standardErrors[name] ?? 0))
  })

  test('a forecast names every customer, its statistics and ranges, and the book in sum', () => {
    const answer = json('predict', book, '--fit', fit, '--horizon', '26')
    const customers = customersOf(answer)
    expect(customers).toHaveLength(300)
    const days = orders[0] as number[]
    const until = Math.max(...orders.flat())
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
    ['semicolons', 'semi.csv', logOf(';')],
    ['blanks, no heading, dates like 19970101', 'bare.txt', logOf('  ', false, day => day.replaceAll('-', ''))],
    ['tabs and windows line breaks', 'tabs.tsv', logOf('\t').replaceAll('\n', '\r\n')],
    ['every cell in quotes', 'quoted.csv', logOf('","').replaceAll(/^(.*)$/gm, line => (line === '' ? '' : `"${line}"`))],
    ['gzip', 'book.csv.gz', gzipSync(logOf(','))],
    ['times behind the days', 'times.csv', logOf(',', true, day => `${day} 08:30:00`)],
    ['day first, with slashes', 'slashes.csv', logOf(',', true, day => day.split('-').toReversed().join('/'))],
    [
      'UTF-16',
      'utf16.csv',
      Buffer.from(`\ufeff${logOf(',').replace('customer', '客户').replace('date', '日期').replace('amount', '金额')}`, 'utf16le'),
    ],
    [
      'GB18030 headings',
      'gbk.csv',
      Buffer.concat([
        Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee]),
        Buffer.from(logOf(',').replace('customer,date,amount', '')),
      ]),
    ],
  ]
  test.each(forms)('the same book as %s', (_, name, content) => {
    const { cpuMs: _fit, readCpuMs: _read, ...answer } = json('fit', file(name, content)) as Answer & { readCpuMs: number }
    const { cpuMs: _one, readCpuMs: _other, ...known } = fitted as Answer & { readCpuMs: number }
    expect(answer).toEqual(known)
  })

  test('the same book as a workbook', async () => {
    const sheet = {
      name: 'Orders',
      rows: [['customer', 'date', 'amount'], ...rows.map(([who, day, amount]) => [who, new Date(`${day}T00:00:00Z`), Number(amount)])],
    }
    const path = file('book.xlsx', await writeXlsx({ sheets: [sheet] }))
    expect(json('fit', path).parameters).toEqual(fitted.parameters)
  })

  test('the same book shuffled, cut into lines, with columns named by heading and by number', () => {
    const shuffled = rows.flatMap(([who, day, amount], at) => [
      [(at * 7919) % rows.length, `${day};x;${(Number(amount) - 1).toFixed(2)};${who}`] as const,
      [(at * 104_729) % rows.length, `${day};y;1.00;${who}`] as const,
    ])
    const lines = shuffled.sort((a, b) => a[0] - b[0]).map(([, line]) => line)
    const path = file('shuffled.csv', ['when;what;how much;who', ...lines].join('\n'))
    const answer = json('fit', path, '--customer', '4', '--date', 'When', '--amount', 'how much')
    expect(answer.logLikelihood).toBeCloseTo(fitted.logLikelihood, 9)
    for (const [name, value] of Object.entries(fitted.parameters)) expect(answer.parameters[name]).toBeCloseTo(value, 9)
  })

  test('a table of the same statistics gives the same fit, whatever the unit', () => {
    const until = Math.max(...orders.flat())
    const table = orders.map((days, k) => {
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

describe('refuses', () => {
  test('a file that is not there, empty, without rows or without the columns', () => {
    expect(refusal('fit', join(folder, 'no.csv'))).toMatch(/There is no file/)
    expect(refusal('fit', file('empty.csv', ''))).toMatch(/is empty/)
    expect(refusal('fit', file('head.csv', 'customer,date,amount\n'))).toMatch(/a heading and no rows/)
    expect(refusal('fit', file('strange.csv', 'foo,bar\nqq,ww\nrr,tt\n'))).toMatch(/--customer --date/)
    expect(refusal('spend', file('bare.csv', 'customer,date\nA,2024-01-05\nB,2024-02-05\n'))).toMatch(/--amount/)
    expect(refusal('fit', book, '--customer', 'nobody')).toMatch(/has no column “nobody”/)
  })

  test('one customer, and nobody who ordered again; the weak prior takes both', () => {
    const one = file('one.csv', 'customer,date,amount\nA,2024-01-01,5\nA,2024-02-01,5\nA,2024-03-01,7\n')
    expect(refusal('fit', one)).toMatch(/prior weak/)
    const never = file(
      'never.csv',
      `customer,date,amount\n${Array.from({ length: 60 }, (_, k) => `C${k},2024-${String(1 + (k % 12)).padStart(2, '0')}-15,${k + 1}`).join('\n')}\n`,
    )
    expect(refusal('fit', never)).toMatch(/repeat orders/)
    for (const path of [one, never]) expect(json('fit', path, '--prior', 'weak').warnings.length).toBeGreaterThan(0)
    expect(refusal('spend', never)).toMatch(/positive amount/)
  })

  test('amounts below zero are no orders, of zero are; both are said', () => {
    const returns = rows.map(([who, day, amount]) => `${who},${day},-${amount}`).join('\n')
    expect(refusal('fit', file('returns.csv', `customer,date,amount\n${returns}\n`))).toMatch(/returns or have amounts below zero/)
    const mixed = json('fit', file('mixed.csv', `${logOf(',')}${returns}\n`))
    expect(mixed.parameters).toEqual(fitted.parameters)
    expect(mixed.warnings.join(' ')).toMatch(new RegExp(`below zero: ${rows.length}`))
    const zeros = file('zeros.csv', `customer,date,amount\n${rows.map(([who, day]) => `${who},${day},0`).join('\n')}\n`)
    expect(json('fit', zeros).parameters).toEqual(fitted.parameters)
    expect(refusal('spend', zeros)).toMatch(/positive amount/)
  })

  test('rows after --until are left out and counted; where all are, that is said', () => {
    const answer = json('fit', book, '--until', '20240101')
    const late = rows.filter(([, day]) => day > '2024-01-01').length
    expect([answer.until, answer.warnings.join(' ')]).toEqual(['2024-01-01', expect.stringContaining(`left out: ${late}`)])
    expect(refusal('fit', book, '--until', '2020-01-01')).toMatch(/check --until/)
    expect(refusal('fit', book, '--until', 'soon')).toMatch(/a date like/)
  })

  test('many identical rows are one order, and one order makes no book', () => {
    const same = file('same.csv', `customer,date,amount\n${'A,2024-01-01,5\n'.repeat(300_000)}`)
    expect(refusal('fit', same)).toMatch(/first order on the last day|15 at least/)
    expect(json('fit', file('twice.csv', `${logOf(',')}${logOf(',', false)}`)).parameters).toEqual(fitted.parameters)
  })

  test('rows that no table can hold', () => {
    const table = (row: string) => file('t.csv', `x,t_x,T\n2,3,9\n${row}\n`)
    expect(refusal('fit', table('1,5,3'))).toMatch(/Row 2 .* after the end of observation/)
    expect(refusal('fit', table('1.5,2,3'))).toMatch(/Row 2 .* whole number/)
    expect(refusal('fit', table('0,2,3'))).toMatch(/Row 2 .* t_x has to be zero/)
    expect(refusal('fit', table('1,abc,3'))).toMatch(/Row 2 .*“abc” in “t_x” is no number/)
    expect(refusal('fit', file('s.csv', 'period,survivors\n0,100\n1,90\n3,70\n'), '--model', 'sbg')).toMatch(/follow one another/)
    expect(refusal('fit', file('s.csv', 'period,survivors\n0,100\n1,190\n'), '--model', 'sbg')).toMatch(/never grow/)
    expect(refusal('validate', file('t2.csv', 'x,t_x,T\n2,3,9\n'))).toMatch(/without dates/)
  })

  test('arguments that make no sense', () => {
    expect(refusal('guess', book)).toMatch(/one of fit, spend, predict, validate/)
    expect(refusal('fit')).toMatch(/Name a file/)
    expect(refusal('fit', book, book)).toMatch(/one too many/)
    expect(refusal('fit', book, '--model', 'arima')).toMatch(/--model is one of/)
    expect(refusal('fit', book, '--k', '99')).toMatch(/1 to 12/)
    expect(refusal('fit', book, '--model', 'bgnbd', '--k', '3')).toMatch(/has no k/)
    expect(refusal('fit', book, '--unit', 'month')).toMatch(/day, week/)
    expect(refusal('fit', book, '--speed')).toMatch(/Wrong arguments/)
    expect(refusal('predict', book, '--horizon', '5')).toMatch(/Give --fit/)
    expect(refusal('predict', book, '--fit', fit)).toMatch(/Give --horizon/)
    expect(refusal('predict', book, '--fit', fit, '--horizon=-5')).toMatch(/a number from 0/)
    expect(refusal('predict', book, '--fit', book, '--horizon', '5')).toMatch(/cannot be read/)
    expect(refusal('predict', book, '--fit', join(folder, 'no.json'), '--horizon', '5')).toMatch(/There is no file/)
    expect(refusal('predict', book, '--fit', file('x.json', '{"model":"bgnbd"}'), '--horizon', '5')).toMatch(/is not what lianke model fit/)
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
    const [zh, en] = [model('fit', book), model('predict', book, '--fit', fit, '--horizon', '26', '--lang', 'en')]
    expect(zh.out).toMatch(/时间单位：周.*客户 300 个/)
    expect(en.out).toMatch(/300 customers are expected to place .* orders in the 26 weeks/)
    expect(model('--help', '--lang', 'en').out).toMatch(/lianke model validate FILE/)
  })
})
