import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Handed, shareOut, sharesOf, sharings } from './transfer.ts'

const customers = (values: readonly number[], departmentId: string | null = null): Handed[] =>
  values.map((valueMinor, index) => ({ dyadId: `d${String(index).padStart(3, '0')}`, departmentId, valueMinor }))
const people = [
  { userId: 'a', departmentId: 'east' },
  { userId: 'b', departmentId: 'west' },
]
const countsOf = (given: readonly Handed[], sharing: (typeof sharings)[number]) =>
  sharesOf(given, people, shareOut(given, people, sharing)).map(share => [share.customers, share.valueMinor])

test('right: by value one large customer weighs as much as many small ones; in turn the counts are even', () => {
  const given = customers([100, 25, 25, 25, 25])
  expect(countsOf(given, 'by_value')).toEqual([
    [1, 100],
    [4, 100],
  ])
  expect(countsOf(given, 'round_robin').map(([count]) => count)).toEqual([3, 2])
})

test('right: a customer stays in its department where somebody of it receives', () => {
  const given = [...customers([5, 5, 5], 'west'), { dyadId: 'e', departmentId: 'north', valueMinor: 1 }]
  expect(countsOf(given, 'by_department')).toEqual([
    [1, 1],
    [3, 15],
  ])
})

test('bounded: everyone is handed over once, whatever the values; by value the fullest share is within 4/3 of the best bound', () => {
  const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(values, fc.constantFrom(...sharings), (given, sharing) => {
      const handed = customers(given)
      const shares = sharesOf(handed, people, shareOut(handed, people, sharing))
      expect(shares.reduce((sum, share) => sum + share.customers, 0)).toBe(given.length)
      const total = given.reduce((sum, value) => sum + value, 0)
      expect(shares.reduce((sum, share) => sum + share.valueMinor, 0)).toBe(total)
      if (sharing !== 'by_value') return
      const best = Math.max(total / 2, ...given)
      expect(Math.max(...shares.map(share => share.valueMinor))).toBeLessThanOrEqual((4 / 3) * best + 1)
    }),
  )
})
