import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
const ids: string[] = []

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  for (const [at, name] of ['甲轴承', '乙传动', '丙电机', '丁机械'].entries()) {
    const body = { name, region: at < 2 ? '华东' : '华南', ownerId: at === 3 ? seller.userId : boss.userId }
    ids.push((await boss.call('POST', '/api/customers', body)).json().dyadId)
  }
})
afterAll(() => door.close())

const [post, get] = [
  async (url: string, body: object, browser: Browser = boss) => await browser.call('POST', `/api/customers/batch${url}`, body),
  async (dyadId = '') => (await boss.call('GET', `/api/customers/${dyadId}`)).json(),
]
const tagsOf = async (dyadId = '') =>
  (await query<{ tags: string[] }>(door.database.admin, 'select tags from app.dyad where dyad_id = $1', [dyadId]))[0]?.tags

test('what a change would do is said first, with nothing done', async () => {
  const body = { chosen: { query: { region: ['华东', '华南'] } }, change: { set: { region: '华南', city: ' 广州 ' } } }
  const answer = (await post('/preview', body)).json()
  expect(answer).toMatchObject({ found: 4, isTooMany: false, changed: 4, unchanged: 0, refused: 0 })
  expect(answer.sample).toContainEqual({
    dyadId: ids[0],
    name: '甲轴承',
    before: { region: '华东', city: null },
    after: { region: '华南', city: '广州' },
  })
  expect((await get(ids[0])).region).toBe('华东')
})

test('many are changed at once, each with its own entry in the history, and put back where nobody has changed them since', async () => {
  const chosen = { dyadId: ids.slice(0, 3) }
  const change = { set: { region: '西南', ownerId: seller.userId, paymentTermsDays: 45, contractEndsOn: '2027-01-31' }, addTags: ['重点'] }
  const done = (await post('', { chosen, change })).json()
  expect(done).toMatchObject({ state: 'done', changed: 3, unchanged: 0, refused: 0, mayUndo: true })
  expect(await get(ids[0])).toMatchObject({ region: '西南', ownerId: seller.userId, paymentTermsDays: 45, contractEndsOn: '2027-01-31' })
  expect(await tagsOf(ids[0])).toEqual(['重点'])
  const entries = await query(
    door.database.admin,
    `select 1 from app.audit_entry where tenant_id = $1 and action = 'update' and entity = 'customer' and dyad_id = any($2)`,
    [tenantId, ids],
  )
  expect(entries).toHaveLength(3)
  const { version } = await get(ids[0])
  await boss.call('PATCH', `/api/customers/${ids[0]}`, { version, region: '东北' })
  const undone = (await post(`/${done.batchId}/undo`, {})).json()
  expect(undone).toMatchObject({ state: 'undone', putBack: 3, mayUndo: false })
  expect(await get(ids[0])).toMatchObject({ region: '东北', ownerId: boss.userId, paymentTermsDays: null })
  expect((await get(ids[1])).region).toBe('华东')
  expect(await tagsOf(ids[1])).toEqual([])
  expect((await post(`/${done.batchId}/undo`, {})).statusCode).toBe(409)
})

test('only what a person may change is changed: unseen ones are not found, fields under a rule are refused', async () => {
  const set = (value: object) => ({ chosen: { dyadId: ids }, change: { set: value } })
  expect((await post('', set({ industry: '风电' }), seller)).json()).toMatchObject({ changed: 1, refused: 0, unchanged: 0 })
  expect((await get(ids[0])).industry).toBeNull()
  await query(
    door.database.admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'customer', 'industry', 'account_manager', 'always', 'read_only')`,
    [tenantId],
  )
  expect((await post('', set({ industry: '轴承' }), seller)).json()).toMatchObject({ changed: 0, refused: 1 })
  const reader = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  expect((await post('', set({ industry: '轴承' }), reader)).statusCode).toBe(403)
  expect((await post('', { chosen: {}, change: { set: { city: '上海' } } })).statusCode).toBe(422)
  expect((await post('', { chosen: { dyadId: ids }, change: {} })).statusCode).toBe(422)
  expect((await boss.call('GET', '/api/customers/batch')).json().rows).toHaveLength(1)
})

test('more than five hundred are changed and put back by a job', async () => {
  const names = Array.from({ length: 501 }, (_, at) => `批量客户${at}`)
  await query(
    door.database.admin,
    `with p as (insert into app.party (tenant_id, party_id, kind, name, name_key, pinyin, initials, region)
       select $1, gen_random_uuid(), 'company', n, n, '', '', '批量' from unnest($2::text[]) n returning party_id)
     insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, owner_id)
       select $1, gen_random_uuid(), (select seller_id from app.dyad where tenant_id = $1 limit 1), party_id, 'sale', $3 from p`,
    [tenantId, names, boss.userId],
  )
  const ended = async (batchId: string, state: string) => {
    await expect.poll(async () => (await boss.call('GET', `/api/customers/batch/${batchId}`)).json().state, { timeout: 20_000 }).toBe(state)
    return (await boss.call('GET', `/api/customers/batch/${batchId}`)).json()
  }
  const chosen = { query: { region: ['批量'] } }
  const { batchId, state } = (await post('', { chosen, change: { set: { region: '已改' }, addTags: ['批'] } })).json()
  expect(state).toBe('running')
  await door.app.platform.jobs.start()
  expect(await ended(batchId, 'done')).toMatchObject({ changed: 501 })
  await post(`/${batchId}/undo`, {})
  expect(await ended(batchId, 'undone')).toMatchObject({ putBack: 501 })
  const rows = await query(door.database.admin, `select 1 from app.party where tenant_id = $1 and region = '批量'`, [tenantId])
  expect(rows).toHaveLength(501)
}, 60_000)
