import { expect, test } from 'vitest'
import { asGroup, type FilterColumn, finished, freshCondition, withPart } from './filter-columns.ts'

const columns: readonly FilterColumn[] = [
  { key: 'name', title: '名称', type: 'text' },
  { key: 'clv', title: '未来价值', type: 'money' },
  { key: 'late', title: '晚', type: 'boolean' },
]

test('what is not filled in yet is left out, and groups without anything with it', () => {
  const name = { column: 'name', is: 'contains', value: '轴' } as const
  expect(finished({ all: [name, { column: 'clv', is: 'at_least' }, { any: [{ column: 'clv', is: 'is' }] }] }, columns)).toEqual({
    all: [name],
  })
  expect(finished({ all: [{ any: [] }] }, columns)).toBeUndefined()
  expect(finished({ column: 'gone', is: 'empty' }, columns)).toBeUndefined()
})

test('a new condition begins with the comparison that is asked most, and a yes is already an answer', () => {
  expect(columns.map(freshCondition)).toEqual([
    { column: 'name', is: 'contains' },
    { column: 'clv', is: 'at_least' },
    { column: 'late', is: 'is', value: true },
  ])
})

test('parts are put in place and taken away', () => {
  const group = asGroup({ column: 'name', is: 'filled' })
  expect(withPart(group, 0, { column: 'name', is: 'empty' })).toEqual({ all: [{ column: 'name', is: 'empty' }] })
  expect(withPart(group, 0, undefined)).toEqual({ all: [] })
})
