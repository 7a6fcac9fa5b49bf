import type { Calendar, readCalendar as contract } from '#contract/activities/calendar.ts'
import type { Input } from '#contract/endpoint.ts'
import { calendarDay, mondayOf } from '#core/activities/calendar.ts'
import { noticeOf } from '#core/activities/calendar-holidays.ts'
import { type CivilDay, dateOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refuseField } from '#server/platform/errors.ts'
import { readCalendarRows } from './calendar.sql.ts'
import { firmClock } from './task-answer.ts'

const mostDays = 62
const mostItems = 1000

function spanOf(query: Input<typeof contract>['query'], today: CivilDay): readonly CivilDay[] {
  const from = (query.from === undefined ? undefined : parseDay(query.from)) ?? mondayOf(today)
  const to = (query.to === undefined ? undefined : parseDay(query.to)) ?? mondayOf(from) + 6
  if (to < from || to - from > mostDays || dateOf(to).year > 9999)
    throw refuseField('query.to', [
      `应不早于起始日，且最多 ${mostDays} 天`,
      `must not lie before the first day, nor more than ${mostDays} days after it`,
    ])
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Activities and tasks of some days, with what these days are at work. */
export async function readCalendar(ctx: Ctx, query: Input<typeof contract>['query']): Promise<Calendar> {
  const of = query.whose === 'team' ? ({ whose: 'team', user: query.user } as const) : ({ whose: 'mine' } as const)
  return await ctx.inTenant(async tx => {
    const { today } = await firmClock(tx, ctx)
    const days = spanOf(query, today)
    const span = { from: formatDay(days[0] ?? today), to: formatDay(days.at(-1) ?? today) }
    const items = await readCalendarRows(tx, ctx, of, span, mostItems + 1)
    const years = [...new Set(days.map(day => dateOf(day).year))]
    return {
      items: items.slice(0, mostItems),
      isCut: items.length > mostItems,
      days: days.map(calendarDay).map(({ day, kind, holiday }) => ({ day: formatDay(day), kind, holiday: holiday ?? null })),
      unpublished: years.filter(year => noticeOf(year) === undefined),
      today: formatDay(today),
    }
  })
}
