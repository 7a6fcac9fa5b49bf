import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import * as activity from '#contract/activities/activity.ts'
import * as cadence from '#contract/activities/cadence.ts'
import * as calendar from '#contract/activities/calendar.ts'
import * as task from '#contract/activities/task.ts'
import { readTimeline } from '#contract/activities/timeline.ts'
import { checkContact } from '#contract/dyads/consent.ts'
import { listCustomers } from '#contract/dyads/customer-list.ts'
import type { Input } from '#contract/endpoint.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const paged = {
  initialPageParam: '',
  placeholderData: keepPreviousData,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
}
const after = (pageParam: string) => (pageParam ? { after: pageParam } : {})

export const activitiesQuery = (query: activity.ActivityQuery) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'list', query],
    queryFn: ({ signal, pageParam }) => call(activity.listActivities, { query: { ...query, ...after(pageParam) } }, { signal }),
    ...paged,
  })

export const activityQuery = (dyadId: string, activityId: string) =>
  queryOptions({
    queryKey: ['activities', 'one', activityId],
    queryFn: ({ signal }) => call(activity.readActivity, { params: { dyadId, activityId } }, { signal }),
  })

/** Not asked again after a refusal: suppliers have no ledger of consent. */
export const contactCheckQuery = (dyadId: string, query: Input<typeof checkContact>['query']) =>
  queryOptions({
    queryKey: ['contact-check', dyadId, query],
    queryFn: ({ signal }) => call(checkContact, { params: { dyadId }, query }, { signal }),
    staleTime: 0,
    retry: false,
  })

export const activityChoicesQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['activities', 'choices', dyadId],
    queryFn: ({ signal }) => call(activity.readActivityChoices, { params: { dyadId } }, { signal }),
  })

export const templatesQuery = queryOptions({
  queryKey: ['activities', 'templates'],
  queryFn: ({ signal }) => call(activity.listActivityTemplates, {}, { signal }),
  staleTime: 300_000,
})

export const customersFound = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'picked', q],
    queryFn: ({ signal }) => call(listCustomers, { query: { q, column: ['code'], limit: 20 } }, { signal }),
    placeholderData: keepPreviousData,
    enabled: q.trim() !== '',
  })

export const tasksQuery = (query: task.TaskQuery) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'tasks', query],
    queryFn: ({ signal, pageParam }) => call(task.listTasks, { query: { ...query, ...after(pageParam) } }, { signal }),
    ...paged,
  })

export const calendarQuery = (query: Input<typeof calendar.readCalendar>['query']) =>
  queryOptions({
    queryKey: ['activities', 'calendar', query],
    queryFn: ({ signal }) => call(calendar.readCalendar, { query }, { signal }),
    placeholderData: keepPreviousData,
  })

export const feedQuery = queryOptions({
  queryKey: ['activities', 'feed'],
  queryFn: ({ signal }) => call(calendar.readCalendarFeed, {}, { signal }),
})

export const dueQuery = (query: cadence.DueQuery) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'due', query],
    queryFn: ({ signal, pageParam }) => call(cadence.listDueContacts, { query: { ...query, ...after(pageParam) } }, { signal }),
    ...paged,
  })

export const cadenceQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['activities', 'cadence', dyadId],
    queryFn: ({ signal }) => call(cadence.readCadence, { params: { dyadId } }, { signal }),
  })

export const cadenceSettingsQuery = queryOptions({
  queryKey: ['activities', 'cadence-settings'],
  queryFn: ({ signal }) => call(cadence.readCadenceSettings, {}, { signal }),
})

export type TimelineSearch = Omit<Input<typeof readTimeline>['query'], 'after'>

export const timelineQuery = (dyadId: string, query: TimelineSearch) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'timeline', dyadId, query],
    queryFn: ({ signal, pageParam }) => call(readTimeline, { params: { dyadId }, query: { ...query, ...after(pageParam) } }, { signal }),
    ...paged,
  })

/** Whatever shows activities or tasks is read anew. */
const changed = () => Promise.all(['activities', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

async function then<T>(written: Promise<T>): Promise<T> {
  const answer = await written
  await changed()
  return answer
}

export const keepActivity = (dyadId: string, known: { activityId: string; version: number } | undefined, body: activity.NewActivity) =>
  then(
    known === undefined
      ? call(activity.addActivity, { params: { dyadId }, body })
      : call(activity.updateActivity, { params: { dyadId, activityId: known.activityId }, body: { ...body, version: known.version } }),
  )

export const changeActivity = (one: activity.Activity, change: Omit<activity.ActivityChange, 'version'>) =>
  then(
    call(activity.updateActivity, {
      params: { dyadId: one.dyadId, activityId: one.activityId },
      body: { ...change, version: one.version },
    }),
  )

export const dropActivity = ({ dyadId, activityId, version }: activity.Activity) =>
  then(call(activity.removeActivity, { params: { dyadId, activityId }, body: { version } }))

type TemplateBody = Input<typeof activity.addActivityTemplate>['body']
export const keepTemplate = (known: activity.ActivityTemplate | undefined, body: TemplateBody) =>
  then(
    known === undefined
      ? call(activity.addActivityTemplate, { body })
      : call(activity.updateActivityTemplate, { params: { templateId: known.templateId }, body: { ...body, version: known.version } }),
  )
export const dropTemplate = (templateId: string) => then(call(activity.removeActivityTemplate, { params: { templateId } }))

export const addTask = (body: Input<typeof task.addTask>['body']) => then(call(task.addTask, { body }))
export const changeTask = ({ taskId, version }: task.Task, change: Omit<task.TaskChange, 'version'>) =>
  then(call(task.updateTask, { params: { taskId }, body: { ...change, version } }))
export const dropTask = ({ taskId, version }: task.Task) => then(call(task.removeTask, { params: { taskId }, body: { version } }))
export const changeTasks = (body: Input<typeof task.changeTasks>['body']) => then(call(task.changeTasks, { body }))

export const renewFeed = () => then(call(calendar.renewCalendarFeed, {}))
export const endFeed = () => then(call(calendar.revokeCalendarFeed, {}))

export const saveCadence = (body: Input<typeof cadence.saveCadenceSettings>['body']) => then(call(cadence.saveCadenceSettings, { body }))
export const setCadence = (dyadId: string, body: Input<typeof cadence.setCadence>['body']) =>
  then(call(cadence.setCadence, { params: { dyadId }, body }))
