import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { withdrawEvidence } from '#contract/dyads/evidence.ts'
import type { Input } from '#contract/endpoint.ts'
import {
  enterWallet,
  exportHeadRoom,
  type HeadRoomQuery,
  listHeadRoom,
  openWallet,
  readWallet,
  readWalletRun,
} from '#contract/value/wallet.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

/** While a reckoning is under way its end is looked for every few seconds. */
const whileReckoning = (data: { readonly jobId: string | null } | undefined) => (data?.jobId ? 3000 : false)

export const walletRunQuery = queryOptions({
  queryKey: ['value', 'wallet', 'run'],
  queryFn: ({ signal }) => call(readWalletRun, {}, { signal }),
  refetchInterval: query => whileReckoning(query.state.data),
})

export const walletQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['value', 'wallet', 'one', dyadId],
    queryFn: ({ signal }) => call(readWallet, { params: { dyadId } }, { signal }),
    refetchInterval: query => whileReckoning(query.state.data),
  })

export const openedQuery = (dyadId: string, categoryId: string) =>
  queryOptions({
    queryKey: ['value', 'wallet', 'opened', dyadId, categoryId],
    queryFn: ({ signal }) => call(openWallet, { params: { dyadId, categoryId } }, { signal }),
  })

/** Pages of what customers could still buy, as reckoned at an instant; what is there stays in view while others come. */
export const headRoomQuery = (query: HeadRoomQuery, reckonedAt: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['value', 'wallet', 'head-room', query, reckonedAt ?? 'never'],
    queryFn: ({ signal, pageParam }) =>
      call(listHeadRoom, { query: { ...query, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

const changed = () => Promise.all(['customers', 'segments', 'value'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

export async function keepWallet(dyadId: string, body: Input<typeof enterWallet>['body']) {
  await call(enterWallet, { params: { dyadId }, body })
  await changed()
}

export async function takeBackWallet(dyadId: string, evidenceId: string) {
  await call(withdrawEvidence, { params: { dyadId, evidenceId } })
  await changed()
}

export const saveHeadRoomFile = (query: HeadRoomQuery) => download(exportHeadRoom, { query }, 'head-room.csv')
