import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { addContact, removeContact, updateContact } from '#contract/dyads/contact.ts'
import type { CustomerGrouping } from '#contract/dyads/customer-filter-columns.ts'
import { exportCustomers, listCustomers, readCustomerChoices, sumCustomers } from '#contract/dyads/customer-list.ts'
import { createCustomer, readCustomer, removeCustomer, updateCustomer } from '#contract/dyads/customer.ts'
import { addEvidence, listEvidence, withdrawEvidence } from '#contract/dyads/evidence.ts'
import { listParties } from '#contract/dyads/party.ts'
import { createView, listViews, removeView, updateView } from '#contract/dyads/view.ts'
import type { Input } from '#contract/endpoint.ts'
import type { OwnColumn } from '#contract/platform/own-columns.ts'
import { listDepartments } from '#contract/platform/departments.ts'
import { readPreferences, setPreference } from '#contract/platform/session.ts'
import { listPeople } from '#contract/platform/users.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

type CustomersAsked = Omit<Input<typeof listCustomers>['query'], 'after' | 'limit'>

/** Pages of the list; what is there stays in view while another order comes, unless it lacks a column. */
export const customersQuery = (query: CustomersAsked) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      call(listCustomers, { query: { ...query, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: (previous, before) => {
      const [, , had] = (before?.queryKey ?? []) as unknown as readonly [string?, string?, CustomersAsked?]
      return query.column?.every(column => had?.column?.includes(column)) === false ? undefined : previous
    },
  })

/** Customers to choose one of: by name, or those that were typed. */
export const customerChoiceQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'choice', q],
    queryFn: ({ signal }) =>
      call(listCustomers, { query: { sort: 'name', column: ['code'], limit: 20, ...(q === '' ? {} : { q }) } }, { signal }),
    placeholderData: keepPreviousData,
  })

export function customerSumsQuery(given: Omit<Input<typeof sumCustomers>['query'], 'by'>, by: CustomerGrouping | OwnColumn) {
  const { sort: _, direction: __, ...query } = given
  return queryOptions({
    queryKey: ['customers', 'sums', by, query],
    queryFn: ({ signal }) => call(sumCustomers, { query: { ...query, by } }, { signal }),
    placeholderData: keepPreviousData,
  })
}

export const customerQuery = (dyadId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['customers', 'one', dyadId, asOf ?? 'latest'],
    queryFn: ({ signal }) => call(readCustomer, { params: { dyadId }, query: asOf === undefined ? {} : { asOf } }, { signal }),
  })

export const choicesQuery = queryOptions({
  queryKey: ['customers', 'choices'],
  queryFn: ({ signal }) => call(readCustomerChoices, {}, { signal }),
  staleTime: 300_000,
})

export const evidenceQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['customers', 'evidence', dyadId],
    queryFn: ({ signal }) => call(listEvidence, { params: { dyadId } }, { signal }),
  })

export const viewsQuery = queryOptions({
  queryKey: ['views', 'customers'],
  queryFn: ({ signal }) => call(listViews, { query: { list: 'customers' } }, { signal }),
})

export const partiesQuery = (query: Omit<Input<typeof listParties>['query'], 'after'>) =>
  infiniteQueryOptions({
    queryKey: ['parties', query],
    queryFn: ({ signal, pageParam }) =>
      call(listParties, { query: { ...query, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => call(listPeople, {}, { signal }),
  staleTime: 300_000,
})

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => call(listDepartments, {}, { signal }),
  staleTime: 300_000,
})

/** What the person chose for places of this company. */
export const choicesOfMineQuery = queryOptions({
  queryKey: ['me', 'preferences'],
  queryFn: ({ signal }) => call(readPreferences, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Remembers a choice of the person, at once here and a moment later at the server; a failure to keep it is no one's trouble. */
export function rememberChoice(name: string, value: unknown): void {
  queryClient.setQueryData(choicesOfMineQuery.queryKey, old => ({ values: { ...old?.values, [name]: value } }))
  call(setPreference, { params: { name }, body: { value } }).catch(() => undefined)
}

type Written = Input<typeof updateCustomer>['body']
const changed = (keys: readonly string[]) => Promise.all(keys.map(key => queryClient.invalidateQueries({ queryKey: [key] })))

export async function addCustomer(body: Input<typeof createCustomer>['body']) {
  const customer = await call(createCustomer, { body })
  await changed(['customers', 'home'])
  return customer
}

export async function changeCustomer(dyadId: string, body: Written) {
  const customer = await call(updateCustomer, { params: { dyadId }, body })
  await changed(['customers', 'home', 'segments', 'value'])
  return customer
}

export async function dropCustomer(dyadId: string, version: number) {
  await call(removeCustomer, { params: { dyadId }, body: { version } })
  await changed(['customers', 'home'])
}

export async function saveContact(
  dyadId: string,
  contact: { readonly contactId: string; readonly version: number } | undefined,
  body: Input<typeof addContact>['body'],
) {
  if (contact === undefined) await call(addContact, { params: { dyadId }, body })
  else await call(updateContact, { params: { dyadId, contactId: contact.contactId }, body: { ...body, version: contact.version } })
  await changed(['customers'])
}

export async function dropContact(dyadId: string, contactId: string) {
  await call(removeContact, { params: { dyadId, contactId } })
  await changed(['customers'])
}

export async function keepEvidence(dyadId: string, body: Input<typeof addEvidence>['body']) {
  await call(addEvidence, { params: { dyadId }, body })
  await changed(['customers', 'segments', 'value'])
}

export async function takeBackEvidence(dyadId: string, evidenceId: string) {
  await call(withdrawEvidence, { params: { dyadId, evidenceId } })
  await changed(['customers', 'segments', 'value'])
}

export async function keepView(
  viewId: string | undefined,
  view: { readonly name: string; readonly isShared: boolean; readonly departmentIds: string[]; readonly state: Record<string, unknown> },
) {
  const kept =
    viewId === undefined
      ? await call(createView, { body: { list: 'customers', ...view } })
      : await call(updateView, { params: { viewId }, body: view })
  await changed(['views'])
  return kept
}

export async function dropView(viewId: string) {
  await call(removeView, { params: { viewId } })
  await changed(['views'])
}

export const saveCustomersFile = (query: Input<typeof exportCustomers>['query'], otherwise: string) =>
  download(exportCustomers, { query }, otherwise)
