import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { type BookSearch, bookSearchOf, careSearchOf } from '#web/strategy/play-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const playbooksRoute = createRoute({
  getParentRoute,
  path: '/playbooks',
  validateSearch: (search: Record<string, unknown>): BookSearch => bookSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/playbooks-page.tsx'), 'PlaybooksPage'),
})

const playsRoute = createRoute({
  getParentRoute,
  path: '/plays',
  validateSearch: (search: Record<string, unknown>): RecordSearch => recordSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/plays-page.tsx'), 'PlaysPage'),
})

const careRoute = createRoute({
  getParentRoute,
  path: '/care',
  validateSearch: (search: Record<string, unknown>): { readonly year?: number } => careSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/care-page.tsx'), 'CarePage'),
})

/** The pages of what is done with customers: the playbooks, what is at work, the care calendar. */
export const strategyPages = [playbooksRoute, playsRoute, careRoute] as const
