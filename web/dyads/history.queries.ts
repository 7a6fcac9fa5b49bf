import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listHistory, previewPutBack, putBack } from '#contract/platform/history.ts'
import { listPeople } from '#contract/platform/users.ts'
import { emptyBin, listBin, previewEmptyBin, restoreRecord } from '#contract/platform/recycle-bin.ts'
import type { BinEntity } from '#core/platform/recycle-bin.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

/** Who may be named in a history; the same key as the settings have. */
export const historyPeopleQuery = queryOptions({ queryKey: ['people'], queryFn: ({ signal }) => call(listPeople, {}, { signal }) })

const first = undefined as string | undefined
const withKey = (after: string | undefined) => (after === undefined ? {} : { after })

export type HistoryOf = { readonly dyadId: string; readonly entity?: string; readonly entityId?: string }

/** Always asked anew: what was just done is to be seen in it. */
export const historyQuery = ({ dyadId, entity, entityId }: HistoryOf) =>
  infiniteQueryOptions({
    queryKey: ['history', dyadId, entity, entityId],
    queryFn: ({ pageParam, signal }) =>
      call(
        listHistory,
        { params: { dyadId }, query: { ...(entity ? { entity } : {}), ...(entityId ? { entityId } : {}), ...withKey(pageParam) } },
        { signal },
      ),
    initialPageParam: first,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: 0,
  })

export const putBackQuery = (dyadId: string, auditId: string) =>
  queryOptions({
    queryKey: ['put-back', dyadId, auditId],
    queryFn: ({ signal }) => call(previewPutBack, { params: { dyadId, auditId } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })

export async function putFieldsBack(dyadId: string, auditId: string, version: number, fields: string[]) {
  await call(putBack, { params: { dyadId, auditId }, body: { version, fields } })
  await queryClient.invalidateQueries()
}

export const binQuery = (entity: BinEntity | undefined) =>
  infiniteQueryOptions({
    queryKey: ['bin', entity],
    queryFn: ({ pageParam, signal }) => call(listBin, { query: { ...(entity ? { entity } : {}), ...withKey(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: 0,
  })

export const emptyBinQuery = queryOptions({
  queryKey: ['bin-counts'],
  queryFn: ({ signal }) => call(previewEmptyBin, {}, { signal }),
  staleTime: 0,
  gcTime: 0,
})

export async function bringBack(entity: BinEntity, id: string) {
  await call(restoreRecord, { params: { entity, id } })
  await queryClient.invalidateQueries()
}

export async function emptyAll(count: number) {
  const done = await call(emptyBin, { body: { count } })
  await queryClient.invalidateQueries()
  return done
}
