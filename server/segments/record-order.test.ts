import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type { readMap } from '#contract/segments/map.ts'
import type { recordOrder, removeOrder } from '#contract/segments/recorded-order.ts'
import type { listOrders } from '#contract/trade.ts'
import type { readFuture } from '#contract/value/future.ts'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { inTenant } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { upload } from '#testing/import-files.ts'
import { inventTrade } from '#testing/plant-trade.ts'
import { enqueueIdentify } from './enqueue-identify.ts'

const until = dayOf(2026, 10, 20)
let product: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const dyads = new Map<string, string>()

async function settled(): Promise<void> {
  for (let tries = 0; tries < 4000; tries++) {
    const open = await query(product.database.admin, `select 1 from app.job where state in ('queued', 'running')`)
    if (open.length === 0) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the jobs have not ended')
}

const heading = 'order number,customer code,order date,item code,category,quantity,unit price'
async function imported(lines: readonly string[]): Promise<void> {
  const { importId } = (await upload(boss, { 'book.csv': [heading, ...lines, ''].join('\n') })).json()
  await boss.call('PATCH', `/api/imports/${importId}`, { settings: { currency: 'CNY' } })
  await boss.call('POST', `/api/imports/${importId}/publish`, {})
  await settled()
  const { state, error } = (await boss.call('GET', `/api/imports/${importId}`)).json()
  expect({ state, error }).toEqual({ state: 'published', error: null })
}

beforeAll(async () => {
  product = await testApp({ now: () => new Date('2026-10-20T04:00:00Z') })
  tenantId = await plantTenant(product)
  await query(product.database.admin, `update app.tenant set base_currency = 'CNY' where tenant_id = $1`, [tenantId])
  boss = await memberBrowser(product, tenantId)
  await product.platform.jobs.start()
  const { customers, items = [] } = inventTrade(60, until)
  const lines = customers.flatMap(({ code, orders }) =>
    orders.map(({ day, net, item = 0 }, n) =>
      [`${code}-${n}`, code, formatDay(day), items[item]?.code, items[item]?.category, 1, net / 100].join(','),
    ),
  )
  await imported(lines)
  const rows = await query<{ code: string; dyad_id: string }>(
    product.database.admin,
    'select code, dyad_id from app.dyad where tenant_id = $1',
    [tenantId],
  )
  for (const { code, dyad_id } of rows) dyads.set(code, dyad_id)
}, 120_000)
afterAll(() => product.close())

const urlOf = (code: string) => `/api/customers/${dyads.get(code)}`
const order = { orderedOn: '2026-10-12', number: 'H-1', amountMinor: 250_000 }
type Recorded = Answer<typeof recordOrder>
const record = async (code: string, body: object = order, browser: Browser = boss) =>
  await browser.call('POST', `${urlOf(code)}/orders`, body)

const kept = `select type, current_band, potential_band, pending_current_band, pending_potential_band, net_contribution_minor, net_sales_minor, potential, outlook,
  p_alive, orders, last_order::text, stage, data_confidence, expected_orders from app.customer_standing where tenant_id = $1 and dyad_id = $2`
const standing = async (code: string) =>
  (await query<Record<string, unknown>>(product.database.admin, kept, [tenantId, dyads.get(code)]))[0]

/** A customer who has been silent since early October or longer, and ordered regularly before. */
const silent = 'K0006'

test('right: an order moves its customer alone: value, P(alive), what is to come, the map; a recalculation of all says the same', async () => {
  const others = await standing('K0001')
  const before = await standing(silent)
  const map = async () => (await boss.call('GET', '/api/map')).json() as Answer<typeof readMap>
  const valueOnMap = async () => {
    const points = (await map()).map?.points
    return points?.value[points.id.indexOf(dyads.get(silent) ?? '')]
  }
  const shown = await valueOnMap()
  const answer = await record(silent)
  expect(answer.statusCode).toBe(200)
  const { created, jobId, standing: now, future } = answer.json() as Recorded
  expect([created, jobId]).toEqual([true, null])
  expect(now?.lastOrder).toBe('2026-10-12')
  expect(now?.orders).toBe(Number(before?.['orders']) + 1)
  expect(future?.pAlive).toBeGreaterThan(Number(before?.['p_alive']))
  expect(future?.orders?.expected).toBeGreaterThan(Number(before?.['expected_orders']))
  expect(await valueOnMap()).toBe(now?.netContribution)
  expect(await valueOnMap()).not.toBe(shown)
  expect(await standing('K0001')).toEqual(others)
  const alone = await standing(silent)
  const actor = { tenantId, userId: boss.userId }
  await inTenant(product.platform.db, actor, tx => enqueueIdentify(product.platform.jobs, tx, actor, 'asked'))
  await settled()
  const whole = await standing(silent)
  expect({ ...whole, expected_orders: null }).toEqual({ ...alone, expected_orders: null })
  expect(Number(whole?.['expected_orders'])).toBeCloseTo(Number(alone?.['expected_orders']), 1)
})

test('right: the same order again changes nothing; other content, or a number that an import brought, is refused', async () => {
  const again = (await record(silent)).json() as Recorded
  expect(again.created).toBe(false)
  expect((await record(silent, { ...order, amountMinor: 1 })).statusCode).toBe(409)
  expect((await record('K0001')).statusCode).toBe(409)
  const taken = await record(silent, { ...order, number: `${silent}-0` })
  expect([taken.statusCode, taken.json().code]).toEqual([409, 'already_exists'])
  const orders = (await boss.call('GET', `/api/dyads/${dyads.get(silent)}/orders?number=H-1`)).json() as Answer<typeof listOrders>
  expect(orders.rows.map(row => [row.number, row.netMinor, row.isRecorded])).toEqual([['H-1', 250_000, true]])
})

test('right: lines are items, quantities and prices, exact to the fen; they count in the trade of the customer', async () => {
  const lines = [
    { itemCode: 'I3', quantity: '3', unitPrice: '12.345' },
    { quantity: '1', unitPrice: '0.5' },
  ]
  const answer = (await record('K0002', { orderedOn: '2026-10-15', number: 'H-2', lines })).json() as Recorded
  const { order: read, lines: kept } = (await boss.call('GET', `/api/dyads/${dyads.get('K0002')}/orders/${answer.orderId}`)).json()
  expect(read.netMinor).toBe(3704 + 50)
  expect(kept.map((line: { itemCode: string | null; netMinor: number }) => [line.itemCode, line.netMinor])).toEqual([
    ['I3', 3704],
    [null, 50],
  ])
  const [cell] = await query<{ lines: number }>(
    product.database.admin,
    `select sum(lines)::int as lines from app.dyad_item_month where tenant_id = $1 and dyad_id = $2 and month = '2026-10-01'`,
    [tenantId, dyads.get('K0002')],
  )
  expect(cell?.lines).toBeGreaterThanOrEqual(2)
})

test('right: taken back, the customer stands as before, and both are in the audit trail', async () => {
  const before = await standing('K0012')
  const { orderId } = (await record('K0012', { ...order, number: 'H-3' })).json() as Recorded
  expect((await standing('K0012'))?.['orders']).not.toBe(before?.['orders'])
  const answer = await boss.call('DELETE', `${urlOf('K0012')}/orders/${orderId}`)
  expect([answer.statusCode, (answer.json() as Answer<typeof removeOrder>).jobId]).toEqual([200, null])
  expect(await standing('K0012')).toEqual({ ...before, expected_orders: expect.closeTo(Number(before?.['expected_orders']), 1) })
  const trail = await query<{ action: string }>(
    product.database.admin,
    `select action from app.audit_entry where tenant_id = $1 and entity = 'order' and entity_id = $2 order by audit_id`,
    [tenantId, orderId],
  )
  expect(trail.map(entry => entry.action)).toEqual(['create', 'remove'])
  const imported = (await boss.call('GET', `/api/dyads/${dyads.get('K0012')}/orders`)).json() as Answer<typeof listOrders>
  expect((await boss.call('DELETE', `${urlOf('K0012')}/orders/${imported.rows[0]?.orderId}`)).statusCode).toBe(409)
})

test('refuses: a day to come, no content, both contents, an unknown item, a stranger, who may only read', async () => {
  const codeOf = async (body: object) => (await record('K0003', body)).statusCode
  expect(await codeOf({ ...order, number: 'X', orderedOn: '2026-10-22' })).toBe(422)
  expect(await codeOf({ orderedOn: '2026-10-12', number: 'X' })).toBe(422)
  expect(await codeOf({ ...order, number: 'X', lines: [{ quantity: '1', unitPrice: '1' }] })).toBe(422)
  expect(await codeOf({ orderedOn: '2026-10-12', number: 'X', lines: [{ itemCode: 'nothing', quantity: '1', unitPrice: '1' }] })).toBe(422)
  expect(await codeOf({ orderedOn: '2026-10-12', number: 'X', lines: [{ quantity: '0', unitPrice: '1' }] })).toBe(422)
  const stranger = await memberBrowser(product, await plantTenant(product))
  expect((await record('K0003', order, stranger)).statusCode).toBe(404)
  const viewer = await memberBrowser(product, tenantId, { role: 'viewer' })
  expect((await record('K0003', order, viewer)).statusCode).toBe(403)
  const idle = await memberBrowser(product, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await record('K0003', order, idle)).statusCode).toBe(404)
})

