import { existsSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Import, ImportCounts } from '#contract/intake.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles, upload } from '#testing/import-files.ts'
import { folderOf } from './import-run.ts'

let product: TestApp
let tenantId: string
let boss: Browser

beforeAll(async () => {
  product = await testApp()
  await product.platform.jobs.start()
})
afterAll(() => product.close())
beforeEach(async () => {
  tenantId = await plantTenant(product)
  boss = await memberBrowser(product, tenantId)
})

const orders = `订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,数量,不含税单价
SO-1,1,K001,上海精工轴承有限公司,2026-01-05,6204,深沟球轴承,10,12.50
SO-1,2,K001,上海精工轴承有限公司,2026-01-05,6205,深沟球轴承,4,15.00
SO-2,1,K002,苏州传动设备厂,2026-01-09,6204,深沟球轴承,20,12.00
SO-3,1,K001,上海精工轴承有限公司,2026-02-01,6204,深沟球轴承,-2,12.50
`

type Row = Record<string, string | number | null>
const rows = (text: string, values: readonly unknown[] = [tenantId]) => query<Row>(product.database.admin, text, values)
const one = async (text: string) => (await rows(text))[0] as Row
const facts = () =>
  one(`select (select count(*)::int from app.sales_order where tenant_id = $1 and superseded_by is null) as orders, (select count(*)::int from app.order_line where tenant_id = $1) as lines,
    (select count(*)::int from app.dyad where tenant_id = $1 and side = 'sale' and not is_anonymous and deleted_at is null) as customers, (select count(*)::int from app.item where tenant_id = $1) as items,
    (select coalesce(sum(net_sales_minor), 0)::int from app.dyad_day where tenant_id = $1) as net, (select coalesce(sum(net_sales_minor), 0)::int from app.dyad_item_month where tenant_id = $1) as month_net,
    (select count(*)::int from app.business_key where tenant_id = $1) as keys`)
const counts = ({ counts: found }: Import) => found as ImportCounts
const summed = (one: Import) => {
  const { read, accepted, updated, unchanged, rejected } = counts(one)
  return { read, accepted, updated, unchanged, rejected }
}

test('a file lands: customers, items, orders, lines and rollups, counted row for row', async () => {
  const done = await importFiles(boss, { 'orders.csv': orders })
  expect({ state: done.state, error: done.error }).toEqual({ state: 'published', error: null })
  expect(summed(done)).toEqual({ read: 4, accepted: 4, updated: 0, unchanged: 0, rejected: 0 })
  expect(await facts()).toEqual({ orders: 3, lines: 4, customers: 2, items: 2, net: 40000, month_net: 40000, keys: 4 })
  expect(counts(done).figures).toMatchObject({ newOrders: 3, returns: 1, newCustomers: 2, newItems: 2, netMinor: 40000 })
  const [day] = await rows(
    `select orders::int, lines, returns, net_sales_minor::int as net from app.dyad_day where tenant_id = $1 and day = '2026-02-01'`,
  )
  expect(day).toEqual({ orders: 0, lines: 0, returns: 1, net: -2500 })
  const [named] = await rows(`select pinyin, initials from app.party where tenant_id = $1 and name = '上海精工轴承有限公司'`)
  expect(named).toEqual({ pinyin: 'shang hai jing gong zhou cheng you xian gong si', initials: 'shjgzcyxgs' })
})

test('the same file again changes nothing, and a copy of it neither', async () => {
  await importFiles(boss, { 'orders.csv': orders }, { source: 'erp' })
  const before = await rows(`select order_id, line_no, import_id from app.order_line where tenant_id = $1 order by 1, 2`)
  const again = await importFiles(boss, { 'copy of orders.csv': orders.replaceAll('\n', '\r\n') }, { source: 'erp' })
  expect(summed(again)).toEqual({ read: 4, accepted: 0, updated: 0, unchanged: 4, rejected: 0 })
  expect(await rows(`select order_id, line_no, import_id from app.order_line where tenant_id = $1 order by 1, 2`)).toEqual(before)
})

test('a known order with other lines is replaced as a whole, and undoing brings the old one back', async () => {
  await importFiles(boss, { 'orders.csv': orders }, { source: 'erp' })
  const before = await facts()
  const second = await importFiles(
    boss,
    {
      'orders.csv': orders.replace(
        'K001,上海精工轴承有限公司,2026-01-05,6205,深沟球轴承,4,15.00',
        'K001,上海精工轴承有限公司,2026-01-05,6205,深沟球轴承,5,15.00',
      ),
    },
    { source: 'erp' },
  )
  expect(summed(second)).toEqual({ read: 4, accepted: 2, updated: 2, unchanged: 2, rejected: 0 })
  expect(await facts()).toMatchObject({ orders: 3, net: 41500, month_net: 41500 })
  const undo = await boss.call('POST', `/api/imports/${second.importId}/undo`, {})
  expect((await ended(boss, undo.json().jobId)).state).toBe('done')
  expect(await facts()).toEqual(before)
})

