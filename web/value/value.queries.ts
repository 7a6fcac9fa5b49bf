import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { readPlace } from '#contract/segments/place.ts'
import { listFacts } from '#contract/trade.ts'
import { checkDraft, listSettingsVersions, readSettings, readSettingsVersion, weighByPairs } from '#contract/value/settings.ts'
import { readValue } from '#contract/value/valuation.ts'
import type { ValuePart as Part } from '#core/value/valuation.ts'
import { call } from '#web/platform/call.ts'

type At = { readonly asOf?: string | undefined }
const day = (asOf: string | undefined) => (asOf === undefined ? {} : { asOf })

/** Where a customer stands, with its path and overrides. */
export const placeQuery = (dyadId: string, { asOf }: At) =>
  queryOptions({
    queryKey: ['value', 'place', dyadId, asOf ?? 'latest'],
    queryFn: ({ signal }) => call(readPlace, { params: { dyadId }, query: day(asOf) }, { signal }),
  })

/** What a customer brought in the 12 months to a day. */
export const valueQuery = (dyadId: string, to: string | undefined) =>
  queryOptions({
    queryKey: ['value', 'worth', dyadId, to ?? 'latest'],
    queryFn: ({ signal }) => call(readValue, { params: { dyadId }, query: to === undefined ? {} : { to } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The rows behind one part of a value over (from, to]. */
export const factsQuery = (dyadId: string, part: Part, from: string, to: string) =>
  infiniteQueryOptions({
    queryKey: ['value', 'facts', dyadId, part, from, to],
    queryFn: ({ signal, pageParam }) =>
      call(
        listFacts,
        { params: { dyadId }, query: { part, from, to, limit: 100, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })

export const settingsQuery = queryOptions({
  queryKey: ['value', 'settings'],
  queryFn: ({ signal }) => call(readSettings, {}, { signal }),
})

export const versionsQuery = queryOptions({
  queryKey: ['value', 'settings', 'versions'],
  queryFn: ({ signal }) => call(listSettingsVersions, {}, { signal }),
})

export const versionQuery = (version: number) =>
  queryOptions({
    queryKey: ['value', 'settings', 'version', version],
    queryFn: ({ signal }) => call(readSettingsVersion, { params: { version } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const problemsQuery = (draft: object) =>
  queryOptions({
    queryKey: ['value', 'settings', 'check', draft],
    queryFn: ({ signal }) => call(checkDraft, { body: { draft } }, { signal }),
    placeholderData: keepPreviousData,
  })

/** Weights by pairwise judgements, with their consistency ratio. */
export const weightsQuery = (matrix: readonly (readonly number[])[]) =>
  queryOptions({
    queryKey: ['value', 'settings', 'ahp', matrix],
    queryFn: ({ signal }) => call(weighByPairs, { body: { matrix: matrix.map(row => [...row]) } }, { signal }),
    placeholderData: keepPreviousData,
  })
