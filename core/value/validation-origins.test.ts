import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planOrigins, shortestBook, spanOf } from './validation-origins.ts'

test('right: half a year where the book has room for two origins, else less', () => {
  expect(planOrigins(0, 671)).toEqual({ horizon: 182, at: [216, 307, 398, 489] })
  expect(planOrigins(0, 373)).toEqual({ horizon: 91, at: [98, 144, 190, 236, 282] })
  expect(planOrigins(0, 4000)?.at).toHaveLength(6)
})

test('refuses: a book of a few weeks cannot be tested, nor can a horizon of nothing', () => {
  expect(planOrigins(0, 90)).toBeUndefined()
  expect(planOrigins(0, 1000, 0)).toBeUndefined()
  expect(planOrigins(0, 1000, 990)).toBeUndefined()
  expect(spanOf({ start: Uint32Array.of(0), day: new Int32Array(0) }, 100)).toBeUndefined()
})

test('agrees: the shortest book is the shortest that has a plan', () => {
  expect(planOrigins(0, shortestBook() - 1)).toBeDefined()
  expect(planOrigins(0, shortestBook() - 2)).toBeUndefined()
  expect(planOrigins(0, shortestBook(90) - 1, 90)).toEqual({ horizon: 90, at: [90] })
  expect(planOrigins(0, shortestBook(90) - 2, 90)).toBeUndefined()
})

test('bounded: every origin has its whole horizon inside the book and a history as long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.option(fc.integer({ min: 1, max: 800 }), { nil: undefined }), (length, asked) => {
      const plan = planOrigins(1000, 1000 + length, asked)
      for (const at of plan?.at ?? []) {
        expect(at + (plan?.horizon ?? 0)).toBeLessThanOrEqual(1000 + length)
        expect(at - 1000).toBeGreaterThanOrEqual(plan?.horizon ?? 0)
      }
      if (plan && asked === undefined) expect(plan.at.length).toBeGreaterThanOrEqual(2)
    }),
  )
})

test('right: the span of a book leaves out what comes after the day', () => {
  expect(spanOf({ start: Uint32Array.of(0, 3), day: Int32Array.of(5, 9, 40) }, 30)).toEqual([5, 9])
})
