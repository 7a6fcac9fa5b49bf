import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type ChurnSearch, churnSearchOf, type WarningsSearch, warningsSearchOf } from '#web/segments/warnings-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const warningsRoute = createRoute({
  getParentRoute,
  path: '/warnings',
  validateSearch: (search: Record<string, unknown>): WarningsSearch => warningsSearchOf(search),
  component: lazyRouteComponent(() => import('#web/segments/warnings-page.tsx'), 'WarningsPage'),
})

const churnRoute = createRoute({
  getParentRoute,
  path: '/churn',
  validateSearch: (search: Record<string, unknown>): ChurnSearch => churnSearchOf(search),
  component: lazyRouteComponent(() => import('#web/segments/churn-page.tsx'), 'ChurnPage'),
})

const forecastRoute = createRoute({
  getParentRoute,
  path: '/forecast',
  component: lazyRouteComponent(() => import('#web/segments/forecast-page.tsx'), 'ForecastPage'),
})

/** The pages under the value map: who may be leaving, who has left, how good the forecast is. */
export const valuePages = [warningsRoute, churnRoute, forecastRoute] as const
