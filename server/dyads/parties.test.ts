import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { inTenant } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { readPhones } from './parties.jobs.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-21T04:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

type Made = { dyadId: string; partyId: string; version: number; name: string }

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

const create = (name: string, more: object = {}) => ask<Made>(boss, 'POST', '/api/customers', { name, ...more })

test('roles: customer and supplier at once, with both sides; a role with records behind it stays', async () => {
  const made = await create('互供贸易')
  const url = `/api/customers/${made.dyadId}`
  const first = await ask<{ version: number }>(boss, 'GET', `${url}/net-view`)
  expect(first).toMatchObject({ roles: ['customer'], sold: { orders: 0, netMinor: 0, lastOn: null }, bought: null, netMinor: null })
  const both = await ask<{ version: number }>(boss, 'PUT', `${url}/roles`, { roles: ['customer', 'supplier'], version: first.version })
  expect(both).toMatchObject({ roles: ['customer', 'supplier'], bought: null, netMinor: null })
  expect((await boss.call('PUT', `${url}/roles`, { roles: ['customer'], version: first.version })).json().code).toBe('stale')
  const { admin } = door.database
  const [supply] = await query<{ dyad_id: string }>(
    admin,
    `select dyad_id from app.dyad where tenant_id = $1 and seller_id = $2 and side = 'supply'`,
    [tenantId, made.partyId],
  )
  const day = `insert into app.dyad_day (tenant_id, dyad_id, day, orders, net_sales_minor) values ($1, $2, current_date - 10, 1, $3)`
  await query(admin, day, [tenantId, made.dyadId, 5000])
  await query(admin, day, [tenantId, supply?.dyad_id, 2000])
  expect(await ask(boss, 'GET', `${url}/net-view`)).toMatchObject({
    sold: { orders: 1, netMinor: 5000 },
    bought: { orders: 1, netMinor: 2000 },
    netMinor: 3000,
  })
  const refused = await boss.call('PUT', `${url}/roles`, { roles: ['customer'], version: both.version })
  expect(refused.json().details?.fields?.[0]?.path).toBe('body.roles')
  expect((await boss.call('PUT', `${url}/roles`, { roles: ['supplier'], version: both.version })).statusCode).toBe(422)
})

type Person = { contactId: string; version: number; name: string }

test('addresses: default for each use, number in E.164, great region; billing titles with one default', async () => {
  const made = await create('地址客户')
  const url = `/api/customers/${made.dyadId}`
  type Kept = { siteId: string; titleId: string; version: number; isDefault: boolean }
  const first = await ask<Kept>(boss, 'POST', `${url}/sites`, {
    uses: ['delivery', 'billing'],
    isDefault: true,
    address: '金鸡湖路 1 号',
    region: '江苏省',
    phone: '0512 6666 7777',
  })
  expect(first).toMatchObject({ greatRegion: '华东', phoneE164: '+8651266667777', isDefault: true })
  await ask<Kept>(boss, 'POST', `${url}/sites`, { uses: ['registered'], isDefault: true, address: '注册地' })
  await ask<Kept>(boss, 'POST', `${url}/sites`, { uses: ['delivery'], isDefault: true, address: '新仓库' })
  const { rows } = await ask<{ rows: (Kept & { address: string })[] }>(boss, 'GET', `${url}/sites`)
  expect(rows.map(row => [row.address, row.isDefault])).toEqual([
    ['注册地', true],
    ['新仓库', true],
    ['金鸡湖路 1 号', false],
  ])
  expect((await boss.call('PATCH', `${url}/sites/${first.siteId}`, { city: '苏州', version: first.version })).json().code).toBe('stale')
  const latest = rows.find(row => row.siteId === first.siteId)
  await ask(boss, 'DELETE', `${url}/sites/${first.siteId}`, { version: latest?.version })
  expect((await ask<{ rows: object[] }>(boss, 'GET', `${url}/sites`)).rows).toHaveLength(2)

  const title = await ask<Kept>(boss, 'POST', `${url}/billing-titles`, {
    title: '地址客户有限公司',
    taxId: '91350100M000100Y43',
    bank: '工商银行',
    bankAccount: '1102',
  })
  expect(title).toMatchObject({ isDefault: true, taxIdValid: true })
  await ask(boss, 'POST', `${url}/billing-titles`, { title: '地址客户分公司', taxId: '91350100M000100Y44', isDefault: true })
  const titles = await ask<{ rows: object[] }>(boss, 'GET', `${url}/billing-titles`)
  expect(titles.rows).toMatchObject([
    { title: '地址客户分公司', isDefault: true, taxIdValid: false },
    { title: '地址客户有限公司', isDefault: false },
  ])
})

