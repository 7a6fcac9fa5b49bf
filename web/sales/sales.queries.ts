import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { readBoard, readStages, readYield, saveStages } from '#contract/sales/opportunity.ts'
import type { ListAsked } from '#web/dyads/record-kind.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const stagesQuery = queryOptions({
  queryKey: ['sales', 'stages'],
  queryFn: ({ signal }) => call(readStages, {}, { signal }),
  staleTime: 60_000,
})

/** Open opportunities by stage; the board before stays in view while another comes. */
export const boardQuery = (asked: ListAsked) =>
  queryOptions({
    queryKey: ['records', 'opportunities', 'board', asked],
    queryFn: ({ signal }) => call(readBoard, { query: asked }, { signal }),
    placeholderData: keepPreviousData,
  })

export const yieldQuery = (asked: Input<typeof readYield>['query']) =>
  queryOptions({
    queryKey: ['records', 'opportunities', 'yield', asked],
    queryFn: ({ signal }) => call(readYield, { query: asked }, { signal }),
    placeholderData: keepPreviousData,
  })

export async function keepStages(body: Input<typeof saveStages>['body']) {
  const saved = await call(saveStages, { body })
  queryClient.setQueryData(stagesQuery.queryKey, saved)
  await queryClient.invalidateQueries({ queryKey: ['records'] })
  return saved
}
