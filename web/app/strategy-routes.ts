import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { type BookSearch, bookSearchOf, type CareSearch, careSearchOf } from '#web/strategy/play-search.ts'
import { type PlanSearch, planSearchOf } from '#web/strategy/plan-search.ts'
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
  validateSearch: (search: Record<string, unknown>): CareSearch => careSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/care-page.tsx'), 'CarePage'),
})

const plansRoute = createRoute({
  getParentRoute,
  path: '/plan',
  validateSearch: (search: Record<string, unknown>): PlanSearch => planSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/plans-page.tsx'), 'PlansPage'),
})

const planRoute = createRoute({
  getParentRoute,
  path: '/plan/$planId',
  validateSearch: (search: Record<string, unknown>): PlanSearch => planSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/plan-page.tsx'), 'PlanPage'),
})

const declineRoute = createRoute({
  getParentRoute,
  path: '/decline',
  validateSearch: (search: Record<string, unknown>): RecordSearch => recordSearchOf(search),
  component: lazyRouteComponent(() => import('#web/strategy/decline-page.tsx'), 'DeclinePage'),
})

const effectsRoute = createRoute({
  getParentRoute,
  path: '/effects',
  component: lazyRouteComponent(() => import('#web/strategy/effects-page.tsx'), 'EffectsPage'),
})

/** The pages of what is done with customers: the playbooks, what is at work, the care calendar. */
export const strategyPages = [playbooksRoute, playsRoute, careRoute, plansRoute, planRoute, declineRoute, effectsRoute] as const
