import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from './entry.ts'

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

/** The pages inside the shell: the first page of a room and those under it, in the order of the story. */
export const shellPages = [homeRoute, accountRoute] as const
