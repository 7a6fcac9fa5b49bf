import { expect, test } from 'vitest'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import {
  dragonBoatFestival,
  isWorkday,
  knownYears,
  midAutumnFestival,
  purchasingWeight,
  springFestival,
  workdayFrom,
} from './chinese-calendar.ts'

/** Lunar month and day by the calendar of the machine (ICU), as an independent source. */
const lunar = (day: number) => {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).formatToParts(
    new Date(day * 86_400_000),
  )
  return `${parts.find(part => part.type === 'month')?.value}/${parts.find(part => part.type === 'day')?.value}`
}

test('agrees: the festivals stand on their lunar dates', () => {
  // The new moons of 2027 and 2030 fall four and seven minutes from midnight in Beijing, finer than ICU's approximation; the Observatory decides.
  const clear = knownYears.filter(year => year !== 2027 && year !== 2030)
  expect(clear.map(springFestival).map(lunar)).toEqual(clear.map(() => '1/1'))
  expect([2027, 2030].map(springFestival).map(formatDay)).toEqual(['2027-02-06', '2030-02-03'])
  expect(knownYears.map(dragonBoatFestival).map(lunar)).toEqual(knownYears.map(() => '5/5'))
  expect(knownYears.map(midAutumnFestival).map(lunar)).toEqual(knownYears.map(() => '8/15'))
})

test('right: nobody works on National Day, and after it work begins again', () => {
  expect(isWorkday(dayOf(2026, 10, 1))).toBe(false)
  expect(formatDay(workdayFrom(dayOf(2026, 10, 1)))).toBe('2026-10-08')
})

test('right: purchasing sinks around Spring Festival and rises again', () => {
  const fortnightFrom = (month: number, day: number) =>
    Array.from({ length: 14 }, (_, offset) => purchasingWeight(dayOf(2026, month, day + offset))).reduce((a, b) => a + b)
  expect(fortnightFrom(2, 10)).toBeLessThan(0.2 * fortnightFrom(3, 16))
  expect(fortnightFrom(1, 15)).toBeGreaterThan(fortnightFrom(7, 15))
})

test('bounded: a year outside the table still has its holidays', () => {
  expect(isWorkday(springFestival(2055))).toBe(false)
})
