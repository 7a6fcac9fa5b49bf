import { expect, test } from 'vitest'
import { dayOf, formatDay, parseDay, weekdayOf } from '#core/units/civil-day.ts'
import { addWorkdays, calendarDay, isWorkday, mondayOf, monthGrid, taskGroupOf, taskGroupOfText, weekOf, workdayFrom } from './calendar.ts'
import { holidaysOf, noticeOf } from './calendar-holidays.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const days = (year: number) => Array.from({ length: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) }, (_, index) => dayOf(year, 1, 1) + index)

test('National Day 2026 as its notice says: seven days off, two weekends worked', () => {
  const off = days(2026).filter(each => calendarDay(each).holiday === 'national_day')
  expect(off.map(formatDay)).toEqual(['01', '02', '03', '04', '05', '06', '07'].map(each => `2026-10-${each}`))
  expect(calendarDay(day('2026-09-20')).kind).toBe('makeup')
  expect(calendarDay(day('2026-10-10')).kind).toBe('makeup')
  expect(isWorkday(day('2026-10-11'))).toBe(false)
})

test('the statutory 13 days: what is off beyond weekends, less what is worked for it', () => {
  for (const year of [2025, 2026]) {
    const off = days(year).filter(each => calendarDay(each).kind === 'holiday' && weekdayOf(each) <= 5).length
    const made = days(year).filter(each => calendarDay(each).kind === 'makeup')
    expect(made.every(each => weekdayOf(each) > 5)).toBe(true)
    const onWeekends = days(year).filter(each => calendarDay(each).kind === 'holiday' && weekdayOf(each) > 5).length
    expect(off + onWeekends).toBe(year === 2025 ? 28 : 33)
    expect(made).toHaveLength(year === 2025 ? 5 : 6)
    expect(noticeOf(year)).toContain(String(year))
  }
})

test('a year without a notice has its thirteen statutory days, provisionally, and no weekend is worked', () => {
  expect(noticeOf(2027)).toBeUndefined()
  const off = days(2027).filter(each => calendarDay(each).kind === 'holiday')
  expect(off.map(formatDay)).toEqual([
    '2027-01-01',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ])
  expect(days(2027).filter(each => calendarDay(each).kind === 'makeup')).toEqual([])
})

test('years before the first notice and beyond the reckoning have weekends and nothing else', () => {
  for (const year of [2019, 2090]) {
    expect(holidaysOf(year).off.size).toBe(0)
    expect(days(year).every(each => calendarDay(each).kind === (weekdayOf(each) > 5 ? 'weekend' : 'workday'))).toBe(true)
  }
})

test('workdays go over a long holiday', () => {
  expect(formatDay(workdayFrom(day('2026-02-15')))).toBe('2026-02-24')
  expect(formatDay(addWorkdays(day('2026-09-30'), 1))).toBe('2026-10-08')
  expect(formatDay(addWorkdays(day('2026-10-09'), 1))).toBe('2026-10-10')
})

test('weeks begin on Monday, and a month is shown in whole weeks', () => {
  expect(formatDay(mondayOf(day('2026-11-22')))).toBe('2026-11-16')
  expect(weekOf(day('2026-11-16'))).toHaveLength(7)
  for (const month of days(2026).filter(each => formatDay(each).endsWith('-01'))) {
    const grid = monthGrid(month)
    expect(grid.length % 7).toBe(0)
    expect(weekdayOf(grid[0] ?? 0)).toBe(1)
    expect(grid).toContain(month)
  }
})

test('a task stands in one group by its day; the week ends on Sunday', () => {
  const today = day('2026-11-19')
  const group = (text: string) => taskGroupOf(day(text), today)
  expect(['2026-11-18', '2026-11-19', '2026-11-22', '2026-11-23'].map(group)).toEqual(['overdue', 'today', 'week', 'later'])
  expect(taskGroupOfText(null, today)).toBe('undated')
})
