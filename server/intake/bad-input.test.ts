import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import, ImportCounts } from '#contract/intake.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { importFiles, upload } from '#testing/import-files.ts'

let product: TestApp
let tenantId: string
let boss: Browser

beforeAll(async () => {
  product = await testApp()
  await product.platform.jobs.start()
  tenantId = await plantTenant(product)
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const good = 'Order,Customer,Date,Amount\n1,K1,2026-01-02,10.00\n'
const many = `Order,Customer,Date,Amount\n${Array.from({ length: 150_000 }, (_, at) => `${at},K${at % 90},2026-01-02,${at}.00`).join('\n')}\n`

const unreadable: Readonly<Record<string, { readonly content: string | Buffer; readonly says: RegExp }>> = {
  'empty.csv': { content: '', says: /空文件/ },
  'heading.csv': { content: 'Order,Customer,Date,Amount\n', says: /只有表头/ },
  'picture.csv': { content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 9]), says: /不是表格/ },
  'wide.csv': { content: `${Array.from({ length: 20_000 }, (_, at) => `c${at}`).join(',')}\n${'1,'.repeat(20_000)}\n`, says: /列/ },
}

for (const [name, { content, says }] of Object.entries(unreadable))
  test(`${name} gets a sentence, and nothing is kept`, async () => {
    const answer = await upload(boss, { [name]: content })
    expect(answer.statusCode, answer.body).toBe(422)
    expect(answer.json().message).toMatch(says)
    expect(answer.json().message).toContain(name)
    expect((await boss.call('GET', '/api/imports')).json().rows).toEqual([])
  })

test('no file at all gets a sentence', async () => {
  expect((await upload(boss, {})).statusCode).toBe(422)
})

test('a gzip file that is cut off fails whole when it is read', async () => {
  const whole = gzipSync(many)
  const done = await importFiles(boss, { 'cut.csv.gz': whole.subarray(0, Math.floor(whole.length * 0.7)) })
  expect(done.state).toBe('failed')
  expect(done.error?.zh).toContain('不完整')
  const [left] = await query(
    product.database.admin,
    `select (select count(*)::int from app.order_line where tenant_id = $1) as lines, (select count(*)::int from app.staged_line where tenant_id = $1) as staged, (select count(*)::int from app.dyad where tenant_id = $1) as dyads`,
    [tenantId],
  )
  expect(left).toEqual({ lines: 0, staged: 0, dyads: 0 })
})

test('one file among several that cannot be read is put aside with its reason; the others go on', async () => {
  const uploaded = (await upload(boss, { 'good.csv': good, 'empty.csv': '' })).json() as Import
  expect(uploaded.mapping.map(({ target, error }) => [target, error?.code ?? null])).toEqual([
    ['order_lines', null],
    [null, 'empty_file'],
  ])
})

test('ten thousand columns are read where only some are needed', async () => {
  const extra = Array.from({ length: 9_996 }, (_, at) => `x${at}`).join(',')
  const done = await importFiles(boss, { 'wide.csv': `Order,Customer,Date,Amount,${extra}\n1,K1,2026-01-02,10.00${',z'.repeat(9_996)}\n` })
  expect(done.counts).toMatchObject({ read: 1, accepted: 1 })
})

test('amounts and dates as people write them; years that cannot be are rejected', async () => {
  const file = 'Order;Customer;Date;Amount\n11;K1;02.01.2026;1.234,56\n12;K1;03.01.2026;¥1.234,50\n13;K1;03.01.20026;1,00\n'
  const done = await importFiles(boss, { 'german.csv': file }, { source: 'german' })
  const { read, accepted, rejected, figures, rejections } = done.counts as ImportCounts
  expect({ read, accepted, rejected, net: figures.netMinor }).toEqual({ read: 3, accepted: 2, rejected: 1, net: 246906 })
  expect(rejections[0]?.reason).toBe('year_out_of_range')
})

test('text that is no text for the database does no harm', async () => {
  const file = `Order,Customer,Date,Amount\n21,"K\\t\\\\N 'x'; drop table app.party;--",2026-01-02,1.00\n22,"tab\there",2026-01-02,1.00\n23,"line\nbreak",2026-01-02,1.00\n24,\\N,2026-01-02,1.00\n`
  const done = await importFiles(boss, { 'odd.csv': file }, { source: 'odd' })
  expect(done.counts).toMatchObject({ read: 4, accepted: 4 })
  const names = await query<{ name: string }>(
    product.database.admin,
    `select p.name from app.party p where p.tenant_id = $1 and p.import_id = $2 order by 1`,
    [tenantId, done.importId],
  )
  expect(names.map(row => row.name)).toEqual(["K\\t\\\\N 'x'; drop table app.party;--", '\\N', 'line\nbreak', 'tab\there'].sort())
})
