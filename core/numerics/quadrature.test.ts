import { expect, test } from 'vitest'
import { integrate } from './quadrature.ts'

test('right: a polynomial of degree 31 is exact on one panel, as 16 nodes promise', () => {
  for (let power = 0; power <= 31; power++) expect(integrate(x => x ** power, 0, 1, 1) * (power + 1)).toBeCloseTo(1, 13)
})

test('right: known integrals', () => {
  expect(integrate(Math.exp, -1, 2, 2)).toBeCloseTo(Math.exp(2) - Math.exp(-1), 12)
  expect(integrate(x => 1 / (1 + x * x), 0, 1, 2)).toBeCloseTo(Math.PI / 4, 13)
})

test('agrees: more panels, the same; the other way round, the opposite', () => {
  const of = (x: number) => Math.exp(-x * x)
  expect(integrate(of, 0, 3, 4)).toBeCloseTo(integrate(of, 0, 3, 16), 13)
  expect(integrate(of, 3, 0, 4)).toBeCloseTo(-integrate(of, 0, 3, 4), 13)
})

test('bounded: nothing over nothing', () => {
  expect(integrate(Math.exp, 2, 2, 4)).toBe(0)
})
