import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const relationshipsRoute = createRoute({
  getParentRoute,
  path: '/relationships',
  validateSearch: (search: Record<string, unknown>): RecordSearch => recordSearchOf(search),
  component: lazyRouteComponent(() => import('#web/relationships/bond-page.tsx'), 'RelationshipsPage'),
})

/** The pages of how close we are to customers. */
export const relationshipPages = [relationshipsRoute] as const
