import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { listPeople } from '#contract/platform/users.ts'
import { listDepartments } from '#contract/platform/departments.ts'
import { endOverride, setOverride } from '#contract/segments/place.ts'
import { exportMap, listMonths, readMap, recalculate } from '#contract/segments/map.ts'
import { listPlaced, readMigration, readStages, readTimeInClass } from '#contract/segments/movement.ts'
import { previewSettings, saveSettings } from '#contract/segments/settings.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export type MapAsked = Input<typeof readMap>['query']
export type MigrationAsked = Input<typeof readMigration>['query']
export type PlacedAsked = Omit<Input<typeof listPlaced>['query'], 'after' | 'limit'>

/** The map of a day; the one before stays in view while another comes. */
export const mapQuery = (asked: MapAsked) =>
  queryOptions({
    queryKey: ['segments', 'map', asked],
    queryFn: ({ signal }) => call(readMap, { query: asked }, { signal }),
    placeholderData: keepPreviousData,
  })

export const monthsQuery = queryOptions({
  queryKey: ['segments', 'months'],
  queryFn: ({ signal }) => call(listMonths, {}, { signal }),
})

export const migrationQuery = (asked: MigrationAsked) =>
  queryOptions({
    queryKey: ['segments', 'migration', asked],
    queryFn: ({ signal }) => call(readMigration, { query: asked }, { signal }),
    placeholderData: keepPreviousData,
  })

export const placedQuery = (asked: PlacedAsked) =>
  infiniteQueryOptions({
    queryKey: ['segments', 'placed', asked],
    queryFn: ({ signal, pageParam }) =>
      call(listPlaced, { query: { ...asked, limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })

export const timeInClassQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ['segments', 'time', asOf ?? 'latest'],
    queryFn: ({ signal }) => call(readTimeInClass, { query: asOf === undefined ? {} : { asOf } }, { signal }),
  })

export const stagesQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ['segments', 'stages', asOf ?? 'latest'],
    queryFn: ({ signal }) => call(readStages, { query: asOf === undefined ? {} : { asOf } }, { signal }),
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

export const setType = (dyadId: string, body: Input<typeof setOverride>['body']) => call(setOverride, { params: { dyadId }, body })
export const endType = (dyadId: string) => call(endOverride, { params: { dyadId } })
export const preview = (draft: object, signal: AbortSignal) => call(previewSettings, { body: { draft } }, { signal })
export const save = (body: Input<typeof saveSettings>['body']) => call(saveSettings, { body })
export const computeAnew = () => call(recalculate, {})
export const saveMapFile = (asked: MapAsked, otherwise: string) => download(exportMap, { query: asked }, otherwise)

/** Everything that a recalculation changes is asked for anew. */
export async function refreshPlaces(): Promise<void> {
  await Promise.all(['segments', 'value', 'customers', 'dyads', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))
}
