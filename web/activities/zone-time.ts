import { formatInstant } from '#web/platform/format.ts'

/** An instant as a field for day and time shows it, in a zone: 2026-11-21T14:05. */
export const typedIn = (zone: string | undefined, instant: string): string => formatInstant(instant, zone).replace(' ', 'T')

/** The instant that was typed as day and time of a zone; undefined where it is no such time. */
export function instantOf(zone: string | undefined, typed: string): string | undefined {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? Date.parse(`${typed}:00Z`) : Number.NaN
  if (Number.isNaN(wanted)) return undefined
  const offsetAt = (at: number) => Date.parse(`${typedIn(zone, new Date(at).toISOString())}:00Z`) - Math.floor(at / 60_000) * 60_000
  const guess = wanted - offsetAt(wanted)
  return new Date(wanted - offsetAt(guess)).toISOString()
}
