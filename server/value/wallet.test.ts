import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type * as wallet from '#contract/value/wallet.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { enqueueIdentify } from '#server/segments/enqueue-identify.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'

const until = dayOf(2026, 10, 31)
const now = new Date('2026-10-31T04:00:00Z')
const owner = newId()
let product: TestApp
let tenantId: string
let dyads: ReadonlyMap<string, string>
let categories: ReadonlyMap<string, string>
let boss: Browser & { userId: string }

type HeadRoom = Answer<typeof wallet.listHeadRoom>
type Wallet = Answer<typeof wallet.readWallet>
type Opened = Answer<typeof wallet.openWallet>

async function settled(): Promise<void> {
  for (let tries = 0; tries < 800; tries++) {
    const sql = `select count(*)::int as open from app.job where state in ('queued', 'running')`
    const [row] = await query<{ open: number }>(product.database.admin, sql)
    if (row?.open === 0) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('the jobs have not ended')
}

const get = async <T>(browser: Browser, url: string): Promise<T> => {
  const answer = await browser.call('GET', url)
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as T
}

async function identify(firm: string): Promise<void> {
  await inTenant(product.platform.db, { tenantId: firm }, tx => enqueueIdentify(product.platform.jobs, tx, { tenantId: firm }, 'asked'))
  await settled()
}

/** Every fourth item is of one category; the first forty customers never buy the last one. */
function book() {
  const { items = [], customers } = inventTrade(120, until, [owner, newId()])
  const poorer = customers.map((customer, k) => {
    const orders = customer.orders.map(order => (k < 40 && (order.item ?? 0) % 4 === 3 ? { ...order, item: 0 } : order))
    return { ...customer, orders }
  })
  return { items, customers: poorer }
}

beforeAll(async () => {
  product = await testApp({ now: () => now })
  const planted = await plantTrade(product.database.admin, book())
  ;({ tenantId, dyads } = planted)
  const rows = await query<{ category_id: string; name: string }>(
    product.database.admin,
    'select category_id, name from app.item_category where tenant_id = $1',
    [tenantId],
  )
  categories = new Map(rows.map(row => [row.name, row.category_id]))
  await product.platform.jobs.start()
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const never = (code = 'K0001') => `/api/customers/${dyads.get(code)}/wallet`

test('before the first reckoning there is nothing, and it says so', async () => {
  expect(await get(boss, '/api/wallet')).toMatchObject({ run: null, categories: [], total: { customers: 0, contribution: 0 } })
  expect(await get(boss, '/api/wallet/head-room')).toEqual({ rows: [], next: null })
  expect(await get<Wallet>(boss, never())).toMatchObject({ run: null, rows: [], overall: null, contribution: 0 })
})

test('after a recalculation all wallets are reckoned: by regression, ranges in order, the most money first', async () => {
  await identify(tenantId)
  const state = await get<Answer<typeof wallet.readWalletRun>>(boss, '/api/wallet')
  expect(state.run).toMatchObject({
    month: '2026-10-31',
    method: 'regression',
    kind: 'category',
    categories: 4,
    margin: 0.25,
    currency: 'CNY',
  })
  expect(state.categories.map(({ name }) => name)).toEqual(['C0', 'C1', 'C2', 'C3'])
  expect(state.total.contribution).toBeGreaterThan(0)
  expect(state.total.unconfirmed).toBe(state.total.contribution)
  const { rows } = await get<HeadRoom>(boss, '/api/wallet/head-room?limit=200')
  expect(rows.map(row => row.gap)).toEqual(rows.map(row => row.gap).toSorted((a, b) => b - a))
  for (const row of rows) {
    expect(row.low <= row.middle && row.middle <= row.high && row.gap > 0).toBe(true)
    expect(row).toMatchObject({ confidence: 'C', gapContribution: Math.round(row.gap * 0.25), wallet: row.middle })
  }
})

test('the list reads on by key and keeps to its filters', async () => {
  const all = (await get<HeadRoom>(boss, '/api/wallet/head-room?limit=200')).rows
  const first = await get<HeadRoom>(boss, '/api/wallet/head-room?limit=7')
  const second = await get<HeadRoom>(boss, `/api/wallet/head-room?limit=7&after=${first.next}`)
  expect([...first.rows, ...second.rows]).toEqual(all.slice(0, 14))
  const chosen = categories.get('C3') ?? ''
  const some = await get<HeadRoom>(boss, `/api/wallet/head-room?category=${chosen}&notBought=true`)
  expect(some.rows.length).toBeGreaterThan(0)
  expect(some.rows.every(row => row.categoryId === chosen && row.own === 0)).toBe(true)
  const [type] = all.flatMap(row => row.type ?? [])
  const typed = await get<HeadRoom>(boss, `/api/wallet/head-room?type=${type}`)
  expect(typed.rows.every(row => row.type === type)).toBe(true)
  const mine = await get<HeadRoom>(boss, `/api/wallet/head-room?owner=${owner}`)
  expect(mine.rows.length).toBeGreaterThan(0)
  expect(mine.rows.length).toBeLessThan(all.length)
  const named = await get<HeadRoom>(boss, '/api/wallet/head-room?q=K0001')
  expect(new Set(named.rows.map(row => row.code))).toEqual(new Set(['K0001']))
  expect((await boss.call('GET', '/api/wallet/head-room?after=nonsense')).statusCode).toBe(422)
})

test('a figure opens to the regression, its effects, and the look-alikes with what they buy', async () => {
  const { rows, lookAlikes } = await get<Wallet>(boss, never())
  expect(lookAlikes).toBe(25)
  const [row] = rows
  const opened = await get<Opened>(boss, `${never()}/${row?.categoryId}`)
  expect(opened.row).toEqual(row)
  expect(opened.model?.customers).toBeGreaterThan(60)
  expect(opened.model?.effects.map(({ feature }) => feature)).toEqual(
    expect.arrayContaining(['otherPurchases', 'tenure', 'frequency', 'share']),
  )
  expect(opened.lookAlikes.length).toBe(25)
  expect(opened.lookAlikes.filter(({ own }) => own > 0).length).toBe(row?.buyers)
  expect(opened.hidden).toEqual({ count: 0, buyers: 0 })
})

test('what someone knows replaces what was reckoned, at once and after the next reckoning; withdrawn, the estimate is back', async () => {
  const before = await get<Wallet>(boss, never())
  const row = before.rows.find(({ own }) => own > 0)
  if (row === undefined) throw new Error('the customer buys something')
  const body = { categoryId: row.categoryId, purchases: row.own * 4, confidence: 'A', observedOn: '2026-10-20', source: '客户年度采购计划' }
  const entered = await boss.call('POST', never(), body)
  expect(entered.json()).toMatchObject({
    wallet: row.own * 4,
    share: 0.25,
    gap: row.own * 3,
    confidence: 'A',
    low: row.low,
    middle: row.middle,
  })
  const headroom = async () => {
    const sql = 'select headroom from app.customer_standing where tenant_id = $1 and dyad_id = $2'
    return (await query<{ headroom: number }>(product.database.admin, sql, [tenantId, dyads.get('K0001')]))[0]?.headroom ?? 0
  }
  const rank = await headroom()
  await settled()
  const after = (await get<Wallet>(boss, never())).rows.find(one => one.categoryId === row.categoryId)
  expect(after).toMatchObject({ wallet: row.own * 4, share: 0.25, confidence: 'A' })
  const opened = await get<Opened>(boss, `${never()}/${row.categoryId}`)
  expect(opened.known).toMatchObject([{ purchases: row.own * 4, confidence: 'A', source: '客户年度采购计划', counts: true }])
  await identify(tenantId)
  expect(await headroom()).toBeGreaterThanOrEqual(rank)
  await boss.call('POST', `/api/customers/${dyads.get('K0001')}/evidence/${after?.evidenceId}/withdraw`)
  await settled()
  expect((await get<Wallet>(boss, never())).rows.find(one => one.categoryId === row.categoryId)).toEqual(row)
})

test('what cannot be is refused with a sentence: both or neither, a share of nothing, a day to come, a foreign category', async () => {
  const { rows } = await get<Wallet>(boss, never())
  const nothingBought = rows.find(({ own }) => own === 0)
  const good = { categoryId: categories.get('C0'), purchases: 100, confidence: 'B', observedOn: '2026-10-20', source: '拜访' }
  const field = async (body: object) => {
    const answer = await boss.call('POST', never(), body)
    return [answer.statusCode, answer.json().details?.fields?.[0]?.path]
  }
  expect(await field({ ...good, share: 0.5 })).toEqual([422, 'body.purchases'])
  expect(await field({ ...good, purchases: null })).toEqual([422, 'body.purchases'])
  expect(await field({ ...good, observedOn: '2027-01-01' })).toEqual([422, 'body.observedOn'])
  expect(await field({ ...good, categoryId: newId() })).toEqual([422, 'body.categoryId'])
  expect(await field({ ...good, confidence: 'C' })).toEqual([422, 'body.confidence'])
  if (nothingBought)
    expect(await field({ ...good, categoryId: nothingBought.categoryId, purchases: null, share: 0.5 })).toEqual([422, 'body.share'])
})

test('who sees some customers sees their wallets alone: in the list, the sum, the file and among look-alikes', async () => {
  const clerk = await memberBrowser(product, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await get<HeadRoom>(clerk, '/api/wallet/head-room')).rows).toEqual([])
  expect((await get<Answer<typeof wallet.readWalletRun>>(clerk, '/api/wallet')).total).toEqual({
    customers: 0,
    contribution: 0,
    unconfirmed: 0,
  })
  expect((await clerk.call('GET', never())).statusCode).toBe(404)
  const own = dyads.get('K0002') ?? ''
  await query(product.database.admin, 'update app.dyad set owner_id = $1 where tenant_id = $2 and dyad_id = $3', [
    clerk.userId,
    tenantId,
    own,
  ])
  const seen = await get<HeadRoom>(clerk, '/api/wallet/head-room')
  expect(new Set(seen.rows.map(row => row.dyadId))).toEqual(new Set([own]))
  const opened = await get<Opened>(clerk, `/api/customers/${own}/wallet/${seen.rows[0]?.categoryId}`)
  expect([opened.lookAlikes.length, opened.hidden.count]).toEqual([0, 25])
  const file = await clerk.call('GET', '/api/wallet/head-room/export')
  expect(file.body.trim().split('\r\n').length).toBe(1 + seen.rows.length)
  const viewer = await memberBrowser(product, tenantId, { role: 'viewer' })
  expect((await viewer.call('GET', '/api/wallet/head-room/export')).statusCode).toBe(403)
  expect((await viewer.call('POST', never(), { categoryId: newId() })).statusCode).toBe(403)
})

test('the file has every row, money in whole units, and the audit trail has what went out', async () => {
  const { rows } = await get<HeadRoom>(boss, '/api/wallet/head-room?limit=200&confidence=C')
  const file = await boss.call('GET', '/api/wallet/head-room/export?confidence=C', undefined, { 'accept-language': 'en' })
  const [head, first] = file.body.split('\r\n')
  expect(head).toContain('Contribution to be won')
  expect(first).toContain(String((rows[0]?.gap ?? 0) / 100))
  const sql = `select rows_affected as count, after from app.audit_entry where tenant_id = $1 and entity = 'head_room' order by audit_id desc limit 1`
  const [entry] = await query<{ count: string; after: object }>(product.database.admin, sql, [tenantId])
  expect(entry?.after).toEqual({ confidence: ['C'] })
  expect(Number(entry?.count)).toBeGreaterThanOrEqual(rows.length)
})

test('a book of a few customers, or without categories, says so', async () => {
  const small = await plantTrade(product.database.admin, { ...inventTrade(4, until), items: [] }, await plantTenant(product))
  const few = await memberBrowser(product, small.tenantId)
  await identify(small.tenantId)
  const state = await get<Answer<typeof wallet.readWalletRun>>(few, '/api/wallet')
  expect(state.run).toMatchObject({ method: 'none', kind: 'item' })
})
