import { queryOptions } from '@tanstack/react-query'
import { readHome, search } from '#contract/home.ts'
import { call } from '#web/platform/call.ts'

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => call(readHome, {}, { signal }),
})

export const findAll = (q: string, signal: AbortSignal) => call(search, { query: { q } }, { signal })
