import { afterAll, beforeAll, expect, test } from 'vitest'
import { purgeBins } from '#server/platform/recycle-bin.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let stranger: Browser
let seller: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', name: '销售' })
  stranger = await memberBrowser(door, await plantTenant(door, '别家公司'))
})
afterAll(() => door.close())

async function ask(browser: Browser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, status = 200) {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url} ${answer.body}`).toBe(status)
  return answer.json()
}
const customer = (body: object) => ask(boss, 'POST', '/api/customers', body)
const history = async (dyadId: string, more = '') => (await ask(boss, 'GET', `/api/dyads/${dyadId}/history${more}`)).rows
const bin = async (browser: Browser = boss) => (await ask(browser, 'GET', '/api/recycle-bin')).rows

test('a change is told with its values and put back, as an entry of its own', async () => {
  const one = await customer({ name: '历史客户', city: '苏州' })
  const changed = await ask(boss, 'PATCH', `/api/customers/${one.dyadId}`, { version: one.version, city: '无锡', industry: '机械' })
  const [entry] = await history(one.dyadId)
  expect(entry).toMatchObject({ action: 'update', entity: 'customer', userName: '王芳', mayPutBack: true })
  expect(entry.changes).toContainEqual({ field: 'city', before: '苏州', after: '无锡' })
  const preview = await ask(boss, 'GET', `/api/dyads/${one.dyadId}/history/${entry.auditId}`)
  expect(preview.fields).toContainEqual({ field: 'city', now: '无锡', was: '苏州', state: 'ready' })
  const url = `/api/dyads/${one.dyadId}/history/${entry.auditId}/put-back`
  await ask(boss, 'POST', url, { version: changed.version - 1, fields: ['city'] }, 409)
  await ask(boss, 'POST', url, { version: preview.version, fields: ['city'] })
  expect(await ask(boss, 'GET', `/api/customers/${one.dyadId}`)).toMatchObject({ city: '苏州', industry: '机械' })
  const [again] = await history(one.dyadId)
  expect(again.changes).toEqual([{ field: 'city', before: '无锡', after: '苏州' }])
})

test('a change with a newer one on top is not put back', async () => {
  const one = await customer({ name: '改了两次的客户', city: '苏州' })
  const first = await ask(boss, 'PATCH', `/api/customers/${one.dyadId}`, { version: one.version, city: '无锡' })
  const [entry] = await history(one.dyadId)
  const second = await ask(boss, 'PATCH', `/api/customers/${one.dyadId}`, { version: first.version, city: '常州' })
  const url = `/api/dyads/${one.dyadId}/history/${entry.auditId}/put-back`
  const refused = await ask(boss, 'POST', url, { version: second.version }, 409)
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringMatching(/以下字段在此次.*(city|城市)/) })
})

test('people, activities and opportunities are put back through their own rooms', async () => {
  const { dyadId } = await customer({ name: '记录很多的客户' })
  const contact = await ask(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: '李雷', phone: '13800000000' })
  await ask(boss, 'PATCH', `/api/customers/${dyadId}/contacts/${contact.contactId}`, { version: contact.version, phone: '13900000000' })
  const act = await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'note', subject: '旧题', theirs: [contact.contactId] })
  await ask(boss, 'PATCH', `/api/dyads/${dyadId}/activities/${act.activityId}`, { version: act.version, subject: '新题', theirs: [] })
  const chance = await ask(boss, 'POST', `/api/customers/${dyadId}/opportunities`, { title: '旧机会' })
  await ask(boss, 'PATCH', `/api/customers/${dyadId}/opportunities/${chance.opportunityId}`, { version: chance.version, title: '新机会' })
  for (const entry of (await history(dyadId)).filter((each: { mayPutBack: boolean }) => each.mayPutBack)) {
    const { version } = await ask(boss, 'GET', `/api/dyads/${dyadId}/history/${entry.auditId}`)
    await ask(boss, 'POST', `/api/dyads/${dyadId}/history/${entry.auditId}/put-back`, { version })
  }
  const whole = await ask(boss, 'GET', `/api/customers/${dyadId}`)
  expect(whole.contacts[0]).toMatchObject({ phone: '13800000000' })
  const read = await ask(boss, 'GET', `/api/dyads/${dyadId}/activities/${act.activityId}`)
  expect(read).toMatchObject({ subject: '旧题', theirs: [{ id: contact.contactId }] })
  expect(await ask(boss, 'GET', `/api/customers/${dyadId}/opportunities/${chance.opportunityId}`)).toMatchObject({ title: '旧机会' })
  expect((await history(dyadId, `?entity=contact&entityId=${contact.contactId}`)).length).toBe(3)
})

test('history and bin are of those who see the customer', async () => {
  const one = await customer({ name: '老板的客户' })
  await ask(seller, 'GET', `/api/dyads/${one.dyadId}/history`, undefined, 404)
  await ask(stranger, 'GET', `/api/dyads/${one.dyadId}/history`, undefined, 404)
  await ask(boss, 'DELETE', `/api/customers/${one.dyadId}`, { version: one.version })
  expect((await bin()).map((row: { id: string }) => row.id)).toContain(one.dyadId)
  expect((await bin(seller)).map((row: { id: string }) => row.id)).not.toContain(one.dyadId)
  expect(await bin(stranger)).toEqual([])
  await ask(seller, 'POST', `/api/recycle-bin/customer/${one.dyadId}/restore`, {}, 404)
  await ask(stranger, 'POST', `/api/recycle-bin/customer/${one.dyadId}/restore`, {}, 404)
})

test('what was removed comes back, with its code unless another customer has it now', async () => {
  const one = await customer({ name: '删错的客户', code: 'BACK1' })
  await ask(boss, 'DELETE', `/api/customers/${one.dyadId}`, { version: one.version })
  const other = await customer({ name: '占用编码的客户', code: 'back1', duplicateReason: '测试' })
  const refused = await door.app.inject({
    method: 'POST',
    url: `/api/recycle-bin/customer/${one.dyadId}/restore`,
    cookies: boss.cookies,
    headers: { 'x-lianke-csrf': boss.cookies['lianke_csrf'] ?? '' },
    payload: {},
  })
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toMatch(/占用编码的客户/)
  const now = await ask(boss, 'GET', `/api/customers/${other.dyadId}`)
  await ask(boss, 'PATCH', `/api/customers/${other.dyadId}`, { version: now.version, code: 'OTHER' })
  await ask(boss, 'POST', `/api/recycle-bin/customer/${one.dyadId}/restore`, {})
  expect(await ask(boss, 'GET', `/api/customers/${one.dyadId}`)).toMatchObject({ code: 'BACK1' })
})

test('records of every kind lie in the bin and come back', async () => {
  const { dyadId } = await customer({ name: '有回收记录的客户' })
  const contact = await ask(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: '韩梅' })
  const act = await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'visit', subject: '来访' })
  const chance = await ask(boss, 'POST', `/api/customers/${dyadId}/opportunities`, { title: '机会' })
  const task = await ask(boss, 'POST', '/api/tasks', { title: '任务', dyadId })
  await ask(boss, 'DELETE', `/api/customers/${dyadId}/contacts/${contact.contactId}`)
  await ask(boss, 'DELETE', `/api/dyads/${dyadId}/activities/${act.activityId}`, { version: act.version })
  await ask(boss, 'DELETE', `/api/customers/${dyadId}/opportunities/${chance.opportunityId}`)
  await ask(boss, 'DELETE', `/api/tasks/${task.taskId}`, { version: task.version })
  const gone = [
    ['contact', contact.contactId],
    ['activity', act.activityId],
    ['opportunity', chance.opportunityId],
    ['task', task.taskId],
  ]
  for (const [entity, id] of gone) {
    expect(await bin()).toContainEqual(expect.objectContaining({ entity, id, deletedBy: '王芳', mayRestore: true }))
    await ask(boss, 'POST', `/api/recycle-bin/${entity}/${id}/restore`, {})
  }
  expect((await bin()).map((row: { id: string }) => row.id)).not.toContain(contact.contactId)
  expect((await ask(boss, 'GET', `/api/customers/${dyadId}`)).contacts).toHaveLength(1)
  expect((await ask(boss, 'GET', `/api/dyads/${dyadId}/activities/${act.activityId}`)).subject).toBe('来访')
})

test('after 30 days it goes for good; by hand only who may, and only what they were shown', async () => {
  const old = await customer({ name: '很久以前删的' })
  const fresh = await customer({ name: '刚刚删的' })
  for (const one of [old, fresh]) await ask(boss, 'DELETE', `/api/customers/${one.dyadId}`, { version: one.version })
  await query(door.database.admin, `update app.dyad set deleted_at = now() - interval '31 days' where dyad_id = $1`, [old.dyadId])
  expect(await purgeBins(door.platform)).toBe(1)
  const left = (await bin()).map((row: { id: string }) => row.id)
  expect(left).toContain(fresh.dyadId)
  expect(left).not.toContain(old.dyadId)
  await ask(seller, 'GET', '/api/recycle-bin/all', undefined, 403)
  const { counts } = await ask(boss, 'GET', '/api/recycle-bin/all')
  const count = counts.reduce((sum: number, each: { count: number }) => sum + each.count, 0)
  await ask(boss, 'POST', '/api/recycle-bin/empty', { count: count + 1 }, 409)
  expect((await ask(boss, 'POST', '/api/recycle-bin/empty', { count })).counts).toEqual(counts)
  expect(await bin()).toEqual([])
  const trail = (await ask(boss, 'GET', '/api/audit?action=purge')).rows
  expect(trail.map((entry: { rowsAffected: number }) => entry.rowsAffected)).toEqual([count, 1])
})
