import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute
const validateSearch = (search: Record<string, unknown>): RecordSearch => recordSearchOf(search)

const alliancesRoute = createRoute({
  getParentRoute,
  path: '/alliances',
  validateSearch,
  component: lazyRouteComponent(() => import('#web/relationships/alliances-page.tsx'), 'AlliancesPage'),
})

const allianceRoute = createRoute({
  getParentRoute,
  path: '/alliances/$allianceId',
  component: lazyRouteComponent(() => import('#web/relationships/alliance-page.tsx'), 'AlliancePage'),
})

const problemsRoute = createRoute({
  getParentRoute,
  path: '/joint-problems',
  validateSearch,
  component: lazyRouteComponent(() => import('#web/relationships/joint-problems-page.tsx'), 'JointProblemsPage'),
})

/** Alliances, and the problems solved together. */
export const alliancePages = [alliancesRoute, allianceRoute, problemsRoute] as const