test('an order that moves to another customer leaves the first one', async () => {
  await importFiles(boss, { 'orders.csv': orders }, { source: 'erp' })
  const moved = orders.replace('SO-2,1,K002,苏州传动设备厂', 'SO-2,1,K001,上海精工轴承有限公司')
  expect(summed(await importFiles(boss, { 'orders.csv': moved }, { source: 'erp' }))).toEqual({
    read: 4,
    accepted: 1,
    updated: 1,
    unchanged: 3,
    rejected: 0,
  })
  const found = await rows(
    `select d.code, coalesce(sum(r.net_sales_minor), 0)::int as net from app.dyad d left join app.dyad_day r on r.tenant_id = d.tenant_id and r.dyad_id = d.dyad_id where d.tenant_id = $1 and d.code is not null group by 1 order by 1`,
  )
  expect(found).toEqual([
    { code: 'K001', net: 40000 },
    { code: 'K002', net: 0 },
  ])
})

test('undo takes away what the import brought, and refuses while a later one builds on it', async () => {
  const first = await importFiles(boss, { 'orders.csv': orders }, { source: 'erp' })
  const second = await importFiles(boss, { 'orders.csv': orders.replace('20,12.00', '21,12.00') }, { source: 'erp' })
  const refused = await boss.call('POST', `/api/imports/${first.importId}/undo`, {})
  expect(refused.statusCode).toBe(409)
  expect(refused.json()).toMatchObject({ code: 'conflict', details: { imports: [second.importId] } })
  for (const importId of [second.importId, first.importId]) {
    const undo = await boss.call('POST', `/api/imports/${importId}/undo`, {})
    expect(await ended(boss, undo.json().jobId)).toMatchObject({ state: 'done' })
  }
  expect(await facts()).toEqual({ orders: 0, lines: 0, customers: 0, items: 0, net: 0, month_net: 0, keys: 0 })
  expect(summed(await importFiles(boss, { 'orders.csv': orders }, { source: 'erp' }))).toMatchObject({ accepted: 4, unchanged: 0 })
})

test('a dry run says what would happen and changes nothing', async () => {
  const uploaded = (await upload(boss, { 'orders.csv': orders })).json() as Import
  const before = await facts()
  const { jobId } = (await boss.call('POST', `/api/imports/${uploaded.importId}/preview`, {})).json()
  expect((await ended(boss, jobId)).state).toBe('done')
  const seen = (await boss.call('GET', `/api/imports/${uploaded.importId}`)).json() as Import
  expect(seen.state).toBe('ready')
  expect(seen.preview).toMatchObject({
    read: 4,
    accepted: 4,
    figures: { newOrders: 3, newCustomers: 2 },
    firstDay: '2026-01-05',
    lastDay: '2026-02-01',
  })
  expect(await facts()).toEqual(before)
  const published = (await boss.call('POST', `/api/imports/${uploaded.importId}/publish`, {})).json()
  expect((await ended(boss, published.jobId)).state).toBe('done')
  expect((await facts()).orders).toBe(3)
})

test('the mapping is shown, edited, kept for the source and offered again', async () => {
  const file = '甲,乙,丙,丁,戊\nA1,2026-03-01,K9,5,100\nA2,2026-03-02,K8,1,30\n'
  const first = (await upload(boss, { 'x.csv': file }, { source: '旧系统' })).json() as Import
  const columns = { order: 0, orderDate: 1, customer: 2, quantity: 3, amount: 4 }
  const edited = await boss.call('PATCH', `/api/imports/${first.importId}`, { files: [{ fileNo: 0, target: 'order_lines', columns }] })
  expect(edited.statusCode, edited.body).toBe(200)
  expect((edited.json() as Import).mapping[0]).toMatchObject({ target: 'order_lines', missing: [] })
  const { jobId } = (await boss.call('POST', `/api/imports/${first.importId}/publish`, {})).json()
  expect((await ended(boss, jobId)).state).toBe('done')
  const next = (await upload(boss, { 'y.csv': file })).json() as Import
  expect(next.source).toBe('旧系统')
  expect(next.mapping[0]).toMatchObject({ target: 'order_lines', remembered: '旧系统' })
  expect(next.mapping[0]?.columns.map(column => column.role)).toEqual(['order', 'orderDate', 'customer', 'quantity', 'amount'])
})