test('needs: owner, source, what was done; closing says it', async () => {
  const made = await create('需求客户')
  const url = `/api/customers/${made.dyadId}/needs`
  type Kept = { needId: string; version: number }
  const need = await ask<Kept>(boss, 'POST', url, { content: '希望隔日送达', source: '拜访', since: '2026-10-01' })
  expect(need).toMatchObject({ status: 'open', ownerId: boss.userId, ownerName: '王芳' })
  const refused = await boss.call('PATCH', `${url}/${need.needId}`, { status: 'met', version: need.version })
  expect(refused.json().details?.fields?.[0]?.path).toBe('body.response')
  expect(
    await ask(boss, 'PATCH', `${url}/${need.needId}`, { status: 'met', response: '已开通隔日线', version: need.version }),
  ).toMatchObject({ status: 'met' })
  expect((await boss.call('POST', url, { content: 'x', source: 'y', since: '2026-10-01', ownerId: newId() })).statusCode).toBe(422)
})

test('facts: the newest of a kind holds, a withdrawn one gives way, personal ones need a person and consent and are for those who work on the customer', async () => {
  const made = await create('事实客户')
  const url = `/api/customers/${made.dyadId}/facts`
  const { contactId } = await ask<Person>(boss, 'POST', `/api/customers/${made.dyadId}/contacts`, { name: '周姐' })
  type Kept = { factId: string; value: string; holds: boolean }
  const say = (valueText: string, observedOn: string) =>
    ask<Kept>(boss, 'POST', url, { kind: 'suppliers_count', value: valueText, source: '访谈', observedOn })
  await say('3', '2026-03-01')
  const newest = await say('2', '2026-09-01')
  await say('5', '2025-01-01')
  const held = async () => (await ask<{ rows: Kept[] }>(boss, 'GET', url)).rows.filter(row => row.holds).map(row => row.value)
  expect(await held()).toEqual(['2'])
  await ask(boss, 'POST', `${url}/${newest.factId}/withdraw`)
  expect(await held()).toEqual(['3'])
  const birthday = { kind: 'birthday', value: '05-12', source: '本人', observedOn: '2026-09-01' }
  expect((await boss.call('POST', url, birthday)).json().details?.fields?.[0]?.path).toBe('body.contactId')
  expect((await boss.call('POST', url, { ...birthday, contactId })).json().details?.fields?.[0]?.path).toBe('body.consentNote')
  await ask(boss, 'POST', url, { ...birthday, contactId, consentNote: '2026-09-01 当面同意' })
  await ask(boss, 'POST', url, {
    kind: 'channel',
    value: 'wechat',
    contactId,
    document: 'invoice',
    source: '本人',
    observedOn: '2026-09-01',
  })
  expect((await held()).toSorted()).toEqual(['05-12', '3', 'wechat'])
  const reader = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  expect((await ask<{ rows: Kept[] }>(reader, 'GET', url)).rows.map(row => row.value)).not.toContain('05-12')
})

test('a credit code that fails its check is kept with the reason, which goes with it', async () => {
  const body = { name: '代码存疑', uscc: '91350100M000100Y47', acceptUscc: true }
  expect((await boss.call('POST', '/api/customers', body)).json().details?.fields?.[0]?.path).toBe('body.usccReason')
  const made = await create('代码存疑', { ...body, usccReason: '营业执照如此，已核实' })
  expect(made).toMatchObject({ usccValid: false, usccReason: '营业执照如此，已核实' })
  const same = await ask<Made>(boss, 'PATCH', `/api/customers/${made.dyadId}`, {
    uscc: body.uscc,
    acceptUscc: true,
    city: '福州',
    version: made.version,
  })
  expect(same).toMatchObject({ usccReason: '营业执照如此，已核实', city: '福州' })
  expect(await ask(boss, 'PATCH', `/api/customers/${made.dyadId}`, { uscc: null, version: same.version })).toMatchObject({
    uscc: null,
    usccReason: null,
  })
})

test('numbers written before are read by the job, once', async () => {
  const made = await create('旧号码')
  const { admin } = door.database
  await query(admin, `update app.party set phone = '(030) 901820', country = '德国' where tenant_id = $1 and party_id = $2`, [
    tenantId,
    made.partyId,
  ])
  const job = {
    tenantId,
    signal: new AbortController().signal,
    report: () => {},
    inTenant: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(door.platform.db, { tenantId }, work),
  }
  await readPhones(job)
  expect(await query(admin, 'select phone_e164 from app.party where tenant_id = $1 and party_id = $2', [tenantId, made.partyId])).toEqual([
    { phone_e164: '+4930901820' },
  ])
  expect(await readPhones(job)).toEqual({ read: 0 })
})
