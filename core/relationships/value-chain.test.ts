import { expect, test } from 'vitest'
import { randomOf } from '../numerics/random.ts'
import { type ChainRow, chainFrom, valueChainOf } from './value-chain.ts'

/** Customers whose satisfaction follows their value by `a`, and loyalty their satisfaction by `b`, in standard deviations. */
function customers(n: number, a: number, b: number, seed = 7): ChainRow[] {
  const random = randomOf(seed)
  return Array.from({ length: n }, () => {
    const value = random.normal()
    const satisfaction = a * value + Math.sqrt(1 - a * a) * random.normal()
    return { value, satisfaction, loyalty: b * satisfaction + Math.sqrt(1 - b * b) * random.normal() }
  })
}

const estimated = (rows: readonly ChainRow[]) => {
  const found = valueChainOf(rows, 1)
  if (found.state !== 'estimated') throw new Error(found.state)
  return found
}

test('right: a planted chain is found, its paths within their intervals, and what is direct is not made up', () => {
  const found = estimated(customers(400, 0.7, 0.6))
  expect(found.valueToSatisfaction.verdict).toBe('holds')
  expect(found.valueToSatisfaction.low).toBeLessThan(0.7)
  expect(found.valueToSatisfaction.high).toBeGreaterThan(0.7)
  expect(found.satisfactionToLoyalty.low).toBeLessThan(0.6)
  expect(found.satisfactionToLoyalty.high).toBeGreaterThan(0.6)
  expect(found.indirect.estimate).toBeCloseTo(found.valueToSatisfaction.estimate * found.satisfactionToLoyalty.estimate, 12)
  expect(found.indirect.verdict).toBe('holds')
  expect(found.valueToLoyalty.verdict).toBe('unclear')
})

test('agrees with a regression worked by hand: z-scores of five points repeated', () => {
  // x = 1..5, m = x with two neighbours swapped, y = m reversed: r_xm = .9, r_my = -1.
  const five = [1, 2, 3, 4, 5].map((value, at) => ({ value, satisfaction: [2, 1, 3, 4, 5][at] ?? 0 }))
  const rows = Array.from({ length: 5 }, () =>
    five.map(({ value, satisfaction }) => ({ value, satisfaction, loyalty: 6 - satisfaction })),
  ).flat()
  const found = estimated(rows)
  expect(found.valueToSatisfaction.estimate).toBeCloseTo(0.9, 12)
  expect(found.satisfactionToLoyalty.estimate).toBeCloseTo(-1, 9)
  expect(found.satisfactionToLoyalty.verdict).toBe('against')
  expect(found.valueToLoyalty.estimate).toBeCloseTo(0, 9)
  expect(found.ranks.satisfactionLoyalty).toBeCloseTo(-1, 12)
})

test('a chain that is not there is not found: of 40 books without one, nearly none is called true', () => {
  const called = Array.from({ length: 40 }, (_, seed) => estimated(customers(60, 0, 0, seed + 100))).filter(
    found => found.indirect.verdict !== 'unclear',
  )
  expect(called.length).toBeLessThanOrEqual(4)
})

test('too few customers, or customers that all say the same, give no estimate; the same seed the same intervals', () => {
  expect(valueChainOf(customers(chainFrom - 1, 0.9, 0.9), 1)).toEqual({ state: 'too_few', customers: chainFrom - 1, needed: chainFrom })
  const alike = customers(30, 0.5, 0.5).map(row => ({ ...row, satisfaction: 75 }))
  expect(valueChainOf(alike, 1).state).toBe('no_spread')
  const rows = customers(50, 0.6, 0.6)
  expect(valueChainOf(rows, 3)).toEqual(valueChainOf(rows, 3))
})

test('ranks withstand one extreme customer', () => {
  const rows = customers(40, 0.8, 0.8)
  const wild = [...rows, { value: 20, satisfaction: -20, loyalty: 0 }]
  const { ranks, valueToSatisfaction } = estimated(wild)
  expect(valueToSatisfaction.estimate).toBeLessThan(0)
  expect(ranks.valueSatisfaction).toBeGreaterThan(0.5)
})
