import { expect, test } from 'vitest'
import { dayOf } from '#core/units/civil-day.ts'
import { checkedMonthEnd, monthEndsBefore } from './as-of.ts'

test('only ends of months are taken from the address', () => {
  expect(['2026-10-31', '2026-10-30', '2026-02-28', '2024-02-29', 'x', 7, undefined].map(checkedMonthEnd)).toEqual([
    '2026-10-31',
    undefined,
    '2026-02-28',
    '2024-02-29',
    undefined,
    undefined,
    undefined,
  ])
})

test('the months that are over', () => {
  expect(monthEndsBefore(dayOf(2026, 1, 15), 3)).toEqual(['2025-12-31', '2025-11-30', '2025-10-31'])
})
