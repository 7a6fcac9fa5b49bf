import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  areClvTerms,
  type ClvTerms,
  defaultClvTerms,
  discountedOrdersOf,
  discountedOrdersOfCustomer,
  discountedOrdersOfNew,
  lifetimeValue,
  lifetimeValues,
} from './clv.ts'
import { type FittedModel, expectedOf } from './purchase-model.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'

const fits: readonly FittedModel[] = [
  { model: 'nbd', k: 1, unit: 'week', parameters: { r: 0.385, alpha: 12.07 } },
  { model: 'bgnbd', k: 1, unit: 'week', parameters: { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 } },
  { model: 'mbgnbd', k: 1, unit: 'week', parameters: { r: 0.5248, alpha: 6.1831, a: 0.8914, b: 1.614 } },
  { model: 'mbgcnbd', k: 3, unit: 'week', parameters: { r: 1.2, alpha: 3.1, a: 0.4, b: 4 } },
  { model: 'paretonbd', k: 1, unit: 'week', parameters: { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 } },
]
const statistics: PurchaseStatistics = {
  count: 5,
  unitDays: 7,
  x: Int32Array.of(2, 0, 7, 0, 501),
  recency: Float64Array.of(30.43, 0, 35, 0, 501),
  age: Float64Array.of(38.86, 38.86, 38.86, 0, 501),
  lnGaps: null,
}
const theModel = (name: string): FittedModel => fits.find(({ model }) => model === name) as FittedModel

test('right: without dropout orders come at one rate, and 5 years at 10 % are worth (1 - 1.1^-5) / ln 1.1 years of them', () => {
  const years = (1 - 1.1 ** -5) / Math.log(1.1)
  expect(discountedOrdersOf(theModel('nbd'), statistics)[0]).toBeCloseTo(((0.385 + 2) / (12.07 + 38.86)) * (365.25 / 7) * years, 6)
  expect(discountedOrdersOfNew(theModel('nbd'))).toBeCloseTo((0.385 / 12.07) * (365.25 / 7) * years, 6)
})

test('right: value is orders x spend x margin; a loss stays a loss; nothing to come is worth nothing whatever the spend', () => {
  expect(lifetimeValue(4, 250, 0.2)).toBe(200)
  expect(lifetimeValue(4, 250, -0.1)).toBe(-100)
  expect([...lifetimeValues({ orders: [0, 2, 3], spend: [Number.NaN, Number.NaN, 10], margin: [0.1, 0.1, 0.5] })]).toEqual([
    0,
    Number.NaN,
    15,
  ])
})

test('agrees: the sum over small steps, the customer alone, and days instead of weeks', () => {
  for (const fit of fits) {
    const orders = discountedOrdersOf(fit, statistics)
    const [steps, horizon] = [600, (5 * 365.25) / 7]
    const stepwise = new Float64Array(statistics.count)
    let before = new Float64Array(statistics.count)
    for (let k = 1; k <= steps; k++) {
      const upTo = expectedOf(fit, statistics, (horizon * k) / steps)
      const factor = 1.1 ** (-(5 * (k - 0.5)) / steps)
      for (let i = 0; i < stepwise.length; i++) stepwise[i] = (stepwise[i] ?? 0) + ((upTo[i] ?? 0) - (before[i] ?? 0)) * factor
      before = Float64Array.from(upTo)
    }
    orders.forEach((value, i) => {
      expect(Math.abs(value / (stepwise[i] ?? 0) - 1)).toBeLessThan(2e-4)
      const [x = 0, recency = 0, age = 0] = [statistics.x[i], statistics.recency[i], statistics.age[i]]
      expect(discountedOrdersOfCustomer(fit, { x, recency, age }) / value).toBeCloseTo(1, 4)
    })
    const inDays = { ...statistics, unitDays: 1 as const, recency: statistics.recency.map(t => t * 7), age: statistics.age.map(t => t * 7) }
    discountedOrdersOf(fit, inDays).forEach((value, i) => expect(value / (orders[i] ?? 0)).toBeCloseTo(1, 8))
  }
})

test('refuses: terms that are none give no number', () => {
  for (const terms of [
    { annualDiscount: 0.1, horizonYears: 0 },
    { annualDiscount: -0.1, horizonYears: 5 },
    { annualDiscount: 0.1, horizonYears: Number.POSITIVE_INFINITY },
    { annualDiscount: Number.NaN, horizonYears: 1 },
  ]) {
    expect(areClvTerms(terms)).toBe(false)
    expect(discountedOrdersOfNew(theModel('bgnbd'), terms)).toBeNaN()
    expect(discountedOrdersOf(theModel('bgnbd'), statistics, terms).every(Number.isNaN)).toBe(true)
  }
  expect(areClvTerms(defaultClvTerms)).toBe(true)
})

test('bounded: never negative, never more than undiscounted, less with a higher discount, more with a longer horizon', () => {
  const anyTerms = fc.record({
    annualDiscount: fc.double({ min: 0, max: 1, noNaN: true }),
    horizonYears: fc.double({ min: 0.1, max: 30, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.constantFrom(...fits), anyTerms, (fit, terms: ClvTerms) => {
      const orders = discountedOrdersOf(fit, statistics, terms)
      const plain = expectedOf(fit, statistics, (terms.horizonYears * 365.25) / 7)
      const dearer = discountedOrdersOf(fit, statistics, { ...terms, annualDiscount: terms.annualDiscount + 0.1 })
      const longer = discountedOrdersOf(fit, statistics, { ...terms, horizonYears: terms.horizonYears + 1 })
      orders.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual((plain[i] ?? 0) * (1 + 1e-3))
        expect(dearer[i]).toBeLessThanOrEqual(value * (1 + 1e-3))
        expect(longer[i]).toBeGreaterThanOrEqual(value * (1 - 1e-3))
      })
      expect(discountedOrdersOfNew(fit, terms)).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})
