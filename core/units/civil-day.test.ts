import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, checkedDay, dateOf, dayOf, formatDay, lastDayOf, monthOf, parseDay, weekdayOf } from './civil-day.ts'

test('right: days agree with the calendar of the machine over eight centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -146_097, max: 146_097 }), day => {
      const date = new Date(day * 86_400_000)
      expect(dateOf(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
      expect(dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day)
      expect(weekdayOf(day)).toBe(((date.getUTCDay() + 6) % 7) + 1)
    }),
  )
})

test('refuses: dates that the calendar does not have', () => {
  expect(checkedDay(2023, 2, 29)).toBeUndefined()
  expect(checkedDay(2024, 4, 31)).toBeUndefined()
  expect(checkedDay(2024, 13, 1)).toBeUndefined()
  expect(parseDay('2026-1-1')).toBeUndefined()
})

test('bounded: a month added to a month-end stays in the next month, leap day included', () => {
  const plus = (text: string, months: number) => formatDay(addMonths(parseDay(text) ?? Number.NaN, months))
  expect(plus('2024-01-31', 1)).toBe('2024-02-29')
  expect(plus('2023-01-31', 1)).toBe('2023-02-28')
  expect(plus('2024-02-29', -12)).toBe('2023-02-28')
  expect(plus('2026-11-21', -12)).toBe('2025-11-21')
})

test('agrees: the last day of a month lies in it', () => {
  fc.assert(fc.property(fc.integer({ min: -2000, max: 2000 }), month => monthOf(lastDayOf(month)) === month))
})
