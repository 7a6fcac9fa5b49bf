import { expect, test } from 'vitest'
import { usualHoursEach, usualLimits } from './plan-usual.ts'

test('right: hours by the people, money by what the customers brought, to two figures', () => {
  expect(usualLimits(11, 3_106_421_700)).toEqual({ hours: 11 * usualHoursEach, moneyMinor: 31_000_000 })
  expect(usualLimits(1, 123_456)).toEqual({ hours: usualHoursEach, moneyMinor: 1200 })
})

test('bounded: a fact that is missing is not made up', () => {
  expect(usualLimits(0, null)).toEqual({ hours: null, moneyMinor: null })
  expect(usualLimits(3, -50_000)).toEqual({ hours: 3 * usualHoursEach, moneyMinor: null })
  expect(usualLimits(3, 0).moneyMinor).toBeNull()
  expect(usualLimits(3, 500).moneyMinor).toBe(5)
})
