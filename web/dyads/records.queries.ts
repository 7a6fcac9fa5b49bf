import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { queryClient } from '#web/platform/query-client.ts'
import type { ListAsked, RecordKind, RecordRow } from './record-kind.ts'

/** Pages of a list of records; what is there stays in view while another order comes. */
export const recordsQuery = <R extends RecordRow>(kind: RecordKind<R>, asked: ListAsked) =>
  infiniteQueryOptions({
    queryKey: ['records', kind.name, 'list', asked],
    queryFn: ({ signal, pageParam }) => kind.list({ ...asked, limit: 100, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const recordQuery = <R extends RecordRow>(kind: RecordKind<R>, dyadId: string, id: string) =>
  queryOptions({ queryKey: ['records', kind.name, 'one', dyadId, id], queryFn: ({ signal }) => kind.read(dyadId, id, signal) })

/** After a record was written: its lists, and what rests on it. */
export const recordsChanged = () =>
  Promise.all(
    ['records', 'customers', 'segments', 'value', 'home', 'activities'].map(key => queryClient.invalidateQueries({ queryKey: [key] })),
  )
