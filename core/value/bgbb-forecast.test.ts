import { expect, test } from 'vitest'
import fc from 'fast-check'
import { bgbbExpected } from './bgbb.ts'
import { bgbbCountChances, deviationsHolding, forecastOccasions } from './bgbb-forecast.ts'

/** Fader, Hardie and Shang (2010), table 3: donors of a public radio station. */
const donors = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }
const one = (x: number, recency: number, n: number) => ({ x: [x], recency: [recency], n: [n], weight: [1] })

test('right: a donor of all six years gives 3.75 of the next five times, one of the first year alone .07 (Fader, Hardie and Shang 2010, table 6)', () => {
  const expectedOf = (x: number, recency: number) => {
    const found = forecastOccasions(donors, one(x, recency, 6), 5, 0.9)
    return 'row' in found ? Number.NaN : (found.expected[0] as number)
  }
  expect(expectedOf(6, 6)).toBeCloseTo(3.75, 2)
  expect(expectedOf(0, 0)).toBeCloseTo(0.07, 2)
})

const history = fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8)).map(([a, b, c]) => {
  const [x, recency, n] = [a, b, c].sort((p, q) => p - q) as [number, number, number]
  return x === 0 ? { x: 0, recency: 0, n } : { x, recency, n }
})
const parameters = fc.record({
  alpha: fc.double({ min: 0.05, max: 20, noNaN: true }),
  beta: fc.double({ min: 0.05, max: 20, noNaN: true }),
  gamma: fc.double({ min: 0.05, max: 20, noNaN: true }),
  delta: fc.double({ min: 0.05, max: 20, noNaN: true }),
})

test('agrees: the chances add up to one and have the mean that the model gives in closed form', () => {
  fc.assert(
    fc.property(parameters, history, fc.nat(12), (p, seen, horizon) => {
      const chances = bgbbCountChances(p, seen, horizon)
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
      expect(chances.reduce((sum, chance, count) => sum + chance * count, 0)).toBeCloseTo(bgbbExpected(p, seen, horizon), 8)
    }),
  )
})

test('bounded: ranges are whole, hold their level and lie within the horizon', () => {
  fc.assert(
    fc.property(
      parameters,
      history,
      fc.nat(12),
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      (p, { x, recency, n }, horizon, level) => {
        const found = forecastOccasions(p, one(x, recency, n), horizon, level)
        if ('row' in found) throw new Error('a possible history was refused')
        const [low, high] = [found.low[0] as number, found.high[0] as number]
        expect(low >= 0 && high <= horizon && low <= high && Number.isInteger(low) && Number.isInteger(high)).toBe(true)
        const chances = bgbbCountChances(p, { x, recency, n }, horizon)
        expect(chances.subarray(low, high + 1).reduce((sum, chance) => sum + chance, 0)).toBeGreaterThanOrEqual(level - 1e-9)
      },
    ),
  )
})

test('refuses: a history that cannot be, by its row', () => {
  expect(forecastOccasions(donors, { x: [1, 5], recency: [2, 2], n: [6, 6], weight: [1, 1] }, 5, 0.9)).toEqual({ row: 1 })
})

test('right: 1.645 deviations hold 90 % of a normal, 1.960 hold 95 %', () => {
  expect(deviationsHolding(0.9)).toBeCloseTo(1.644_854, 5)
  expect(deviationsHolding(0.95)).toBeCloseTo(1.959_964, 5)
})