test('a mapping that means nothing is refused with a sentence', async () => {
  const { importId } = (await upload(boss, { 'orders.csv': orders })).json() as Import
  const strange = await boss.call('PATCH', `/api/imports/${importId}`, {
    files: [{ fileNo: 0, target: 'order_lines', columns: { nonsense: 0 } }],
  })
  expect(strange.statusCode).toBe(422)
  await boss.call('PATCH', `/api/imports/${importId}`, { files: [{ fileNo: 0, target: 'order_lines', columns: { order: 0 } }] })
  const started = await boss.call('POST', `/api/imports/${importId}/publish`, {}, { 'accept-language': 'zh-CN' })
  expect(started.statusCode).toBe(422)
  expect(started.json().message).toContain('orders.csv')
})

test('rejected rows can be downloaded with their reasons, harmless to a spreadsheet program, and imported again', async () => {
  const file =
    'Order,Customer,Date,Quantity,Price,Note\nA1,K1,2026-01-02,1,10.00,fine\nA2,K1,not a day,1,10.00,"=cmd|\' /C calc\'!A0"\nA3,K1,20026-01-05,1,10.00,x\nA4,K1,2026-01-06,1,ten,x\n'
  const done = await importFiles(boss, { 'mixed.csv': file })
  expect(summed(done)).toEqual({ read: 4, accepted: 1, updated: 0, unchanged: 0, rejected: 3 })
  expect(
    counts(done)
      .rejections.map(one => one.reason)
      .sort(),
  ).toEqual(['bad_date', 'bad_number', 'year_out_of_range'])
  const csv = await boss.call('GET', `/api/imports/${done.importId}/rejections.csv?lang=en`)
  expect(csv.statusCode).toBe(200)
  const lines = csv.body.replace('\ufeff', '').trim().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toBe('Order,Customer,Date,Quantity,Price,Note,Reason code,Reason,Row of the file')
  expect(lines[1]).toContain("'=cmd")
  expect(lines[1]).toContain('bad_date')
  const corrected = csv.body.replace('not a day', '2026-01-03').replace('20026-01-05', '2026-01-05').replace('ten', '10.00')
  expect(summed(await importFiles(boss, { 'corrected.csv': corrected }))).toMatchObject({ read: 3, accepted: 3, rejected: 0 })
})

