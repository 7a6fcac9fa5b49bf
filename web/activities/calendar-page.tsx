import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { CalendarItem } from '#contract/activities/calendar.ts'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { calendarQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { CalendarBar, spanOf, useCalendarSearch } from './calendar-bar.tsx'
import { CalendarDayCell } from './calendar-day.tsx'
import { typedIn } from './zone-time.ts'
import './activities.css'

const ActivityForm = lazy(async () => ({ default: (await import('./activity-form.tsx')).ActivityForm }))
const ActivityDrawer = lazy(async () => ({ default: (await import('./activity-drawer.tsx')).ActivityDrawer }))
const CalendarFeed = lazy(async () => ({ default: (await import('./calendar-feed.tsx')).CalendarFeed }))

type Opened = { readonly dyadId: string; readonly activityId: string }

/** Names of the weekdays from Monday on. */
function useWeekdays(): readonly string[] {
  const language = useLanguage()
  return useMemo(() => {
    const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
    return Array.from({ length: 7 }, (_, index) => name.format(Date.UTC(2026, 10, 16 + index)))
  }, [language])
}

type GridGiven = { readonly day: string; readonly onAdd: (day: string) => void; readonly onOpen: (item: CalendarItem) => void }

function Grid({ day, onAdd, onOpen }: GridGiven) {
  const say = useText(activityTexts)
  const weekdays = useWeekdays()
  const { search, change } = useCalendarSearch()
  const { view, whose, user } = search
  const asked = { ...spanOf(day, view), ...(whose ? { whose } : {}), ...(user ? { user } : {}) }
  const { data, error, refetch } = useQuery(calendarQuery(asked))
  const items = useMemo(() => Map.groupBy(data?.items ?? [], item => item.day), [data])
  if (data === undefined) return error ? <Refused error={error} onAgain={() => void refetch()} /> : <Bones height={320} />
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      {data.unpublished.length > 0 ? <p className="lk-muted">{say('unpublished', { years: data.unpublished.join('、') })}</p> : null}
      {data.isCut ? <p className="lk-muted">{say('cut')}</p> : null}
      <div className="lk-days" data-view={view ?? 'week'}>
        {data.days.map((official, index) => (
          <CalendarDayCell
            key={official.day}
            official={official}
            items={items.get(official.day) ?? []}
            isToday={official.day === data.today}
            isOutside={view === 'month' && official.day.slice(0, 7) !== day.slice(0, 7)}
            weekday={weekdays[index % 7] ?? ''}
            most={view === 'month' ? 3 : 100}
            withPerson={whose === 'team'}
            onAdd={onAdd}
            onOpen={onOpen}
            onDay={to => change({ day: to, view: undefined })}
          />
        ))}
      </div>
    </>
  )
}

/** Week or month, mine or of the team, with public holidays and make-up workdays. */
export function CalendarPage() {
  const say = useText(activityTexts)
  const navigate = useNavigate()
  const { search } = useCalendarSearch()
  const zone = usePlace()?.tenant.timeZone
  const [today] = useState(() => typedIn(zone, new Date().toISOString()).slice(0, 10))
  const [adding, setAdding] = useState<string>()
  const [opened, setOpened] = useState<Opened>()
  const [feeding, setFeeding] = useState(false)
  const open = (item: CalendarItem) => {
    if (item.what === 'task') void navigate({ to: '/tasks' })
    else if (item.dyadId !== null) setOpened({ dyadId: item.dyadId, activityId: item.id })
  }
  return (
    <div className="lk-page">
      <PageHeader
        title={say('calendar')}
        lead={say('calendarLead')}
        actions={
          <>
            <Button onClick={() => setFeeding(true)}>{say('feed')}</Button>
            <Button type="primary" onClick={() => setAdding(today)}>
              {say('plan')}
            </Button>
          </>
        }
      />
      <CalendarBar day={search.day ?? today} today={today} />
      <Grid day={search.day ?? today} onAdd={setAdding} onOpen={open} />
      <Suspense fallback={null}>
        {adding ? (
          <ActivityForm
            beginning={{ kind: 'visit', state: adding < today ? 'done' : 'planned', when: `${adding}T09:00` }}
            onClose={() => setAdding(undefined)}
          />
        ) : null}
        {opened ? <ActivityDrawer {...opened} onClose={() => setOpened(undefined)} /> : null}
        {feeding ? <CalendarFeed onClose={() => setFeeding(false)} /> : null}
      </Suspense>
    </div>
  )
}
