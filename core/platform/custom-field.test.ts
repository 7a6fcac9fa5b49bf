import { expect, test } from 'vitest'
import { convertValue, type FieldShape, isInForce, parseValue, readChange, readValue, typedValues, writeValue } from './custom-field.ts'

const choices = [
  { key: 'a', labelZh: '甲', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙', labelEn: 'Good', colour: 'amber' },
] as const
const field = (type: FieldShape['type'], more: Partial<FieldShape> = {}): FieldShape => ({
  key: 'k',
  type,
  choices: type === 'choice' || type === 'multi_choice' ? choices : [],
  isRequired: false,
  formula: null,
  resultType: null,
  validFrom: null,
  validUntil: null,
  isArchived: false,
  ...more,
})

test.each([
  ['text', ' x ', 'x'],
  ['text', '  ', null],
  ['number', 1.5, 1.5],
  ['money', 150, 150],
  ['date', '2024-02-29', '2024-02-29'],
  ['choice', 'a', 'a'],
  ['multi_choice', ['b', 'a', 'a'], ['a', 'b']],
  ['multi_choice', [], null],
] as const)('%s takes %j', (type, given, value) => expect(readValue(field(type), given)).toEqual({ value }))

test.each([
  ['text', 5, 'text'],
  ['text', 'a\u0000', 'text'],
  ['number', Number.NaN, 'number'],
  ['number', '5', 'number'],
  ['money', 1.5, 'number'],
  ['date', '2023-02-29', 'date'],
  ['choice', 'z', 'choice'],
  ['multi_choice', ['a', 'z'], 'choice'],
  ['person', 'me', 'id'],
  ['formula', 1, 'calculated'],
] as const)('%s refuses %j', (type, given, problem) => expect(readValue(field(type), given)).toEqual({ problem }))

test('a required field may not be emptied while it is in force', () => {
  const needed = field('text', { isRequired: true, validUntil: '2026-06-30' })
  expect(readChange([needed], { k: '' }, '2026-06-30').problems).toEqual({ k: 'required' })
  expect(readChange([needed], { k: '' }, '2026-07-01').change).toEqual({ k: null })
  expect(readChange([needed], { other: 1 }, '2026-06-30').problems).toEqual({ other: 'unknown' })
  expect(isInForce(field('text', { isArchived: true }), '2026-01-01')).toBe(false)
})

test.each([
  ['number', '1,234.5', 1234.5],
  ['money', '￥1,234.56', 123456],
  ['date', '2026年3月5日', '2026-03-05'],
  ['date', '2026/3/5', '2026-03-05'],
  ['choice', 'top', 'a'],
  ['choice', '乙', 'b'],
  ['multi_choice', '甲；Good', ['a', 'b']],
  ['date', '5.3.2026', undefined],
  ['number', 'viele', undefined],
  ['choice', '丙', undefined],
] as const)('a %s reads the cell %s', (type, text, value) => expect(parseValue(field(type), text, 2)).toEqual(value))

test('what is written reads back as the same value', () => {
  const values = [
    ['text', 'x'],
    ['number', -3.25],
    ['money', 12345],
    ['date', '2026-03-05'],
    ['choice', 'b'],
    ['multi_choice', ['a', 'b']],
  ] as const
  for (const [type, value] of values)
    for (const language of ['zh-CN', 'en'] as const)
      expect(parseValue(field(type), writeValue(field(type), value, language, 2), 2)).toEqual(value)
})

test('values follow their field to another type, or not', () => {
  expect(convertValue(field('text'), field('number'), '12', 2)).toBe(12)
  expect(convertValue(field('text'), field('number'), 'zwölf', 2)).toBeUndefined()
  expect(convertValue(field('money'), field('number'), 1250, 2)).toBe(12.5)
  expect(convertValue(field('number'), field('money'), 12.5, 0)).toBe(13)
  expect(convertValue(field('choice'), field('multi_choice'), 'a', 2)).toEqual(['a'])
  expect(convertValue(field('multi_choice'), field('choice'), ['a', 'b'], 2)).toBeUndefined()
  expect(convertValue(field('choice'), field('text'), 'a', 2)).toBe('甲')
})

test('typed copies: a row for each choice, none for a formula that failed', () => {
  expect(typedValues(field('multi_choice'), ['a', 'b'])).toHaveLength(2)
  expect(typedValues(field('money'), 5)).toEqual([{ word: '', number: 5, day: null }])
  expect(typedValues(field('formula', { resultType: 'date' }), '2026-01-01')).toEqual([{ word: '', number: null, day: '2026-01-01' }])
  expect(typedValues(field('formula', { resultType: 'number' }), { error: 'fails' })).toEqual([])
  expect(typedValues(field('text'), `X${'y'.repeat(400)}`)[0]?.word).toHaveLength(200)
})
