import { addMonths, type CivilDay, type CivilMonth, dateOf, firstDayOf, monthOf } from '#core/units/civil-day.ts'
import { purchasingWeight } from './chinese-calendar.ts'

/** What all customers of a demo share: its seed, its time, and how busy each day is. */
export type World = {
  readonly seed: number
  readonly start: CivilDay
  readonly end: CivilDay
  readonly firstMonth: CivilMonth
  /** By day from start: purchasing weight (0 = nobody orders). */
  readonly busy: Float64Array
  /** By day from start: months since start, with a fraction. */
  readonly month: Float64Array
}

/** Months of history that a demo holds, the month of its end included. */
export const monthsOfHistory = 36

/** Purchasing days of a usual year: what a yearly pace is spread over. */
export const busyDaysPerYear = 237

/** The three years that end on a day. */
export function worldOf(seed: number, end: CivilDay): World {
  const firstMonth = monthOf(end) + 1 - monthsOfHistory
  const start = firstDayOf(firstMonth)
  const days = Array.from({ length: end - start + 1 }, (_, offset) => start + offset)
  return {
    seed,
    start,
    end,
    firstMonth,
    busy: Float64Array.from(days, purchasingWeight),
    month: Float64Array.from(
      days,
      day => monthOf(day) - firstMonth + (dateOf(day).day - 1) / (addMonths(firstDayOf(monthOf(day)), 1) - firstDayOf(monthOf(day))),
    ),
  }
}
