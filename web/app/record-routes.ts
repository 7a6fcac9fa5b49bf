import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute
const validateSearch = (search: Record<string, unknown>): RecordSearch => recordSearchOf(search)

const opportunitiesRoute = createRoute({
  getParentRoute,
  path: '/opportunities',
  validateSearch,
  component: lazyRouteComponent(() => import('#web/sales/opportunities-page.tsx'), 'OpportunitiesPage'),
})

const agreementsRoute = createRoute({
  getParentRoute,
  path: '/agreements',
  validateSearch,
  component: lazyRouteComponent(() => import('#web/sales/agreements-page.tsx'), 'AgreementsPage'),
})

const concernsRoute = createRoute({
  getParentRoute,
  path: '/concerns',
  validateSearch,
  component: lazyRouteComponent(() => import('#web/service/concerns-page.tsx'), 'ConcernsPage'),
})

const stagesRoute = createRoute({
  getParentRoute,
  path: '/settings/stages',
  component: lazyRouteComponent(() => import('#web/sales/stages-page.tsx'), 'StagesPage'),
})

const serviceTimesRoute = createRoute({
  getParentRoute,
  path: '/settings/service-times',
  component: lazyRouteComponent(() => import('#web/service/service-times-page.tsx'), 'ServiceTimesPage'),
})

/** The pages of what is kept of customers beside trade: chances, agreements, concerns, and their settings. */
export const recordPages = [opportunitiesRoute, agreementsRoute, concernsRoute, stagesRoute, serviceTimesRoute] as const
