import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'lianke-identify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(at(name), content)
  return at(name)
}
const identify = (...args: string[]) => {
  const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/lianke.ts', 'identify', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: done.status, out: done.stdout, said: done.stderr }
}
// What a test reads is picked out of the object by hand, so its shape is left open here.
const json = (...args: string[]) => {
  const done = identify(...args, '--json')
  return { ...done, answer: JSON.parse(done.out === '' ? 'null' : done.out) as Answer }
}
type Answer = {
  asOf: string
  currency: string
  settings: Record<string, unknown>
  counts: Record<string, number>
  customers: ({ customer: string; because: { code: string; args: object; text: string }[] } & Record<string, unknown>)[]
  types: Record<string, { count: number; netContributionMinor: number }>
  rejected: { row: number; reason: string; text: string; file?: string }[]
  notices: { code: string; text: string }[]
}

const months = [
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
]

test('right: a small book, its figures worked out by hand', () => {
  const lines = months.flatMap((month, k) => [
    `A${k},大客户,${month}-15,x,10,10000.00`,
    ...(k === 0 ? [`B${k},小客户,${month}-20,x,1,800.00`] : []),
  ])
  const path = file('small.csv', ['订单号,客户名称,订单日期,物料编码,数量,单价', ...lines, 'C9,小客户,2025-11-25,x,-1,300.00'].join('\r\n'))
  const { code, answer } = json(path, '--as-of', '2026-10-31')
  expect(code).toBe(0)
  expect(answer).toMatchObject({
    asOf: '2026-10-31',
    currency: 'CNY',
    settings: { version: 1, margin: 0.25 },
    counts: { rows: 14, accepted: 14, rejected: 0, customers: 2, placed: 2 },
  })
  const [large, little] = answer.customers
  // 1,200,000 x 25 % - 12 x (40 + 4 + 60) - 1,200,000 x 6 % x 30 / 365 = 300,000 - 1,248 - 5,917.81
  expect(large).toMatchObject({
    customer: '大客户',
    orders: 12,
    firstOrder: '2025-11-15',
    lastOrder: '2026-10-15',
    revenueMinor: 120_000_000,
    netContributionMinor: 29_283_419,
    netContributionState: 'estimated',
    currentBand: 'medium',
    belowZero: false,
  })
  // (800 - 300) x 25 % - (40 + 4 + 60) - 150 for the return - 500 x 6 % x 30 / 365 = 125 - 104 - 150 - 2.47
  expect(little).toMatchObject({
    customer: '小客户',
    orders: 1,
    lastOrder: '2025-11-20',
    revenueMinor: 50_000,
    netContributionMinor: -13_147,
    currentBand: 'low',
    belowZero: true,
    tier: 'bzc',
  })
  expect(answer.customers.map(one => one.because.length > 0)).toEqual([true, true])
  expect(Object.values(answer.types).reduce((sum, { count }) => sum + count, 0)).toBe(2)
})

test('right: options name columns, margin, language; a table without a heading is read by numbers', () => {
  const path = file('bare.txt', ' 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n 00021 0002 19970101  1   14.96\r\n')
  const { answer } = json(path, '--customer', '1', '--date', '3', '--amount', '5', '--margin', '40%', '--currency', 'usd', '--lang', 'en')
  expect(answer).toMatchObject({ asOf: '1997-01-18', currency: 'USD', settings: { margin: 0.4 }, counts: { rows: 3, customers: 2 } })
  expect(answer.customers[0]).toMatchObject({ customer: '00004', orders: 2, revenueMinor: 5906 })
  expect(answer.customers[0]?.because[0]?.text).toMatch(/^[\x20-\x7e]+$/)
})

