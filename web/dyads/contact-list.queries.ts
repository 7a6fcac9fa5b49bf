import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listContacts, readListedContact } from '#contract/dyads/contact-list.ts'
import { call } from '#web/platform/call.ts'
import type { ListAsked } from './record-kind.ts'

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
