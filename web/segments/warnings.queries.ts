import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { listChurned, readChurn } from '#contract/segments/churn.ts'
import { listWarnings, readWarningQuality } from '#contract/segments/warnings.ts'
import { call } from '#web/platform/call.ts'
import { whileReckoning } from '#web/value/future.queries.ts'
import type { ChurnSearch, WarningsSearch } from './warnings-search.ts'

const paged = { initialPageParam: '', getNextPageParam: (page: { readonly next: string | null }) => page.next ?? undefined } as const
const place = (after: string) => ({ limit: 100, ...(after === '' ? {} : { after }) })

/** Customers later than their rhythm allows; what is there stays in view while others come. */
export const warningsQuery = (search: WarningsSearch) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['segments', 'warnings', search],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...search, ...place(pageParam) } as Input<typeof listWarnings>['query']
      return call(listWarnings, { query }, { signal })
    },
    placeholderData: keepPreviousData,
  })

export const warningQualityQuery = queryOptions({
  queryKey: ['segments', 'warnings', 'quality'],
  queryFn: ({ signal }) => call(readWarningQuality, {}, { signal }),
  refetchInterval: query => whileReckoning(query.state.data),
})

/** Losses by month or quarter, under the filters of who is counted. */
export const churnQuery = ({ by, type, owner, department }: ChurnSearch) =>
  queryOptions({
    queryKey: ['segments', 'churn', { by, type, owner, department }],
    queryFn: ({ signal }) => {
      const query = { ...(by ? { by } : {}), ...(type ? { type } : {}), ...(owner ? { owner } : {}), ...(department ? { department } : {}) }
      return call(readChurn, { query: query as Input<typeof readChurn>['query'] }, { signal })
    },
    placeholderData: keepPreviousData,
  })

export function churnedQuery(asked: ChurnSearch) {
  const { by: _, ...search } = asked
  return infiniteQueryOptions({
    ...paged,
    queryKey: ['segments', 'churned', search],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...search, ...place(pageParam) } as Input<typeof listChurned>['query']
      return call(listChurned, { query }, { signal })
    },
    placeholderData: keepPreviousData,
  })
}
