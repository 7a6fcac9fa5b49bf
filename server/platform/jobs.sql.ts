import { sql } from 'kysely'
import type { Job, JobState } from '#contract/platform/jobs.ts'
import type { Db, Tx } from './database.ts'

export type JobError = { readonly code: string; readonly zh: string; readonly en: string }

/** The process that runs a job: after a hard end it is known at once that nobody does. */
export type Runner = { readonly host: string; readonly pid: number; readonly instance: string }

const columns = [
  'job_id as jobId',
  'kind',
  'subject',
  'state',
  'progress',
  'result',
  'error',
  'cancel_requested as cancelRequested',
  'created_by as createdBy',
  'created_at as createdAt',
  'started_at as startedAt',
  'finished_at as finishedAt',
] as const

type Read = Omit<Job, 'createdAt' | 'startedAt' | 'finishedAt' | 'subject' | 'progress' | 'error'> & {
  subject: unknown
  progress: unknown
  error: unknown
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

function toJob(row: Read): Job {
  return {
    ...row,
    subject: row.subject as Job['subject'],
    progress: row.progress as Job['progress'],
    error: row.error as Job['error'],
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

export async function writeJob(
  tx: Tx,
  job: { tenantId: string; jobId: string; kind: string; subject: object; createdBy: string | null },
): Promise<void> {
  await tx
    .insertInto('job')
    .values({ tenant_id: job.tenantId, job_id: job.jobId, kind: job.kind, subject: JSON.stringify(job.subject), created_by: job.createdBy })
    .execute()
}

export async function readJob(tx: Tx, tenantId: string, jobId: string): Promise<Job | undefined> {
  const row = await tx.selectFrom('job').select(columns).where('tenant_id', '=', tenantId).where('job_id', '=', jobId).executeTakeFirst()
  return row === undefined ? undefined : toJob(row)
}

export type JobFilter = {
  readonly kind?: string
  readonly state?: JobState
  readonly createdBy?: string
  readonly after?: string
  readonly limit: number
}

/** Jobs of the firm, the newest first. */
export async function readJobs(tx: Tx, tenantId: string, filter: JobFilter): Promise<Job[]> {
  let query = tx.selectFrom('job').select(columns).where('tenant_id', '=', tenantId).orderBy('job_id', 'desc').limit(filter.limit)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.createdBy !== undefined) query = query.where('created_by', '=', filter.createdBy)
  if (filter.after !== undefined) query = query.where('job_id', '<', filter.after)
  return (await query.execute()).map(toJob)
}

/** Takes a waiting job, or one that its runner left, into this process. Undefined where it has ended or is to be cancelled. */
export async function startJob(tx: Tx, tenantId: string, jobId: string, runner: Runner, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('job')
    .set({ state: 'running', started_at: sql`coalesce(started_at, ${now})`, progress: JSON.stringify({ runner }) })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .where('cancel_requested', '=', false)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps how far a running job is; answers whether somebody asked it to stop. */
export async function noteProgress(tx: Tx, tenantId: string, jobId: string, progress: object): Promise<boolean> {
  const row = await tx
    .updateTable('job')
    .set({ progress: JSON.stringify(progress) })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .returning('cancel_requested')
    .executeTakeFirst()
  return row?.cancel_requested ?? true
}

export async function endJob(
  tx: Tx,
  tenantId: string,
  jobId: string,
  end: { state: JobState; result?: unknown; error?: JobError; progress?: object; now: Date },
): Promise<void> {
  await tx
    .updateTable('job')
    .set({
      state: end.state,
      result: end.result === undefined ? null : JSON.stringify(end.result),
      error: end.error === undefined ? null : JSON.stringify(end.error),
      finished_at: end.state === 'queued' ? null : end.now,
      ...(end.progress ? { progress: JSON.stringify(end.progress) } : {}),
    })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
}

/** Asks a job to stop; one that waits still is cancelled at once. Answers it as it is then. */
export async function requestCancel(tx: Tx, tenantId: string, jobId: string, now: Date): Promise<Job | undefined> {
  await tx
    .updateTable('job')
    .set({ cancel_requested: true })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
  await tx
    .updateTable('job')
    .set({ state: 'cancelled', finished_at: now })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('state', '=', 'queued')
    .execute()
  return await readJob(tx, tenantId, jobId)
}

/** Jobs of a firm that have not ended, with the process that last ran them. */
export async function readUnfinished(tx: Tx, tenantId: string): Promise<{ jobId: string; state: JobState; runner: Runner | undefined }[]> {
  const rows = await tx
    .selectFrom('job')
    .select(['job_id', 'state', 'progress'])
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
  return rows.map(row => ({ jobId: row.job_id, state: row.state, runner: (row.progress as { runner?: Runner }).runner }))
}

export async function readTenantIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('identity.tenant').select('tenant_id').orderBy('tenant_id').execute()
  return rows.map(row => row.tenant_id)
}
