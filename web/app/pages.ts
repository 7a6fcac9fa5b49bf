import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { activityPages } from './activities-routes.ts'
import { alliancePages } from './alliance-routes.ts'
import { customerPages } from './customer-routes.ts'
import { rootRoute, shellRoute } from './entry.ts'
import { intakePages } from './intake-routes.ts'
import { kpiPages } from './kpi-routes.ts'
import { recordPages } from './record-routes.ts'
import { poolPages } from './pool-routes.ts'
import { relationshipPages } from './relationship-routes.ts'
import { settingsPages } from './settings-home-routes.ts'
import { strategyPages } from './strategy-routes.ts'
import { surveyPages } from './survey-routes.ts'
import { valuePages } from './value-routes.ts'

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('#web/home/home-page.tsx'), 'HomePage'),
})

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

const mapRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/map',
  component: lazyRouteComponent(() => import('#web/segments/map-page.tsx'), 'MapPage'),
})

const valueSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/value',
  component: lazyRouteComponent(() => import('#web/segments/value-settings-page.tsx'), 'ValueSettingsPage'),
})

/** All pieces of web/ui side by side: in development alone; the build leaves it out. */
export const developmentPages = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => rootRoute,
        path: '/gallery',
        component: lazyRouteComponent(() => import('./gallery.tsx'), 'Gallery'),
      }),
    ]
  : []

/** The pages inside the shell: the first page of a room and those under it, in the order of the story. */
export const shellPages = [
  homeRoute,
  mapRoute,
  ...valuePages,
  ...customerPages,
  ...poolPages,
  ...relationshipPages,
  ...strategyPages,
  ...recordPages,
  ...surveyPages,
  ...alliancePages,
  ...kpiPages,
  ...activityPages,
  ...intakePages,
  accountRoute,
  valueSettingsRoute,
  ...settingsPages,
] as const
