import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import } from '#contract/intake.ts'
import { importEngineOf } from '#server/app.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles, upload } from '#testing/import-files.ts'
import { type ImportTable, importTables } from './import-tables.ts'

let product: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  product = await testApp()
  await product.platform.jobs.start()
  tenantId = await plantTenant(product)
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const tables: readonly ImportTable[] = [
  {
    name: 'customers',
    target: 'customers',
    roles: ['customer', 'customerName', 'city'],
    headings: ['a', 'b', 'c'],
    rows: () => [['K1', '“甲”, 乙\n公司', '上海']],
  },
  {
    name: 'orders',
    target: 'order_lines',
    roles: ['order', 'customer', 'orderDate', 'quantity', 'amount'],
    headings: ['o', 'c', 'd', 'q', 'm'],
    rows: function* () {
      for (let at = 0; at < 5; at++) yield [`T${at}`, 'K1', `2026-01-0${at + 1}`, '1', '10.00']
    },
  },
]

test('tables of our own take the same path, and are undone like any import', async () => {
  const engine = { ...importEngineOf(product.platform), log: pino({ level: 'silent' }) }
  const { importId, counts } = await importTables(engine, { tenantId, userId: boss.userId }, { source: 'demo', currency: 'CNY', tables })
  expect(counts).toMatchObject({ read: 6, accepted: 6, rejected: 0, figures: { newCustomers: 1, newOrders: 5, netMinor: 5000 } })
  const [party] = await query(product.database.admin, `select name, city from app.party where tenant_id = $1 and city is not null`, [
    tenantId,
  ])
  expect(party).toEqual({ name: '“甲”, 乙\n公司', city: '上海' })
  const { jobId } = (await boss.call('POST', `/api/imports/${importId}/undo`, {})).json()
  expect((await ended(boss, jobId)).state).toBe('done')
})

test('an import whose process has died without a job makes way for the next', async () => {
  const dead = (await upload(boss, { 'dead.csv': 'Order,Customer,Date,Amount\n1,K1,2026-01-02,10.00\n' })).json() as Import
  await query(product.database.admin, `update app.import set state = 'publishing' where import_id = $1`, [dead.importId])
  const next = await importFiles(boss, { 'next.csv': 'Order,Customer,Date,Amount\n2,K1,2026-01-02,10.00\n' })
  expect(next).toMatchObject({ state: 'published', error: null })
  expect(((await boss.call('GET', `/api/imports/${dead.importId}`)).json() as Import).state).toBe('cancelled')
})

test('publishing asks for values and types to be computed anew, and so does undoing', async () => {
  const reasons = async () =>
    (
      await query<{ reason: string }>(
        product.database.admin,
        `select distinct subject ->> 'reason' as reason from app.job where tenant_id = $1 and kind = 'identify' order by 1`,
        [tenantId],
      )
    ).map(row => row.reason)
  expect(await reasons()).toContain('import')
})

test('how complete the customers are, and what they lack', async () => {
  const answer = await boss.call('GET', '/api/completeness')
  expect(answer.statusCode).toBe(200)
  const { customers, percent, gaps } = answer.json()
  expect(customers).toBe(1)
  expect(percent).toBeGreaterThan(0)
  expect(gaps).toContainEqual({ item: 'email', missing: 1 })
})
