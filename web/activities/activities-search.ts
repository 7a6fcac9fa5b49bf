import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { activityKinds, activityStates, outcomes } from '#core/activities/activity.ts'
import { cadenceGroups } from '#core/activities/cadence.ts'
import { groupsIn } from '#web/dyads/group-choice.tsx'
import { parseDay } from '#core/units/civil-day.ts'

type Search = Record<string, unknown>

const textsOf = (value: unknown): string[] =>
  [value].flat().flatMap(one => (typeof one === 'string' ? [one] : typeof one === 'number' ? [String(one)] : []))
const some = (value: unknown, allowed: readonly string[]) => {
  const chosen = textsOf(value).filter(one => allowed.includes(one))
  return chosen.length === 0 ? undefined : chosen
}
const one = (value: unknown, allowed: readonly string[]) => textsOf(value).find(each => allowed.includes(each))
const day = (value: unknown) => textsOf(value).find(each => parseDay(each) !== undefined)
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const id = (value: unknown) => textsOf(value).find(each => uuid.test(each))
const words = (value: unknown) => textsOf(value)[0]?.slice(0, 200)

const present = (entries: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''))

/** What the addresses of the four pages hold; what is not understood is left out. */
export const activitiesSearchOf = ({ q, kind, state, outcome, whose, from, to, group, dyad, activity, record }: Search) =>
  present({
    q: words(q),
    kind: some(kind, activityKinds),
    state: some(state, activityStates),
    outcome: some(outcome, outcomes),
    whose: one(whose, ['mine']),
    from: day(from),
    to: day(to),
    group: groupsIn(group),
    dyad: id(dyad),
    activity: id(activity),
    record: one(record, activityKinds),
  })
export const tasksSearchOf = ({ q, whose, closed }: Search) =>
  present({ q: words(q), whose: one(whose, ['given', 'all']), closed: closed === true || closed === 'true' ? true : undefined })
export const calendarSearchOf = ({ day: at, view, whose, user }: Search) =>
  present({ day: day(at), view: one(view, ['month']), whose: one(whose, ['team']), user: id(user) })
export const dueSearchOf = ({ q, show, group, owner, under }: Search) =>
  present({
    q: words(q),
    show: one(show, ['soon', 'all']),
    group: some(group, cadenceGroups),
    under: groupsIn(under),
    owner: textsOf(owner).find(each => each === 'me' || each === 'nobody' || uuid.test(each)),
  })

/** What the address bar says, read by one of the above, and a way to change a part of it. */
export function useSearchOf<T extends Record<string, unknown>>(read: (search: Search) => Record<string, unknown>) {
  const raw = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const search = useMemo(() => read(raw) as Partial<T>, [raw, read])
  const change = useCallback(
    (next: { readonly [K in keyof T]?: T[K] | undefined }) =>
      void navigate({ to: '.', replace: true, search: (old: Search) => present({ ...old, ...next }) } as never),
    [navigate],
  )
  return { search, change }
}
