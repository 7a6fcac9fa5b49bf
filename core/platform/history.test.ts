import { expect, test } from 'vitest'
import { fieldChanges, putBackOf } from './history.ts'

test('right: what differs is told, counters and what is empty on both sides are not', () => {
  expect(fieldChanges({ name: '甲', phone: null, version: 1 }, { name: '乙', phone: '', version: 2, note: null })).toEqual([
    { field: 'name', before: '甲', after: '乙' },
    { field: 'phone', before: null, after: '' },
  ])
  expect(fieldChanges(null, { name: '甲', note: null })).toEqual([{ field: 'name', before: null, after: '甲' }])
})

test('agrees: people in a list are the same with and without their names, and moments however they are written', () => {
  expect(fieldChanges({ theirs: [{ id: 'a', name: '李' }] }, { theirs: ['a'] })).toEqual([])
  expect(fieldChanges({ startsAt: '2026-01-01T00:00:00.000Z' }, { startsAt: '2026-01-01T08:00:00+08:00' })).toEqual([])
})

test('refuses: a field that was changed again since is newer, one as before is the same, others cannot be written', () => {
  const changes = fieldChanges({ name: '甲', city: '上海', phone: '1', code: 'A' }, { name: '乙', city: '苏州', phone: '2', code: 'B' })
  const found = putBackOf(changes, { name: '乙', city: '无锡', phone: '1', code: 'B' }, new Set(['name', 'city', 'phone']))
  expect(found.map(({ field, state }) => [field, state])).toEqual([
    ['name', 'ready'],
    ['city', 'newer'],
    ['phone', 'same'],
  ])
})
