import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inTenant } from '#server/platform/database.ts'
import { rebuildRollups } from './rollup.sql.ts'

let door: TestApp
let tenantId: string
let boss: Browser
let dyadId: string
const [seen, unseen] = [newId(), newId()]
const items = [newId(), newId()]
const categoryId = newId()

async function plant(table: string, rows: readonly object[]): Promise<void> {
  const [first = {}] = rows
  const names = Object.keys(first)
    .map(name => `"${name}"`)
    .join(', ')
  await query(
    door.database.admin,
    `insert into app.${table} (${names}) select ${names} from jsonb_populate_recordset(null::app.${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

type Line = { quantity: number; net: number; cost?: number; item?: number }

async function plantOrder(
  number: string,
  day: string,
  lines: readonly Line[],
  more: { kind?: string; importId?: string; supersededBy?: string } = {},
): Promise<string> {
  const { kind = 'order', importId = seen, supersededBy = null } = more
  const orderId = newId()
  const key = { tenant_id: tenantId, dyad_id: dyadId, order_id: orderId, import_id: importId }
  const net = lines.reduce((sum, line) => sum + line.net, 0)
  await plant('sales_order', [
    {
      ...key,
      superseded_by: supersededBy,
      source: 'erp',
      number,
      kind,
      ordered_on: day,
      currency: 'CNY',
      line_count: lines.length,
      net_minor: net,
      content_hash: number,
    },
  ])
  await plant(
    'order_line',
    lines.map((line, index) => ({
      ...key,
      line_no: index + 1,
      row_no: index + 1,
      line_key: String(10 * (index + 1)),
      item_id: items[line.item ?? 0],
      quantity: line.quantity,
      currency: 'CNY',
      amount_minor: line.net,
      net_minor: line.net,
      cost_minor: line.cost ?? null,
      requested_on: '2026-10-05',
      promised_on: '2026-10-06',
    })),
  )
  return orderId
}

const get = async (path: string, browser = boss) => {
  const answer = await browser.call('GET', `/api/dyads/${dyadId}/${path}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  dyadId = (await boss.call('POST', '/api/customers', { name: '华东电机', code: 'K1' })).json().dyadId
  await plant('import', [
    {
      tenant_id: tenantId,
      import_id: seen,
      source: 'erp',
      state: 'published',
      files: [{ name: 'orders.csv' }],
      settings: {},
      created_at: '2026-11-01',
    },
    { tenant_id: tenantId, import_id: unseen, source: 'erp', state: 'publishing', files: [], settings: {}, created_at: '2026-11-01' },
  ])
  await plant('item_category', [{ tenant_id: tenantId, category_id: categoryId, name: '深沟球轴承' }])
  await plant(
    'item',
    items.map((item_id, index) => ({
      tenant_id: tenantId,
      item_id,
      code: `I${index}`,
      name: `轴承${index}`,
      category_id: index === 0 ? categoryId : null,
      created_at: '2026-01-01',
    })),
  )
  await plantOrder('A1', '2025-10-10', [{ quantity: 1, net: 4000 }])
  await plantOrder('A2', '2026-10-01', [
    { quantity: 2, net: 10_000, cost: 7000 },
    { quantity: 1, net: 5000, item: 1 },
  ])
  await plantOrder('A3', '2026-10-01', [{ quantity: 1, net: 3000, cost: 2000 }])
  await plantOrder('R1', '2026-10-20', [{ quantity: -1, net: -2000, cost: -1500 }], { kind: 'return' })
  await plantOrder('A2', '2026-10-01', [{ quantity: 9, net: 99 }], { supersededBy: seen })
  await plantOrder('A9', '2026-10-02', [{ quantity: 9, net: 99 }], { importId: unseen })
  const fact = { tenant_id: tenantId, dyad_id: dyadId, import_id: seen, row_no: 1, file_no: 0, source: 'erp' }
  await plant('delivery', [
    {
      ...fact,
      delivery_id: newId(),
      document: 'd1',
      order_number: 'A2',
      line_no: 10,
      delivered_on: '2026-10-06',
      freight_minor: 100,
      is_rush: false,
    },
    {
      ...fact,
      delivery_id: newId(),
      document: 'd1',
      order_number: 'A2',
      line_no: 20,
      delivered_on: '2026-10-08',
      freight_minor: null,
      is_rush: true,
    },
  ])
  await plant('delivery', [{ ...fact, delivery_id: newId(), document: 'd2', order_number: 'A3', line_no: 10, is_rush: false }])
  await plant('payment', [
    { ...fact, payment_id: newId(), paid_on: '2026-10-30', days_outstanding: 29, currency: 'CNY', amount_minor: 15_000 },
  ])
  await plant('known_cost', [{ ...fact, cost_id: newId(), kind: 'rebate', incurred_on: '2026-10-31', amount_minor: 700, note: '季度返利' }])
  await inTenant(door.platform.db, { tenantId }, tx => rebuildRollups(tx, tenantId, [dyadId]))
})
afterAll(() => door.close())

