import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { activitiesSearchOf, calendarSearchOf, dueSearchOf, tasksSearchOf } from '#web/activities/activities-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

type Search = Record<string, unknown>

const calendarRoute = createRoute({
  getParentRoute,
  path: '/calendar',
  validateSearch: (search: Search): Search => calendarSearchOf(search),
  component: lazyRouteComponent(() => import('#web/activities/calendar-page.tsx'), 'CalendarPage'),
})

const tasksRoute = createRoute({
  getParentRoute,
  path: '/tasks',
  validateSearch: (search: Search): Search => tasksSearchOf(search),
  component: lazyRouteComponent(() => import('#web/activities/tasks-page.tsx'), 'TasksPage'),
})

const activitiesRoute = createRoute({
  getParentRoute,
  path: '/activities',
  validateSearch: (search: Search): Search => activitiesSearchOf(search),
  component: lazyRouteComponent(() => import('#web/activities/activities-page.tsx'), 'ActivitiesPage'),
})

const dueRoute = createRoute({
  getParentRoute,
  path: '/due',
  validateSearch: (search: Search): Search => dueSearchOf(search),
  component: lazyRouteComponent(() => import('#web/activities/due-page.tsx'), 'DuePage'),
})

const cadenceSettingsRoute = createRoute({
  getParentRoute,
  path: '/settings/cadence',
  component: lazyRouteComponent(() => import('#web/activities/cadence-settings-page.tsx'), 'CadenceSettingsPage'),
})

export const activityPages = [calendarRoute, tasksRoute, activitiesRoute, dueRoute, cadenceSettingsRoute] as const