test('right: an order of a closed month has everything recalculated', async () => {
  const { jobId } = (await record('K0004', { ...order, number: 'H-4', orderedOn: '2026-08-03' })).json() as Recorded
  expect(jobId).not.toBeNull()
  await settled()
})

test('right: a file that brings the number later replaces what was recorded; the list of imports has files alone', async () => {
  await record('K0005', { ...order, number: 'H-5' })
  await imported(['H-5,K0005,2026-10-13,I1,C1,2,900'])
  const orders = (await boss.call('GET', `/api/dyads/${dyads.get('K0005')}/orders?number=H-5`)).json() as Answer<typeof listOrders>
  expect(orders.rows.map(row => [row.orderedOn, row.netMinor, row.isRecorded])).toEqual([['2026-10-13', 180_000, false]])
  const { rows } = (await boss.call('GET', '/api/imports')).json()
  expect(rows.length).toBe(2)
})

test('right: a customer entered by hand is on the map with its first order', async () => {
  const { dyadId } = (await boss.call('POST', '/api/customers', { name: '新客户' })).json()
  dyads.set('new', dyadId)
  expect((await boss.call('GET', `/api/customers/${dyadId}/future`)).json()).toEqual({ future: null, jobId: null })
  const {
    standing: now,
    future,
    jobId,
  } = (await record('new', { orderedOn: '2026-10-18', number: 'N-1', amountMinor: 900_000 })).json() as Recorded
  expect([now?.orders, now?.move, jobId]).toEqual([1, 'entered', null])
  expect(now?.type).not.toBeNull()
  expect(future?.orders?.expected).toBeGreaterThan(0)
  const { map } = (await boss.call('GET', '/api/map')).json() as Answer<typeof readMap>
  expect(map?.points.id).toContain(dyadId)
})

test('bounded: two orders of one customer at the same time are both there', async () => {
  const before = await standing('K0007')
  await Promise.all(['A', 'B', 'C'].map((number, n) => record('K0007', { orderedOn: `2026-10-1${n + 2}`, number, amountMinor: 10_000 })))
  const { future } = (await boss.call('GET', `${urlOf('K0007')}/future`)).json() as Answer<typeof readFuture>
  expect((await standing('K0007'))?.['orders']).toBeGreaterThan(Number(before?.['orders']))
  expect(Number((await standing('K0007'))?.['net_sales_minor']) - Number(before?.['net_sales_minor'])).toBe(30_000)
  expect(future?.asOf).toBe('2026-10-20')
})
