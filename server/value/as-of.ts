import { type CivilDay, dayOf } from '#core/units/civil-day.ts'

/** The civil day in a time zone at an instant. */
export function todayIn(timeZone: string, now: Date): CivilDay {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now)
  const part = (type: string) => Number(parts.find(found => found.type === type)?.value)
  return dayOf(part('year'), part('month'), part('day'))
}

/** The day that a book is looked at by default (DOMAIN section 8): its last order when that is more than 45 days ago, else today. */
export function asOfOf(lastOrder: CivilDay | undefined, today: CivilDay): CivilDay {
  return lastOrder !== undefined && today - lastOrder > 45 ? lastOrder : today
}
