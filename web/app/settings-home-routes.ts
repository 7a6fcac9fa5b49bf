import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { roles } from '#core/platform/access.ts'
import { shellRoute } from './entry.ts'

type Search = Record<string, unknown>

const one = <const T extends string>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find(item => item === value)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const day = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined)

/** Leaves out what is not there: an address names only what was chosen. */
function chosen<T extends Readonly<Record<string, string | undefined>>>(search: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> }
}

const getParentRoute = () => shellRoute

const homeRoute = createRoute({
  getParentRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-home-page.tsx'), 'SettingsHomePage'),
})

const companyRoute = createRoute({
  getParentRoute,
  path: '/settings/company',
  component: lazyRouteComponent(() => import('./company-page.tsx'), 'CompanyPage'),
})

const usersRoute = createRoute({
  getParentRoute,
  path: '/settings/users',
  validateSearch: (search: Search) =>
    chosen({
      search: text(search.search),
      role: one(search.role, roles),
      department: text(search.department),
      state: one(search.state, ['active', 'barred']),
      /** The person whose drawer is open; `new` for one to be added. */
      user: text(search.user),
    }),
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
})

const departmentsRoute = createRoute({
  getParentRoute,
  path: '/settings/departments',
  component: lazyRouteComponent(() => import('./departments-page.tsx'), 'DepartmentsPage'),
})

const fieldsRoute = createRoute({
  getParentRoute,
  path: '/settings/fields',
  component: lazyRouteComponent(() => import('./custom-fields-page.tsx'), 'CustomFieldsPage'),
})

const auditRoute = createRoute({
  getParentRoute,
  path: '/settings/audit',
  validateSearch: (search: Search) =>
    chosen({
      user: text(search.user),
      action: text(search.action),
      entity: text(search.entity),
      entityId: text(search.entityId),
      from: day(search.from),
      to: day(search.to),
      entry: text(search.entry),
    }),
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
})

const binRoute = createRoute({
  getParentRoute,
  path: '/settings/recycle-bin',
  component: lazyRouteComponent(() => import('./recycle-bin-page.tsx'), 'RecycleBinPage'),
})

const privacyRoute = createRoute({
  getParentRoute,
  path: '/settings/privacy',
  component: lazyRouteComponent(() => import('./privacy-page.tsx'), 'PrivacyPage'),
})

const jobsRoute = createRoute({
  getParentRoute,
  path: '/settings/jobs',
  validateSearch: (search: Search) =>
    chosen({ state: one(search.state, ['queued', 'running', 'done', 'failed', 'cancelled']), job: text(search.job) }),
  component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
})

const aboutRoute = createRoute({
  getParentRoute,
  path: '/settings/about',
  component: lazyRouteComponent(() => import('./company-about-page.tsx'), 'AboutPage'),
})

export const settingsPages = [
  homeRoute,
  companyRoute,
  usersRoute,
  departmentsRoute,
  fieldsRoute,
  auditRoute,
  binRoute,
  privacyRoute,
  jobsRoute,
  aboutRoute,
] as const
