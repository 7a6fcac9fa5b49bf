import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { reckonFields } from '#server/platform/custom-field-jobs.ts'
import { inTenant } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { retag, type Retag } from './tags.jobs.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let stranger: Browser & { userId: string }
let dyadId: string
let partyId: string
let contactId: string

type Field = { fieldId: string; key: string; version: number; isFilled: boolean; type: string; position: number }
type Values = Record<string, unknown>
type Whole = { fields: (Field & { level: string })[]; values: Values; names: Record<string, string>; mayWrite: boolean }

const grades = [
  { key: 'a', labelZh: '甲', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙', labelEn: 'Good', colour: 'amber' },
]

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const add = (key: string, type: string, more: object = {}) =>
  ask<Field>(boss, 'POST', '/api/custom-fields', { entity: 'customer', key, type, labelZh: key, labelEn: key, ...more })
const at = (entity = 'customer', id = dyadId) => `/api/customers/${dyadId}/custom/${entity}/${id}`
const write = async (values: Values, browser: Browser = boss) => await browser.call('PUT', at(), { values })

const job = (data: unknown) => ({
  tenantId,
  actor: { tenantId, userId: boss.userId },
  signal: new AbortController().signal,
  report: () => {},
  inTenant: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(door.database.db, { tenantId }, work),
  data: data as never,
})

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  stranger = await memberBrowser(door, await plantTenant(door, '别家公司'))
  const made = await ask<{ dyadId: string; partyId: string }>(boss, 'POST', '/api/customers', {
    name: '苏州恒力传动',
    code: 'C-1',
    paymentTermsDays: 30,
  })
  dyadId = made.dyadId
  partyId = made.partyId
  contactId = (await ask<{ contactId: string }>(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: '李工' })).contactId
  await add('note_text', 'text')
  await add('machines', 'number', { isFilter: true })
  await add('credit', 'money')
  await add('audited_on', 'date', { isFilter: true })
  await add('grade', 'choice', { choices: grades, isRequired: true, isFilter: true })
  await add('lines', 'multi_choice', { choices: grades, isFilter: true })
  await add('engineer', 'person')
  await add('parent_firm', 'party')
  await add('score', 'formula', { formula: 'machines * 2 + credit / 100 + paymentTermsDays', resultType: 'number', isFilter: true })
})
afterAll(() => door.close())

test('every type is written, kept and read back; a formula follows', async () => {
  const values = {
    note_text: ' 老客户 ',
    machines: 12.5,
    credit: 123_45,
    audited_on: '2026-03-05',
    grade: 'a',
    lines: ['b', 'a'],
    engineer: boss.userId,
    parent_firm: partyId,
  }
  const answer = await write(values)
  expect(answer.statusCode, answer.body).toBe(200)
  const whole = await ask<Whole>(boss, 'GET', at())
  expect(whole.values).toEqual({ ...values, note_text: '老客户', lines: ['a', 'b'], score: 12.5 * 2 + 123.45 / 100 + 30 })
  expect(whole.names).toEqual({ [boss.userId]: '王芳', [partyId]: '苏州恒力传动' })
  const rows = await query<{ key: string; word: string; number: number | null; day: string | null }>(
    door.database.admin,
    `select f.key, v.word, v.number, v.day::text from app.field_value v join app.custom_field f using (tenant_id, field_id) where v.record_id = $1 order by 1, 2`,
    [dyadId],
  )
  expect(rows.map(row => [row.key, row.word || row.day || row.number])).toEqual([
    ['audited_on', '2026-03-05'],
    ['grade', 'a'],
    ['lines', 'a'],
    ['lines', 'b'],
    ['machines', 12.5],
    ['score', 56.2345],
  ])
})

test('null takes a value away, what is not named stays, and the trail has both', async () => {
  expect((await write({ note_text: null, machines: 3 })).statusCode).toBe(200)
  const { values } = await ask<Whole>(boss, 'GET', at())
  expect(values).toMatchObject({ machines: 3, grade: 'a' })
  expect('note_text' in values).toBe(false)
  const { rows } = await ask<{ rows: { before: Values; after: Values }[] }>(boss, 'GET', `/api/audit?entity=customer&entityId=${dyadId}`)
  expect(rows[0]).toMatchObject({ before: { 'custom.note_text': '老客户' }, after: { 'custom.note_text': null, 'custom.machines': 3 } })
})

test.each([
  [{ grade: null }, 'grade'],
  [{ grade: 'z' }, 'grade'],
  [{ machines: 'many' }, 'machines'],
  [{ credit: 1.5 }, 'credit'],
  [{ audited_on: '2026-02-30' }, 'audited_on'],
  [{ score: 1 }, 'score'],
  [{ nothing_such: 1 }, 'nothing_such'],
  [{ engineer: newId() }, 'engineer'],
])('%j is refused, with its place', async (values, key) => {
  const answer = await write(values)
  expect(answer.statusCode, answer.body).toBe(422)
  expect(answer.body).toContain(`body.values.${key}`)
})

