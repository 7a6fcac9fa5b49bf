import { queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { readServiceTimes, saveServiceTimes } from '#contract/service/concern.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const serviceTimesQuery = queryOptions({
  queryKey: ['service', 'times'],
  queryFn: ({ signal }) => call(readServiceTimes, {}, { signal }),
})

export async function keepServiceTimes(body: Input<typeof saveServiceTimes>['body']) {
  const saved = await call(saveServiceTimes, { body })
  queryClient.setQueryData(serviceTimesQuery.queryKey, saved)
  return saved
}
