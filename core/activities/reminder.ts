import type { CivilDay } from '#core/units/civil-day.ts'

/** How long before it someone wants to be reminded, in minutes; 0 = when it begins. */
export const reminderLeads = [0, 15, 60, 1440, 2880, 10_080] as const

/** When a task without a time of its own is reminded of: at nine in the morning of its day. */
export const morningMinute = 540

export type Reminder = { readonly due: CivilDay | undefined; readonly minute: number | null; readonly lead: number | null }

/** The minute, counted from 1970-01-01 in the firm's own clock, at which a task is reminded of; undefined without a day or without a wish. */
export function remindMinuteOf({ due, minute, lead }: Reminder): number | undefined {
  return due === undefined || lead === null ? undefined : due * 1440 + (minute ?? morningMinute) - lead
}
