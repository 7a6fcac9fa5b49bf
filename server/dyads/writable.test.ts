import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const departmentId = newId()
const poolId = newId()

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  const { admin } = door.database
  await query(admin, `insert into app.department (tenant_id, department_id, name) values ($1, $2, '华东区')`, [tenantId, departmentId])
  await query(admin, `insert into app.customer_pool (tenant_id, pool_id, name, recycle_days) values ($1, $2, '公海', '{}')`, [
    tenantId,
    poolId,
  ])
})
afterAll(() => door.close())

async function customer(name: string, change: { owner?: string; department?: string; pool?: string } = {}): Promise<string> {
  const { dyadId } = (await boss.call('POST', '/api/customers', { name, duplicateReason: '测试' })).json()
  await query(
    door.database.admin,
    'update app.dyad set owner_id = $3, department_id = $4, pool_id = $5 where tenant_id = $1 and dyad_id = $2',
    [tenantId, dyadId, change.owner ?? null, change.department ?? null, change.pool ?? null],
  )
  return dyadId as string
}

const collaborate = (dyadId: string, userId: string, mayWrite: boolean) =>
  query(door.database.admin, 'insert into app.dyad_collaborator (tenant_id, dyad_id, user_id, may_write) values ($1, $2, $3, $4)', [
    tenantId,
    dyadId,
    userId,
    mayWrite,
  ])

/** What the record says, and what a write is answered: the two must agree. */
async function writes(browser: Browser, dyadId: string): Promise<string> {
  const read = await browser.call('GET', `/api/customers/${dyadId}`)
  if (read.statusCode === 404) return 'unseen'
  const { version, mayWrite } = read.json()
  const answers = [
    await browser.call('POST', `/api/customers/${dyadId}/contacts`, { name: '联系人' }),
    await browser.call('PATCH', `/api/customers/${dyadId}`, { version, city: `城市${newId()}` }),
    await browser.call('POST', `/api/customers/${dyadId}/evidence`, { kind: 'brand', value: 60, observedOn: '2026-03-01', source: '访谈' }),
  ]
  const said = [...new Set(answers.map(answer => (answer.statusCode === 200 ? 'written' : String(answer.json().code))))]
  expect(said).toHaveLength(1)
  expect(mayWrite).toBe(said[0] === 'written')
  return said[0] ?? ''
}

test('who writes a customer: its owner, who works along to write, and whose scope covers it; a pool only those who assign', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const local = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'department', departmentId })
  const analyst = await memberBrowser(door, tenantId, { role: 'analyst', scope: 'all' })
  const manager = await memberBrowser(door, tenantId, { role: 'manager', scope: 'department', departmentId })
  const mine = await customer('本人客户', { owner: seller.userId })
  const reading = await customer('只读协作')
  const writing = await customer('可写协作')
  const theirs = await customer('本部门客户', { department: departmentId })
  const pooled = await customer('公海客户', { pool: poolId })
  await collaborate(reading, seller.userId, false)
  await collaborate(writing, seller.userId, true)
  const by = async (browser: Browser) => {
    const said: Record<string, string> = {}
    for (const [name, dyadId] of Object.entries({ mine, reading, writing, theirs, pooled })) said[name] = await writes(browser, dyadId)
    return said
  }
  expect(await by(seller)).toEqual({ mine: 'written', reading: 'forbidden', writing: 'written', theirs: 'unseen', pooled: 'forbidden' })
  expect(await by(local)).toEqual({ mine: 'unseen', reading: 'unseen', writing: 'unseen', theirs: 'written', pooled: 'forbidden' })
  expect(await by(manager)).toEqual({ mine: 'unseen', reading: 'unseen', writing: 'unseen', theirs: 'written', pooled: 'written' })
  expect(new Set(Object.values(await by(analyst)))).toEqual(new Set(['forbidden']))
  const refused = (
    await seller.call('PATCH', `/api/customers/${reading}`, { version: 1, city: '上海' }, { 'accept-language': 'en' })
  ).json()
  expect(refused.message).toContain('You work on this customer as a reader')
})
