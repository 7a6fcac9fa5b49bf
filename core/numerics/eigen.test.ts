import { expect, test } from 'vitest'
import { principalOf } from './eigen.ts'

test('right: the golden ratio and its vector', () => {
  const found = principalOf([
    [1, 1],
    [1, 1e-300],
  ])
  const golden = (1 + Math.sqrt(5)) / 2
  expect(found?.value).toBeCloseTo(golden, 9)
  expect((found?.vector[0] ?? 0) / (found?.vector[1] ?? 1)).toBeCloseTo(golden, 9)
})

test('agrees: the vector is stretched by its value', () => {
  const matrix = [
    [2, 7, 1],
    [8, 2, 8],
    [1, 8, 2],
  ]
  const found = principalOf(matrix)
  const stretched = matrix.map(row => row.reduce((sum, number, k) => sum + number * (found?.vector[k] ?? 0), 0))
  stretched.forEach((value, k) => expect(value).toBeCloseTo((found?.value ?? 0) * (found?.vector[k] ?? 0), 9))
})

test('refuses: what is empty, not square, or not positive', () => {
  expect(principalOf([])).toBeUndefined()
  expect(principalOf([[1, 2]])).toBeUndefined()
  expect(
    principalOf([
      [1, -1],
      [1, 1],
    ]),
  ).toBeUndefined()
})

test('bounded: one number is its own eigenvalue', () => {
  expect(principalOf([[5]])).toEqual({ value: 5, vector: [1] })
})
