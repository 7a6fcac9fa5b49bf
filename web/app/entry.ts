import { createRootRoute, createRoute, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router'
import { queryClient } from '#web/platform/query-client.ts'
import { sessionQuery } from '#web/platform/session.ts'
import { checkedMonthEnd } from '#web/ui/as-of.ts'
import { RootFrame } from './root-frame.tsx'
import { Shell } from './shell.tsx'

type Everywhere = { readonly asOf?: string }

export const rootRoute = createRootRoute({
  component: RootFrame,
  validateSearch: (search: Record<string, unknown>): Everywhere => {
    const asOf = checkedMonthEnd(search.asOf)
    return asOf === undefined ? {} : { asOf }
  },
  search: { middlewares: [retainSearchParams<Everywhere>(['asOf'])] },
})

/** An address of our own to return to after signing in; anything else could lead astray. */
export function checkedNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}

const nextOf = (search: Record<string, unknown>): { readonly next?: string } => {
  const next = checkedNext(search.next)
  return next === undefined ? {} : { next }
}

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('./login-page.tsx'), 'LoginPage'),
  beforeLoad: async () => {
    const { firstRun } = await queryClient.ensureQueryData(sessionQuery)
    if (firstRun) throw redirect({ to: '/first-run' })
  },
})

const firstRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-run',
  component: lazyRouteComponent(() => import('./first-run-page.tsx'), 'FirstRunPage'),
  beforeLoad: async () => {
    const { firstRun } = await queryClient.ensureQueryData(sessionQuery)
    if (!firstRun) throw redirect({ to: '/' })
  },
})

const companyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/choose-company',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('./choose-company-page.tsx'), 'ChooseCompanyPage'),
})

/** Pages before one stands in a firm. */
export const entryRoutes = [loginRoute, firstRunRoute, companyRoute] as const

/** Everything inside the shell needs someone signed in, at work in a firm. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const { firstRun, session } = await queryClient.ensureQueryData(sessionQuery)
    if (firstRun) throw redirect({ to: '/first-run' })
    const search = location.href === '/' ? {} : { next: location.href }
    if (!session) throw redirect({ to: '/login', search })
    if (!session.place) throw redirect({ to: '/choose-company', search })
  },
})
