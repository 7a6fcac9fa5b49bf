import { afterAll, beforeAll, expect, test } from 'vitest'
import { completenessItems } from '#core/dyads/completeness.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

const names = [
  '上海华东轴承有限公司',
  '苏州恒力传动',
  '宁波东方机械',
  'Acme Bearings Ltd',
  '上海精工（华东）贸易',
  '华东电机厂',
  '重庆长安机械',
  'SKF 代理商',
]

type Made = { dyadId: string; version: number; name: string }
const made = new Map<string, Made>()

async function create(browser: Browser, body: object): Promise<Made> {
  const answer = await browser.call('POST', '/api/customers', { duplicateReason: '另有其人', ...body })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function list(
  browser: Browser,
  search: string,
): Promise<{ rows: { dyadId: string; name: string }[]; next: string | null; total: { count: number; more: boolean } | null }> {
  const answer = await browser.call('GET', `/api/customers?${search}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const found = async (q: string, browser: Browser = boss) =>
  (await list(browser, `sort=name&q=${encodeURIComponent(q)}`)).rows.map(row => row.name)

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  for (const [index, name] of names.entries())
    made.set(
      name,
      await create(boss, {
        name,
        code: `C-00${index}`,
        customerKind: index % 2 === 0 ? 'enterprise' : 'channel',
        region: index < 3 ? '华东' : '西南',
      }),
    )
})
afterAll(() => door.close())

test('found by a part of the name, two characters or one, in any width and case', async () => {
  expect(await found('华东')).toEqual(['华东电机厂', '上海华东轴承有限公司', '上海精工（华东）贸易'])
  expect(await found('厂')).toEqual(['华东电机厂'])
  expect(await found('ＡＣＭＥ')).toEqual(['Acme Bearings Ltd'])
  expect(await found('cme bear')).toEqual(['Acme Bearings Ltd'])
  expect(await found('精工(华东)')).toEqual(['上海精工（华东）贸易'])
})

test('found by pinyin, initials and code', async () => {
  expect(await found('huadong')).toEqual(['华东电机厂', '上海华东轴承有限公司', '上海精工（华东）贸易'])
  expect(await found('shhd')).toEqual(['上海华东轴承有限公司'])
  expect(await found('hd')).toEqual(['华东电机厂', '上海华东轴承有限公司', '上海精工（华东）贸易'])
  expect(await found('chongqing')).toEqual(['重庆长安机械'])
  expect(await found('c-003')).toEqual(['Acme Bearings Ltd'])
  expect(await found('C003')).toEqual(['Acme Bearings Ltd'])
  expect(await found('没有这样的')).toEqual([])
})

test('signs without a word find nobody; blanks are no search', async () => {
  for (const signs of ['%', '_', '--', '（）', '%%']) expect(await found(signs)).toEqual([])
  expect(await found('  ')).toHaveLength(names.length)
  expect((await boss.call('GET', `/api/parties?role=customer&q=${encodeURIComponent('%')}`)).json().rows).toEqual([])
})

test('names are sorted by pinyin in Chinese, by letters in English', async () => {
  const inChinese = (await list(boss, 'sort=name')).rows.map(row => row.name)
  expect(inChinese).toEqual([
    'Acme Bearings Ltd',
    '重庆长安机械',
    '华东电机厂',
    '宁波东方机械',
    '上海华东轴承有限公司',
    '上海精工（华东）贸易',
    'SKF 代理商',
    '苏州恒力传动',
  ])
  const answer = await boss.call('GET', '/api/customers?sort=name&direction=desc', undefined, { 'accept-language': 'en' })
  expect(answer.json().rows.map((row: { name: string }) => row.name)).toEqual(inChinese.toReversed())
})

test('filters: kind, region, owner, completeness, and several at once', async () => {
  expect((await list(boss, 'customerKind=channel')).total).toEqual({ count: 4, more: false })
  expect((await list(boss, 'region=%E5%8D%8E%E4%B8%9C')).rows).toHaveLength(3)
  expect((await list(boss, 'region=%E5%8D%8E%E4%B8%9C&customerKind=channel')).rows).toHaveLength(1)
  expect((await list(boss, 'owner=me')).rows).toHaveLength(8)
  expect((await list(boss, 'owner=nobody')).rows).toHaveLength(0)
  expect((await list(boss, 'type=unplaced')).rows).toHaveLength(8)
  expect((await list(boss, 'type=gold')).rows).toHaveLength(0)
  expect((await list(boss, 'completenessFrom=90')).rows).toHaveLength(0)
  expect((await list(boss, 'completenessTo=40')).rows).toHaveLength(8)
})

test('what the records lack: each filter finds as many as the gap list counts', async () => {
  const firm = await plantTenant(door)
  const chief = await memberBrowser(door, firm)
  const people = await memberBrowser(door, firm)
  const whole = {
    code: 'W-1',
    customerKind: 'enterprise',
    region: '江苏',
    city: '苏州',
    address: '金鸡湖路 1 号',
    phone: '0512-1',
    email: 'w@example.com',
    industry: '机械',
    uscc: '91310000MA1FL2WXX1',
    acceptUscc: true,
    usccReason: '营业执照如此',
    paymentTermsDays: 30,
  }
  const { dyadId } = await create(chief, { name: '苏州样样齐全', ...whole })
  const added = await chief.call('POST', `/api/customers/${dyadId}/contacts`, { name: '李强', phone: '139' })
  expect(added.statusCode, added.body).toBe(200)
  const { uscc: _, acceptUscc: __, usccReason: ___, ...abroad } = whole
  await create(chief, { name: 'Abroad Ltd', ...abroad, country: 'DE', code: 'A-1', ownerId: people.userId })
  await create(chief, { name: '没有地区', ...whole, uscc: null, region: null, city: '', code: 'N-1' })
  const nameless = await create(chief, { name: '只有名称', ownerId: null })
  await chief.call('POST', `/api/customers/${nameless.dyadId}/contacts`, { name: '王芳' })
  const { customers, gaps } = (await chief.call('GET', '/api/completeness')).json()
  expect(customers).toBe(4)
  const counted = new Map<string, number>(gaps.map(({ item, missing }: { item: string; missing: number }) => [item, missing]))
  expect(counted.get('uscc')).toBe(2)
  expect(counted.get('region')).toBe(2)
  expect(counted.get('contact')).toBe(2)
  expect(counted.get('contactReach')).toBe(3)
  for (const item of completenessItems)
    expect((await list(chief, `missing=${item}`)).total, item).toEqual({ count: counted.get(item) ?? 0, more: false })
  expect((await list(chief, 'missing=region&missing=contact')).total?.count).toBe(3)
  expect((await list(chief, 'missing=region&customerKind=enterprise')).rows.map(row => row.name)).toEqual(['没有地区'])
  expect((await chief.call('GET', '/api/customers?missing=shoes')).statusCode).toBe(422)
})

test('a page that is asked for wrongly is refused with a sentence', async () => {
  const answer = await boss.call('GET', '/api/customers?after=nonsense&sort=colour')
  expect(answer.statusCode).toBe(422)
  expect((await boss.call('GET', '/api/customers?after=nonsense')).statusCode).toBe(422)
})

test('the list by key gives every customer once, while others are added, in both directions, with values and without', async () => {
  const firm = await plantTenant(door)
  const reader = await memberBrowser(door, firm)
  for (let i = 0; i < 60; i++) await create(reader, { name: `客户${i % 7}` })
  const ids = (
    await query<{ dyad_id: string }>(door.database.admin, `select dyad_id from app.dyad where tenant_id = $1 and side = 'sale'`, [firm])
  ).map(row => row.dyad_id)
  for (const [index, dyadId] of ids.entries())
    if (index % 3 > 0) await plantStanding(firm, dyadId, { net_contribution_minor: index % 3 === 1 ? (index % 5) * 100 : null })
  for (const order of [
    'sort=netContribution&direction=desc',
    'sort=netContribution&direction=asc',
    'sort=name',
    'sort=name&direction=desc',
    'sort=completeness',
    'sort=createdAt',
    'sort=city',
    'sort=type',
  ]) {
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 30; page++) {
      const { rows, next } = await list(reader, `limit=7&${order}${after}`)
      seen.push(...rows.map(row => row.dyadId))
      if (page === 2) await create(reader, { name: `后来${order}` })
      if (next === null) break
      after = `&after=${next}`
    }
    expect(new Set(seen).size, order).toBe(seen.length)
    expect(
      ids.filter(id => !seen.includes(id)),
      order,
    ).toEqual([])
  }
})

async function plantStanding(firm: string, dyadId: string, columns: Record<string, unknown>): Promise<void> {
  const row = {
    tenant_id: firm,
    dyad_id: dyadId,
    generation: 1,
    as_of: '2026-10-31',
    type: 'gold',
    net_contribution_state: 'estimated',
    net_sales_minor: 0,
    data_confidence: 0.7,
    is_provisional: false,
    is_dormant: false,
    is_below_zero: false,
    is_overridden: false,
    orders: 3,
    ...columns,
  }
  await query(
    door.database.admin,
    'insert into app.customer_standing select * from jsonb_populate_record(null::app.customer_standing, $1)',
    [JSON.stringify(row)],
  )
}

test('values are sorted from the largest, customers without one come last both ways', async () => {
  const [a, b, c] = ['上海华东轴承有限公司', '苏州恒力传动', '宁波东方机械'].map(name => made.get(name)?.dyadId ?? '')
  await plantStanding(tenantId, a ?? '', { net_contribution_minor: 500, potential: 0.1, last_order: '2026-10-01' })
  await plantStanding(tenantId, b ?? '', { net_contribution_minor: 900, type: 'star', is_provisional: true, pending_current_band: 'high' })
  await plantStanding(tenantId, c ?? '', { net_contribution_minor: -5, is_below_zero: true })
  const ids = async (search: string) => (await list(boss, search)).rows.map(row => row.dyadId)
  expect((await ids('sort=netContribution')).slice(0, 3)).toEqual([b, a, c])
  expect((await ids('sort=netContribution&direction=asc')).slice(0, 3)).toEqual([c, a, b])
  expect(await ids('type=star&type=gold&sort=netContribution')).toEqual([b, a, c])
  expect(await ids('pending=true')).toEqual([b])
  expect(await ids('provisional=true')).toEqual([b])
  expect(await ids('belowZero=true')).toEqual([c])
  expect(await ids('valueFrom=0&valueTo=600')).toEqual([a])
  expect(await ids('lastOrderFrom=2026-09-30&lastOrderTo=2026-10-01')).toEqual([a])
  expect(await ids('confidenceFrom=0.7&confidenceTo=0.7&sort=netContribution')).toEqual([b, a, c])
})

test('whose customers one sees: own, department, department and below, all; and no other firm’s', async () => {
  const [top, sub, other] = [newId(), newId(), newId()]
  for (const [id, parent] of [
    [top, null],
    [sub, top],
    [other, null],
  ] as const)
    await query(door.database.admin, 'insert into app.department (tenant_id, department_id, parent_id, name) values ($1, $2, $3, $4)', [
      tenantId,
      id,
      parent,
      `部门${id.slice(-4)}`,
    ])
  const head = await memberBrowser(door, tenantId, { role: 'manager', scope: 'department_tree', departmentId: top })
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', departmentId: sub })
  const colleague = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'department', departmentId: sub })
  const stranger = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'department', departmentId: other })
  const theirs = await memberBrowser(door, await plantTenant(door, '别家公司'))
  const mine = await create(seller, { name: '卖家自己的客户' })
  const shown = async (browser: Browser) => (await found('卖家自己', browser)).length
  expect([
    await shown(seller),
    await shown(colleague),
    await shown(head),
    await shown(stranger),
    await shown(boss),
    await shown(theirs),
  ]).toEqual([1, 1, 1, 0, 1, 0])
  expect((await list(seller, '')).rows).toHaveLength(1)
  for (const [browser, status] of [
    [colleague, 200],
    [stranger, 404],
    [theirs, 404],
  ] as const) {
    expect((await browser.call('GET', `/api/customers/${mine.dyadId}`)).statusCode).toBe(status)
    expect((await browser.call('PATCH', `/api/customers/${mine.dyadId}`, { version: mine.version, city: '无锡' })).statusCode).toBe(status)
    expect((await browser.call('GET', `/api/customers/${mine.dyadId}/evidence`)).statusCode).toBe(status)
    const exported = await browser.call('GET', '/api/customers/export?q=%E5%8D%96%E5%AE%B6')
    expect(exported.body.includes('卖家自己的客户')).toBe(status === 200)
  }
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  expect((await viewer.call('POST', '/api/customers', { name: '不许' })).statusCode).toBe(403)
  expect((await viewer.call('GET', '/api/customers/export')).statusCode).toBe(403)
})

test('a customer is changed under its version, a code belongs to one, and both are written down', async () => {
  const one = await create(boss, { name: '待改客户', code: 'Ｘ 1' })
  const change = await boss.call('PATCH', `/api/customers/${one.dyadId}`, {
    version: one.version,
    name: '改过的客户',
    phone: ' 021-1 ',
    contractEndsOn: '2027-01-31',
  })
  expect(change.json()).toMatchObject({ name: '改过的客户', phone: '021-1', contractEndsOn: '2027-01-31', version: one.version + 1 })
  expect(await found('gaiguo')).toEqual(['改过的客户'])
  expect((await boss.call('PATCH', `/api/customers/${one.dyadId}`, { version: one.version, city: '无锡' })).statusCode).toBe(409)
  const taken = await boss.call('POST', '/api/customers', { name: '另一家', code: 'x  1' })
  expect(taken.statusCode).toBe(409)
  expect(taken.json()).toMatchObject({ code: 'already_exists', details: { fields: [{ path: 'body.code' }] } })
  await boss.call('PATCH', `/api/customers/${one.dyadId}`, { version: one.version + 1, code: null })
  expect((await create(boss, { name: '另一家', code: 'x 1' })).name).toBe('另一家')
  const trail = await boss.call('GET', `/api/audit?entity=customer&entityId=${one.dyadId}`)
  expect(trail.json().rows.map((row: { action: string }) => row.action)).toEqual(['update', 'update', 'create'])
  expect(trail.json().rows[1]).toMatchObject({ before: { name: '待改客户', phone: null }, after: { name: '改过的客户', phone: '021-1' } })
})

test('a wrong credit code is refused unless one insists, and a right one belongs to one company', async () => {
  const wrong = await boss.call('POST', '/api/customers', { name: '代码错', uscc: '91350100M000100Y44' })
  expect(wrong.json()).toMatchObject({ code: 'invalid', details: { fields: [{ path: 'body.uscc' }] } })
  const kept = await boss.call('POST', '/api/customers', {
    name: '代码错',
    uscc: '91350100M000100Y44',
    acceptUscc: true,
    usccReason: '营业执照如此',
  })
  expect(kept.json()).toMatchObject({ uscc: '91350100M000100Y44', usccValid: false })
  expect((await boss.call('POST', '/api/customers', { name: '对的', uscc: '91350100-M000100Y43' })).json()).toMatchObject({
    uscc: '91350100M000100Y43',
    usccValid: true,
  })
  expect((await boss.call('POST', '/api/customers', { name: '重复', uscc: '91350100M000100Y43' })).statusCode).toBe(409)
})

test('strangers cannot be owners, an unknown department is refused', async () => {
  for (const body of [{ ownerId: newId() }, { departmentId: newId() }])
    expect((await boss.call('POST', '/api/customers', { name: '归属', ...body })).statusCode).toBe(422)
})
