import { expect, test } from 'vitest'
import { formulaLimits, formulaOrder, formulaProblem, namesIn, resultOf } from './formula.ts'

const name = (value: string) => ({ type: 'path', steps: [{ type: 'name', value }] })
const plus = (lhs: unknown, rhs: unknown) => ({ type: 'binary', value: '+', lhs, rhs })
const calling = (value: string) => ({ type: 'function', value: '(', arguments: [], procedure: { type: 'variable', value } })

test('what a formula reads is found wherever it stands', () => {
  const tree = plus(name('a'), { type: 'block', expressions: [name('b'), calling('sum'), { type: 'block', expressions: [name('c')] }] })
  expect([...namesIn(tree)]).toEqual(['a', 'b', 'c'])
  expect(formulaProblem(tree)).toBeUndefined()
})

test.each([
  [{ type: 'lambda', arguments: [] }, 'lambda'],
  [{ type: 'regex', value: {} }, 'regex'],
  [{ type: 'bind', value: ':=' }, 'bind'],
  [{ type: 'binary', value: '..' }, '..'],
  [{ type: 'apply', value: '~>' }, 'apply'],
  [calling('eval'), '$eval'],
  [calling('millis'), '$millis'],
  [calling('random'), '$random'],
  [calling('constructor'), '$constructor'],
  [{ type: 'wildcard', value: '*' }, 'wildcard'],
  [{ type: 'variable', value: '' }, '$'],
  [plus(name('a'), { type: 'block', expressions: [calling('now')] }), '$now'],
])('%j is not allowed', (tree, what) => expect(formulaProblem(tree)).toEqual({ problem: 'not_allowed', what }))

test('depth and length are bounded', () => {
  let deep: unknown = name('a')
  for (let depth = 0; depth < formulaLimits.depth + 5; depth++) deep = { type: 'unary', value: '-', expression: deep }
  expect(formulaProblem(deep)).toEqual({ problem: 'too_deep' })
  const wide = { type: 'block', expressions: Array.from({ length: formulaLimits.nodes + 1 }, () => ({ type: 'number', value: 1 })) }
  expect(formulaProblem(wide)).toEqual({ problem: 'too_long' })
})

test('formulas come after what they read; a circle has no order', () => {
  const reads = (pairs: Record<string, string[]>) => new Map(Object.entries(pairs).map(([key, names]) => [key, new Set(names)]))
  expect(formulaOrder(reads({ c: ['b'], b: ['a', 'plain'], a: [] }))).toEqual(['a', 'b', 'c'])
  expect(formulaOrder(reads({ a: ['b'], b: ['a'] }))).toBeUndefined()
  expect(formulaOrder(reads({ a: ['a'] }))).toBeUndefined()
})

test('a result is held to its type', () => {
  expect(resultOf(4, 'number')).toBe(4)
  expect(resultOf(Number.POSITIVE_INFINITY, 'number')).toEqual({ error: 'wrong_type' })
  expect(resultOf('4', 'number')).toEqual({ error: 'wrong_type' })
  expect(resultOf(true, 'text')).toBe('true')
  expect(resultOf({}, 'text')).toEqual({ error: 'wrong_type' })
  expect(resultOf('2026-02-30', 'date')).toEqual({ error: 'wrong_type' })
  expect(resultOf('2026-02-28', 'date')).toBe('2026-02-28')
  expect(resultOf('x'.repeat(4001), 'text')).toEqual({ error: 'too_long' })
  expect(resultOf(undefined, 'number')).toBeNull()
})
