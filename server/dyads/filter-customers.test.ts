import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

const made = [
  { name: '甲轴承', region: '华东', customerKind: 'enterprise', paymentTermsDays: 30, phone: '13911112222' },
  { name: '乙传动', region: '华东', customerKind: 'channel', paymentTermsDays: 60 },
  { name: '丙电机', region: '西南', customerKind: 'enterprise', paymentTermsDays: 90 },
  { name: '丁机械', city: '重庆' },
] as const

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  for (const body of made) expect((await boss.call('POST', '/api/customers', body)).statusCode).toBe(200)
})
afterAll(() => door.close())

async function named(filter: unknown, browser: Browser = boss): Promise<string[]> {
  const answer = await browser.call('GET', `/api/customers?sort=code&filter=${encodeURIComponent(JSON.stringify(filter))}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer
    .json()
    .rows.map((row: { name: string }) => row.name)
    .toSorted((a: string, b: string) => a.localeCompare(b, 'zh'))
}

test('conditions in groups of and/or narrow the list', async () => {
  const east = { column: 'region', is: 'in', value: ['华东'] }
  const firms = { column: 'customerKind', is: 'in', value: ['enterprise'] }
  expect(await named({ all: [east, firms] })).toEqual(['甲轴承'])
  expect(await named({ any: [{ all: [east, firms] }, { column: 'city', is: 'contains', value: '庆' }] })).toEqual(['丁机械', '甲轴承'])
  expect(await named({ column: 'region', is: 'not_in', value: ['华东'] })).toEqual(['丙电机', '丁机械'])
  expect(await named({ column: 'paymentTerms', is: 'between', value: [90, 45.5] })).toEqual(['丙电机', '乙传动'])
  expect(await named({ column: 'paymentTerms', is: 'at_most', value: 1e12 })).toEqual(['丙电机', '甲轴承', '乙传动'])
  expect(await named({ column: 'region', is: 'empty' })).toEqual(['丁机械'])
  expect(await named({ column: 'owner', is: 'in', value: ['me'] })).toHaveLength(made.length)
  expect(await named({ column: 'owner', is: 'in', value: ['nobody', 'no id'] })).toEqual([])
  expect(await named({ column: 'createdAt', is: 'last_days', value: 2 })).toHaveLength(made.length)
  expect(await named({ column: 'clv', is: 'at_least', value: 0.5 })).toEqual([])
})

test('a filter that does not fit is refused, and so is one on a hidden field', async () => {
  for (const filter of ['{', '{"column":"secret","is":"is","value":"x"}', '{"column":"clv","is":"contains","value":"1"}'])
    expect((await boss.call('GET', `/api/customers?filter=${encodeURIComponent(filter)}`)).statusCode).toBe(422)
  await query(
    door.database.admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'customer', 'phone', 'account_manager', 'always', 'hidden')`,
    [tenantId],
  )
  const asked = encodeURIComponent('{"column":"phone","is":"filled"}')
  expect((await seller.call('GET', `/api/customers?filter=${asked}`)).statusCode).toBe(422)
  expect((await seller.call('GET', `/api/customers/sums?by=region&filter=${asked}`)).statusCode).toBe(422)
})

test('the list is summed up by a column under the same conditions', async () => {
  const sums = async (search: string) => (await boss.call('GET', `/api/customers/sums?${search}`)).json().rows
  expect(await sums('by=region')).toMatchObject([
    { value: '华东', count: 2, netContributionMinor: null },
    { value: '西南', count: 1 },
    { value: null, count: 1 },
  ])
  const enterprises = encodeURIComponent('{"column":"customerKind","is":"in","value":["enterprise"]}')
  expect(await sums(`by=region&filter=${enterprises}`)).toMatchObject([
    { value: '华东', count: 1 },
    { value: '西南', count: 1 },
  ])
  expect((await seller.call('GET', '/api/customers/sums?by=owner')).json().rows).toEqual([])
})

test('whom one works on with others is a scope of its own', async () => {
  const [{ dyadId }] = (await boss.call('GET', '/api/customers?sort=name')).json().rows
  await query(door.database.admin, 'insert into app.dyad_collaborator (tenant_id, dyad_id, user_id) values ($1, $2, $3)', [
    tenantId,
    dyadId,
    seller.userId,
  ])
  const { rows } = (await seller.call('GET', '/api/customers?collaborating=true')).json()
  expect(rows.map((row: { dyadId: string }) => row.dyadId)).toEqual([dyadId])
  expect((await boss.call('GET', '/api/customers?collaborating=true')).json().rows).toEqual([])
  expect(await named({ column: 'collaborator', is: 'in', value: [seller.userId] })).toHaveLength(1)
})
