import { useQuery } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { monthGrid } from '#core/activities/calendar.ts'
import { dateOf, dayOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { activityTexts } from './activities.text.ts'
import { dayAfter } from './activity-draft.ts'
import { calendarSearchOf, useSearchOf } from './activities-search.ts'

export type CalendarSearch = { day: string; view: 'month'; whose: 'team'; user: string }
export const useCalendarSearch = () => useSearchOf<CalendarSearch>(calendarSearchOf)

/** The first day of the month so many months from a day. */
function monthFrom(day: string, months: number): string {
  const { year, month } = dateOf(parseDay(day) ?? 0)
  const index = year * 12 + month - 1 + months
  return formatDay(dayOf(Math.floor(index / 12), (index % 12) + 1, 1))
}

/** The days that a view shows. */
export function spanOf(day: string, view: 'month' | undefined): { readonly from: string; readonly to: string } {
  const at = parseDay(day) ?? 0
  const grid = view === 'month' ? monthGrid(at) : undefined
  const monday = at - ((((at + 3) % 7) + 7) % 7)
  return grid
    ? { from: formatDay(grid[0] ?? at), to: formatDay(grid.at(-1) ?? at) }
    : { from: formatDay(monday), to: formatDay(monday + 6) }
}

/** Which days, whose, and back and forth. */
export function CalendarBar({ day, today }: { readonly day: string; readonly today: string }) {
  const say = useText(activityTexts)
  const { search, change } = useCalendarSearch()
  const people = (useQuery(peopleQuery).data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
  const move = (by: 1 | -1) => change({ day: search.view === 'month' ? monthFrom(day, by) : dayAfter(day, 7 * by) })
  return (
    <div className="lk-activity-filters lk-no-print" role="search" aria-label={say('calendar')}>
      <Radio.Group
        aria-label={say('calendar')}
        optionType="button"
        value={search.view ?? 'week'}
        options={[
          { value: 'week', label: say('weekView') },
          { value: 'month', label: say('monthView') },
        ]}
        onChange={event => change({ view: event.target.value === 'month' ? 'month' : undefined })}
      />
      <Button onClick={() => move(-1)}>{say('earlier')}</Button>
      <Button onClick={() => change({ day: undefined })} disabled={day === today}>
        {say('today')}
      </Button>
      <Button onClick={() => move(1)}>{say('further')}</Button>
      <Input type="date" aria-label={say('day')} value={day} onChange={event => change({ day: event.target.value || undefined })} />
      <Radio.Group
        aria-label={say('person')}
        optionType="button"
        value={search.whose ?? 'mine'}
        options={[
          { value: 'mine', label: say('mine') },
          { value: 'team', label: say('team') },
        ]}
        onChange={event => change({ whose: event.target.value === 'team' ? 'team' : undefined, user: undefined })}
      />
      {search.whose === 'team' ? (
        <Select
          allowClear
          aria-label={say('person')}
          placeholder={say('person')}
          value={search.user ?? null}
          options={people}
          onChange={(user: string | null | undefined) => change({ user: user ?? undefined })}
        />
      ) : null}
    </div>
  )
}