test('right: numbers and codes as people write them', () => {
  const path = file(
    'odd.csv',
    '客户,日期,金额\nACME,2026年1月3日,"1.234,56"\nacme,2026/1/4,"¥1,234.50"\nＡＣＭＥ,2026-01-05,(12.00)\n=HYPERLINK("x"),2026-01-06,１２\n',
  )
  const { answer } = json(path, '--as-of', '2026-01-31')
  expect(answer.customers.map(one => [one.customer, one['revenueMinor']])).toEqual([
    ['ACME', 123_456 + 123_450 - 1200],
    ['=HYPERLINK("x")', 1200],
  ])
  expect(answer.notices.filter(({ code }) => code === 'merged_codes')).toHaveLength(2)
  identify(path, '--as-of', '2026-01-31', '--csv', at('odd-out.csv'))
  const csv = readFileSync(at('odd-out.csv'), 'utf8')
  expect(csv.startsWith('\uFEFF客户')).toBe(true)
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
})

test('right: rejected rows with their number and reason; all of them rejected is exit code 3', () => {
  const path = file('years.csv', 'customer,date,amount\nA,20026-01-01,5\nA,,5\nA,2026-01-02,abc\nA,2026-01-02,\n')
  const { code, answer } = json(path)
  expect(code).toBe(3)
  expect(answer.rejected.map(({ row, reason }) => [row, reason])).toEqual([
    [1, 'year_out_of_range'],
    [2, 'missing_date'],
    [3, 'bad_number'],
    [4, 'missing_amount'],
  ])
  expect(answer.rejected[0]?.text).toContain('20026')
})

test('right: an order in a later file replaces it; the same file twice counts once', () => {
  const first = file('jan.csv', 'order,customer code,date,amount\n1,A,2026-01-01,10\n2,A,2026-01-02,20\n')
  const second = file('feb.csv', 'order,customer code,date,amount\n2,A,2026-01-02,25\n3,A,2026-02-02,30\n')
  const copy = file('copy.csv', readFileSync(second))
  const { answer } = json(first, second, copy, '--as-of', '2026-02-28')
  expect(answer.customers[0]).toMatchObject({ revenueMinor: 6500, orders: 3 })
  expect(answer.notices.map(({ code }) => code)).toEqual(expect.arrayContaining(['same_file', 'replaced_orders']))
})

test('right: GB18030, UTF-16, gzip and workbooks say the same', async () => {
  const text = '客户名称,订单日期,金额\n华东轴承厂,2026-01-03,100.50\n'
  // 华东轴承厂 and the heading in GB18030.
  const gb = Buffer.from('bfcdbba7c3fbb3c62cb6a9b5a5c8d5c6da2cbdf0b6ee0abbaab6abd6e1b3d0b3a72c323032362d30312d30332c3130302e35300a', 'hex')
  const rows = text
    .trim()
    .split('\n')
    .map(line => line.split(','))
  const book = await writeXlsx({
    sheets: [{ name: '订单', rows: [rows[0] ?? [], ['华东轴承厂', new Date('2026-01-03T00:00:00Z'), 100.5]] }],
  })
  const files = [
    file('utf8.csv', text),
    file('gb.csv', gb),
    file('utf16.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')),
    file('packed.csv.gz', gzipSync(text)),
    file('book.xlsx', book),
  ]
  for (const path of files)
    expect(json(path, '--as-of', '2026-01-31').answer.customers).toMatchObject([
      { customer: '华东轴承厂', revenueMinor: 10_050, lastOrder: '2026-01-03' },
    ])
})

test('refuses: what cannot be read, with a sentence and exit code 2', () => {
  const packed = gzipSync(
    Buffer.from(`customer,date,amount\n${Array.from({ length: 20_000 }, (_, k) => `C${(k * 7919) % 1000},2026-01-01,${k}.37`).join('\n')}`),
  )
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [file('cut.csv.gz', packed.subarray(0, packed.length - 900)), 'en', /cut off: it ends after row 1\d{4}, \d+ bytes/],
    [file('picture.csv', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])), 'en', /is no table \(PNG\)/],
    [file('line.csv', `customer,date,amount\nA,2026-01-01,1\n${'x'.repeat(18 * 1024 * 1024)}`), 'en', /Row 2 of .* is longer than 16 MB/],
    [file('oneline.csv', 'x,'.repeat(9 * 1024 * 1024)), 'en', /Row 1 of .* is longer than 16 MB|columns/],
    [file('head.csv', 'customer,date,amount\n'), 'zh-CN', /只有表头/],
    [file('empty.csv', ''), 'zh-CN', /空文件/],
    [file('old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])), 'en', /old Excel file/],
    [file('broken.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3])), 'en', /not a sound \.xlsx/],
    [at('nothing.csv'), 'en', /There is no file/],
    [file('nocolumns.csv', 'alpha,beta\nx,y\n'), 'en', /recognised|order lines/],
  ]
  for (const [path, language, sentence] of cases) {
    const { code, said, out } = identify(path, '--lang', language)
    expect([path, code, out, said.trim().split('\n').length]).toEqual([path, 2, '', 1])
    expect(said).toMatch(sentence)
  }
  const wrong = identify(file('ok.csv', 'customer,date,amount\nA,2026-01-01,5\n'), '--customer', 'Kunde', '--lang', 'en')
  expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('no column “Kunde”. It has: customer, date, amount')])
  expect(identify(at('ok.csv'), '--as-of', 'soon').code).toBe(2)
  expect(identify(at('ok.csv'), '--margin', '25').code).toBe(2)
})