test.each([
  ['(', 'syntax'],
  ['$eval("1")', 'not allowed'],
  ['$now()', 'not allowed'],
  ['($f := function($n) { $f($n) }; $f(1))', 'not allowed'],
  ['[1..9000000]', 'not allowed'],
  ['/(a+)+$/', 'not allowed'],
  ['missing_field + 1', 'unknown'],
  ['loop_field + 1', 'circle'],
])('the formula %s is refused: %s', async formula => {
  const body = { entity: 'customer', key: 'loop_field', type: 'formula', labelZh: 'x', labelEn: 'x', formula, resultType: 'number' }
  const answer = await boss.call('POST', '/api/custom-fields', body)
  expect(answer.statusCode, answer.body).toBe(422)
  expect(answer.body).toContain('body.formula')
})

test('formulas read each other in order, and a circle is refused', async () => {
  const twice = await add('twice', 'formula', { formula: 'score * 2', resultType: 'number' })
  const score = (await ask<{ rows: Field[] }>(boss, 'GET', '/api/custom-fields?entity=customer')).rows.find(row => row.key === 'score')
  const circle = await boss.call('PATCH', `/api/custom-fields/${score?.fieldId}`, { formula: 'twice + 1', version: score?.version })
  expect(circle.statusCode).toBe(422)
  await reckonFields(job({ entity: 'customer' }))
  const { values } = await ask<Whole>(boss, 'GET', at())
  expect(values['twice']).toBe(Number(values['score']) * 2)
  await ask(boss, 'PATCH', `/api/custom-fields/${twice.fieldId}`, { isArchived: true, version: twice.version })
})

test('a formula that fails is a state of its field, and nothing else fails with it', async () => {
  const field = await add('broken', 'formula', { formula: 'grade * 2', resultType: 'number' })
  const answer = await write({ machines: 4 })
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.json<Whole>().values['broken']).toEqual({ error: 'fails' })
  await ask(boss, 'PATCH', `/api/custom-fields/${field.fieldId}`, { isArchived: true, version: field.version })
})

test('a type changes only where every value can be kept, and the preview says so', async () => {
  const field = await add('size_text', 'text')
  await write({ size_text: '1,200' })
  const preview = (type: string) => ask<object>(boss, 'GET', `/api/custom-fields/${field.fieldId}/conversion?type=${type}`)
  expect(await preview('number')).toEqual({ values: 1, kept: 1, lost: [], isPossible: true })
  expect(await preview('date')).toEqual({ values: 1, kept: 0, lost: ['1,200'], isPossible: false })
  const change = (type: string) => boss.call('PATCH', `/api/custom-fields/${field.fieldId}`, { type, version: field.version })
  expect((await change('date')).statusCode).toBe(409)
  expect((await change('number')).statusCode).toBe(200)
  expect((await ask<Whole>(boss, 'GET', at())).values['size_text']).toBe(1200)
})

test('a choice in use cannot be dropped, a key not taken twice', async () => {
  const fields = (await ask<{ rows: Field[] }>(boss, 'GET', '/api/custom-fields?entity=customer')).rows
  const grade = fields.find(row => row.key === 'grade')
  const drop = await boss.call('PATCH', `/api/custom-fields/${grade?.fieldId}`, { choices: [grades[1]], version: grade?.version })
  expect(drop.statusCode).toBe(409)
  const twin = { entity: 'party', key: 'grade', type: 'text', labelZh: 'x', labelEn: 'x' }
  expect((await boss.call('POST', '/api/custom-fields', twin)).statusCode).toBe(409)
})

test('archived: values stay, nothing is written', async () => {
  const field = await add('old_field', 'text')
  await write({ old_field: 'kept' })
  await ask(boss, 'PATCH', `/api/custom-fields/${field.fieldId}`, { isArchived: true, version: field.version })
  expect((await write({ old_field: 'new' })).statusCode).toBe(422)
  expect((await ask<Whole>(boss, 'GET', at())).values['old_field']).toBe('kept')
})

test('what a role may not see it neither reads nor writes, nor learns by a formula', async () => {
  const { version } = await ask<{ version: string }>(boss, 'GET', '/api/field-rules')
  const rule = { entity: 'customer', field: 'custom.machines', role: 'viewer', applies: 'always', level: 'hidden' }
  const masked = { entity: 'customer', field: 'custom.note_text', role: 'service', applies: 'always', level: 'masked' }
  await ask(boss, 'PUT', '/api/field-rules', { rules: [rule, masked], version })
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  const seen = await ask<Whole>(viewer, 'GET', at())
  expect(Object.keys(seen.values)).not.toContain('machines')
  expect(Object.keys(seen.values)).not.toContain('score')
  expect(seen.fields.map(field => field.key)).not.toContain('score')
  expect((await write({ machines: 1 }, viewer)).statusCode).toBe(403)
  await write({ note_text: '机密资料' })
  const service = await memberBrowser(door, tenantId, { role: 'service' })
  const covered = await ask<Whole>(service, 'GET', at())
  expect(covered.values['note_text']).toBe('机***')
  expect((await write({ note_text: '机***', machines: 5 }, service)).statusCode).toBe(200)
  expect((await write({ note_text: '别的' }, service)).statusCode).toBe(403)
  expect((await ask<Whole>(boss, 'GET', at())).values['note_text']).toBe('机密资料')
})

