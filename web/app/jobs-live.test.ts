import { expect, test } from 'vitest'
import type { Job } from '#contract/platform/jobs.ts'
import { withJob } from './jobs-live.ts'

const job = (jobId: string, state: Job['state'] = 'running'): Job => ({
  jobId,
  kind: 'identify',
  subject: {},
  state,
  progress: {},
  result: null,
  error: null,
  cancelRequested: false,
  createdBy: null,
  createdAt: '2026-11-21T00:00:00Z',
  startedAt: null,
  finishedAt: null,
})
const pages = (...lists: Job[][]) => ({ pages: lists.map(rows => ({ rows, next: null })), pageParams: lists.map(() => undefined) })
const shown = (given: ReturnType<typeof withJob>) => given.pages.map(page => page.rows.map(row => `${row.jobId} ${row.state}`))

test('a job that moved is replaced where it stands, on whatever page', () => {
  expect(shown(withJob(pages([job('b')], [job('a')]), job('a', 'done')))).toEqual([['b running'], ['a done']])
})

test('a job that is new stands first', () => {
  expect(shown(withJob(pages([job('b')], [job('a')]), job('c', 'queued')))).toEqual([['c queued', 'b running'], ['a running']])
})