test('trade without a customer is kept apart; write-offs and bad debts are no sales', async () => {
  const file = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1001,A,Widget,5,2026-01-02 10:00,2.00,,United Kingdom
1002,A,damaged,-3,2026-01-03 10:00,0.00,,United Kingdom
A1003,B,Adjust bad debt,1,2026-01-03 10:00,-500.00,,United Kingdom
1004,A,Widget,2,2026-01-04 10:00,2.00,K1,United Kingdom
1005,A,Widget,1,2026-01-05 10:00,0.00,K1,United Kingdom
C1006,A,Widget,-1,2026-01-06 10:00,2.00,K1,United Kingdom
`
  const done = await importFiles(boss, { 'retail.csv': file })
  expect(summed(done)).toEqual({ read: 6, accepted: 4, updated: 0, unchanged: 0, rejected: 2 })
  expect(counts(done).rejections).toMatchObject([{ reason: 'not_a_sale', rows: 2 }])
  const found = await rows(
    `select d.is_anonymous as anonymous, sum(r.net_sales_minor)::int as net, sum(r.orders)::int as orders, sum(r.returns)::int as returns from app.dyad_day r join app.dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id where r.tenant_id = $1 group by 1 order by 1`,
  )
  expect(found).toEqual([
    { anonymous: false, net: 200, orders: 2, returns: 1 },
    { anonymous: true, net: 1000, orders: 1, returns: 0 },
  ])
})

test('codes that differ by case or width are one customer, with a warning; equal names are told as possible duplicates', async () => {
  const file =
    'Order,Customer,Customer name,Date,Amount\n1,k001,Acme Ltd,2026-01-02,10\n2,Ｋ００１,Acme Ltd,2026-01-03,10\n3,K002,ACME Limited,2026-01-04,10\n'
  const done = await importFiles(boss, { 'codes.csv': file })
  expect(done.error).toBe(null)
  expect((await facts()).customers).toBe(2)
  expect(counts(done).mergedCodes).toEqual([{ first: 'k001', second: 'Ｋ００１', spellings: 2 }])
  expect(counts(done).possibleDuplicates).toHaveLength(1)
})

test('a cancelled import leaves nothing', async () => {
  const { importId } = (await upload(boss, { 'orders.csv': orders })).json() as Import
  expect((await boss.call('POST', `/api/imports/${importId}/cancel`, {})).statusCode).toBe(200)
  expect(((await boss.call('GET', `/api/imports/${importId}`)).json() as Import).state).toBe('cancelled')
  expect((await boss.call('POST', `/api/imports/${importId}/publish`, {})).statusCode).toBe(409)
  expect(await facts()).toMatchObject({ orders: 0, lines: 0, customers: 0 })
  expect(existsSync(folderOf(product.platform.config.data, importId))).toBe(false)
})

test('who brought the files stands on the import as it does in the list, for a colleague too', async () => {
  const analyst = await memberBrowser(product, tenantId, { name: '赵明' })
  const uploaded = (await upload(analyst, { 'orders.csv': orders })).json() as Import
  const by = { createdBy: analyst.userId, createdByName: '赵明' }
  expect(uploaded).toMatchObject(by)
  expect((await boss.call('GET', `/api/imports/${uploaded.importId}`)).json()).toMatchObject(by)
  expect((await boss.call('GET', '/api/imports')).json().rows).toMatchObject([by])
})

test('who does not see all customers sees only the imports that they brought', async () => {
  const planner = await memberBrowser(product, tenantId, { role: 'planner', scope: 'own' })
  const file = 'Order,Customer,Date,Amount\nS-1,K1,2026-05-01,5\nS-2,K1,soon,5\n'
  const others = (await upload(boss, { 'theirs.csv': file }, { source: 'scope-a' })).json() as Import
  const own = (await upload(planner, { 'own.csv': file }, { source: 'scope-b' })).json() as Import
  const seenBy = async (who: Browser) => ((await who.call('GET', '/api/imports')).json().rows as Import[]).map(row => row.importId)
  expect(await seenBy(planner)).toEqual([own.importId])
  expect(await seenBy(boss)).toEqual(expect.arrayContaining([own.importId, others.importId]))
  expect((await planner.call('GET', `/api/imports/${own.importId}`)).statusCode).toBe(200)
  const calls = ['preview', 'publish', 'cancel', 'undo'].map(deed => ['POST', `/${deed}`] as const)
  for (const [method, path] of [['GET', ''], ['PATCH', ''], ['GET', '/rejections.csv'], ...calls] as const)
    expect([
      path,
      (await planner.call(method, `/api/imports/${others.importId}${path}`, method === 'GET' ? undefined : {})).statusCode,
    ]).toEqual([path, 404])
  const wide = await memberBrowser(product, tenantId, { role: 'planner', scope: 'all' })
  expect((await wide.call('GET', `/api/imports/${others.importId}`)).statusCode).toBe(200)
})

test('another firm sees neither the import nor its rejected rows, and roles without the permission are refused', async () => {
  const done = await importFiles(boss, { 'orders.csv': `${orders}SO-9,1,K001,上海精工轴承有限公司,soon,6204,深沟球轴承,1,1.00\n` })
  const stranger = await memberBrowser(product, await plantTenant(product, '别家公司'))
  expect((await stranger.call('GET', '/api/imports')).json().rows).toEqual([])
  for (const path of ['', '/rejections.csv'])
    expect((await stranger.call('GET', `/api/imports/${done.importId}${path}`)).statusCode).toBe(404)
  for (const deed of ['undo', 'cancel', 'publish'])
    expect((await stranger.call('POST', `/api/imports/${done.importId}/${deed}`, {})).statusCode).toBe(404)
  const seller = await memberBrowser(product, tenantId, { role: 'account_manager' })
  expect((await seller.call('GET', '/api/imports')).statusCode).toBe(403)
  expect((await upload(seller, { 'orders.csv': orders })).statusCode).toBe(403)
})

test('an import of an empty firm chooses its currency; later ones need a rate', async () => {
  await importFiles(boss, { 'orders.csv': orders }, { currency: 'USD' })
  expect(await one('select base_currency as base from app.tenant where tenant_id = $1')).toEqual({ base: 'USD' })
  const euros = 'Order,Customer,Date,Amount,Currency\nE1,K1,2026-01-02,10.00,EUR\n'
  const without = await importFiles(boss, { 'euros.csv': euros })
  expect(counts(without).rejections).toMatchObject([{ reason: 'no_exchange_rate', rows: 1 }])
  await rows(`insert into app.exchange_rate (tenant_id, currency, valid_from, rate) values ($1, 'EUR', '2026-01-01', 1.255)`, [tenantId])
  expect((await importFiles(boss, { 'euros.csv': euros })).error).toBe(null)
  expect(await rows(`select currency, net_minor::int as net from app.sales_order where tenant_id = $1 and number = 'E1'`)).toEqual([
    { currency: 'EUR', net: 1255 },
  ])
})

test('an import leaves one entry with counts and the hash of its file in the audit trail', async () => {
  await importFiles(boss, { 'orders.csv': orders })
  const [entry] = await rows(
    `select rows_affected::int as rows, file_hash as hash, after ->> 'accepted' as accepted from app.audit_entry where tenant_id = $1 and action = 'import'`,
  )
  expect(entry).toMatchObject({ rows: 4, accepted: '4' })
  expect(entry?.hash).toMatch(/^[0-9a-f]{64}$/)
})
