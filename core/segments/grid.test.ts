import { expect, test } from 'vitest'
import { bands, cellOf, customerTypes, identify, tierOf } from './grid.ts'

test('right: the grid of DOMAIN section 3, read row by row', () => {
  const rows = ['high', 'medium', 'low'] as const
  expect(rows.flatMap(potential => bands.map(current => identify(current, potential)))).toEqual(customerTypes)
})

test('agrees: a type stands in the cell that its bands make', () => {
  for (const type of customerTypes) {
    const { current, potential } = cellOf(type)
    expect(identify(current, potential)).toBe(type)
  }
})

test('a customer below zero is in the lowest layer whatever its type', () => {
  expect(tierOf('gold', false)).toBe('mvc')
  expect(tierOf('overmature', false)).toBe('mvc')
  expect(tierOf('star', true)).toBe('bzc')
  expect(tierOf('endangered', false)).toBe('ordinary')
})
