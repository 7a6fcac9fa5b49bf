import { afterAll, beforeAll, expect, test } from 'vitest'
import { reckonFields } from '#server/platform/custom-field-jobs.ts'
import { inTenant } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
const ids: Record<string, string> = {}

const grades = [
  { key: 'a', labelZh: '甲级', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙级', labelEn: 'Good', colour: 'amber' },
]

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const add = (entity: string, key: string, type: string, more: object = {}) =>
  ask<{ fieldId: string }>(boss, 'POST', '/api/custom-fields', { entity, key, type, labelZh: `${key}中`, labelEn: key, ...more })

type Row = { name: string; custom?: Record<string, unknown>; tags?: string[] }
type Page = { rows: Row[]; next: string | null }
const list = (search: string, browser: Browser = boss) => ask<Page>(browser, 'GET', `/api/customers?${search}`)
const settle = (entity: string) =>
  reckonFields({
    tenantId,
    signal: new AbortController().signal,
    report: () => {},
    inTenant: work => inTenant(door.database.db, { tenantId }, work),
    data: { entity } as never,
  })

const firms = [
  ['甲轴承', { machines: 12, grade: 'a', credit: 500_00 }, { staff: 40 }],
  ['乙传动', { machines: 3, grade: 'b', credit: 700_00 }, {}],
  ['丙电机', { machines: 30, grade: 'a' }, { staff: 9 }],
  ['丁机械', {}, {}],
] as const

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'all' })
  await add('customer', 'machines', 'number', { isFilter: true })
  await add('customer', 'grade', 'choice', { choices: grades, isFilter: true })
  await add('customer', 'credit', 'money')
  await add('customer', 'engineer', 'person')
  await add('customer', 'double', 'formula', { formula: 'machines * 2', resultType: 'number', isFilter: true })
  await add('party', 'staff', 'number', { isFilter: true })
  await settle('customer')
  for (const [name, customer, party] of firms) {
    const custom = { ...customer, ...party, engineer: boss.userId }
    ids[name] = (await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name, custom })).dyadId
  }
})
afterAll(() => door.close())

test('own fields come with the rows only where they are asked for, people by their names', async () => {
  expect((await list('sort=name')).rows.every(row => row.custom === undefined && row.tags === undefined)).toBe(true)
  const { rows } = await list('sort=name&own=custom.machines&own=custom.staff&own=custom.engineer&own=custom.double&own=tags')
  const found = rows.find(row => row.name === '甲轴承')
  expect(found?.custom).toEqual({ machines: 12, staff: 40, double: 24, engineer: expect.stringMatching(/\S/) })
  expect(found?.custom?.['engineer']).not.toBe(boss.userId)
  expect(found?.tags).toEqual([])
})

