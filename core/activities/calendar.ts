import { type CivilDay, dateOf, dayOf, parseDay, weekdayOf } from '#core/units/civil-day.ts'
import type { TaskGroup } from './activity.ts'
import { type HolidayName, holidaysOf } from './calendar-holidays.ts'

/** What a day is at work: a workday, a weekend, a public holiday, or a weekend that is worked to make up for one. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup'

export type CalendarDay = { readonly day: CivilDay; readonly kind: DayKind; readonly holiday: HolidayName | undefined }

/** A day in the mainland's official calendar. A year that is not published yet has its statutory days and weekends. */
export function calendarDay(day: CivilDay): CalendarDay {
  const known = holidaysOf(dateOf(day).year)
  const holiday = known.off.get(day)
  if (holiday !== undefined) return { day, kind: 'holiday', holiday }
  if (known.work.has(day)) return { day, kind: 'makeup', holiday: undefined }
  return { day, kind: weekdayOf(day) > 5 ? 'weekend' : 'workday', holiday: undefined }
}

export const isWorkday = (day: CivilDay): boolean => {
  const { kind } = calendarDay(day)
  return kind === 'workday' || kind === 'makeup'
}

/** The day itself if it is worked, else the next one that is. */
export function workdayFrom(day: CivilDay): CivilDay {
  let found = day
  while (!isWorkday(found)) found++
  return found
}

/** The day so many workdays later. */
export function addWorkdays(day: CivilDay, workdays: number): CivilDay {
  let found = day
  for (let left = workdays; left > 0; left--) found = workdayFrom(found + 1)
  return found
}

/** The Monday of a day's week: weeks begin on Monday (DOMAIN section 7). */
export const mondayOf = (day: CivilDay): CivilDay => day - weekdayOf(day) + 1

export const weekOf = (day: CivilDay): readonly CivilDay[] => Array.from({ length: 7 }, (_, index) => mondayOf(day) + index)

/** The whole weeks that a month's page shows: from the Monday of its first day to the Sunday of its last. */
export function monthGrid(day: CivilDay): readonly CivilDay[] {
  const { year, month } = dateOf(day)
  const first = dayOf(year, month, 1)
  const last = dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1
  const [from, to] = [mondayOf(first), mondayOf(last) + 6]
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Where a task due on a day stands today: the week ends on Sunday. */
export function taskGroupOf(due: CivilDay | undefined, today: CivilDay): TaskGroup {
  if (due === undefined) return 'undated'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due <= mondayOf(today) + 6 ? 'week' : 'later'
}

/** The same for a day as text; null = undated. */
export const taskGroupOfText = (due: string | null, today: CivilDay): TaskGroup =>
  taskGroupOf(due === null ? undefined : parseDay(due), today)
