import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

type Refused = {
  code: string
  details: {
    duplicates: { name: string; strength: string; reasons: string[] }[]
    unseen: { departmentName: string | null; count: number }[]
  }
}

const create = (browser: Browser, body: object) => browser.call('POST', '/api/customers', body)
async function refused(browser: Browser, body: object): Promise<Refused['details']> {
  const answer = await create(browser, body)
  expect(answer.statusCode, answer.body).toBe(409)
  const { code, details } = answer.json() as Refused
  expect(code).toBe('duplicates')
  return details
}

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  const department = await boss.call('POST', '/api/departments', { name: '华东销售部' })
  const { departmentId } = department.json() as { departmentId: string }
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const first = { name: '上海精工轴承有限公司', code: 'K-001', phone: '021-5500 0000', email: 'info@jinggong.example', departmentId }
  expect((await create(boss, first)).statusCode).toBe(200)
})
afterAll(() => door.close())

test('a spelling of a customer that is there is refused with why, and goes on with a reason', async () => {
  const { duplicates, unseen } = await refused(boss, { name: '上海精工轴承（集团）股份有限公司' })
  expect(duplicates).toMatchObject([{ name: '上海精工轴承有限公司', strength: 'likely', reasons: ['name'] }])
  expect(unseen).toEqual([])
  const reason = '集团总部，单独结算'
  const made = await create(boss, { name: '上海精工轴承（集团）股份有限公司', duplicateReason: reason })
  expect(made.statusCode, made.body).toBe(200)
  const pairs = (await boss.call('GET', '/api/duplicates')).json() as { rows: object[] }
  expect(pairs.rows).toMatchObject([{ foundBy: 'entry', reason, reasons: ['name'] }])
})

test('found by sound, phone however it is written, and e-mail', async () => {
  expect((await refused(boss, { name: '上海晶工轴承厂', phone: '+86 21 55000000' })).duplicates[0]?.reasons).toContain('phone')
  expect((await refused(boss, { name: '上海晶工轴承' })).duplicates[0]).toMatchObject({ strength: 'possible' })
  expect((await refused(boss, { name: 'Jinggong', email: 'INFO@jinggong.example' })).duplicates[0]?.reasons).toEqual(['email'])
  expect((await create(boss, { name: '宁波东方机械', email: 'someone@qq.com' })).statusCode).toBe(200)
  expect((await create(boss, { name: '苏州西方电机', email: 'other@qq.com' })).statusCode).toBe(200)
})

test('of one that the person may not see only the department to ask is told', async () => {
  const details = await refused(seller, { name: '上海精工轴承' })
  expect(details.duplicates).toEqual([])
  expect(details.unseen).toContainEqual({ departmentName: '华东销售部', count: 1 })
  expect(JSON.stringify(details)).not.toMatch(/精工|K-001|jinggong/)
})

test('a new name is checked as well, other changes are not', async () => {
  const { dyadId, version } = (await create(boss, { name: '青岛海洋泵业' })).json() as { dyadId: string; version: number }
  const rename = (body: object) => boss.call('PATCH', `/api/customers/${dyadId}`, { version, ...body })
  expect((await rename({ name: '上海精工轴承公司' })).json()).toMatchObject({ code: 'duplicates' })
  const renamed = await rename({ name: '青岛海洋泵业集团' })
  expect(renamed.statusCode, renamed.body).toBe(200)
  const again = await boss.call('PATCH', `/api/customers/${dyadId}`, { version: version + 1, phone: '021-55000000' })
  expect(again.statusCode, again.body).toBe(200)
  const phones = await query(
    door.database.admin,
    `select count(*)::int as n from app.party_probe where kind = 'phone' and key = '+862155000000'`,
  )
  expect(phones).toEqual([{ n: 2 }])
})

test('one probe a key: the index answers each', async () => {
  await query(
    door.database.admin,
    `insert into app.party_probe select $1, 'name', '客户' || n, gen_random_uuid() from generate_series(1, 20000) n`,
    [tenantId],
  )
  await query(door.database.admin, 'analyze app.party_probe')
  const plan = await query<{ 'QUERY PLAN': string }>(
    door.database.admin,
    `explain select b.party_id from unnest($1::text[], $2::text[]) as k (kind, key) cross join lateral (select b.party_id from app.party_probe b where b.tenant_id = $3 and b.kind = k.kind and b.key = k.key limit 20) b`,
    [['name', 'phone'], ['客户1', '+86'], tenantId],
  )
  const text = plan.map(line => line['QUERY PLAN']).join('\n')
  expect(text).toContain('party_probe_pkey')
  expect(text).not.toContain('Seq Scan')
})
