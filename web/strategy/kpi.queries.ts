import { queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { listKpiLines, readKpis, setKpiTarget } from '#contract/strategy/kpi.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

type LinesOf = NonNullable<Input<typeof listKpiLines>['query']['kpi']>

export const kpiQuery = queryOptions({ queryKey: ['kpi'], queryFn: ({ signal }) => call(readKpis, {}, { signal }) })
export const kpiLinesQuery = (kpi: LinesOf) =>
  queryOptions({ queryKey: ['kpi', 'lines', kpi], queryFn: ({ signal }) => call(listKpiLines, { query: { kpi } }, { signal }) })

export async function saveTarget(body: Input<typeof setKpiTarget>['body']): Promise<void> {
  await call(setKpiTarget, { body })
  await queryClient.invalidateQueries({ queryKey: ['kpi'] })
}
