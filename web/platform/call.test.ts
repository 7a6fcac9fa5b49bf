import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { endpoint } from '#contract/endpoint.ts'
import { addressOf } from './address.ts'
import { languageOf, preferencesOf } from './preferences.ts'
import { fieldsOf, kindOf, refusalOf } from './refusal.ts'

const customer = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/lines',
  summary: 'Lines of a customer',
  needs: 'facts.read',
  params: Type.Object({ dyadId: Type.String() }),
  query: Type.Object({ type: Type.Array(Type.String()), after: Type.Optional(Type.String()), limit: Type.Integer() }),
  answer: Type.Object({}),
})

test('an address carries params in its path and lists as repeated keys', () => {
  const query = { type: ['gold', 'star'], after: undefined, limit: 50 }
  expect(addressOf(customer, { params: { dyadId: 'a/b' }, query })).toBe('/api/customers/a%2Fb/lines?type=gold&type=star&limit=50')
  expect(addressOf(customer, { params: { dyadId: 'a' }, query: { type: [] } })).toBe('/api/customers/a/lines')
})

test('a refusal is read from the answer, and from nothing', () => {
  const refusal = refusalOf(
    422,
    { code: 'invalid', message: '客户编码重复', requestId: 'r1', details: [{ path: '/lines/3/price', message: '不能为负' }] },
    null,
  )
  expect(refusal).toMatchObject({ kind: 'invalid', code: 'invalid', message: '客户编码重复', requestId: 'r1' })
  expect(refusal.fields).toEqual([{ field: 'lines.3.price', message: '不能为负' }])
  const nowhere = { code: 'invalid', message: 'wrong', details: { fields: [{ path: 'params.dyadId', message: 'no id' }] } }
  expect(refusalOf(422, nowhere, 'r3')).toMatchObject({ kind: 'missing', message: '' })
  const mixed = { ...nowhere, details: { fields: [...nowhere.details.fields, { path: 'body.name', message: 'missing' }] } }
  expect(refusalOf(422, mixed, 'r4')).toMatchObject({ kind: 'invalid', message: 'wrong' })
  expect(refusalOf(500, undefined, 'r2')).toMatchObject({ kind: 'fault', code: 'http_500', requestId: 'r2' })
  expect(fieldsOf({ fields: [{ field: 'name', message: 'x' }, { field: 1 }] })).toEqual([{ field: 'name', message: 'x' }])
  expect([0, 401, 403, 404, 409, 400, 413, 429, 503, 500].map(kindOf)).toEqual([
    'offline',
    'signed_out',
    'forbidden',
    'missing',
    'conflict',
    'invalid',
    'too_large',
    'too_many',
    'offline',
    'fault',
  ])
})

test('preferences survive anything that was kept', () => {
  expect(languageOf(['fr-FR', 'en-GB', 'zh-CN'])).toBe('en')
  expect(languageOf(['fr-FR'])).toBe('zh-CN')
  expect(preferencesOf('broken', ['en'])).toEqual({ language: 'en', theme: 'system', density: 'comfortable', navigation: 'open' })
  expect(preferencesOf({ language: 'xx', theme: 'dark', density: 3 }, ['zh'])).toEqual({
    language: 'zh-CN',
    theme: 'dark',
    density: 'comfortable',
    navigation: 'open',
  })
})
