import { expect, test } from 'vitest'
import { changeTags, renameTag, tagKey, tagName } from './tag.ts'

test('a name is plain, or none', () => {
  expect(tagName('  展会\t 2026 ')).toBe('展会 2026')
  expect(tagName(' \u200b ')).toBeUndefined()
  expect(tagName('长'.repeat(41))).toBeUndefined()
  expect(tagKey('ＶＩＰ')).toBe(tagKey('vip'))
})

test('tags are put on once and taken off in any spelling', () => {
  expect(changeTags(['VIP'], ['vip', '新客'], [])).toEqual(['VIP', '新客'])
  expect(changeTags(['VIP', '新客'], [], ['ｖｉｐ'])).toEqual(['新客'])
  expect(renameTag(['a', 'b', 'c'], 'b', 'C')).toEqual(['a', 'C'])
})
