import { type Static, Type } from 'typebox'
import { holidayNames } from '#core/activities/calendar-holidays.ts'
import { Day, Done, endpoint, Id, Nullable, Time } from '../endpoint.ts'
import { ActivityKind } from './activity.ts'

/** One thing in the calendar: an activity with its time, or a task on its day. */
export const CalendarItem = Type.Object({
  what: Type.Enum(['activity', 'task']),
  id: Id,
  dyadId: Nullable(Id),
  customer: Nullable(Type.String()),
  customerEn: Nullable(Type.String()),
  kind: Nullable(ActivityKind),
  title: Type.String(),
  day: Day,
  /** Minute of the day in the firm's zone; null = all day. */
  minute: Nullable(Type.Integer()),
  minutes: Nullable(Type.Integer()),
  isDone: Type.Boolean(),
  userId: Nullable(Id),
  userName: Nullable(Type.String()),
})
export type CalendarItem = Static<typeof CalendarItem>

export const OfficialDay = Type.Object({
  day: Day,
  kind: Type.Enum(['workday', 'weekend', 'holiday', 'makeup']),
  holiday: Nullable(Type.Enum([...holidayNames])),
})
export type OfficialDay = Static<typeof OfficialDay>

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  summary: 'Activities and tasks of some days, mine or of everyone on customers that you see, with public holidays and make-up workdays.',
  needs: 'customers.read',
  query: Type.Object({
    /** Unless given, the Monday of this week; `to` the Sunday of the week of `from`. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    whose: Type.Optional(Type.Enum(['mine', 'team'])),
    user: Type.Optional(Id),
  }),
  answer: Type.Object({
    items: Type.Array(CalendarItem),
    /** True where there were more than could be shown: choose fewer days or one person. */
    isCut: Type.Boolean(),
    days: Type.Array(OfficialDay),
    /** Years of the span whose official calendar is not out yet: their holidays are the statutory days alone, provisionally. */
    unpublished: Type.Array(Type.Integer()),
    today: Day,
  }),
})
export type Calendar = Static<typeof readCalendar.answer>

const Feed = Type.Object({ isOn: Type.Boolean(), createdAt: Nullable(Time), lastReadAt: Nullable(Time) })

export const readCalendarFeed = endpoint({
  method: 'GET',
  path: '/api/calendar/feed',
  summary: 'Whether your calendar can be read by other programs, and when it last was.',
  needs: 'customers.read',
  answer: Feed,
})

export const renewCalendarFeed = endpoint({
  method: 'POST',
  path: '/api/calendar/feed',
  summary: 'Give your calendar a new secret address for other programs (iCalendar); an earlier one ends. It is told this once.',
  needs: 'customers.read',
  answer: Type.Object({ path: Type.String() }),
})

export const revokeCalendarFeed = endpoint({
  method: 'DELETE',
  path: '/api/calendar/feed',
  summary: 'End the secret address of your calendar.',
  needs: 'customers.read',
  answer: Done,
})

export const fetchCalendarFeed = endpoint({
  method: 'GET',
  path: '/api/calendar/feeds/:token',
  summary: 'A person’s own activities and tasks as iCalendar, under their secret address.',
  needs: 'anyone',
  form: 'file',
  params: Type.Object({ token: Type.String({ maxLength: 200 }) }),
  answer: Type.String(),
})
