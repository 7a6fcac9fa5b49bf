import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Supplier } from '#contract/dyads/supplier.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { importFiles } from '#testing/import-files.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object, browser: Browser = boss): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-05-02T02:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李采购' })
  await door.platform.jobs.start()
})
afterAll(() => door.close())

test('a supplier made by hand has a page, people, a timeline and a rhythm of contact, and is found due', async () => {
  const made = await ask<Supplier>('POST', '/api/suppliers', {
    name: '宁波钢管厂',
    roles: ['supplier'],
    code: 'V-7',
    city: '宁波',
    phone: '0574-87001122',
  })
  expect(made).toMatchObject({
    name: '宁波钢管厂',
    code: 'V-7',
    roles: ['supplier'],
    ownerName: '李采购',
    customerDyadId: null,
    sold: null,
    mayWrite: true,
  })
  const at = `/api/suppliers/${made.dyadId}`
  const peopled = await ask<Supplier>('POST', `${at}/contacts`, { name: '赵厂长', phone: '13800000001' })
  expect(peopled.contacts).toMatchObject([{ name: '赵厂长', isPrimary: true }])
  const changed = await ask<Supplier>('PATCH', at, { version: made.version, city: '余姚', note: '冷拔管' })
  expect(changed).toMatchObject({ city: '余姚', note: '冷拔管' })
  expect((await boss.call('PATCH', at, { version: made.version, city: '慈溪' })).json().code).toBe('stale')
  await ask('POST', `/api/dyads/${made.dyadId}/activities`, {
    kind: 'visit',
    state: 'done',
    startsAt: '2026-01-10T02:00:00Z',
    subject: '验厂',
    theirs: [peopled.contacts[0]?.contactId],
  })
  const { rows } = await ask<{ rows: { title: string }[] }>('GET', `/api/dyads/${made.dyadId}/timeline`)
  expect(JSON.stringify(rows)).toContain('验厂')
  expect(await ask('GET', `/api/dyads/${made.dyadId}/cadence`)).toMatchObject({ lastOn: '2026-01-10' })
  const due = await ask<{ rows: { dyadId: string; isSupplier: boolean }[] }>('GET', '/api/cadence/due?show=all&group=supplier')
  expect(due.rows).toMatchObject([{ dyadId: made.dyadId, isSupplier: true }])
  const parties = await ask<{ rows: { supplyDyadId: string }[] }>('GET', '/api/parties?role=supplier')
  expect(parties.rows.map(row => row.supplyDyadId)).toEqual([made.dyadId])
})

test('its people are changed and removed, and what was changed is put back from its history', async () => {
  const { rows: parties } = await ask<{ rows: { supplyDyadId: string }[] }>('GET', '/api/parties?role=supplier')
  const dyadId = parties[0]?.supplyDyadId ?? ''
  const at = `/api/suppliers/${dyadId}`
  const person = (await ask<Supplier>('GET', at)).contacts[0]
  const own = `${at}/contacts/${person?.contactId}`
  await ask('PATCH', own, { version: person?.version, phone: '13900000009', department: '生产部' })
  expect((await boss.call('PATCH', own, { version: person?.version, phone: '1' })).json().code).toBe('stale')
  await ask('PATCH', at, { version: (await ask<Supplier>('GET', at)).version, city: '象山' })
  type Entry = { auditId: string; entity: string; mayPutBack: boolean }
  const { rows } = await ask<{ rows: Entry[] }>('GET', `/api/dyads/${dyadId}/history`)
  for (const entity of ['contact', 'supplier']) {
    const entry = rows.find(row => row.entity === entity && row.mayPutBack)
    const change = `/api/dyads/${dyadId}/history/${entry?.auditId}`
    const { version } = await ask<{ version: number }>('GET', change)
    await ask('POST', `${change}/put-back`, { version })
  }
  const after = await ask<Supplier>('GET', at)
  expect(after).toMatchObject({ city: '余姚', contacts: [{ phone: '13800000001', department: null }] })
  const extra = (await ask<Supplier>('POST', `${at}/contacts`, { name: '孙调度' })).contacts.find(({ name }) => name === '孙调度')
  expect((await boss.call('DELETE', `${at}/contacts/${extra?.contactId}`)).statusCode).toBe(200)
  expect((await ask<Supplier>('GET', at)).contacts).toHaveLength(1)
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  expect((await viewer.call('PATCH', own, { version: 1, phone: '1' })).statusCode).toBe(403)
  const found = await ask<{ rows: { kind: string; dyadId: string | null }[] }>('GET', `/api/search?q=${encodeURIComponent('钢管')}`)
  expect(found.rows.filter(row => row.kind === 'supplier')).toMatchObject([{ dyadId }])
})

test('its code is found by imports; a second of its name or with its code is refused with the way out', async () => {
  const again = await boss.call('POST', '/api/suppliers', { name: '宁波钢管厂', roles: ['carrier'] })
  expect(again.json()).toMatchObject({ code: 'conflict' })
  expect(again.json().message).toContain('已经存在')
  expect((await boss.call('POST', '/api/suppliers', { name: '另一家厂', roles: ['supplier'], code: 'v-7' })).statusCode).toBe(422)
  await importFiles(boss, { '供应商.csv': '供应商编码,供应商名称,城市\nV-7,宁波钢管厂,宁海\nV-8,苏州铜材厂,苏州\n' }, { source: 'erp' })
  const { rows } = await ask<{ rows: { name: string; city: string }[] }>('GET', '/api/parties?role=supplier')
  expect(new Map(rows.map(row => [row.name, row.city]))).toEqual(
    new Map([
      ['宁波钢管厂', '宁海'],
      ['苏州铜材厂', '苏州'],
    ]),
  )
})

test('a customer that sells to us too has both sides on one page, and becomes a supplier on its own', async () => {
  const both = await ask<{ dyadId: string; version: number }>('POST', '/api/customers', { name: '杭州传动件公司' })
  const refused = await boss.call('POST', '/api/suppliers', { name: '杭州传动件公司', roles: ['supplier'] })
  expect(refused.json().message).toContain('已是客户')
  await ask('PUT', `/api/customers/${both.dyadId}/roles`, { roles: ['customer', 'supplier'], version: both.version })
  const { rows } = await ask<{ rows: { name: string; supplyDyadId: string }[] }>(
    'GET',
    '/api/parties?role=supplier&q=' + encodeURIComponent('传动'),
  )
  const supplier = await ask<Supplier>('GET', `/api/suppliers/${rows[0]?.supplyDyadId}`)
  expect(supplier).toMatchObject({
    customerDyadId: both.dyadId,
    roles: ['customer', 'supplier'],
    sold: { orders: 0, netMinor: 0 },
    bought: null,
  })
})

test('another firm, and who sees only their own customers, sees no supplier of somebody else', async () => {
  const { rows } = await ask<{ rows: { supplyDyadId: string }[] }>('GET', '/api/parties?role=supplier')
  const at = `/api/suppliers/${rows[0]?.supplyDyadId}`
  const stranger = await memberBrowser(door, await plantTenant(door))
  expect((await stranger.call('GET', at)).statusCode).toBe(404)
  const own = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await own.call('GET', at)).statusCode).toBe(404)
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  expect((await viewer.call('PATCH', at, { version: 1, city: '宁波' })).statusCode).toBe(403)
  const trail = await query<{ action: string }>(
    door.database.admin,
    `select action from app.audit_entry where tenant_id = $1 and entity = 'supplier' order by at`,
    [tenantId],
  )
  expect(trail.map(row => row.action)).toEqual(['create', 'update', 'update', 'update'])
})
