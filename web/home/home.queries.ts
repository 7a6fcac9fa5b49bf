import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listWork, readHome, search } from '#contract/home.ts'
import { listWarnings } from '#contract/segments/warnings.ts'
import { call } from '#web/platform/call.ts'

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => call(readHome, {}, { signal }),
  /** While something is being worked out, the page follows by itself. */
  refetchInterval: query => (query.state.data?.jobs.some(job => job.state !== 'failed') ? 4000 : false),
})

/** Whom to call first: the early warnings with most money at stake, and how many there are. */
export const topWarningsQuery = queryOptions({
  queryKey: ['segments', 'warnings', 'top'],
  queryFn: ({ signal }) => call(listWarnings, { query: { limit: 8 } }, { signal }),
})

/** Today's work, the most money at stake first. */
export const workQuery = (whose: 'mine' | 'seen' | undefined, limit: number) =>
  queryOptions({
    queryKey: ['home', 'work', whose ?? 'usual', limit],
    queryFn: ({ signal }) => call(listWork, { query: { limit, ...(whose ? { whose } : {}) } }, { signal }),
    placeholderData: keepPreviousData,
  })

export const findAll = (q: string, signal: AbortSignal) => call(search, { query: { q } }, { signal })
