import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from './entry.ts'

const kpiRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/kpi',
  component: lazyRouteComponent(() => import('#web/strategy/kpi-page.tsx'), 'KpiPage'),
})

/** The key figures. */
export const kpiPages = [kpiRoute] as const