test('orders: the newest first, by key, without replaced and unpublished ones', async () => {
  const first = await get('orders?limit=2')
  const second = await get(`orders?limit=2&after=${first.next}`)
  const numbers = [...first.rows, ...second.rows].map((order: { number: string }) => order.number)
  expect(numbers.toSorted()).toEqual(['A1', 'A2', 'A3', 'R1'])
  expect([numbers[0], numbers[3]]).toEqual(['R1', 'A1'])
  expect(second.next).toBeNull()
  expect((await get('orders?kind=return')).rows).toHaveLength(1)
  expect((await get('orders?from=2026-10-01&to=2026-10-01&number=a2')).rows).toMatchObject([{ number: 'A2', netMinor: 15_000, lines: 2 }])
})

test('an order opens to its lines, deliveries and file', async () => {
  const { orderId } = (await get('orders?number=A2')).rows[0]
  const order = await get(`orders/${orderId}`)
  expect(order).toMatchObject({ fileName: 'orders.csv', order: { number: 'A2' } })
  expect(order.lines).toMatchObject([
    { itemCode: 'I0', netMinor: 10_000, costMinor: 7000, requestedOn: '2026-10-05' },
    { itemCode: 'I1', costMinor: null },
  ])
  expect(order.deliveries).toMatchObject([
    { promisedOn: '2026-10-06', lateDays: 0 },
    { lateDays: 2, isRush: true },
  ])
})

test('every part of the contribution opens to the rows that the rollup counted', async () => {
  const window = 'from=2025-10-31&to=2026-10-31'
  const [rolled] = await query<Record<string, string>>(
    door.database.admin,
    `select sum(net_sales_minor) as net, sum(known_cost_minor) as cost, sum(orders) as orders, sum(lines) as lines, sum(returns) as returns, sum(deliveries) as deliveries,
      sum(rush_deliveries) as rush, sum(freight_minor) as freight, sum(rebates_minor) as rebates, sum(paid_minor) as paid
     from app.dyad_day where dyad_id = $1 and day > '2025-10-31' and day <= '2026-10-31'`,
    [dyadId],
  )
  const sum = async (part: string) => (await get(`lines?part=${part}&${window}`)).sum
  const expected = Object.fromEntries(Object.entries(rolled ?? {}).map(([name, value]) => [name, Number(value)]))
  expect(expected).toEqual({
    net: 16_000,
    cost: 7500,
    orders: 1,
    lines: 3,
    returns: 1,
    deliveries: 2,
    rush: 1,
    freight: 100,
    rebates: 700,
    paid: 15_000,
  })
  expect(await sum('netSales')).toMatchObject({ amountMinor: expected.net, count: 4 })
  expect(await sum('costOfGoods')).toMatchObject({ amountMinor: expected.cost, withoutAmount: 1 })
  expect(await sum('line')).toMatchObject({ count: expected.lines })
  expect(await sum('order')).toMatchObject({ count: expected.orders })
  expect(await sum('return')).toMatchObject({ count: expected.returns })
  expect(await sum('delivery')).toMatchObject({ count: expected.deliveries })
  expect(await sum('rushDelivery')).toMatchObject({ count: expected.rush })
  expect(await sum('freight')).toMatchObject({ amountMinor: expected.freight })
  expect(await sum('rebates')).toMatchObject({ amountMinor: expected.rebates })
  expect(await sum('claims')).toMatchObject({ count: 0, amountMinor: null })
  expect(await sum('financing')).toMatchObject({ amountMinor: expected.paid })
  expect(await sum('visit')).toMatchObject({ count: 0 })
})

