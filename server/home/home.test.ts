import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const ids = new Map<string, string>()
const generation = 1

async function plant(table: string, row: object): Promise<void> {
  const names = Object.keys(row)
    .map(name => `"${name}"`)
    .join(', ')
  await query(
    door.database.admin,
    `insert into app.${table} (${names}) select ${names} from jsonb_populate_record(null::app.${table}, $1::jsonb)`,
    [JSON.stringify(row)],
  )
}

const plain = {
  tenant_id: '',
  generation,
  as_of: '2026-10-31',
  net_contribution_state: 'estimated',
  net_sales_minor: 100,
  data_confidence: 0.7,
  is_provisional: false,
  is_dormant: false,
  is_below_zero: false,
  is_overridden: false,
  orders: 3,
}

async function customer(name: string, standing: object, owner?: string): Promise<void> {
  const answer = await boss.call('POST', '/api/customers', { name, code: `K${ids.size}`, ...(owner ? { ownerId: owner } : {}) })
  const { dyadId } = answer.json()
  ids.set(name, dyadId)
  await plant('customer_standing', { ...plain, tenant_id: tenantId, dyad_id: dyadId, ...standing })
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-21T08:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  await plant('generation', {
    tenant_id: tenantId,
    generation,
    state: 'current',
    settings_version: 1,
    settings: {},
    currency: 'CNY',
    as_of: '2026-10-31',
    sources: {},
    reason: 'test',
    facts_hash: 'x',
    customers: 0,
    placed: 0,
    created_at: '2026-11-01',
  })
  for (const as_of of ['2026-08-31', '2026-09-30', '2026-10-31'])
    await plant('classification_run', {
      tenant_id: tenantId,
      run_id: newId(),
      generation,
      as_of,
      kind: 'month_end',
      settings_version: 1,
      is_short_window: false,
      is_provisional: false,
      ranked: 1,
      tenant_mu: 30,
      cuts: {},
      counts: {},
      facts_hash: 'x',
      created_at: '2026-11-01',
    })
  await customer('上升客户', {
    type: 'gold',
    previous_type: 'star',
    moved_on: '2026-10-31',
    net_contribution_minor: 900,
    net_contribution_before_minor: 500,
    last_order: '2026-10-30',
    recency: 0.1,
  })
  await customer('下降客户', {
    type: 'endangered',
    previous_type: 'mature',
    moved_on: '2026-10-31',
    net_contribution_minor: 300,
    last_order: '2026-08-01',
    recency: 2.5,
    mu: 30,
  })
  await customer('早先上升', {
    type: 'gold',
    previous_type: 'star',
    moved_on: '2026-08-31',
    net_contribution_minor: 100,
    last_order: '2026-10-25',
    recency: 1.6,
    mu: 3,
  })
  await customer('新客户', { type: 'promising', first_order: '2026-10-12', last_order: '2026-10-12', net_contribution_minor: 50 })
  await customer('流失客户', {
    type: 'release',
    stage: 'termination',
    stage_since: '2026-10-31',
    net_contribution_minor: 0,
    net_contribution_before_minor: 700,
    last_order: '2026-01-01',
    recency: 9,
  })
})
afterAll(() => door.close())

