import { type CivilDay, dateOf } from '#core/units/civil-day.ts'

export type Quarter = { readonly year: number; readonly quarter: number }

/** The quarter so many after the one of a day; a negative number goes back. */
export function quarterAfter(day: CivilDay, count: number): Quarter {
  const { year, month } = dateOf(day)
  const whole = year * 4 + Math.floor((month - 1) / 3) + count
  return { year: Math.floor(whole / 4), quarter: (whole % 4) + 1 }
}
