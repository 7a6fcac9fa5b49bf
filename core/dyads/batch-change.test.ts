import { expect, test } from 'vitest'
import { plannedChange, plannedReturn } from './batch-change.ts'

const now = { region: '华东', ownerId: null, tags: ['重点'] }

test('only what is different is planned, before and after', () => {
  expect(plannedChange({ set: { region: '华南', ownerId: null } }, now)).toEqual({ before: { region: '华东' }, after: { region: '华南' } })
  expect(plannedChange({ set: { region: '华东' } }, now)).toBeUndefined()
  expect(plannedChange({ addTags: ['重点', 'Ａ'], removeTags: [] }, now)).toEqual({
    before: { tags: ['重点'] },
    after: { tags: ['重点', 'Ａ'] },
  })
  expect(plannedChange({ removeTags: ['重点'] }, now)).toEqual({ before: { tags: ['重点'] }, after: { tags: [] } })
})

test('what somebody has changed since stays; the rest goes back', () => {
  const done = { before: { region: '华东', city: null }, after: { region: '华南', city: '广州' } }
  expect(plannedReturn(done, { region: '华南', city: '深圳' })).toEqual({ before: { region: '华南' }, after: { region: '华东' } })
  expect(plannedReturn(done, { region: '西南', city: '深圳' })).toBeUndefined()
  expect(plannedReturn(done, done.after)?.after).toEqual(done.before)
})
