import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

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

type Whole = {
  contact: { version: number; name: string; phone: string | null }
  phoneE164: string | null
  parties: { name: string; role: string | null; isMain: boolean; endedOn: string | null }[]
  mayWrite: boolean
}
type Person = { contactId: string; version: number; name: string }

test('one person of several firms: beside, moved with history, left; found at each', async () => {
  const [first, second, third] = [await create('一号公司'), await create('二号公司'), await create('三号公司')]
  const person = await ask<Person>(boss, 'POST', `/api/customers/${first.dyadId}/contacts`, { name: '陆仲达', phone: '138-0013-8000' })
  const at = (made: Made) => `/api/customers/${made.dyadId}/contacts/${person.contactId}`
  const also = await ask<Whole>(boss, 'POST', `${at(first)}/parties`, {
    partyId: second.partyId,
    how: 'also',
    role: '顾问',
    on: '2026-03-01',
    version: person.version,
  })
  expect(also.parties.map(({ name, role, isMain }) => [name, role, isMain])).toEqual([
    ['一号公司', null, true],
    ['二号公司', '顾问', false],
  ])
  expect(also.phoneE164).toBe('+8613800138000')
  expect((await ask<{ contacts: Person[] }>(boss, 'GET', `/api/customers/${second.dyadId}`)).contacts).toMatchObject([
    { contactId: person.contactId, name: '陆仲达' },
  ])
  const renamed = await ask<Person>(boss, 'PATCH', at(second), { version: also.contact.version, title: '总监' })
  expect((await boss.call('DELETE', at(second))).json().code).toBe('conflict')

  const moved = await ask<Whole>(boss, 'POST', `${at(first)}/parties`, {
    partyId: third.partyId,
    how: 'moves',
    role: '副总',
    on: '2026-06-01',
    version: renamed.version,
  })
  expect(moved.parties.map(({ name, isMain, endedOn }) => [name, isMain, endedOn])).toEqual([
    ['三号公司', true, null],
    ['二号公司', false, null],
    ['一号公司', false, '2026-06-01'],
  ])
  expect(moved.mayWrite).toBe(false)
  expect((await ask<{ contacts: Person[] }>(boss, 'GET', `/api/customers/${first.dyadId}`)).contacts).toEqual([])
  const found = await ask<{ rows: { kind: string; dyadId: string }[] }>(boss, 'GET', `/api/search?q=${encodeURIComponent('陆仲达')}`)
  expect(
    found.rows
      .filter(row => row.kind === 'contact')
      .map(row => row.dyadId)
      .toSorted(),
  ).toEqual([second.dyadId, third.dyadId].toSorted())
  const byNumber = await ask<{ rows: { kind: string }[] }>(boss, 'GET', `/api/search?q=${encodeURIComponent('+86 138 0013 8000')}`)
  expect(byNumber.rows.filter(row => row.kind === 'contact')).toHaveLength(2)

  const left = await ask<Whole>(boss, 'POST', `${at(second)}/leave`, { on: '2026-09-01', version: moved.contact.version })
  expect(left.mayWrite).toBe(false)
  expect((await boss.call('POST', `${at(second)}/leave`, { on: '2026-09-01', version: left.contact.version })).json().code).toBe('conflict')
  const early = await boss.call('POST', `${at(third)}/leave`, { on: '2026-05-01', version: left.contact.version })
  expect(early.json().details?.fields?.[0]?.path).toBe('body.on')
  const map = await ask<{ people: { leftOn: string | null }[] }>(boss, 'GET', `/api/customers/${second.dyadId}/contact-map`)
  expect(map.people).toMatchObject([{ leftOn: '2026-09-01' }])
})

test('a person who went where the caller sees nothing is known by name, no longer by number', async () => {
  const [mine, hidden] = [await create('可见公司'), await create('不可见公司')]
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  await query(door.database.admin, 'update app.dyad set owner_id = $3 where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    mine.dyadId,
    seller.userId,
  ])
  const person = await ask<Person>(boss, 'POST', `/api/customers/${mine.dyadId}/contacts`, { name: '何远', phone: '13900001111' })
  const url = `/api/customers/${mine.dyadId}/contacts/${person.contactId}`
  expect(
    (await seller.call('POST', `${url}/parties`, { partyId: hidden.partyId, how: 'moves', on: '2026-06-01', version: person.version }))
      .statusCode,
  ).toBe(404)
  await ask(boss, 'POST', `${url}/parties`, { partyId: hidden.partyId, how: 'moves', on: '2026-06-01', version: person.version })
  expect(await ask<Whole>(seller, 'GET', url)).toMatchObject({
    contact: { name: '何远', phone: null },
    phoneE164: null,
    parties: [{ name: null }, { name: '可见公司' }],
  })
})

test('the map: roles, levels, strength, who knows whom, and what is missing', async () => {
  const made = await create('地图客户')
  const url = `/api/customers/${made.dyadId}`
  const person = (name: string) => ask<Person>(boss, 'POST', `${url}/contacts`, { name })
  const [chief, buyer] = [await person('孙总'), await person('钱采购')]
  type Map = {
    people: { contactId: string; version: number; bonds: object[] }[]
    ties: object[]
    gaps: { gap: string; name: string | null }[]
  }
  const read = () => ask<Map>(boss, 'GET', `${url}/contact-map`)
  expect((await read()).gaps.map(({ gap }) => gap)).toEqual(['no_executive', 'no_decider', 'nobody_knows'])
  await ask(boss, 'PATCH', `${url}/contacts/${chief.contactId}/place`, {
    buyingRole: 'decides',
    level: 'executive',
    version: chief.version,
  })
  await ask(boss, 'PUT', `${url}/contacts/${buyer.contactId}/bonds/${boss.userId}`, { strength: 2 })
  await ask(boss, 'PUT', `${url}/contacts/${buyer.contactId}/ties/${chief.contactId}`, { kind: 'reports_to' })
  const map = await read()
  expect(map.ties).toEqual([{ contactId: buyer.contactId, otherId: chief.contactId, kind: 'reports_to' }])
  expect(map.gaps).toMatchObject([
    { gap: 'executive_unknown' },
    { gap: 'single_threaded', side: 'theirs', name: '钱采购' },
    { gap: 'single_threaded', side: 'ours', name: '王芳' },
    { gap: 'silent', name: '孙总', days: null },
  ])
  expect(
    (await boss.call('PATCH', `${url}/contacts/${chief.contactId}/place`, { buyingRole: null, level: null, version: chief.version })).json()
      .code,
  ).toBe('stale')
  await ask(boss, 'PUT', `${url}/contacts/${chief.contactId}/ties/${buyer.contactId}`, { kind: null })
  expect((await read()).ties).toEqual([])
  expect((await boss.call('PUT', `${url}/contacts/${chief.contactId}/bonds/${newId()}`, { strength: 2 })).statusCode).toBe(422)
  expect((await boss.call('PUT', `${url}/contacts/${newId()}/bonds/${boss.userId}`, { strength: 2 })).statusCode).toBe(404)
})
