import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSettings } from './settings.ts'
import { bandShares, deviationOfPotential, deviationOfValue, normalShare, typeShares } from './type-probabilities.ts'
import { sumsBetween, fillParts, roomForParts, tariffOf } from './valuation.ts'
import { writtenBook } from './written-book.ts'

const unknown = { headroom: Number.NaN, perception: Number.NaN, loyalty: Number.NaN, outlook: Number.NaN, strategic: Number.NaN }

test('right: the normal distribution by its tables (Abramowitz & Stegun, table 26.1)', () => {
  const table: readonly (readonly [number, number])[] = [
    [0, 0.5],
    [1, 0.841344746],
    [1.96, 0.975002105],
    [-1, 0.158655254],
    [3, 0.998650102],
  ]
  for (const [z, share] of table) expect(normalShare(z)).toBeCloseTo(share, 8)
  expect([normalShare(-60), normalShare(60)]).toEqual([0, 1])
})

test('right: bands by hand', () => {
  const [low, medium, high] = bandShares(50, 10, 40, 65)
  expect(high).toBeCloseTo(1 - normalShare(1.5), 12)
  expect(low).toBeCloseTo(normalShare(-1), 12)
  expect(low + medium + high).toBeCloseTo(1, 12)
  expect(bandShares(65, 0, 40, 65)).toEqual([0, 0, 1])
  expect(bandShares(-5, 0, 1, 100)).toEqual([1, 0, 0])
  expect(bandShares(100, 5, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual([1, 0, 0])
})

test('right: what was estimated makes a contribution uncertain, what was measured does not', () => {
  const book = (cost: boolean) =>
    writtenBook({
      until: '2026-01-31',
      currency: 'EUR',
      rows: [
        {
          who: 'a',
          day: '2026-01-05',
          net: 100_000,
          ...(cost ? { cost: 60_000, salesOfKnownCost: 100_000 } : {}),
          paid: 100_000,
          paidDays: 1,
        },
      ],
    })
  const deviation = (cost: boolean) => {
    const [made, room] = [book(cost), roomForParts()]
    const sums = sumsBetween(made, 0, made.from - 1, made.until)
    fillParts(sums, tariffOf(made, { ...defaultSettings, ratesCurrency: 'CNY' }), room)
    return deviationOfValue(sums, room)
  }
  expect(deviation(true)).toBe(0)
  expect(deviation(false)).toBeCloseTo(5000, 6)
})

test('right: the less is known of the potential, the wider it may lie', () => {
  const of = (scores: Partial<typeof unknown>, gaps: number | null = 8) =>
    deviationOfPotential({ scores: { ...unknown, ...scores }, alive: 0.9, gaps, perceptionShare: 1 }, defaultSettings)
  const nothing = of({})
  const trade = of({ headroom: 50, loyalty: 75, outlook: 80 })
  const all = of({ headroom: 50, loyalty: 75, outlook: 80, perception: 70, strategic: 60 })
  expect(nothing).toBeGreaterThan(trade)
  expect(trade).toBeGreaterThan(all)
  expect(of({ headroom: 50, loyalty: 75 }, 3)).toBeGreaterThan(of({ headroom: 50, loyalty: 75 }, 8))
})

test('bounded: nine probabilities that add up to 1, whatever comes in', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const axis = fc.tuple(number, fc.double({ min: 0, max: 1e5, noNaN: true }), number, fc.double({ min: 0, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(axis, axis, (a, b) => {
      const bands = ([value, deviation, medium, wide]: typeof a) => bandShares(value, deviation, medium, medium + wide)
      const shares = typeShares(bands(a), bands(b))
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
      expect(shares.every(share => share >= 0 && share <= 1)).toBe(true)
    }),
  )
})
