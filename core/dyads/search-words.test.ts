import { expect, test } from 'vitest'
import { isWordless, searchWordsOf } from './search-words.ts'

test('Chinese is found by pairs, Latin by three letters in a row', () => {
  expect(searchWordsOf('上海华东')).toEqual({ words: ['上海华东'], grams: ['上海', '海华', '华东'] })
  expect(searchWordsOf('shhd')).toEqual({ words: ['shhd'], grams: ['shh', 'hhd'] })
  expect(searchWordsOf('SKF轴承')).toEqual({ words: ['skf轴承'], grams: ['f轴', '轴承', 'skf'] })
})

test('short words are entries themselves', () => {
  expect(searchWordsOf('华').grams).toEqual(['华'])
  expect(searchWordsOf('hd').grams).toEqual(['hd'])
  expect(searchWordsOf('a轴').grams).toEqual(['a轴'])
})

test('width, case and punctuation are folded, words are apart', () => {
  expect(searchWordsOf('　ＡＣＭＥ（上海）- Ltd. ').words).toEqual(['acme', '上海', 'ltd'])
  expect(searchWordsOf(' %_- ')).toEqual({ words: [], grams: [] })
  expect([' %_- ', '%', ' ', '', undefined, 'a%'].map(isWordless)).toEqual([true, true, false, false, false, false])
})

test('bounded: an endless text makes a short search', () => {
  const { words, grams } = searchWordsOf('轴承'.repeat(10_000) + ' x'.repeat(1000))
  expect(words).toHaveLength(8)
  expect(grams.length).toBeLessThan(60)
})
