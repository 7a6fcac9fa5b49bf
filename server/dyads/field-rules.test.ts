import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
})
afterAll(() => door.close())

const phone = '13912345678'

/** A customer with a contact, lying in a pool that is open to everyone. */
async function pooledCustomer(name: string) {
  const { dyadId, version } = (
    await boss.call('POST', '/api/customers', { name, phone: '021-55550000', note: '勿外传', duplicateReason: '总机相同' })
  ).json()
  const contact = await boss.call('POST', `/api/customers/${dyadId}/contacts`, { name: `${name}联系人`, phone, title: '采购' })
  const poolId = newId()
  await query(door.database.admin, `insert into app.customer_pool (tenant_id, pool_id, name, recycle_days) values ($1, $2, '公海', '{}')`, [
    tenantId,
    poolId,
  ])
  await query(door.database.admin, 'update app.dyad set pool_id = $3, owner_id = null where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    dyadId,
    poolId,
  ])
  return { dyadId, version, contact: contact.json() }
}

const claim = (dyadId: string) =>
  query(door.database.admin, 'update app.dyad set pool_id = null, owner_id = $3 where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    dyadId,
    seller.userId,
  ])

const foundContacts = async (browser: Browser, typed: string) =>
  (await browser.call('GET', `/api/search?q=${encodeURIComponent(typed)}`))
    .json()
    .rows.filter((row: { kind: string }) => row.kind === 'contact')

test('who waits in a pool is reached only once claimed: in the record, in the search, in what is written back', async () => {
  const { dyadId, version, contact } = await pooledCustomer('海州机械')
  const url = `/api/customers/${dyadId}`
  const before = (await seller.call('GET', url)).json()
  expect(before).toMatchObject({ hold: 'unclaimed', phone: '021****0000', limits: { contact: { phone: 'masked', email: 'masked' } } })
  expect(before.contacts[0].phone).toBe('139****5678')
  expect(await foundContacts(seller, phone)).toEqual([])
  expect(await foundContacts(seller, '海州机械联系人')).toHaveLength(1)
  expect(await foundContacts(boss, phone)).toHaveLength(1)

  const edited = { version: contact.version, title: '采购部长' }
  expect((await seller.call('PATCH', `${url}/contacts/${contact.contactId}`, edited)).json().code).toBe('forbidden')
  expect((await seller.call('PATCH', url, { version, phone: '110' })).json().code).toBe('forbidden')

  await claim(dyadId)
  expect((await seller.call('PATCH', `${url}/contacts/${contact.contactId}`, edited)).json()).toMatchObject({ phone, title: '采购部长' })
  const after = (await seller.call('GET', url)).json()
  expect(after).toMatchObject({ hold: 'mine', phone: '021-55550000', limits: { customer: {}, contact: {} } })
  expect(after.contacts[0]).toMatchObject({ phone, title: '采购部长' })
  expect(await foundContacts(seller, phone)).toHaveLength(1)
})

test('a field under a mask that comes back as it was shown is no change', async () => {
  const { dyadId, contact } = await pooledCustomer('海门风机')
  await query(
    door.database.admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'contact', 'phone', 'service', 'always', 'masked')`,
    [tenantId],
  )
  const clerk = await memberBrowser(door, tenantId, { role: 'service', scope: 'all' })
  await query(door.database.admin, 'update app.dyad set pool_id = null where tenant_id = $1 and dyad_id = $2', [tenantId, dyadId])
  const echoed = await clerk.call('PATCH', `/api/customers/${dyadId}/contacts/${contact.contactId}`, {
    version: contact.version,
    phone: '139****5678',
    title: '采购部长',
  })
  expect(echoed.json()).toMatchObject({ phone: '139****5678', title: '采购部长' })
  expect((await boss.call('GET', `/api/customers/${dyadId}`)).json().contacts[0]).toMatchObject({ phone, title: '采购部长' })
  await query(door.database.admin, 'delete from app.field_rule where tenant_id = $1', [tenantId])
})

test('a rule of the firm takes the place of the defaults: hidden is not there, read-only is not written', async () => {
  const { dyadId } = await pooledCustomer('江北泵业')
  await claim(dyadId)
  const rule = `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'customer', $2, 'account_manager', 'always', $3)`
  await query(door.database.admin, rule, [tenantId, 'note', 'hidden'])
  await query(door.database.admin, rule, [tenantId, 'city', 'read_only'])
  const shown = (await seller.call('GET', `/api/customers/${dyadId}`)).json()
  expect(shown).toMatchObject({ note: null, limits: { customer: { note: 'hidden', city: 'read_only' } } })
  const refused = await seller.call('PATCH', `/api/customers/${dyadId}`, { version: shown.version, city: '南京' })
  expect(refused.json().code).toBe('forbidden')
  expect((await seller.call('PATCH', `/api/customers/${dyadId}`, { version: shown.version, note: null, industry: '泵' })).statusCode).toBe(
    200,
  )
  expect((await boss.call('GET', `/api/customers/${dyadId}`)).json()).toMatchObject({ note: '勿外传', industry: '泵' })
})
