import { expect, test } from 'vitest'
import { countText, isMore, sureOf } from './counted.ts'

test('a list that was counted to a thousand says that there are more', () => {
  expect(countText({ count: 1000, more: true }, 'zh-CN')).toBe('1,000+')
  expect(countText({ count: 1000, more: false }, 'zh-CN')).toBe('1,000')
  expect(countText(12_345, 'en')).toBe('12,345')
  expect(countText(0, 'en')).toBe('0')
  for (const unknown of [null, undefined]) expect(countText(unknown, 'en')).toBeUndefined()
})

test('what is sure is the number that was counted', () => {
  expect([sureOf({ count: 7, more: true }), sureOf(3), sureOf(null)]).toEqual([7, 3, undefined])
  expect([isMore({ count: 7, more: true }), isMore({ count: 7, more: false }), isMore(3), isMore(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
