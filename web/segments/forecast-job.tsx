import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { readJob } from '#contract/platform/jobs.ts'
import { call } from '#web/platform/call.ts'
import { useText } from '#web/platform/text.ts'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { forecastTexts } from './forecast.text.ts'
import { refreshPlaces } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

const jobQuery = (jobId: string) =>
  queryOptions({ queryKey: ['jobs', jobId], queryFn: ({ signal }) => call(readJob, { params: { jobId } }, { signal }), staleTime: 1000 })

/** The recalculation or the test of the forecast that is under way, followed live; when it ends, everything that rests on it is asked for anew. */
export function ForecastJob({ jobId }: { readonly jobId: string }) {
  const say = useText(forecastTexts)
  const saySteps = useText(segmentTexts)
  const { data } = useQuery(jobQuery(jobId))
  const onEnd = useCallback(() => void refreshPlaces(), [])
  const words = (step: string) => (step === 'reading' || step === 'placing' || step === 'writing' ? saySteps(step) : step)
  const label = data?.kind === 'identify' ? say('computing') : say('testing')
  return data ? <LiveJob key={jobId} label={label} job={data} stepWords={words} onEnd={onEnd} /> : null
}
