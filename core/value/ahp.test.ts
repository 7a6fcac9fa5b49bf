import { expect, test } from 'vitest'
import { matrixOfPairs, weightsByAhp } from './ahp.ts'

test('right: a consistent matrix gives back the weights it was made of', () => {
  const weights = [0.5, 0.3, 0.2]
  const found = weightsByAhp(weights.map(a => weights.map(b => a / b)))
  expect(found.ok && found.weights.map(weight => Math.round(weight * 1e9) / 1e9)).toEqual(weights)
  expect(found.ok && found.consistencyRatio).toBeCloseTo(0, 9)
})

test('right: three judgements 3, 5, 3, where lambda is 1 + t + 1/t with t the cube root of 5/9', () => {
  const found = weightsByAhp(matrixOfPairs(3, [3, 5, 3]) ?? [])
  expect(found.ok && found.lambda).toBeCloseTo(3.0385, 4)
  expect(found.ok && found.consistencyRatio).toBeCloseTo(0.0332, 3)
  expect(found.ok && found.weights.map(weight => weight.toFixed(3))).toEqual(['0.637', '0.258', '0.105'])
})

test('refuses: judgements that contradict themselves, leave the scale or fit no matrix', () => {
  const circle = weightsByAhp(matrixOfPairs(3, [9, 1 / 9, 9]) ?? [])
  expect(circle.ok && circle.isConsistent).toBe(false)
  expect(
    weightsByAhp([
      [1, 2],
      [2, 1],
    ]),
  ).toEqual({ ok: false, reason: 'not_reciprocal' })
  expect(
    weightsByAhp([
      [1, 12],
      [1 / 12, 1],
    ]),
  ).toEqual({ ok: false, reason: 'not_on_the_scale' })
  expect(weightsByAhp([[1]])).toEqual({ ok: false, reason: 'wrong_size' })
  expect(matrixOfPairs(5, [1, 2])).toBeUndefined()
})

test('bounded: two alternatives are always consistent, fifteen equals weigh the same', () => {
  const two = weightsByAhp(matrixOfPairs(2, [4]) ?? [])
  expect(two.ok && [two.consistencyRatio, two.weights[0]?.toFixed(6)]).toEqual([0, '0.800000'])
  const equals = weightsByAhp(Array.from({ length: 15 }, () => Array.from({ length: 15 }, () => 1)))
  expect(equals.ok && equals.weights.every(weight => Math.abs(weight - 1 / 15) < 1e-12)).toBe(true)
})
