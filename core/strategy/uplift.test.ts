import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { type Compared, customersNeeded, learnt, normalShare, powerFor, smallestSeen, upliftOf, verdictOf } from './uplift.ts'

/** A book whose money is log-normal and carries over from before to after; `effect` is added to the treated. */
function bookOf(seed: number, customers: number, heldShare: number, effect: number): Compared {
  const random = randomOf(seed)
  const isTreated = Uint8Array.from({ length: customers }, () => (random.uniform() < heldShare ? 0 : 1))
  const size = Float64Array.from({ length: customers }, () => Math.exp(1.2 * random.normal()))
  const before = size.map(each => each * Math.exp(0.4 * random.normal()))
  const after = size.map((each, k) => each * Math.exp(0.4 * random.normal()) + effect * (isTreated[k] as number))
  return { before, after, isTreated }
}

describe('the uplift of a play', () => {
  test('by hand: four and four would be too few, eight and eight differ by 2 with nothing before', () => {
    const held = [1, 2, 3, 4, 1, 2, 3, 4]
    const compared = {
      before: new Float64Array(16),
      after: Float64Array.from([...held, ...held.map(value => value + 2)]),
      isTreated: Uint8Array.from([...held.map(() => 0), ...held.map(() => 1)]),
    }
    const found = upliftOf(compared, 1)
    expect(found?.mean).toBeCloseTo(2, 12)
    expect(found?.standardError).toBeCloseTo(Math.sqrt((2 * (10 / 7)) / 8), 12)
    expect(found?.slope).toBe(0)
    const few = { before: new Float64Array(8), after: new Float64Array(8), isTreated: Uint8Array.from([0, 0, 0, 0, 1, 1, 1, 1]) }
    expect(upliftOf(few, 1)).toBeUndefined()
  })

  test('of two halves that were treated alike 5 in 100 differ, and the range leaves out nothing more often, with money of heavy tails', () => {
    const trials = 400
    let alarms = 0
    for (let trial = 0; trial < trials; trial++) {
      const found = upliftOf(bookOf(1000 + trial, 160, 0.3, 0), trial, 199)
      if (found && found.p <= 0.05) alarms++
    }
    // 400 trials at 5 %: 20, give or take 3.3 standard deviations of 4.4.
    expect(alarms).toBeGreaterThanOrEqual(6)
    expect(alarms).toBeLessThanOrEqual(35)
  })

  test('the range holds a planted effect in about 95 of 100 books', () => {
    const trials = 300
    let held = 0
    for (let trial = 0; trial < trials; trial++) {
      const found = upliftOf(bookOf(9000 + trial, 200, 0.2, 1), trial, 199)
      if (found && found.low <= 1 && 1 <= found.high) held++
    }
    expect(held / trials).toBeGreaterThan(0.9)
  })

  test('allowing for the time before makes the range narrower where it tells of the time after', () => {
    const book = bookOf(5, 400, 0.3, 0.5)
    const blind = { ...book, before: new Float64Array(400) }
    expect(upliftOf(book, 1)?.standardError).toBeLessThan((upliftOf(blind, 1)?.standardError as number) * 0.8)
  })

  test('the same seed gives the same range; a unit of money changes nothing but the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.01, 100, 1e4), (seed, unit) => {
        const book = bookOf(seed, 60, 0.4, 0.3)
        const found = upliftOf(book, seed, 99)
        fc.pre(found !== undefined)
        const other = upliftOf({ ...book, before: book.before.map(x => x * unit), after: book.after.map(x => x * unit) }, seed, 99)
        expect(other?.mean).toBeCloseTo((found?.mean as number) * unit, 4)
        expect(other?.p).toBe(found?.p)
      }),
      { numRuns: 25 },
    )
  })
})

test('shares of the normal, power and the smallest effect seen: tables of Cohen', () => {
  expect(normalShare(1.96)).toBeCloseTo(0.975, 4)
  expect(normalShare(-1)).toBeCloseTo(0.158655, 5)
  expect(powerFor(2.8, 1)).toBeCloseTo(0.8, 2)
  expect(powerFor(0, 1)).toBeCloseTo(0.05, 4)
  expect(smallestSeen(1)).toBeCloseTo(2.8016, 3)
  // d = .5, two equal sides: 63 a side, 126 in all (Cohen 1988, table 2.4.1, by the normal approximation).
  expect(customersNeeded(0.5, 1, 0.5)).toBe(126)
})

test('what may be said of an effect', () => {
  expect(verdictOf({ low: 1, high: 3, standardError: 0.5 }, 2)).toBe('works')
  expect(verdictOf({ low: -3, high: -1, standardError: 0.5 }, 2)).toBe('harms')
  expect(verdictOf({ low: -1, high: 1, standardError: 0.5 }, 2)).toBe('no_effect_seen')
  expect(verdictOf({ low: -4, high: 6, standardError: 2.5 }, 2)).toBe('cannot_tell')
})

test('an assumption of 100 +- 50 and a measurement of 200 +- 50 come to 150 +- 35.4', () => {
  const told = learnt({ mean: 100, sd: 50 }, { mean: 200, sd: 50 })
  expect(told.mean).toBeCloseTo(150, 12)
  expect(told.sd).toBeCloseTo(35.355, 3)
})
