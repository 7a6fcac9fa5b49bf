import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import { type Job, type JobState, type listJobs, watchJobs } from '#contract/platform/jobs.ts'
import { type Line, listen } from '#web/platform/events.ts'
import { jobsQuery } from './admin.queries.ts'

type Pages = InfiniteData<Answer<typeof listJobs>, string | undefined>

/** The pages with a job as it stands now: in its place where it is listed, else at the head of the first page. */
export function withJob(pages: Pages, job: Job): Pages {
  const listed = pages.pages.some(page => page.rows.some(row => row.jobId === job.jobId))
  const changed = pages.pages.map((page, at) => ({
    ...page,
    rows: listed ? page.rows.map(row => (row.jobId === job.jobId ? job : row)) : at === 0 ? [job, ...page.rows] : page.rows,
  }))
  return { ...pages, pages: changed }
}

/** The jobs in a state (all of them unless given), kept up to date by the server's stream. */
export function useLiveJobs(state: JobState | undefined) {
  const client = useQueryClient()
  const [line, setLine] = useState<Line>('connecting')
  const list = useInfiniteQuery(jobsQuery(state))
  const { queryKey } = jobsQuery(state)
  const key = JSON.stringify(queryKey)
  useEffect(
    () =>
      listen(
        watchJobs,
        {},
        {
          onLine: setLine,
          onAnswer: job => {
            client.setQueryData<Pages>(JSON.parse(key) as string[], old => old && withJob(old, job))
          },
        },
      ),
    [client, key],
  )
  const rows = useMemo(() => {
    const all = list.data?.pages.flatMap(page => page.rows) ?? []
    return state === undefined ? all : all.filter(job => job.state === state)
  }, [list.data, state])
  return { list, rows, line }
}
