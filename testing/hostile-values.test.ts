import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { customerSorts } from '#contract/dyads/customer-list.ts'
import { writeCursor } from '#server/platform/cursor.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, type TestApp, testApp } from './app.ts'
import { plantTrade } from './plant-trade.ts'
import { sample, type Schema } from './sample-input.ts'

let product: TestApp
let boss: Browser
let dyadId: string

beforeAll(async () => {
  product = await testApp()
  const { tenantId, dyads } = await plantTrade(product.database.admin, { customers: [{ code: 'K1', orders: [{ day: 20_000, net: 100 }] }] })
  dyadId = dyads.get('K1') ?? ''
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

type Field = { readonly format?: string; readonly type?: string }
const fieldsOf = (schema: object) => Object.entries((schema as { properties?: Record<string, Field> }).properties ?? {})
const urlOf = ({ path }: Endpoint) =>
  path
    .replace(':dyadId', dyadId)
    .replace(/:version/, '1')
    .replace(/:\w+/g, newId())
/** Signing out and the like would end the test's own session. */
const isAsked = ({ form, path }: Endpoint) => form !== 'events' && !/session|password/.test(path)

const texts = ['\0', 'a\0b', '\ud800', '%', '\\', "'", '', '0000-01-01', '2026-02-30', '-1']
const deep = JSON.parse('['.repeat(3000) + ']'.repeat(3000)) as unknown
const values = [...texts, null, -1, 1e300, true, [], {}, deep, { 'a\0': 1 }, [['\0']]]

test('no value in a query is a fault', async () => {
  const faults: string[] = []
  for (const endpoint of product.app.served.filter(one => one.method === 'GET' && isAsked(one)))
    for (const [name] of fieldsOf(endpoint.query))
      for (const text of texts) {
        const value = text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
        const answer = await boss
          .call('GET', `${urlOf(endpoint)}?${name}=${value}`)
          .catch(error => ({ statusCode: 599, body: String(error) }))
        if (answer.statusCode >= 500) faults.push(`${endpoint.path}?${name}=${value.slice(0, 20)}: ${answer.statusCode}`)
      }
  expect(faults).toEqual([])
})

test('no value in a body is a fault', async () => {
  const faults: string[] = []
  for (const endpoint of product.app.served.filter(one => one.method !== 'GET' && one.form === 'json' && isAsked(one))) {
    const good = sample(endpoint.body as Schema, 'body', { departmentId: newId() }) as object
    for (const [name] of fieldsOf(endpoint.body))
      for (const value of values) {
        const answer = await boss.call(endpoint.method, urlOf(endpoint), { ...good, [name]: value })
        if (answer.statusCode >= 500)
          faults.push(`${endpoint.method} ${endpoint.path} {${name}: ${JSON.stringify(value).slice(0, 30)}}: ${answer.statusCode}`)
      }
  }
  expect(faults).toEqual([])
})

test('a cursor that was tampered with is refused as the place that it is not', async () => {
  const wrong: string[] = []
  for (const sort of customerSorts)
    for (const value of ["'", '\0', '\ud800', '2026-13-45', '2026-02-30', '99999999999999999999', 'zzzz', {}, [], -1, true]) {
      const after = writeCursor([sort, 'asc', value as string, newId()])
      const { statusCode } = await boss.call('GET', `/api/customers?sort=${sort}&direction=asc&after=${after}`)
      const fits = typeof value === 'string' && value.isWellFormed() && statusCode === 200
      if (statusCode !== 422 && !fits) wrong.push(`${sort} ${JSON.stringify(value)}: ${statusCode}`)
    }
  for (const list of ['orders', 'payments', 'costs', 'deliveries'])
    for (const day of ['x', '0000-01-01', '2026-02-30', '\0']) {
      const { statusCode } = await boss.call('GET', `/api/dyads/${dyadId}/${list}?after=${writeCursor([day, newId()])}`)
      if (statusCode !== 422) wrong.push(`${list} ${JSON.stringify(day)}: ${statusCode}`)
    }
  expect(wrong).toEqual([])
})

test('an upload that is no multipart, or ends in the middle, is refused with a sentence', async () => {
  const type = 'multipart/form-data; boundary=x'
  for (const [contentType, payload] of [
    ['multipart/form-data', 'abc'],
    [type, '--x\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\nabc'],
    [type, 'abc'],
    [type, ''],
  ]) {
    const headers = { 'content-type': contentType ?? '', 'x-lianke-csrf': boss.cookies.lianke_csrf ?? '' }
    const answer = await product.app.inject({ method: 'POST', url: '/api/imports', cookies: boss.cookies, headers, payload: payload ?? '' })
    expect([400, 422], `${contentType} ${payload}: ${answer.body}`).toContain(answer.statusCode)
    expect(answer.json().message).toMatch(/[。]$/)
  }
})

test('of several who save the same in one moment one is heard, the others are told that it has changed', async () => {
  const { version } = (await boss.call('GET', `/api/customers/${dyadId}`)).json()
  const customers = ['甲', '乙', '丙'].map(note => boss.call('PATCH', `/api/customers/${dyadId}`, { version, note }))
  const { settings } = (await boss.call('GET', '/api/value/settings')).json()
  const drafts = [0.2, 0.3, 0.4].map(margin =>
    boss.call('POST', '/api/value/settings', { draft: { margin }, base: settings.version, note: '试一试' }),
  )
  for (const answers of await Promise.all([Promise.all(customers), Promise.all(drafts)])) {
    const told = answers.map((answer): string => (answer.statusCode === 200 ? 'saved' : answer.json().code))
    expect(told.sort()).toEqual(['saved', 'stale', 'stale'])
  }
})

test('an address that cannot be decoded is answered in the form of every other refusal', async () => {
  const answer = await product.app.inject({ url: '/%ff' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'unreadable' })
})