const home = async (browser: Browser) => {
  const answer = await browser.call('GET', '/api/home')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const namesOf = (list: { rows: { name: string }[] }) => list.rows.map(row => row.name)

test('what moved since the month before, who is new, lost or later than their rhythm', async () => {
  const page = await home(boss)
  expect(page).toMatchObject({ asOf: '2026-10-31', movesSince: '2026-09-30', since: null, hasCustomers: true, hasFacts: false })
  expect(namesOf(page.up)).toEqual(['上升客户'])
  expect(page.down).toMatchObject({ count: 1, valueMinor: 300, rows: [{ name: '下降客户', fromType: 'mature', type: 'endangered' }] })
  expect(namesOf(page.entered)).toEqual(['新客户'])
  expect(page.lost).toMatchObject({ count: 1, valueMinor: 700 })
  expect(namesOf(page.late)).toEqual(['下降客户'])
  expect(page.figures).toMatchObject({
    customers: 5,
    placed: 5,
    netSalesMinor: 500,
    netContributionMinor: 1350,
    netContributionBeforeMinor: 1200,
    netContributionState: 'estimated',
    late: 1,
    lateValueMinor: 300,
  })
  expect(page.cells).toHaveLength(9)
  expect(page.cells[2]).toEqual({ count: 2, valueMinor: 1000 })
})

test('a longer absence counts from further back', async () => {
  await query(
    door.database.admin,
    `update app.membership set previous_seen_at = '2026-09-05T00:00:00Z' where tenant_id = $1 and user_id = $2`,
    [tenantId, boss.userId],
  )
  expect(await home(boss)).toMatchObject({ movesSince: '2026-08-31', since: '2026-09-05T00:00:00.000Z' })
})

test('each sees their own: figures and lists, and nothing of another firm', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect(await home(seller)).toMatchObject({
    hasCustomers: false,
    figures: { customers: 0, netSalesMinor: 0, netContributionState: 'unknown' },
  })
  await customer('卖家的客户', { type: 'star', net_contribution_minor: 10 }, seller.userId)
  expect(await home(seller)).toMatchObject({ hasCustomers: true, figures: { customers: 1, netContributionMinor: 10 } })
  const theirs = await memberBrowser(door, await plantTenant(door))
  expect(await home(theirs)).toMatchObject({ asOf: null, movesSince: null, figures: { customers: 0 } })
})

test('search reaches customers, contacts, orders, items and suppliers, and no further than one may see', async () => {
  const dyadId = ids.get('上升客户') ?? ''
  await boss.call('POST', `/api/customers/${dyadId}/contacts`, { name: '欧阳震华', phone: '13912345678' })
  const importId = newId()
  await plant('import', {
    tenant_id: tenantId,
    import_id: importId,
    source: 'erp',
    state: 'published',
    files: [],
    settings: {},
    created_at: '2026-11-01',
  })
  await plant('sales_order', {
    tenant_id: tenantId,
    dyad_id: dyadId,
    order_id: newId(),
    import_id: importId,
    source: 'erp',
    number: 'SO-2026-17',
    kind: 'order',
    ordered_on: '2026-10-01',
    currency: 'CNY',
    line_count: 0,
    net_minor: 0,
    content_hash: 'x',
  })
  await plant('item', { tenant_id: tenantId, item_id: newId(), code: '6204-2RS', name: '深沟球轴承', created_at: '2026-11-01' })
  const [party_id, own] = [newId(), newId()]
  const party = {
    tenant_id: tenantId,
    kind: 'company',
    name_key: 'x',
    initials: '',
    version: 1,
    created_at: '2026-11-01',
    updated_at: '2026-11-01',
  }
  await plant('party', { ...party, party_id, name: '洛阳钢厂', pinyin: 'luo yang gang chang' })
  await plant('party', { ...party, party_id: own, name: '本公司', pinyin: '' })
  await plant('party_role', { tenant_id: tenantId, party_id, role: 'supplier' })
  await plant('dyad', {
    tenant_id: tenantId,
    dyad_id: newId(),
    seller_id: party_id,
    buyer_id: own,
    side: 'supply',
    is_anonymous: false,
    is_project_buyer: false,
    is_published: true,
    version: 1,
    created_at: '2026-11-01',
    updated_at: '2026-11-01',
  })
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const kinds = async (q: string, browser: Browser = boss) =>
    (await browser.call('GET', `/api/search?q=${encodeURIComponent(q)}`))
      .json()
      .rows.map((row: { kind: string; title: string }) => `${row.kind} ${row.title}`)
  expect(await kinds('shangsheng')).toEqual(['customer 上升客户', 'customer 早先上升'])
  expect(await kinds('ouyang')).toEqual(['contact 欧阳震华'])
  expect(await kinds('1391234')).toEqual(['contact 欧阳震华'])
  expect(await kinds('so-2026')).toEqual(['order SO-2026-17'])
  expect(await kinds('6204')).toEqual(['item 深沟球轴承'])
  expect(await kinds('lygc')).toEqual([])
  expect(await kinds('洛阳')).toEqual(['supplier 洛阳钢厂'])
  for (const q of ['shangsheng', 'ouyang', 'so-2026']) expect(await kinds(q, seller), q).toEqual([])
  expect(await kinds('%%%')).toEqual([])
  const list = (await boss.call('GET', '/api/parties?role=supplier&q=luoyang')).json()
  expect(list).toMatchObject({ rows: [{ name: '洛阳钢厂', roles: ['supplier'] }], next: null })
})
