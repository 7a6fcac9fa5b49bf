import { expect, test } from 'vitest'
import { factKindOf, faultOfFact, knownFactKinds, needsConsent, supersede } from './party-fact.ts'

const given = { kind: 'culture', value: '重视长期合作', contactId: null, document: null, consentNote: null }

test('a fact holds what its kind holds', () => {
  expect(faultOfFact(given)).toBeUndefined()
  expect(faultOfFact({ ...given, kind: '自有项目' })).toBeUndefined()
  expect(faultOfFact({ ...given, kind: 'suppliers_count', value: '三家' })).toBe('not_a_count')
  expect(faultOfFact({ ...given, kind: 'suppliers_count', value: '3' })).toBeUndefined()
  expect(faultOfFact({ ...given, kind: 'channel', value: 'pigeon' })).toBe('not_a_choice')
  expect(faultOfFact({ ...given, kind: 'channel', value: 'wechat', document: 'invoice' })).toBeUndefined()
  expect(faultOfFact({ ...given, document: 'invoice' })).toBe('no_document')
  expect(factKindOf('constructor')).toEqual({ subject: 'profile', form: 'text' })
})

test('what is private to a person is kept of a person, and only with consent', () => {
  const birthday = { ...given, kind: 'birthday', value: '05-12' }
  expect(faultOfFact(birthday)).toBe('no_person')
  expect(faultOfFact({ ...birthday, contactId: 'c' })).toBe('no_consent')
  expect(faultOfFact({ ...birthday, contactId: 'c', consentNote: '本人口头同意' })).toBeUndefined()
  expect(knownFactKinds.filter(needsConsent)).toEqual(['birthday', 'family', 'hobbies', 'home_town', 'education', 'diet'])
})

test('the newest day holds; of one day the one entered last', () => {
  const old = { factId: 'old', observedOn: '2026-03-01', createdAt: '2026-03-02T00:00:00Z' }
  expect(supersede(undefined, { factId: 'new', observedOn: '2026-01-01' })).toEqual({ added: null, holding: null })
  expect(supersede(old, { factId: 'new', observedOn: '2026-03-02' })).toEqual({ added: null, holding: 'new' })
  expect(supersede(old, { factId: 'new', observedOn: '2026-03-01' })).toEqual({ added: null, holding: 'new' })
  expect(supersede(old, { factId: 'late', observedOn: '2026-02-01' })).toEqual({ added: 'old', holding: null })
})
