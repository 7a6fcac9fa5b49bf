import { expect, test } from 'vitest'
import { coverageOf, type World } from './coverage.ts'

const month: World = { gapWeeks: 4, gapDeviation: 0.7, dropoutDeviation: 0.8, startsOver: 0, isByDay: false }
const quarter: World = { gapWeeks: 10, gapDeviation: 1, dropoutDeviation: 1.2, startsOver: 52, isByDay: true }

// Bounds for so many books: 90 % and three standard errors. All the books of VALUE-ENGINE 3.8 are run by `npm run bench -- coverage`.
test('right: 90 % ranges of the book and of its customers hold nine times in ten, in small books of two worlds', () => {
  for (const world of [month, quarter]) {
    const [few, some] = [coverageOf(world, 15, 50, 1), coverageOf(world, 40, 25, 1)]
    const held = few.total * few.books + some.total * some.books
    expect(held / (few.books + some.books)).toBeGreaterThanOrEqual(0.83)
    expect(held / (few.books + some.books)).toBeLessThanOrEqual(0.97)
    for (const coverage of [few, some]) expect(coverage.customer).toBeGreaterThanOrEqual(0.88)
  }
})

// A range of half the chance catches what one of 90 % would hide; whole numbers at its ends make it hold a little more than half.
test('right: ranges of half the chance hold about half, and neither side is left out more than the other', () => {
  const { below, above, total } = coverageOf(month, 15, 100, 7, 0.5)
  expect(total).toBeGreaterThan(0.4)
  expect(total).toBeLessThan(0.7)
  expect(Math.abs(below - above)).toBeLessThan(20)
})
