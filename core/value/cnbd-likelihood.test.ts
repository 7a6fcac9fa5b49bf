import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lnBeta, lnGamma } from '#core/numerics/gamma-function.ts'
import { type CnbdParameters, type CnbdShape, cnbdObjective, logsOf, parametersAt } from './cnbd-likelihood.ts'
import { cnbdRowsOf } from './cnbd-rows.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

type Customer = { readonly x: number; readonly recency: number; readonly age: number; readonly lnGaps: number }

function bookOf(customers: readonly Customer[]): PurchaseStatistics {
  const column = (name: keyof Customer) => Float64Array.from(customers, customer => customer[name])
  return {
    count: customers.length,
    unitDays: 7,
    x: Int32Array.from(column('x')),
    recency: column('recency'),
    age: column('age'),
    lnGaps: column('lnGaps'),
  }
}

/** The published likelihood of one customer, written out with gamma functions. */
function publishedLn({ x, recency, age, lnGaps }: Customer, { k, drops }: CnbdShape, { r, alpha, a, b }: CnbdParameters): number {
  const chances = x + (drops === 'start' ? 1 : 0)
  const rates = lnGamma(r + k * x) - lnGamma(r) + r * Math.log(alpha) + (k - 1) * lnGaps - x * lnGamma(k)
  let silent = 0
  for (let j = 0; j < k; j++) {
    silent += ((age - recency) / (alpha + age)) ** j * Math.exp(lnGamma(r + k * x + j) - lnGamma(r + k * x) - lnGamma(j + 1))
  }
  const alive = Math.log(silent) - (r + k * x) * Math.log(alpha + age)
  if (drops === 'never') return rates + alive
  const stays = lnBeta(a, b + chances) - lnBeta(a, b)
  if (chances === 0) return rates + alive
  const leaves = lnBeta(a + 1, b + chances - 1) - lnBeta(a, b) - (r + k * x) * Math.log(alpha + recency)
  return rates + Math.log(Math.exp(stays + alive - leaves) + 1) + leaves
}

const customers = fc.record({
  x: fc.integer({ min: 0, max: 40 }),
  days: fc.integer({ min: 0, max: 700 }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  lnGaps: fc.double({ min: -20, max: 60, noNaN: true }),
  isFraction: fc.boolean(),
})
const books = fc.array(customers, { minLength: 1, maxLength: 25 }).map(rows =>
  rows.map(({ x, days, part, lnGaps, isFraction }) => {
    const recency = x === 0 ? 0 : isFraction ? (days * part) / 7 : Math.floor(days * part) / 7
    return { x, recency, age: days / 7, lnGaps: x === 0 ? 0 : lnGaps }
  }),
)
const shapes = fc.record({
  k: fc.integer({ min: 1, max: 12 }),
  drops: fc.constantFrom('never' as const, 'repeat' as const, 'start' as const),
})
const logs = fc
  .tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -2, max: 4, noNaN: true }),
    fc.double({ min: -6, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 6, noNaN: true }),
  )
  .map(values => Float64Array.from(values))

const sized = (at: Float64Array, { drops }: CnbdShape) => (drops === 'never' ? at.subarray(0, 2) : at)

test('agrees: tables and histograms give the published likelihood, customer by customer', () => {
  fc.assert(
    fc.property(books, shapes, logs, (rows, shape, at) => {
      const place = sized(at, shape)
      const expected = rows.reduce((sum, row) => sum + publishedLn(row, shape, parametersAt(place)), 0)
      const found = -cnbdObjective(cnbdRowsOf(bookOf(rows)), shape)(place, new Float64Array(place.length))
      expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))
    }),
    { numRuns: 300 },
  )
})

test('agrees: the gradient is that of finite differences', () => {
  fc.assert(
    fc.property(books, shapes, logs, (rows, shape, at) => {
      const place = sized(at, shape)
      const objective = cnbdObjective(cnbdRowsOf(bookOf(rows)), shape)
      const gradient = new Float64Array(place.length)
      objective(place, gradient)
      const ignored = new Float64Array(place.length)
      gradient.forEach((slope, i) => {
        const moved = (step: number) =>
          objective(
            place.map((value, j) => (i === j ? value + step : value)),
            ignored,
          )
        const difference = (8 * (moved(1e-4) - moved(-1e-4)) - (moved(2e-4) - moved(-2e-4))) / 12e-4
        expect(Math.abs(slope - difference)).toBeLessThan(1e-5 * (1 + Math.abs(slope)))
      })
    }),
    { numRuns: 200 },
  )
})

test('agrees: parameters in logs and back', () => {
  fc.assert(
    fc.property(logs, at => {
      logsOf(parametersAt(at), 'start').forEach((value, i) => expect(value).toBeCloseTo(at[i] as number, 9))
    }),
  )
})

test('right: a customer on its first day says nothing about rates or dropout', () => {
  const fresh = cnbdRowsOf(bookOf([{ x: 0, recency: 0, age: 0, lnGaps: 0 }]))
  const gradient = new Float64Array(4)
  expect(cnbdObjective(fresh, { k: 3, drops: 'start' })(Float64Array.of(0.3, 1, -1, 2), gradient)).toBeCloseTo(0, 12)
  gradient.forEach(slope => expect(slope).toBeCloseTo(0, 12))
})

test('bounded: daily buyers, long silence and extreme parameters give numbers', () => {
  const hard = [
    { x: 501, recency: 501, age: 501, lnGaps: 0 },
    { x: 501, recency: 71.57, age: 71.57, lnGaps: -975 },
    { x: 4000, recency: 1, age: 5000, lnGaps: -9000 },
    { x: 0, recency: 0, age: 5000, lnGaps: 0 },
  ]
  const rows = cnbdRowsOf(bookOf(hard))
  for (const k of [1, 2, 12]) {
    for (const drops of ['repeat', 'start'] as const) {
      for (const at of [
        [-12, -14, -16, -10],
        [9, 16, 16, 12],
        [9, -14, -16, 12],
      ]) {
        const gradient = new Float64Array(4)
        expect(cnbdObjective(rows, { k, drops })(Float64Array.from(at), gradient)).not.toBeNaN()
        gradient.forEach(slope => expect(slope).not.toBeNaN())
      }
    }
  }
})

test('refuses: gaps that are unknown are no gaps of length one; the likelihood then has no share of them', () => {
  const known = cnbdRowsOf(bookOf([{ x: 2, recency: 6, age: 9, lnGaps: 2 }]))
  const value = (lnGaps: number | null) =>
    cnbdObjective({ ...known, lnGaps }, { k: 2, drops: 'never' })(Float64Array.of(0, 0), new Float64Array(2))
  expect(value(null) - value(2)).toBeCloseTo(2, 12)
})
