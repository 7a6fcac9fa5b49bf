import type { Cadence } from '#contract/activities/cadence.ts'
import { parseDay } from '#core/units/civil-day.ts'
import type { Say } from '#web/platform/text.ts'
import type { activityTexts } from './activities.text.ts'

type Due = Pick<Cadence, 'lastOn' | 'dueOn' | 'every'>
type Speaker = Say<typeof activityTexts.pairs>

const between = (from: string, to: string): number => (parseDay(to) ?? 0) - (parseDay(from) ?? 0)

/** When someone was last in contact, in words. */
export function lastWords({ lastOn }: Pick<Due, 'lastOn'>, today: string, say: Speaker): string {
  if (lastOn === null) return say('neverContact')
  const days = between(lastOn, today)
  return days <= 0 ? say('contactToday') : say('lastContact', { count: days, date: lastOn })
}

/** When the next contact is due, in words; nothing where there is no rhythm. */
export function dueWords({ dueOn }: Pick<Due, 'dueOn'>, today: string, say: Speaker): string {
  if (dueOn === null) return ''
  const days = between(today, dueOn)
  if (days < 0) return say('overdueBy', { count: -days })
  return days === 0 ? say('dueToday') : say('dueIn', { count: days })
}

export const everyWords = ({ every }: Pick<Due, 'every'>, say: Speaker): string =>
  every === null ? say('noRhythm') : say('everyDays', { days: every })
