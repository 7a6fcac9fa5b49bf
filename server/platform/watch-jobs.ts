import { setTimeout as wait } from 'node:timers/promises'
import { may } from '#core/platform/access.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Job, listJobs as list } from '#contract/platform/jobs.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import { Refusal } from './errors.ts'
import { readJob, readJobs } from './jobs.sql.ts'

/** Whoever manages imports sees everybody's jobs, others their own: the same on list, page, stream and cancel. */
const seesAll = (ctx: Ctx) => may(ctx.role, 'imports.manage')
const isSeen = (ctx: Ctx, job: Job) => seesAll(ctx) || job.createdBy === ctx.userId

const hasEnded = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'

/** A job that runs in this process is further than the database knows. */
function withProgress(ctx: Ctx, job: Job): Job {
  const progress = ctx.jobs.progressOf(job.jobId)
  return progress === undefined || hasEnded(job) ? job : { ...job, progress }
}

export async function showJob(ctx: Ctx, jobId: string): Promise<Job> {
  const job = await ctx.inTenant(tx => readJob(tx, ctx.tenantId, jobId))
  if (job === undefined || !isSeen(ctx, job)) throw new Refusal('not_found')
  return withProgress(ctx, job)
}

export async function listJobs(ctx: Ctx, query: Input<typeof list>['query']): Promise<{ rows: Job[]; next: string | null }> {
  const { limit = 50, ...rest } = query
  const filter = { ...rest, ...(seesAll(ctx) ? {} : { createdBy: ctx.userId }), limit: limit + 1 }
  const rows = await ctx.inTenant(tx => readJobs(tx, ctx.tenantId, filter))
  return {
    rows: rows.slice(0, limit).map(job => withProgress(ctx, job)),
    next: rows.length > limit ? (rows[limit - 1]?.jobId ?? null) : null,
  }
}

export async function cancelJob(ctx: Ctx, jobId: string): Promise<Job> {
  const before = await showJob(ctx, jobId)
  if (hasEnded(before)) throw new Refusal('conflict', ['任务已经结束，无法取消。', 'The job has ended already and cannot be cancelled.'])
  return await ctx.inTenant(async tx => {
    const job = await ctx.jobs.cancel(tx, ctx.tenantId, jobId)
    if (job === undefined) throw new Refusal('not_found')
    await audit(tx, ctx, { action: 'cancel', entity: 'job', entityId: jobId, after: { kind: job.kind } })
    return job
  })
}

const pollMillis = 1500
const breathMillis = 200

/** Resolves when a job of the firm moves, or after a moment: jobs of other processes are seen by looking. */
function untilMoved(ctx: Ctx, concerns: (jobId: string) => boolean): Promise<void> {
  const { events } = ctx.jobs
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      events.off('moved', onMoved)
      ctx.signal.removeEventListener('abort', end)
      resolve()
    }
    const onMoved = (tenantId: string, jobId: string) => {
      if (tenantId === ctx.tenantId && concerns(jobId)) end()
    }
    const timer = setTimeout(end, pollMillis)
    events.on('moved', onMoved)
    ctx.signal.addEventListener('abort', end, { once: true })
  })
}

/** One job as it moves, at most five times a second, until it has ended. */
export async function* watchJob(ctx: Ctx, jobId: string): AsyncGenerator<Job> {
  let told = ''
  while (!ctx.signal.aborted) {
    const moved = untilMoved(ctx, id => id === jobId)
    const job = await showJob(ctx, jobId)
    const text = JSON.stringify(job)
    if (text !== told) yield job
    told = text
    if (hasEnded(job)) return
    await Promise.race([moved, wait(pollMillis)])
    await wait(breathMillis)
  }
}

/** All jobs that the person sees, each when it moves; at first the ones that have not ended. */
export async function* watchJobs(ctx: Ctx): AsyncGenerator<Job> {
  const told = new Map<string, string>()
  let first = true
  while (!ctx.signal.aborted) {
    const moved = untilMoved(ctx, () => true)
    const { rows } = await listJobs(ctx, { limit: 100 })
    for (const job of rows.toReversed()) {
      const text = JSON.stringify(job)
      const news = told.get(job.jobId) !== text && !(first && hasEnded(job))
      told.set(job.jobId, text)
      if (news) yield job
    }
    first = false
    await moved
    await wait(breathMillis)
  }
}
