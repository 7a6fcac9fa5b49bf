import { formatDay, dayOf } from '#core/units/civil-day.ts'

/** Day and minute of the day of an instant in a zone. */
export function clockIn(timeZone: string, at: Date): { readonly day: string; readonly minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(found => found.type === type)?.value)
  return { day: formatDay(dayOf(part('year'), part('month'), part('day'))), minute: part('hour') * 60 + part('minute') }
}

/** The instant of a minute (counted from 1970-01-01 in the zone's own clock). In an hour that a change of clocks skips, the hour after it. */
export function instantIn(timeZone: string, minuteOfTime: number): Date {
  const wanted = minuteOfTime * 60_000
  const offsetAt = (at: number) => {
    const { day, minute } = clockIn(timeZone, new Date(at))
    return Date.parse(`${day}T00:00:00Z`) + minute * 60_000 - Math.floor(at / 60_000) * 60_000
  }
  const guess = wanted - offsetAt(wanted)
  return new Date(wanted - offsetAt(guess))
}
