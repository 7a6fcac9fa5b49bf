import { expect, test } from 'vitest'
import { diceOf, erlang, logNormal, normal, pickIndex, poisson } from './dice.ts'

const many = 40_000
const mean = (draw: () => number) => Array.from({ length: many }, draw).reduce((a, b) => a + b) / many

test('agrees: a path has its own throws, the same every time', () => {
  const throws = (...path: number[]) => Array.from({ length: 5 }, diceOf(1, ...path))
  expect(throws(7, 1)).toEqual(throws(7, 1))
  expect(throws(7, 1)).not.toEqual(throws(8, 1))
  expect(throws(7, 1)).not.toEqual(throws(7, 2))
})

test('right: throws are uniform, by a chi-square test on 16 boxes', () => {
  const dice = diceOf(1, 2, 3)
  const all = Array.from({ length: many }, dice)
  expect(all.every(number => number >= 0 && number < 1)).toBe(true)
  const counts = Array.from({ length: 16 }, (_, box) => all.filter(number => Math.floor(number * 16) === box).length)
  const chiSquare = counts.reduce((sum, count) => sum + (count - many / 16) ** 2 / (many / 16), 0)
  // 15 degrees of freedom: 99.9 % lie below 37.7.
  expect(chiSquare).toBeLessThan(37.7)
})

test('right: the distributions have the means and spreads of their formulas', () => {
  const dice = diceOf(5)
  expect(mean(() => normal(dice))).toBeCloseTo(0, 1)
  expect(mean(() => normal(dice) ** 2)).toBeCloseTo(1, 1)
  expect(mean(() => erlang(dice, 2))).toBeCloseTo(1, 1)
  expect(mean(() => (erlang(dice, 2) - 1) ** 2)).toBeCloseTo(0.5, 1)
  expect(mean(() => poisson(dice, 2.3))).toBeCloseTo(2.3, 1)
  expect(mean(() => Math.log(logNormal(dice, 1, 0.5)))).toBeCloseTo(0, 1)
})

test('bounded: an index of weight 0 is never drawn', () => {
  const dice = diceOf(9)
  expect(Array.from({ length: 1000 }, () => pickIndex(dice, [0, 3, 0, 1])).every(index => index === 1 || index === 3)).toBe(true)
})
