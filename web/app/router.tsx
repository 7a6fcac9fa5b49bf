/**
 * How to add a page
 *
 * 1. Write it in its room: `web/<room>/<noun>-page.tsx`, exporting one named component. It starts with <PageHeader> (which also names the
 *    browser tab and is read out on arrival), composes cards and pieces of web/ui, asks the server through web/platform/call.ts inside
 *    `<room>.queries.ts`, and keeps its words in `<room>.text.ts` (both languages side by side).
 * 2. Add its route in web/app/pages.ts with `lazyRouteComponent(() => import('#web/<room>/<noun>-page.tsx'), '<Component>')`, and the route
 *    to the list there: so it is a chunk of its own, loaded on the way to it. What the page shows belongs in the address: declare it with
 *    `validateSearch` and read it with `useSearch({ from: '/shell/<path>' })`; `asOf` is kept in every address by itself (web/ui/as-of.ts).
 * 3. A place of the main navigation is a line in web/app/navigation.ts (five at most on a phone); it shows for whoever holds its permission.
 * 4. Things to do from anywhere: `useCommands` or `registerFinder` of web/ui/commands.ts put them into Ctrl-K.
 *
 * Links are typed: <Link to="/customers/$dyadId" params={{ dyadId }}> of @tanstack/react-router. Data a page cannot do without may be
 * fetched by the route's `loader` through `queryClient.ensureQueryData`; a skeleton of the true layout stands in meanwhile.
 */
import { createRouter } from '@tanstack/react-router'
import { onSignedOut, queryClient } from '#web/platform/query-client.ts'
import { Broken, NotFound } from './broken.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { rootRoute, shellRoute, entryRoutes } from './entry.ts'
import { developmentPages, shellPages } from './pages.ts'

export const router = createRouter({
  routeTree: rootRoute.addChildren([...entryRoutes, ...developmentPages, shellRoute.addChildren(shellPages)]),
  defaultPreload: 'intent',
  defaultPendingMs: 120,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

onSignedOut(() => {
  if (/^\/(login|first-run)/.test(location.pathname)) return
  queryClient.setQueryData(['session'], { firstRun: false, session: null })
  void router.navigate({ to: '/login', search: { next: location.pathname + location.search } })
})
