import type { Calendar, readCalendar as contract } from '#contract/activities/calendar.ts'
import type { Input } from '#contract/endpoint.ts'
import { calendarDay } from '#core/activities/calendar.ts'
import { noticeOf } from '#core/activities/calendar-holidays.ts'
import { dateOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refuseField } from '#server/platform/errors.ts'
import { readCalendarRows } from './calendar.sql.ts'
import { firmClock } from './task-answer.ts'

const mostDays = 62
const mostItems = 1000

/** Activities and tasks of some days, with what these days are at work. */
export async function readCalendar(ctx: Ctx, query: Input<typeof contract>['query']): Promise<Calendar> {
  const [from, to] = [parseDay(query.from) ?? 0, parseDay(query.to) ?? 0]
  if (to < from || to - from > mostDays)
    throw refuseField('query.to', [
      `应不早于起始日，且最多 ${mostDays} 天`,
      `must not lie before the first day, nor more than ${mostDays} days after it`,
    ])
  const days = Array.from({ length: to - from + 1 }, (_, index) => calendarDay(from + index))
  const years = [...new Set(days.map(({ day }) => dateOf(day).year))]
  const of = query.whose === 'team' ? ({ whose: 'team', user: query.user } as const) : ({ whose: 'mine' } as const)
  return await ctx.inTenant(async tx => {
    const { today } = await firmClock(tx, ctx)
    const items = await readCalendarRows(tx, ctx, of, query, mostItems + 1)
    return {
      items: items.slice(0, mostItems),
      isCut: items.length > mostItems,
      days: days.map(({ day, kind, holiday }) => ({ day: formatDay(day), kind, holiday: holiday ?? null })),
      unpublished: years.filter(year => noticeOf(year) === undefined),
      today: formatDay(today),
    }
  })
}
