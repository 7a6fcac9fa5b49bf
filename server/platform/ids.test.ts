import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('ids are distinct, well formed and in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId())
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  expect(ids.every(id => isId(id) && id[14] === '7')).toBe(true)
})

test('a clock that goes back does not bring the order back', () => {
  const before = newId(2_000_000_000_000)
  expect(newId(1_000_000_000_000) > before).toBe(true)
})
