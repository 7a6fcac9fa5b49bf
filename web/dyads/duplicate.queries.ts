import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { decideDuplicate, listDuplicates, sweepDuplicates } from '#contract/dyads/duplicate.ts'
import { listMerges, mergeParties, previewMerge, undoMerge } from '#contract/dyads/merge.ts'
import type { Input } from '#contract/endpoint.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export type DuplicateQuery = Omit<Input<typeof listDuplicates>['query'], 'after' | 'limit'>

export const duplicatesQuery = (query: DuplicateQuery) =>
  infiniteQueryOptions({
    queryKey: ['duplicates', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      call(listDuplicates, { query: { ...query, limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })

export const mergesQuery = infiniteQueryOptions({
  queryKey: ['duplicates', 'merges'],
  queryFn: ({ signal, pageParam }) => call(listMerges, { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
  initialPageParam: '',
  getNextPageParam: page => page.next ?? undefined,
})

/** Always asked anew: what is merged must be what is shown. */
export const previewQuery = (survivorId: string, mergedId: string) =>
  queryOptions({
    queryKey: ['duplicates', 'preview', survivorId, mergedId],
    queryFn: ({ signal }) => call(previewMerge, { query: { survivorId, mergedId } }, { signal }),
    gcTime: 0,
    staleTime: 0,
  })

/** A merge changes nearly every list and figure; the comparison of the two that were merged is over and not asked for again. */
const changed = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey: [room, part] }) => room !== 'duplicates' || part !== 'preview' })

export async function mergeTwo(body: Input<typeof mergeParties>['body']) {
  const done = await call(mergeParties, { body })
  await changed()
  return done
}

export async function takeApart(mergeId: string) {
  const done = await call(undoMerge, { params: { mergeId } })
  await changed()
  return done
}

export async function decidePair(partyId: string, otherId: string, body: Input<typeof decideDuplicate>['body']) {
  await call(decideDuplicate, { params: { partyId, otherId }, body })
  await queryClient.invalidateQueries({ queryKey: ['duplicates'] })
}

export const sweepAll = () => call(sweepDuplicates, {})
