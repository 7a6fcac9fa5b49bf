import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type CustomerSearch, customerSearchOf } from '#web/dyads/customer-search.ts'
import { type RecordSearch, recordSearchOf } from '#web/dyads/record-search.ts'
import { type CustomerPageSearch, customerPageSearchOf } from '#web/home/customer-tabs.ts'
import { type HeadRoomSearch, headRoomSearchOf } from '#web/value/wallet-search.ts'
import { shellRoute } from './entry.ts'

const getParentRoute = () => shellRoute

const customersRoute = createRoute({
  getParentRoute,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>): CustomerSearch => customerSearchOf(search),
  component: lazyRouteComponent(() => import('#web/home/customers-page.tsx'), 'CustomersPage'),
})

const customerRoute = createRoute({
  getParentRoute,
  path: '/customers/$dyadId',
  validateSearch: (search: Record<string, unknown>): CustomerPageSearch => customerPageSearchOf(search),
  component: lazyRouteComponent(() => import('#web/home/customer-page.tsx'), 'CustomerPage'),
})

const headRoomRoute = createRoute({
  getParentRoute,
  path: '/head-room',
  validateSearch: (search: Record<string, unknown>): HeadRoomSearch => headRoomSearchOf(search),
  component: lazyRouteComponent(() => import('#web/value/wallet-page.tsx'), 'HeadRoomPage'),
})

const partiesRoute = createRoute({
  getParentRoute,
  path: '/parties',
  validateSearch: (search: Record<string, unknown>): { readonly role?: string } =>
    typeof search.role === 'string' ? { role: search.role } : {},
  component: lazyRouteComponent(() => import('#web/dyads/parties-page.tsx'), 'PartiesPage'),
})

const contactsRoute = createRoute({
  getParentRoute,
  path: '/contacts',
  validateSearch: (search: Record<string, unknown>): RecordSearch => recordSearchOf(search),
  component: lazyRouteComponent(() => import('#web/dyads/contacts-page.tsx'), 'ContactsPage'),
})

const supplierRoute = createRoute({
  getParentRoute,
  path: '/suppliers/$supplyDyadId',
  component: lazyRouteComponent(() => import('#web/home/supplier-page.tsx'), 'SupplierPage'),
})

export const customerPages = [customersRoute, customerRoute, headRoomRoute, partiesRoute, contactsRoute, supplierRoute] as const
