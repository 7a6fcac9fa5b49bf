import { type Static, Type } from 'typebox'
import { endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'

export const JobState = Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type JobState = Static<typeof JobState>

/** How far a job is: counts with a name of the step; the room that runs it adds its own figures. */
export const Progress = Type.Object({
  step: Type.Optional(Type.String()),
  done: Type.Optional(Type.Number()),
  total: Type.Optional(Nullable(Type.Number())),
  figures: Type.Optional(Type.Record(Type.String(), Type.Number())),
})
export type Progress = Static<typeof Progress>

export const Job = Type.Object({
  jobId: Id,
  kind: Type.String(),
  subject: Type.Record(Type.String(), Type.Unknown()),
  state: JobState,
  progress: Progress,
  result: Type.Unknown(),
  /** What went wrong, in both languages. */
  error: Nullable(Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })),
  cancelRequested: Type.Boolean(),
  createdBy: Nullable(Id),
  createdAt: Time,
  startedAt: Nullable(Time),
  finishedAt: Nullable(Time),
})
export type Job = Static<typeof Job>

const params = Type.Object({ jobId: Id })

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: 'Background jobs, the newest first: your own, and everybody’s for those who manage imports.',
  needs: 'signed_in',
  query: Type.Object({
    kind: Type.Optional(Type.String({ maxLength: 100 })),
    state: Type.Optional(JobState),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(Job),
})

export const readJob = endpoint({
  method: 'GET',
  path: '/api/jobs/:jobId',
  summary: 'One background job.',
  needs: 'signed_in',
  params,
  answer: Job,
})

export const cancelJob = endpoint({
  method: 'POST',
  path: '/api/jobs/:jobId/cancel',
  summary: 'Ask a background job to stop; what it had begun is taken back by the job itself.',
  needs: 'signed_in',
  params,
  answer: Job,
})

export const watchJob = endpoint({
  method: 'GET',
  path: '/api/jobs/:jobId/events',
  summary: 'One background job, live; the stream ends when the job has ended.',
  needs: 'signed_in',
  form: 'events',
  params,
  answer: Job,
})

export const watchJobs = endpoint({
  method: 'GET',
  path: '/api/jobs/events',
  summary: 'All background jobs that you may see, live: each event is a job that has moved.',
  needs: 'signed_in',
  form: 'events',
  answer: Job,
})