test('bounded: ten thousand columns are read; every row comes out once', () => {
  const heads = ['customer', 'date', 'amount', ...Array.from({ length: 9_997 }, (_, k) => `extra${k}`)]
  const row = (k: number) => [`C${k}`, '2026-01-01', '5', ...Array.from({ length: 9_997 }, () => '0')].join(',')
  const { answer } = json(file('wide.csv', [heads.join(','), row(1), row(2)].join('\n')), '--as-of', '2026-01-31')
  expect(answer.counts).toMatchObject({ rows: 2, accepted: 2, customers: 2 })
})

test('right: the report is one file that asks for nothing else', () => {
  const path = file('report.csv', 'customer,date,amount\n<b>A</b> & Co,2026-01-01,5\n')
  expect(identify(path, '--as-of', '2026-01-31', '--html', at('report.html')).code).toBe(0)
  const html = readFileSync(at('report.html'), 'utf8')
  expect(html).toContain('&lt;b&gt;A&lt;/b&gt; &amp; Co')
  expect(html).not.toMatch(/<b>A|https?:\/\/|<link|<img|@import|url\(/)
  expect((html.match(/class="cell"/g) ?? []).length).toBe(9)
})

const data = '../shared/data'
describe.skipIf(!existsSync(data))('real files (skipped where ../shared/data is absent)', () => {
  test('right: Online Retail, its counts as published', () => {
    const { code, answer } = json(join(data, 'online-retail/online_retail.csv.gz'), '--currency', 'GBP')
    expect(code).toBe(0)
    expect(answer).toMatchObject({
      asOf: '2011-12-09',
      currency: 'GBP',
      counts: { rows: 541_909, accepted: 540_570, rejected: 1_339, customers: 4_372, placed: 4_339 },
    })
    expect(new Set(answer.rejected.map(({ reason }) => reason))).toEqual(new Set(['not_a_sale']))
    // The largest customer's purchases less returns: £279,489.02.
    expect(answer.customers.find(one => one.customer === '14646')).toMatchObject({ revenueMinor: 27_948_902 })
  })

  test('right: Northwind out of its eight files', () => {
    const names = ['Orders', 'OrderDetails', 'Customers', 'Products', 'Categories', 'Suppliers', 'Shippers', 'CustomerGroupThresholds']
    const { answer } = json(...names.map(name => join(data, `northwind/${name}.csv`)), '--currency', 'USD')
    expect(answer).toMatchObject({ asOf: '2016-05-06', counts: { customers: 91, placed: 89, rejected: 0 } })
    expect(answer.customers.find(one => one.customer === 'QUICK')).toMatchObject({ name: 'QUICK-Stop', orders: 28 })
    expect(answer.notices).toMatchObject([{ code: 'set_aside' }])
  })

  test('right: CDNOW without heading', () => {
    const { answer } = json(join(data, 'cdnow/CDNOW_sample.txt'), '--customer', '1', '--date', '3', '--amount', '5', '--currency', 'USD')
    expect(answer).toMatchObject({ asOf: '1998-06-30', counts: { rows: 6_919, accepted: 6_919, customers: 2_357, placed: 2_357 } })
  })
})
