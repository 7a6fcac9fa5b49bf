import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveredValueOf, knownMean, perceivedValueIndex } from './delivered-value.ts'
import { qualityChange, quarterOf, relationshipQualityOf, sideQuality } from './relationship-quality.ts'
import { disagreementOf, expectationGap, measuredPoints, urgencyOf } from './service-quality.ts'

test('DOMAIN section 8: perception and measure disagree at 25 points, 3 answers and 20 events, and not below any of them', () => {
  const measured = { good: 18, events: 20 }
  expect(disagreementOf({ points: 65, answers: 3 }, measured)).toEqual({ gap: -25, direction: 'felt_worse' })
  expect(disagreementOf({ points: 66, answers: 3 }, measured)).toBeUndefined()
  expect(disagreementOf({ points: 65, answers: 2 }, measured)).toBeUndefined()
  expect(disagreementOf({ points: 65, answers: 3 }, { good: 17, events: 19 })).toBeUndefined()
  expect(disagreementOf({ points: 75, answers: 4 }, { good: 10, events: 20 })).toEqual({ gap: 25, direction: 'felt_better' })
})

test('a gap of 25 is one, whatever fractions it is made of', () => {
  // 57 of 100 minus 32 points: 25.000000000000007 or 24.999999999999993 in binary.
  expect(disagreementOf({ points: 32, answers: 3 }, { good: 57, events: 100 })?.gap).toBe(-25)
  expect(disagreementOf({ points: 82, answers: 3 }, { good: 57, events: 100 })?.gap).toBe(25)
})

test('no data is a state: nothing measured, nothing perceived, nothing expected are not figures', () => {
  expect(measuredPoints(undefined)).toBeUndefined()
  expect(measuredPoints({ good: 0, events: 0 })).toBeUndefined()
  expect(disagreementOf(undefined, { good: 1, events: 30 })).toBeUndefined()
  expect(disagreementOf({ points: 0, answers: 9 }, undefined)).toBeUndefined()
  expect([expectationGap(undefined, 1), urgencyOf(undefined, 50)]).toEqual([undefined, undefined])
})

test('what falls short and matters comes first; what is better than expected is not urgent', () => {
  expect(expectationGap(90, 60)).toBe(30)
  expect(urgencyOf(30, 50)).toBe(15)
  expect(urgencyOf(30, undefined)).toBe(30)
  expect(urgencyOf(-10, 100)).toBe(0)
})

test('relationship quality is the mean of trust and satisfaction of both sides; of one side it says so; half a side is none', () => {
  const theirs = { trust: 80, satisfaction: 60, answers: 2 }
  const ours = { trust: 50, satisfaction: 70, answers: 1 }
  expect(sideQuality(theirs)).toBe(70)
  expect(relationshipQualityOf({ theirs, ours })).toEqual({ points: 65, theirs: 70, ours: 60, gap: 10, sides: 2 })
  expect(relationshipQualityOf({ theirs, ours: undefined })).toEqual({ points: 70, theirs: 70, ours: undefined, gap: undefined, sides: 1 })
  expect(relationshipQualityOf({ theirs: { ...theirs, trust: undefined }, ours: undefined })).toBeUndefined()
})

test('the trend compares quarters that asked the same sides', () => {
  const both = relationshipQualityOf({
    theirs: { trust: 80, satisfaction: 60, answers: 1 },
    ours: { trust: 50, satisfaction: 70, answers: 1 },
  })
  const later = relationshipQualityOf({
    theirs: { trust: 60, satisfaction: 60, answers: 1 },
    ours: { trust: 50, satisfaction: 70, answers: 1 },
  })
  const one = relationshipQualityOf({ theirs: { trust: 80, satisfaction: 60, answers: 1 }, ours: undefined })
  if (!both || !later || !one) throw new Error('known')
  expect(
    qualityChange([
      { quarter: '2026-Q2', quality: both },
      { quarter: '2026-Q3', quality: later },
    ]),
  ).toBe(-5)
  expect(
    qualityChange([
      { quarter: '2026-Q2', quality: one },
      { quarter: '2026-Q3', quality: later },
    ]),
  ).toBeUndefined()
  expect(['2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual(['2026-Q1', '2026-Q2', '2026-Q4'])
})

test('delivered value by hand: benefits 80, 60, 70, 50 against costs 40, 20, 60, 40 are 65 against 40', () => {
  const sheet = { product: 80, service: 60, personnel: 70, image: 50, money: 40, time: 20, effort: 60, worry: 40 }
  expect(deliveredValueOf(sheet)).toEqual({ benefit: 65, cost: 40, difference: 25, ratio: 1.625, missing: [] })
  expect(deliveredValueOf({ product: 80, money: 0 })).toMatchObject({ difference: 80, ratio: undefined })
  expect(deliveredValueOf({ product: 80 })).toBeUndefined()
  expect(deliveredValueOf({ product: 80, money: 40 })?.missing).toHaveLength(6)
})

test('R95: (utility + process quality) / (price + acquisition cost), and nothing where a part is not known', () => {
  expect(perceivedValueIndex({ utility: 70, processQuality: 80, price: 60, acquisition: 40 })).toBe(1.5)
  expect(perceivedValueIndex({ utility: 70, processQuality: undefined, price: 60, acquisition: 40 })).toBeUndefined()
  expect(perceivedValueIndex({ utility: 70, processQuality: 80, price: 0, acquisition: 0 })).toBeUndefined()
  expect(knownMean([undefined, 40, 60])).toBe(50)
})

test('bounded: difference lies between -100 and 100, whatever is known', () => {
  const points = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined })
  fc.assert(
    fc.property(points, points, points, points, (product, service, money, worry) => {
      const known = Object.fromEntries(Object.entries({ product, service, money, worry }).filter(([, value]) => value !== undefined))
      const found = deliveredValueOf(known)
      if (found !== undefined) expect(Math.abs(found.difference)).toBeLessThanOrEqual(100)
    }),
  )
})
