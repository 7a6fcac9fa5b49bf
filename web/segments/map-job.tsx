import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { readJob } from '#contract/platform/jobs.ts'
import { call } from '#web/platform/call.ts'
import { useText } from '#web/platform/text.ts'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { refreshPlaces } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

const jobQuery = (jobId: string) =>
  queryOptions({ queryKey: ['jobs', jobId], queryFn: ({ signal }) => call(readJob, { params: { jobId } }, { signal }), staleTime: 1000 })

/** A recalculation followed live; when it ends, every map and place is asked for anew. */
export function MapJob({ jobId }: { readonly jobId: string }) {
  const say = useText(segmentTexts)
  const { data } = useQuery(jobQuery(jobId))
  const onEnd = useCallback(() => void refreshPlaces(), [])
  const words = (step: string) => (step === 'reading' || step === 'placing' || step === 'writing' ? say(step) : step)
  return data ? <LiveJob label={say('computing')} job={data} stepWords={words} onEnd={onEnd} /> : null
}
