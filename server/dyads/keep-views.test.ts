import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
let other: Browser & { userId: string }
const [sales, team] = [newId(), newId()]

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  other = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const insert = 'insert into app.department (tenant_id, department_id, parent_id, name) values ($1, $2, $3, $4)'
  await query(door.database.admin, insert, [tenantId, sales, null, '销售部'])
  await query(door.database.admin, insert, [tenantId, team, sales, '华东组'])
  const join = 'update app.membership set department_id = $3 where tenant_id = $1 and user_id = $2'
  await query(door.database.admin, join, [tenantId, seller.userId, team])
})
afterAll(() => door.close())

const names = async (browser: Browser) =>
  (await browser.call('GET', '/api/views?list=customers')).json().rows.map((row: { name: string }) => row.name)

test('a view is shared with a department and all below it, or with everyone, and taken back', async () => {
  const made = await boss.call('POST', '/api/views', { list: 'customers', name: '销售部', departmentIds: [sales], state: {} })
  expect(made.statusCode, made.body).toBe(200)
  await boss.call('POST', '/api/views', { list: 'customers', name: '自用', state: {} })
  expect(await names(boss)).toEqual(['自用', '销售部'].toSorted())
  expect(await names(seller)).toEqual(['销售部'])
  expect(await names(other)).toEqual([])
  const url = `/api/views/${made.json().viewId}`
  expect((await seller.call('PATCH', url, { name: '改' })).statusCode).toBe(404)
  await boss.call('PATCH', url, { departmentIds: [], isShared: true })
  expect(await names(other)).toEqual(['销售部'])
  await boss.call('PATCH', url, { isShared: false })
  expect(await names(seller)).toEqual([])
})

test('only departments of the firm are shared with', async () => {
  const answer = await boss.call('POST', '/api/views', { list: 'customers', name: '外部', departmentIds: [newId()], state: {} })
  expect(answer.statusCode).toBe(422)
})
