import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListedContact } from '#contract/dyads/contact-list.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
const made: Record<string, Customer> = {}

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object, browser: Browser = boss): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

type Page = { rows: ListedContact[]; next: string | null; total: { count: number } | null }
const list = (query = '', browser: Browser = boss) => ask<Page>('GET', `/api/contacts${query}`, undefined, browser)
const names = async (query = '', browser: Browser = boss) => (await list(query, browser)).rows.map(row => row.name)
const filtered = (filter: object) => `?filter=${encodeURIComponent(JSON.stringify(filter))}`

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  seller = await memberBrowser(door, tenantId, { name: '王销售', role: 'account_manager', scope: 'own' })
  for (const [name, people] of [
    ['苏州轴承', ['赵工', '钱总']],
    ['无锡电机', ['孙工']],
  ] as const) {
    const customer = await ask<Customer>('POST', '/api/customers', { name, ...(name === '无锡电机' ? { ownerId: seller.userId } : {}) })
    made[name] = customer
    for (const person of people)
      await ask('POST', `/api/customers/${customer.dyadId}/contacts`, { name: person, phone: `1380000000${person.length}`, title: '采购' })
  }
  const supplier = await ask<{ dyadId: string }>('POST', '/api/suppliers', { name: '宁波钢管厂', roles: ['supplier'] })
  await ask('POST', `/api/suppliers/${supplier.dyadId}/contacts`, { name: '周厂长', phone: '0574-87001122' })
})
afterAll(() => door.close())

test('people of customers and suppliers by name in pinyin, page by page, and no further than one sees', async () => {
  expect(await names()).toEqual(['钱总', '孙工', '赵工', '周厂长'])
  const first = await list('?limit=3')
  expect(first.total).toEqual({ count: 4, more: false })
  expect((await list(`?limit=3&after=${first.next}`)).rows.map(row => row.name)).toEqual(['周厂长'])
  expect(await names('', seller)).toEqual(['孙工'])
  const stranger = await memberBrowser(door, await plantTenant(door))
  expect(await names('', stranger)).toEqual([])
  const { dyadId = '' } = made['苏州轴承'] ?? {}
  const { contactId } = (await list('?q=zhaogong')).rows[0] ?? {}
  expect(await ask('GET', `/api/dyads/${dyadId}/contacts/${contactId}`)).toMatchObject({ name: '赵工', customerName: '苏州轴承' })
  expect((await seller.call('GET', `/api/dyads/${dyadId}/contacts/${contactId}`)).statusCode).toBe(404)
})

test('words, conditions, groups and counts; somebody of two firms stands under each', async () => {
  expect(await names('?q=suzhou')).toEqual(['钱总', '赵工'])
  expect(await names(filtered({ column: 'side', is: 'in', value: ['supply'] }))).toEqual(['周厂长'])
  expect(await names(filtered({ column: 'customerOwner', is: 'in', value: [seller.userId] }))).toEqual(['孙工'])
  const { rows } = await ask<{ rows: { value: string; label: string; count: number }[] }>('GET', '/api/contacts/groups')
  expect(rows.find(row => row.value === seller.userId)).toMatchObject({ label: '王销售', count: 1 })
  const [from, to] = [made['无锡电机'], made['苏州轴承']]
  const person = from && (await ask<Customer>('GET', `/api/customers/${from.dyadId}`)).contacts[0]
  await ask('POST', `/api/customers/${from?.dyadId}/contacts/${person?.contactId}/parties`, {
    partyId: to?.partyId,
    how: 'also',
    role: '顾问',
    on: '2026-01-05',
    version: person?.version,
  })
  const twice = (await list('?q=sungong')).rows
  expect(new Map(twice.map(row => [row.customerName, row.title]))).toEqual(
    new Map([
      ['无锡电机', '采购'],
      ['苏州轴承', '顾问'],
    ]),
  )
  expect(new Set(twice.map(row => row.rowId)).size).toBe(2)
})

test('a number under a mask is shown as such and neither sorts nor finds', async () => {
  const rules = [{ entity: 'contact', field: 'phone', role: 'viewer', applies: 'always', level: 'masked' }]
  const { version } = await ask<{ version: number }>('GET', '/api/field-rules')
  await ask('PUT', '/api/field-rules', { version, rules })
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  const row = (await list('?q=zhaogong', viewer)).rows[0]
  expect(row?.phone).toMatch(/\*/)
  expect(row?.limits).toMatchObject({ phone: 'masked' })
  expect((await viewer.call('GET', '/api/contacts?sort=phone')).statusCode).toBe(422)
  const asked = filtered({ column: 'phone', is: 'contains', value: '138' })
  const found = await viewer.call('GET', `/api/contacts${asked}`)
  expect(found.statusCode === 422 || found.json().rows.length === 0).toBe(true)
  expect(await names(asked)).toContain('赵工')
})
