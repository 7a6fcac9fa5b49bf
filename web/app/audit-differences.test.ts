import { expect, test } from 'vitest'
import { differencesOf, nameIn } from './audit-differences.ts'

test('only what changed is shown, with the way to it', () => {
  const before = { name: '王芳', role: 'viewer', title: null, version: 1, cuts: { current: { high: 90, medium: 60 } } }
  const after = { name: '王芳', role: 'manager', title: '', version: 2, cuts: { current: { high: 92, medium: 60 } } }
  expect(differencesOf(before, after)).toEqual([
    { path: 'role', before: 'viewer', after: 'manager' },
    { path: 'cuts.current.high', before: 90, after: 92 },
  ])
})

test('what was made has no before, what was removed no after; empty values are not news', () => {
  expect(differencesOf(null, { name: '华东', nameEn: null })).toEqual([{ path: 'name', before: undefined, after: '华东' }])
  expect(differencesOf({ name: '华东', people: 0 }, null)).toEqual([
    { path: 'name', before: '华东', after: undefined },
    { path: 'people', before: 0, after: undefined },
  ])
  expect(differencesOf(null, null)).toEqual([])
})

test('lists are compared as wholes', () => {
  expect(differencesOf({ tags: ['a'] }, { tags: ['a', 'b'] })).toEqual([{ path: 'tags', before: ['a'], after: ['a', 'b'] }])
  expect(differencesOf({ tags: ['a'] }, { tags: ['a'] })).toEqual([])
})

test('a record is called by the best name it has', () => {
  expect(nameIn(null, { email: 'a@b.example', name: '李雷' })).toBe('李雷')
  expect(nameIn({ fileName: 'orders.csv' })).toBe('orders.csv')
  expect(nameIn(null, 'text', { name: '' })).toBeUndefined()
})
