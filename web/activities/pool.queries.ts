import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  keepCollaborator,
  listOwners,
  listTransfers,
  lockCustomer,
  previewTransfer,
  readOwnership,
  removeCollaborator,
  startTransfer,
  undoTransfer,
  unlockCustomer,
} from '#contract/activities/ownership.ts'
import {
  assignCustomers,
  claimCustomers,
  createPool,
  listPooled,
  listPools,
  listResting,
  releaseCustomers,
  removePool,
  updatePool,
} from '#contract/activities/pool.ts'
import type { Input } from '#contract/endpoint.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const poolsQuery = queryOptions({ queryKey: ['pools', 'all'], queryFn: ({ signal }) => call(listPools, {}, { signal }) })

export type PooledQuery = Omit<Input<typeof listPooled>['query'], 'after' | 'limit'>

export const pooledQuery = (poolId: string, query: PooledQuery) =>
  infiniteQueryOptions({
    queryKey: ['pools', 'waiting', poolId, query],
    queryFn: ({ signal, pageParam }) =>
      call(listPooled, { params: { poolId }, query: { ...query, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const restingQuery = queryOptions({ queryKey: ['pools', 'resting'], queryFn: ({ signal }) => call(listResting, {}, { signal }) })

export const ownershipQuery = (dyadId: string) =>
  queryOptions({ queryKey: ['ownership', dyadId], queryFn: ({ signal }) => call(readOwnership, { params: { dyadId } }, { signal }) })

export const ownersQuery = queryOptions({ queryKey: ['ownership', 'owners'], queryFn: ({ signal }) => call(listOwners, {}, { signal }) })

export const transfersQuery = infiniteQueryOptions({
  queryKey: ['ownership', 'transfers'],
  queryFn: ({ signal, pageParam }) => call(listTransfers, { query: pageParam ? { after: pageParam } : {} }, { signal }),
  initialPageParam: '',
  getNextPageParam: page => page.next ?? undefined,
  /** While one is under way, the list follows by itself. */
  refetchInterval: query =>
    query.state.data?.pages[0]?.rows.some(row => row.state === 'waiting' || row.state === 'undoing') ? 1500 : false,
})

export type TransferBody = Input<typeof previewTransfer>['body']

export const previewQuery = (body: TransferBody, ready: boolean) =>
  queryOptions({
    queryKey: ['ownership', 'preview', body],
    queryFn: ({ signal }) => call(previewTransfer, { body }, { signal }),
    enabled: ready,
  })

/** What changed hands changes lists, records and the home page. */
async function told<T>(done: Promise<T>): Promise<T> {
  const answer = await done
  await Promise.all(['pools', 'ownership', 'customers', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))
  return answer
}

type PoolBody = Input<typeof createPool>['body']

export const keepPool = (pool: { readonly poolId: string; readonly version: number } | undefined, body: PoolBody) =>
  told(pool ? call(updatePool, { params: { poolId: pool.poolId }, body: { ...body, version: pool.version } }) : call(createPool, { body }))
export const dropPool = (poolId: string, moveTo: string | undefined) =>
  told(call(removePool, { params: { poolId }, body: moveTo === undefined ? {} : { moveTo } }))
export const claim = (poolId: string, dyadIds: readonly string[]) =>
  told(call(claimCustomers, { params: { poolId }, body: { dyadIds: [...dyadIds] } }))
export const release = (dyadId: string, reason: string, poolId: string | undefined) =>
  told(call(releaseCustomers, { body: { dyadIds: [dyadId], reason, ...(poolId ? { poolId } : {}) } }))
export const assign = (dyadIds: readonly string[], ownerId: string, reason: string) =>
  told(call(assignCustomers, { body: { dyadIds: [...dyadIds], ownerId, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) } }))
export const lock = (dyadId: string, isLocked: boolean, reason: string) =>
  told(call(isLocked ? lockCustomer : unlockCustomer, { params: { dyadId }, body: { reason } }))
export const shareWith = (dyadId: string, userId: string, mayWrite: boolean) =>
  told(call(keepCollaborator, { params: { dyadId, userId }, body: { mayWrite } }))
export const unshare = (dyadId: string, userId: string) => told(call(removeCollaborator, { params: { dyadId, userId } }))
export const handOver = (body: TransferBody & { reason: string }) => told(call(startTransfer, { body }))
export const takeBack = (transferId: string) => told(call(undoTransfer, { params: { transferId } }))
