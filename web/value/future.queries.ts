import { queryOptions } from '@tanstack/react-query'
import { readForecast } from '#contract/segments/forecast.ts'
import { readFuture } from '#contract/value/future.ts'
import { call } from '#web/platform/call.ts'

/** While a recalculation is under way its end is looked for every few seconds. */
export const whileReckoning = (data: { readonly jobId: string | null } | undefined) => (data?.jobId ? 4000 : false)

/** What is to come of a customer. */
export const futureQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['value', 'future', dyadId],
    queryFn: ({ signal }) => call(readFuture, { params: { dyadId } }, { signal }),
    refetchInterval: query => whileReckoning(query.state.data),
  })

/** The model in use for the whole book, and how good it has been. */
export const forecastQuery = queryOptions({
  queryKey: ['value', 'forecast'],
  queryFn: ({ signal }) => call(readForecast, {}, { signal }),
  refetchInterval: query => whileReckoning(query.state.data),
})
