import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type PoolSearch, poolSearchOf } from '#web/activities/pool-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const poolsRoute = createRoute({
  getParentRoute,
  path: '/pools',
  validateSearch: (search: Record<string, unknown>): PoolSearch => poolSearchOf(search),
  component: lazyRouteComponent(() => import('#web/activities/pools-page.tsx'), 'PoolsPage'),
})

const handoverRoute = createRoute({
  getParentRoute,
  path: '/handover',
  /** Whose customers: chosen beforehand where the way here was from that person. */
  validateSearch: (search: Record<string, unknown>): { readonly from?: string } =>
    typeof search.from === 'string' ? { from: search.from } : {},
  component: lazyRouteComponent(() => import('#web/activities/handover-page.tsx'), 'HandoverPage'),
})

const fieldRulesRoute = createRoute({
  getParentRoute,
  path: '/settings/field-rules',
  component: lazyRouteComponent(() => import('./field-rules-page.tsx'), 'FieldRulesPage'),
})

export const poolPages = [poolsRoute, handoverRoute, fieldRulesRoute] as const
