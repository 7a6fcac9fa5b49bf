import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { updateContact } from '#contract/dyads/contact.ts'
import { type ListedContact, listContacts, readListedContact } from '#contract/dyads/contact-list.ts'
import { updateSupplierContact } from '#contract/dyads/supplier.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'
import type { ListAsked } from './record-kind.ts'
import type { ContactField } from './contact-fields.ts'

/** Pages of the list of people; what is there stays in view while another order comes. */
export const contactsQuery = (asked: ListAsked) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'people', asked],
    queryFn: ({ signal, pageParam }) =>
      call(listContacts, { query: { ...asked, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const listedContactQuery = (dyadId: string, contactId: string) =>
  queryOptions({
    queryKey: ['customers', 'person', dyadId, contactId],
    queryFn: ({ signal }) => call(readListedContact, { params: { dyadId, contactId } }, { signal }),
  })

type ContactChange = { readonly [K in ContactField]?: string | null }

/** Changes a person where the list shows them, at a customer or at a supplier; answers the version to change next. */
export async function changeListedContact(
  { dyadId, contactId, isSupplier }: ListedContact,
  version: number,
  change: ContactChange,
): Promise<number> {
  const body = { ...change, version }
  const person = isSupplier
    ? await call(updateSupplierContact, { params: { supplyDyadId: dyadId, contactId }, body })
    : await call(updateContact, { params: { dyadId, contactId }, body })
  await Promise.all(['customers', 'suppliers'].map(room => queryClient.invalidateQueries({ queryKey: [room] })))
  return person.version
}