test('lists are filtered by own fields, by their typed copies or in place, and never by what is hidden', async () => {
  const count = async (column: string, is: string, value?: unknown, browser: Browser = boss) => {
    const filter = JSON.stringify(value === undefined ? { column, is } : { column, is, value })
    const answer = await browser.call('GET', `/api/customers?filter=${encodeURIComponent(filter)}`)
    return answer.statusCode === 200 ? answer.json<{ rows: unknown[] }>().rows.length : answer.statusCode
  }
  await ask(boss, 'PUT', at(), { values: { machines: 7, audited_on: '2026-03-05', grade: 'a', lines: ['a', 'b'], note_text: '老客户' } })
  expect(await count('custom.machines', 'between', [5, 8])).toBe(1)
  expect(await count('custom.machines', 'at_least', 8)).toBe(0)
  expect(await count('custom.audited_on', 'is', '2026-03-05')).toBe(1)
  expect(await count('custom.grade', 'in', ['a'])).toBe(1)
  expect(await count('custom.grade', 'not_in', ['a'])).toBe(0)
  expect(await count('custom.lines', 'in', ['b'])).toBe(1)
  expect(await count('custom.note_text', 'contains', '客户')).toBe(1)
  expect(await count('custom.credit', 'filled')).toBe(1)
  expect(await count('custom.engineer', 'in', ['me'])).toBe(1)
  expect(await count('custom.no_such', 'filled')).toBe(422)
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  expect(await count('custom.machines', 'at_least', 1, viewer)).toBe(422)
  expect(await count('custom.score', 'at_least', 1, viewer)).toBe(422)
})

test("another firm's records and fields are not there", async () => {
  expect((await stranger.call('GET', at())).statusCode).toBe(404)
  expect((await write({ machines: 1 }, stranger)).statusCode).toBe(404)
  expect((await boss.call('GET', at('contact', newId()))).statusCode).toBe(404)
  expect((await boss.call('GET', at('opportunity', contactId))).statusCode).toBe(404)
  const { rows } = await ask<{ rows: Field[] }>(stranger, 'GET', '/api/custom-fields')
  expect(rows).toEqual([])
  const [mine] = (await ask<{ rows: Field[] }>(boss, 'GET', '/api/custom-fields')).rows
  expect((await stranger.call('PATCH', `/api/custom-fields/${mine?.fieldId}`, { labelZh: 'x', version: 1 })).statusCode).toBe(404)
})

type Tag = { tagId: string; name: string; version: number; uses: number | null }
const tagsAt = (entity = 'customer', id = dyadId) => `/api/customers/${dyadId}/tags/${entity}/${id}`

test('tags are put on and taken off; one that differs by case or width is the same', async () => {
  const tag = (add: string[], remove: string[] = []) => ask<{ tags: string[] }>(boss, 'POST', tagsAt(), { add, remove })
  expect((await tag(['VIP', '展会 2026'])).tags).toEqual(['VIP', '展会 2026'])
  expect((await tag(['ｖｉｐ'])).tags).toEqual(['VIP', '展会 2026'])
  expect((await tag([], ['vip'])).tags).toEqual(['展会 2026'])
  expect((await ask<{ tags: string[] }>(boss, 'POST', tagsAt('contact', contactId), { add: ['决策人'] })).tags).toEqual(['决策人'])
  expect((await stranger.call('GET', tagsAt())).statusCode).toBe(404)
  expect((await boss.call('POST', tagsAt(), { add: ['\u200b'] })).statusCode).toBe(422)
})

test('renaming and merging reach every record, and unused tags are told', async () => {
  const list = () => ask<{ rows: Tag[] }>(boss, 'GET', '/api/tags?entity=customer&withUses=true')
  const named = async (name: string) => (await list()).rows.find(row => row.name === name) as Tag
  expect((await named('VIP')).uses).toBe(0)
  const fair = await named('展会 2026')
  await ask(boss, 'PATCH', `/api/tags/${fair.tagId}`, { name: '展会', version: fair.version })
  expect(await retag(job({ entity: 'customer', from: '展会 2026', to: '展会' } satisfies Retag))).toEqual({ records: 1 })
  expect((await ask<{ tags: string[] }>(boss, 'GET', tagsAt())).tags).toEqual(['展会'])
  const [from, into] = [await named('展会'), await named('VIP')]
  expect((await boss.call('PATCH', `/api/tags/${from.tagId}`, { name: 'vip', version: from.version })).statusCode).toBe(409)
  await ask(boss, 'POST', `/api/tags/${from.tagId}/merge`, { intoTagId: into.tagId, version: from.version })
  await retag(job({ entity: 'customer', from: '展会', to: 'VIP' } satisfies Retag))
  expect((await ask<{ tags: string[] }>(boss, 'GET', tagsAt())).tags).toEqual(['VIP'])
  expect((await list()).rows.map(row => [row.name, row.uses])).toEqual([['VIP', 1]])
})
