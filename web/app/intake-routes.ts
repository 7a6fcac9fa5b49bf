import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const dataRoute = createRoute({
  getParentRoute,
  path: '/data',
  component: lazyRouteComponent(() => import('#web/intake/data-page.tsx'), 'DataPage'),
})

const newImportRoute = createRoute({
  getParentRoute,
  path: '/data/new',
  component: lazyRouteComponent(() => import('#web/intake/new-import-page.tsx'), 'NewImportPage'),
})

const importRoute = createRoute({
  getParentRoute,
  path: '/data/imports/$importId',
  /** After a dry run: back to the columns. */
  validateSearch: (search: Record<string, unknown>): { readonly step?: 'mapping' } =>
    search.step === 'mapping' ? { step: 'mapping' } : {},
  component: lazyRouteComponent(() => import('#web/intake/import-page.tsx'), 'ImportPage'),
})

const duplicatesRoute = createRoute({
  getParentRoute,
  path: '/data/duplicates',
  component: lazyRouteComponent(() => import('#web/dyads/duplicates-page.tsx'), 'DuplicatesPage'),
})

const exportsRoute = createRoute({
  getParentRoute,
  path: '/exports',
  component: lazyRouteComponent(() => import('#web/intake/exports-page.tsx'), 'ExportsPage'),
})

export const intakePages = [exportsRoute, dataRoute, newImportRoute, importRoute, duplicatesRoute] as const
