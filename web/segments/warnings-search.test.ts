import { expect, test } from 'vitest'
import { churnSearchOf, warningsSearchOf } from './warnings-search.ts'

test('the address of the warnings is read, and what it cannot mean is left out', () => {
  expect(
    warningsSearchOf({ type: ['gold', 'purple'], owner: 'me', department: '', code: ['later_than_own_rhythm', 'late'], q: 'x' }),
  ).toEqual({
    type: ['gold'],
    owner: ['me'],
    code: ['later_than_own_rhythm'],
  })
  expect(warningsSearchOf({})).toEqual({})
})

test('a time of losses has two ends, in their order', () => {
  const time = { from: '2025-07-01', to: '2025-09-30' }
  expect(churnSearchOf({ ...time, by: 'quarter', kind: 'partial', stillGone: 'true' })).toEqual({
    ...time,
    by: 'quarter',
    kind: 'partial',
    stillGone: true,
  })
  expect(churnSearchOf({ from: '2025-07-01', by: 'year', kind: 'all', stillGone: 'no' })).toEqual({})
  expect(churnSearchOf({ from: time.to, to: time.from })).toEqual({})
  expect(churnSearchOf({ from: '2025-02-30', to: '2025-03-31' })).toEqual({})
})