test('the rows behind a number come by key, each once', async () => {
  const keys: string[] = []
  let after = ''
  for (let page = 0; page < 9; page++) {
    const { rows, next } = await get(`lines?part=netSales&limit=2${after}`)
    keys.push(...rows.map((row: { key: string }) => row.key))
    if (next === null) break
    after = `&after=${next}`
  }
  expect(keys).toHaveLength(5)
  expect(new Set(keys).size).toBe(5)
})

test('deliveries say how many promises were kept', async () => {
  const { rows, summary, total } = await get('deliveries')
  expect(total).toBe(rows.length)
  expect(rows.map((row: { lateDays: number }) => row.lateDays)).toEqual([2, 0, null])
  expect(summary).toEqual({ from: '2025-10-08', to: '2026-10-08', deliveries: 1, withPromise: 2, onTime: 1, rush: 1 })
  expect(await get('deliveries?late=true')).toMatchObject({ rows: [{}], total: 1 })
  expect(await get('deliveries?limit=1')).toMatchObject({ rows: [{}], total: rows.length })
  const pages = [await get('deliveries?limit=1')]
  while (pages.at(-1).next !== null) pages.push(await get(`deliveries?limit=1&after=${pages.at(-1).next}`))
  expect(pages.flatMap(page => page.rows.map((row: { lateDays: number | null }) => row.lateDays))).toEqual([2, 0, null])
})

test('payments and costs', async () => {
  expect((await get('payments')).rows).toMatchObject([{ amountMinor: 15_000, daysOutstanding: 29 }])
  expect((await get('costs?kind=rebate')).rows).toMatchObject([{ amountMinor: 700, note: '季度返利' }])
  expect((await get('costs?kind=claim')).rows).toEqual([])
})

test('what is bought, by item and by category, now and the year before, and the months of both', async () => {
  const byItem = await get('items?to=2026-10-31')
  expect(byItem.rows).toMatchObject([
    { itemCode: 'I0', categoryName: '深沟球轴承', netMinor: 11_000, beforeMinor: 4000 },
    { itemCode: 'I1', categoryName: null, netMinor: 5000, beforeMinor: 0 },
  ])
  expect(byItem.rows[0].months).toHaveLength(24)
  expect([byItem.rows[0].months[11], byItem.rows[0].months[23]]).toEqual([4000, 11_000])
  expect(byItem).toMatchObject({ firstMonth: '2024-11-01', lastMonth: '2026-10-01' })
  const byCategory = await get('items?by=category&to=2026-10-31&limit=1')
  expect(byCategory.rows).toMatchObject([{ itemId: null, categoryName: '深沟球轴承', netMinor: 11_000 }])
  expect(byCategory.rest).toEqual({ count: 1, netMinor: 5000, beforeMinor: 0 })
})

test('months and order days of a whole life', async () => {
  const trade = await get('trade')
  expect(trade.months).toMatchObject([
    { month: '2025-10-01', netSalesMinor: 4000, orders: 1 },
    { month: '2026-10-01', netSalesMinor: 16_000, orders: 1, returns: 1 },
  ])
  expect(trade.orderDays).toEqual([
    { day: '2025-10-10', netSalesMinor: 4000 },
    { day: '2026-10-01', netSalesMinor: 18_000 },
  ])
  expect(trade.has).toEqual({ deliveries: true, payments: true, costs: true })
  expect((await get('trade?to=2025-12-31')).months).toHaveLength(1)
})

test('facts of a customer that one does not see are not there', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const theirs = await memberBrowser(door, await plantTenant(door))
  for (const browser of [seller, theirs])
    for (const path of ['orders', 'lines?part=netSales', 'deliveries', 'payments', 'costs', 'items', 'trade', `orders/${newId()}`])
      expect((await browser.call('GET', `/api/dyads/${dyadId}/${path}`)).statusCode, path).toBe(404)
})
