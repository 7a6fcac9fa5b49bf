/** A civil day as a whole number of days since 1970-01-01 (negative before), in the proleptic Gregorian calendar. It has no time zone. */
export type CivilDay = number

/** A month as a whole number of months since January 1970. */
export type CivilMonth = number

export type YearMonthDay = { readonly year: number; readonly month: number; readonly day: number }

/** The day of a calendar date that is known to exist. Hinnant (2013), "chrono-compatible low-level date algorithms", days_from_civil. */
export function dayOf(year: number, month: number, day: number): CivilDay {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The calendar date of a day. Hinnant (2013), civil_from_days. */
export function dateOf(civilDay: CivilDay): YearMonthDay {
  const shifted = civilDay + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 }
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of a date, or undefined where the calendar has no such date (31 April, 29 February of a common year). */
export function checkedDay(year: number, month: number, day: number): CivilDay | undefined {
  const exists = Number.isInteger(year) && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return exists ? dayOf(year, month, day) : undefined
}

export function monthOf(civilDay: CivilDay): CivilMonth {
  const { year, month } = dateOf(civilDay)
  return (year - 1970) * 12 + month - 1
}

export function firstDayOf(month: CivilMonth): CivilDay {
  return dayOf(1970 + Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1)
}

export function lastDayOf(month: CivilMonth): CivilDay {
  return firstDayOf(month + 1) - 1
}

/** The same day of the month so many months later (earlier if negative); the month's last day where it is shorter: 31 January + 1 = 28 or 29 February. */
export function addMonths(civilDay: CivilDay, months: number): CivilDay {
  const { day } = dateOf(civilDay)
  const target = monthOf(civilDay) + months
  return Math.min(firstDayOf(target) + day - 1, lastDayOf(target))
}

/** ISO 8601 calendar date, `2026-11-21`. */
export function formatDay(civilDay: CivilDay): string {
  const { year, month, day } = dateOf(civilDay)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Reads an ISO 8601 calendar date; undefined where the text is none or the date does not exist. */
export function parseDay(text: string): CivilDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? checkedDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(civilDay: CivilDay): number {
  return ((((civilDay + 3) % 7) + 7) % 7) + 1
}
