import { useEffect, useState } from 'react'
import { type Job, watchJobs } from '#contract/platform/jobs.ts'
import { listen } from '#web/platform/events.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { hasEnded } from './state-word.tsx'

const importOf = ({ kind, subject }: Job) => (kind === 'import' && typeof subject.importId === 'string' ? subject.importId : undefined)

/** Jobs of imports as they move, by import, for as long as the list stands; where one begins or ends the list is asked for anew. */
export function useLiveImports(): ReadonlyMap<string, Job> {
  const [jobs, setJobs] = useState<ReadonlyMap<string, Job>>(new Map())
  useEffect(() => {
    const states = new Map<string, string>()
    return listen(
      watchJobs,
      {},
      {
        onAnswer: job => {
          const importId = importOf(job)
          if (importId === undefined) return
          setJobs(old => new Map(old).set(importId, job))
          if (states.get(job.jobId) === job.state) return
          states.set(job.jobId, job.state)
          void queryClient.invalidateQueries({ queryKey: ['imports', 'list'] })
          if (hasEnded(job)) void queryClient.invalidateQueries({ queryKey: ['customers', 'completeness'] })
        },
      },
    )
  }, [])
  return jobs
}
