import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { listPeople } from '#contract/platform/users.ts'
import { listDepartments } from '#contract/platform/departments.ts'
import { endOverride, setOverride } from '#contract/segments/place.ts'
import { exportMap, listMonths, readMap, recalculate } from '#contract/segments/map.ts'
import { listPlaced, readMigration, readStages, readTimeInClass } from '#contract/segments/movement.ts'
import { previewSettings, saveSettings } from '#contract/segments/settings.ts'
import type { Filter } from '#core/platform/list-filter.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

/** A query whose conditions on tags and own fields are held as what they are, not as the text that is sent. */
type Held<Q extends { readonly filter?: string }> = Omit<Q, 'filter'> & { readonly filter?: Filter }
export type MapAsked = Held<Input<typeof readMap>['query']>
export type MigrationAsked = Held<Input<typeof readMigration>['query']>
export type PlacedAsked = Held<Omit<Input<typeof listPlaced>['query'], 'after' | 'limit'>>

const sent = <Q extends { readonly filter?: Filter }>({ filter, ...query }: Q): Omit<Q, 'filter'> & { filter?: string } =>
  filter === undefined ? query : { ...query, filter: JSON.stringify(filter) }

/** The map of a day; the one before stays in view while another comes. */
export const mapQuery = (asked: MapAsked) =>
  queryOptions({
    queryKey: ['segments', 'map', asked],
    queryFn: ({ signal }) => call(readMap, { query: sent(asked) }, { signal }),
    placeholderData: keepPreviousData,
  })

export const monthsQuery = queryOptions({
  queryKey: ['segments', 'months'],
  queryFn: ({ signal }) => call(listMonths, {}, { signal }),
})

export const migrationQuery = (asked: MigrationAsked) =>
  queryOptions({
    queryKey: ['segments', 'migration', asked],
    queryFn: ({ signal }) => call(readMigration, { query: sent(asked) }, { signal }),
    placeholderData: keepPreviousData,
  })

export const placedQuery = (asked: PlacedAsked) =>
  infiniteQueryOptions({
    queryKey: ['segments', 'placed', asked],
    queryFn: ({ signal, pageParam }) =>
      call(listPlaced, { query: { ...sent(asked), limit: 100, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
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
export const saveMapFile = (asked: MapAsked, otherwise: string) => download(exportMap, { query: sent(asked) }, otherwise)

/** Everything that a recalculation changes is asked for anew. */
export async function refreshPlaces(): Promise<void> {
  await Promise.all(['segments', 'value', 'customers', 'dyads', 'home'].map(key => queryClient.invalidateQueries({ queryKey: [key] })))
}
