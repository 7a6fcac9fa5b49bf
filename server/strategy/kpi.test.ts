import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KpiLine, KpiRow } from '#contract/strategy/kpi.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { importFiles } from '#testing/import-files.ts'
import { idle } from '#testing/whole-firm.ts'

let door: TestApp
let boss: Browser
let viewer: Browser

const line = (customer: string, day: string, at: number) =>
  `${customer}-${at},1,${customer},${customer}公司,${day},6204,轴承,轴承类,100,10,600`
/** K1 buys in both years, K2 in 2024 alone, K3 for the first time in May 2026. */
const book = [
  '订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价,成本',
  line('K1', '2024-08-03', 1),
  line('K1', '2025-02-03', 2),
  line('K1', '2025-10-03', 3),
  line('K1', '2026-04-03', 4),
  line('K2', '2024-11-05', 1),
  line('K2', '2025-01-05', 2),
  line('K3', '2026-05-05', 1),
  line('K1', '2026-05-31', 5),
].join('\n')

async function figures(): Promise<{ asOf: string; year: number; of: (kpi: string) => KpiRow }> {
  const answer = await boss.call('GET', '/api/kpi')
  expect(answer.statusCode, answer.body).toBe(200)
  const { rows, ...rest } = answer.json<{ asOf: string; year: number; rows: KpiRow[] }>()
  return { ...rest, of: kpi => rows.find(row => row.kpi === kpi) as KpiRow }
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-08-20T04:00:00Z') })
  await door.platform.jobs.start()
  const tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  viewer = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  await importFiles(boss, { 'book.csv': book }, { source: 'erp' })
  await idle(door)
  await boss.call('POST', '/api/values/identify', {})
  await idle(door)
})
afterAll(() => door.close())

test('win, keep and grow are counted from the months of the book; without events there is no data', async () => {
  const { asOf, of } = await figures()
  expect(asOf).toBe('2026-05-31')
  expect(of('new_customers').months.at(-1)).toEqual({ month: '2026-05-31', value: 1, n: 1 })
  expect(of('respond')).toMatchObject({ value: null, n: 0 })
  expect(of('satisfaction').value).toBeNull()
  expect(of('kept_customers').value).toBe(1)
  expect(of('retained_share')).toMatchObject({ value: 0.5, n: 2 })
})

test('a target is versioned: the version read is asked for, and only who manages settings sets one', async () => {
  const put = (browser: Browser, body: object) => browser.call('PUT', '/api/kpi/targets', body)
  const given = { kpi: 'retained_share', year: 2026, target: 0.8, version: 0 }
  expect((await put(viewer, given)).statusCode).toBe(403)
  expect((await put(boss, given)).statusCode).toBe(200)
  expect((await put(boss, given)).statusCode).toBe(409)
  expect((await figures()).of('retained_share')).toMatchObject({ target: 0.8, version: 1 })
  for (const [kpi, target] of [
    ['retained_share', 50],
    ['retained_share', -0.1],
    ['satisfaction', 101],
    ['new_customers', -1],
  ])
    expect((await put(boss, { ...given, kpi, target, version: 1 })).statusCode, `${kpi} ${target}`).toBe(422)
  expect((await put(boss, { ...given, target: null, version: 1 })).statusCode).toBe(200)
  expect((await figures()).of('retained_share')).toMatchObject({ target: null, version: 2 })
})

test('figures open to their customers', async () => {
  const lines = async (kpi: string) => (await boss.call('GET', `/api/kpi/lines?kpi=${kpi}`)).json<{ rows: KpiLine[] }>().rows
  expect((await lines('retained_share')).map(row => row.customerName)).toEqual(['K2公司'])
  expect((await lines('kept_growth')).map(row => row.customerName)).toEqual(['K1公司'])
  expect((await lines('new_customers')).map(row => row.customerName)).toEqual(['K3公司'])
})

test('a delivery is held to its order’s promise where it has none of its own', async () => {
  const orders = [
    '订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价,成本,首次承诺交期,承诺交期',
    `${line('K1', '2026-03-03', 8)},2026-03-10,2026-03-20`,
    `${line('K1', '2026-03-04', 9)},2026-03-12,2026-03-12`,
  ].join('\n')
  const deliveries = [
    '交货单号,订单号,行号,客户编码,物料编码,发货日期,实际交货日期,交货数量',
    'D8,K1-8,1,K1,6204,2026-03-14,2026-03-15,100',
    'D9,K1-9,1,K1,6204,2026-03-10,2026-03-11,100',
  ].join('\n')
  await importFiles(boss, { 'orders.csv': orders, 'deliveries.csv': deliveries }, { source: 'erp' })
  await idle(door)
  const { of } = await figures()
  expect(of('deliver').months.find(({ month }) => month === '2026-03-31')).toEqual({ month: '2026-03-31', value: 0.5, n: 2 })
})
