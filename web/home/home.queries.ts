import { queryOptions } from '@tanstack/react-query'
import { readHome, search } from '#contract/home.ts'
import { call } from '#web/platform/call.ts'

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => call(readHome, {}, { signal }),
  /** While something is being worked out, the page follows by itself. */
  refetchInterval: query => (query.state.data?.jobs.some(job => job.state !== 'failed') ? 4000 : false),
})

export const findAll = (q: string, signal: AbortSignal) => call(search, { query: { q } }, { signal })