test('the list is ordered by a field that is used in filters, those without a value last, page by page', async () => {
  const names: string[] = []
  for (let after = ''; ; ) {
    const page = await list(`sort=custom.machines&direction=desc&limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    names.push(...page.rows.map(row => row.name))
    if (page.next === null) break
    after = page.next
  }
  expect(names).toEqual(['丙电机', '甲轴承', '乙传动', '丁机械'])
  expect((await list('sort=custom.staff&direction=asc')).rows.map(row => row.name).slice(0, 2)).toEqual(['丙电机', '甲轴承'])
  expect((await boss.call('GET', '/api/customers?sort=custom.credit')).statusCode).toBe(422)
  expect((await boss.call('GET', '/api/customers?sort=custom.nothing')).statusCode).toBe(422)
})

test('groups by a choice of our own add up a figure of our own', async () => {
  const { rows } = await ask<{ rows: { value: string | null; count: number; own: Record<string, number | null> }[] }>(
    boss,
    'GET',
    '/api/customers/sums?by=custom.grade&own=custom.machines&own=custom.credit',
  )
  const byValue = Object.fromEntries(
    rows.map(row => [row.value ?? 'none', [row.count, row.own['custom.machines'], row.own['custom.credit']]]),
  )
  expect(byValue).toEqual({ a: [2, 42, 500_00], b: [1, 3, 700_00], none: [1, null, null] })
})

test('a required field is asked for when a record is made, and a default stands where nothing was said', async () => {
  await add('contact', 'birthday', 'date', { isRequired: true })
  await add('contact', 'mood', 'text', { defaultValue: '平和' })
  const url = `/api/customers/${ids['甲轴承']}/contacts`
  const refused = await boss.call('POST', url, { name: '无生日' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('body.custom.birthday')
  const { contactId } = await ask<{ contactId: string }>(boss, 'POST', url, { name: '李工', custom: { birthday: '1990-05-06' } })
  const { values } = await ask<{ values: object }>(boss, 'GET', `/api/customers/${ids['甲轴承']}/custom/contact/${contactId}`)
  expect(values).toEqual({ birthday: '1990-05-06', mood: '平和' })
  expect((await boss.call('POST', '/api/customers', { name: '戊厂', custom: { nothing: 1 } })).statusCode).toBe(422)
})

test('records carry own fields in their lists, orders, groups and on creation', async () => {
  await add('opportunity', 'rival', 'choice', { choices: grades })
  await add('opportunity', 'units', 'number')
  await add('opportunity', 'worth', 'formula', { formula: 'units * amount', resultType: 'number' })
  const url = `/api/customers/${ids['甲轴承']}/opportunities`
  for (const [title, rival, units] of [
    ['一号线', 'a', 3],
    ['二号线', 'b', 9],
  ] as const)
    await ask(boss, 'POST', url, { title, amountMinor: 10_00, custom: { rival, units } })
  type Found = { rows: { title: string; custom: object }[] }
  const plain = await ask<Found>(boss, 'GET', '/api/opportunities')
  expect(plain.rows.map(row => row.custom)).toEqual([{}, {}])
  const sorted = await ask<Found>(
    boss,
    'GET',
    '/api/opportunities?sort=custom.units&direction=desc&own=custom.units&own=custom.rival&own=custom.worth',
  )
  expect(sorted.rows.map(({ title, custom }) => [title, custom])).toEqual([
    ['二号线', { units: 9, rival: 'b', worth: 90 }],
    ['一号线', { units: 3, rival: 'a', worth: 30 }],
  ])
  const filter = encodeURIComponent(JSON.stringify({ column: 'custom.rival', is: 'in', value: ['a'] }))
  expect((await ask<Found>(boss, 'GET', `/api/opportunities?filter=${filter}`)).rows.map(row => row.title)).toEqual(['一号线'])
  const groups = await ask<{ rows: { value: string; sums: object }[] }>(
    boss,
    'GET',
    '/api/opportunities/groups?by=custom.rival&own=custom.units',
  )
  expect(groups.rows.map(({ value, sums }) => [value, sums])).toEqual(
    expect.arrayContaining([
      ['a', expect.objectContaining({ 'custom.units': 3 })],
      ['b', expect.objectContaining({ 'custom.units': 9 })],
    ]),
  )
})

test('what a rule hides is in no list, group, order or file, nor is a formula that reads it', async () => {
  const role = 'account_manager' as const
  const rules = [
    { entity: 'customer' as const, field: 'custom.machines', role, applies: 'always' as const, level: 'hidden' as const },
    { entity: 'opportunity' as const, field: 'amountMinor', role, applies: 'always' as const, level: 'hidden' as const },
  ]
  const { version } = await ask<{ version: number }>(boss, 'GET', '/api/field-rules')
  await ask(boss, 'PUT', '/api/field-rules', { version, rules })
  const { rows } = await list('own=custom.machines&own=custom.double&own=custom.grade', seller)
  expect(rows.find(row => row.name === '甲轴承')?.custom).toEqual({ grade: 'a' })
  for (const search of [
    'sort=custom.machines',
    'sort=custom.double',
    `filter=${encodeURIComponent('{"column":"custom.machines","is":"at_least","value":1}')}`,
    `filter=${encodeURIComponent('{"column":"custom.double","is":"at_least","value":1}')}`,
  ])
    expect((await seller.call('GET', `/api/customers?${search}`)).statusCode, search).toBe(422)
  const sums = await ask<{ rows: { own: object }[] }>(
    seller,
    'GET',
    '/api/customers/sums?by=custom.grade&own=custom.machines&own=custom.double',
  )
  expect(sums.rows.every(row => Object.keys(row.own).length === 0)).toBe(true)
  expect((await seller.call('GET', '/api/customers/sums?by=custom.machines')).statusCode).toBe(422)
  const found = await ask<{ rows: { opportunityId: string; dyadId: string; custom: object }[] }>(
    seller,
    'GET',
    '/api/opportunities?own=custom.worth&own=custom.units',
  )
  expect(found.rows.every(({ custom }) => Object.keys(custom).join() === 'units')).toBe(true)
  const { dyadId, opportunityId } = found.rows[0] as { opportunityId: string; dyadId: string }
  const one = await ask<{ custom: object }>(seller, 'GET', `/api/customers/${dyadId}/opportunities/${opportunityId}`)
  expect(Object.keys(one.custom).toSorted()).toEqual(['rival', 'units'])
  const file = await boss.call('GET', '/api/customers/export?column=name&column=custom.machines&column=custom.grade')
  expect(file.body).toContain('machines中')
  expect(file.body).toContain('甲级')
})

test('own fields of many customers are set at once, with what follows from them, and put back', async () => {
  const change = { set: { custom: { machines: 100, staff: 5 } } }
  const chosen = { dyadId: [ids['乙传动'], ids['丁机械']] }
  const values = async (name: string) =>
    (await list('own=custom.machines&own=custom.staff&own=custom.double')).rows.find(row => row.name === name)?.custom
  type Done = { batchId: string; changed: number; found: number }
  expect((await ask<Done>(boss, 'POST', '/api/customers/batch/preview', { chosen, change })).changed).toBe(2)
  const { batchId, changed } = await ask<Done>(boss, 'POST', '/api/customers/batch', { chosen, change })
  expect(changed).toBe(2)
  expect(await values('丁机械')).toEqual({ machines: 100, staff: 5, double: 200 })
  await ask(boss, 'POST', `/api/customers/batch/${batchId}/undo`)
  expect(await values('丁机械')).toEqual({})
  expect(await values('乙传动')).toEqual({ machines: 3, double: 6 })
  for (const custom of [{ machines: 'many' }, { double: 3 }, { nothing: 1 }])
    expect((await boss.call('POST', '/api/customers/batch', { chosen, change: { set: { custom } } })).statusCode).toBe(422)
  const refused = await ask<{ refused: number; changed: number }>(seller, 'POST', '/api/customers/batch/preview', { chosen, change })
  expect([refused.changed, refused.refused]).toEqual([0, 2])
})

test('the fields that a role may work with are told, without archived and hidden ones', async () => {
  const keys = async (browser: Browser) =>
    (await ask<{ rows: { entity: string; key: string }[] }>(browser, 'GET', '/api/custom-fields?open=true')).rows.map(
      each => `${each.entity}.${each.key}`,
    )
  expect(await keys(boss)).toEqual(expect.arrayContaining(['customer.machines', 'customer.double', 'opportunity.worth']))
  const told = await keys(seller)
  expect(told).toContain('customer.grade')
  expect(told).not.toContain('customer.machines')
  expect(told).not.toContain('customer.double')
  expect(told).not.toContain('opportunity.worth')
})
