import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { type Condition, conditionsOf, daysOf, type Filter, isProblem, readFilter } from './list-filter.ts'

const columns = {
  name: 'text',
  value: 'money',
  lastOrder: 'day',
  type: 'choice',
  owner: 'person',
  tags: 'tags',
  dormant: 'boolean',
} as const
const read = (filter: unknown) => readFilter(JSON.stringify(filter), columns)

test('right: groups of and and or are read as they stand', () => {
  const filter: Filter = {
    all: [
      { column: 'type', is: 'in', value: ['gold', 'mature'] },
      {
        any: [
          { column: 'lastOrder', is: 'last_days', value: 30 },
          { column: 'value', is: 'between', value: [1, 2] },
        ],
      },
    ],
  }
  expect(read(filter)).toEqual(filter)
  expect(conditionsOf(filter).map(each => each.column)).toEqual(['type', 'lastOrder', 'value'])
})

test.each([
  ['{', { problem: 'not_json' }],
  ['[]', { problem: 'not_a_filter' }],
  ['{"all":[],"any":[]}', { problem: 'not_a_filter' }],
  ['{"column":"salary","is":"is","value":1}', { problem: 'unknown_column', column: 'salary' }],
  ['{"column":"constructor","is":"is","value":1}', { problem: 'unknown_column', column: 'constructor' }],
  ['{"column":"value","is":"contains","value":"1"}', { problem: 'wrong_operator', column: 'value' }],
  ['{"column":"value","is":"at_least","value":"1"}', { problem: 'wrong_value', column: 'value' }],
  ['{"column":"lastOrder","is":"is","value":"2026-02-30"}', { problem: 'wrong_value', column: 'lastOrder' }],
  ['{"column":"name","is":"empty","value":"x"}', { problem: 'wrong_value', column: 'name' }],
  ['{"column":"type","is":"in","value":[]}', { problem: 'wrong_value', column: 'type' }],
])('refuses: %s', (text, problem) => {
  expect(readFilter(text, columns)).toEqual(problem)
})

test('bounded: neither too deep nor too many', () => {
  const leaf: Condition = { column: 'dormant', is: 'is', value: true }
  const deep = [1, 2, 3, 4].reduce<Filter>(inner => ({ all: [inner] }), leaf)
  expect(read(deep)).toEqual({ problem: 'too_deep' })
  expect(read({ any: Array.from({ length: 51 }, () => leaf) })).toEqual({ problem: 'too_many' })
  expect(isProblem(read({ all: [] }) as Filter)).toBe(false)
})

test('right: days counted from today, both ends in', () => {
  const today = parseDay('2028-03-01') as number
  const days = (condition: Omit<Condition, 'column'>) => daysOf({ column: 'lastOrder', ...condition }, today)
  expect(days({ is: 'last_days', value: 2 })).toEqual({ from: '2028-02-29', to: '2028-03-01' })
  expect(days({ is: 'next_days', value: 1 })).toEqual({ from: '2028-03-01', to: '2028-03-01' })
  expect(days({ is: 'between', value: ['2026-05-02', '2026-05-01'] })).toEqual({ from: '2026-05-01', to: '2026-05-02' })
  expect(days({ is: 'at_least', value: '2026-05-02' })).toEqual({ from: '2026-05-02' })
  expect(days({ is: 'is', value: '2026-05-02' })).toEqual({ from: '2026-05-02', to: '2026-05-02' })
})

test('agrees: any JSON is a filter that came in whole, or a problem with a name', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      const found = readFilter(text, columns)
      if (isProblem(found)) expect(found.problem).not.toBe('')
      else expect(found).toEqual(JSON.parse(text))
    }),
  )
})
