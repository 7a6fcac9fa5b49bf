import type { previewRetention as previewContract } from '#contract/dyads/privacy.ts'
import type { Answer } from '#contract/endpoint.ts'
import { type RetentionKind, retentionKinds } from '#core/dyads/retention.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { notify } from '#server/platform/notify.ts'
import { eraseContact } from './erase-contact.ts'
import { findPrivacySettings } from './keep-privacy-settings.ts'
import { dayIn } from './list-records.ts'
import { readDueRequests } from './privacy.sql.ts'
import { readFirm } from './records.sql.ts'
import { type Aged, countAged, eraseAged, finishRun, insertRun, type Months, readAged, readRuns } from './retained-privacy.sql.ts'

export const retentionJob = 'erase_retained'
type Approved = { readonly runId: string; readonly day: string; readonly months: Months }

const told = (counts: readonly Aged[]) => Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))
const total = (counts: readonly Aged[]) => counts.reduce((sum, { count }) => sum + count, 0)

/** What has been kept long enough, before anything of it is erased. */
export async function previewRetention(ctx: Ctx): Promise<Answer<typeof previewContract>> {
  return await ctx.inTenant(async tx => {
    const { version, settings } = await findPrivacySettings(tx, ctx.tenantId)
    const day = dayIn((await readFirm(tx, ctx.tenantId)).timeZone, ctx.now())
    const counts = await countAged(tx, ctx.tenantId, day, settings.months)
    return { version, counts, runs: await readRuns(tx, ctx.tenantId) }
  })
}

/** Approves erasing what was shown: where settings or counts are others by now, the person looks again. */
export async function approveRetention(ctx: Ctx, { version, count }: { version: number; count: number }): Promise<{ jobId: string }> {
  return await ctx.inTenant(async tx => {
    const found = await findPrivacySettings(tx, ctx.tenantId)
    const day = dayIn((await readFirm(tx, ctx.tenantId)).timeZone, ctx.now())
    const counts = await countAged(tx, ctx.tenantId, day, found.settings.months)
    if (found.version !== version || total(counts) !== count) throw new Refusal('stale')
    const runId = newId()
    await insertRun(tx, { tenantId: ctx.tenantId, runId, version, day, planned: told(counts), authorId: ctx.userId })
    await audit(tx, ctx, { action: 'approve', entity: 'retention', entityId: runId, after: told(counts), count })
    const data: Approved = { runId, day, months: found.settings.months }
    return { jobId: await ctx.jobs.enqueue(tx, ctx, { kind: retentionJob, data, subject: { runId } }) }
  })
}

const atOnce = 200

async function eraseKind(job: RunningJob<Approved>, kind: RetentionKind, months: number): Promise<number> {
  let erased = 0
  for (;;) {
    job.signal.throwIfAborted()
    const count = await job.inTenant(async tx => {
      const ids = await readAged(tx, job.tenantId, kind, job.data.day, months, atOnce)
      if (kind === 'contact_left' || kind === 'contact_idle') for (const id of ids) await eraseContact(tx, job.actor, id, kind)
      else if (ids.length > 0) await eraseAged(tx, job.tenantId, kind, ids)
      return ids.length
    })
    erased += count
    job.report({ step: kind, done: erased })
    if (count < atOnce) return erased
  }
}

/** The job: some at a time, each in a transaction of its own; after a restart it goes on where it was. */
export async function eraseRetained(job: RunningJob<Approved>, now: () => Date): Promise<Record<string, number>> {
  const erased: Record<string, number> = {}
  for (const kind of retentionKinds) {
    const months = job.data.months[kind]
    if (months !== null) erased[kind] = await eraseKind(job, kind, months)
  }
  await job.inTenant(async tx => {
    await finishRun(tx, job.tenantId, job.data.runId, erased, now())
    const count = Object.values(erased).reduce((sum, each) => sum + each, 0)
    await audit(tx, job.actor, { action: 'erase', entity: 'retention', entityId: job.data.runId, after: erased, count })
  })
  return erased
}

const noticeDays = 3
const dayMillis = 86_400_000

/** Looks at every firm once: who looks after personal data is told of requests that are due within three days or overdue. Answers how many were told. */
export async function tellDueRequests({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<number> {
  let count = 0
  for (const tenantId of await readTenantIds(db)) {
    count += await inTenant(db, { tenantId }, async tx => {
      const { timeZone } = await readFirm(tx, tenantId)
      const due = await readDueRequests(tx, tenantId, dayIn(timeZone, new Date(now().getTime() + noticeDays * dayMillis)))
      const notices = due.flatMap(({ requestId, dueOn, name, userIds }) =>
        userIds.map(userId => ({ userId, kind: 'erasure_due' as const, args: { on: dueOn, title: name }, about: requestId })),
      )
      return await notify(tx, tenantId, notices)
    })
  }
  return count
}

const lookMillis = 60 * 60_000

/** Names the work of erasing, and looks once an hour for requests that are due. */
export function definePrivacyJobs(platform: Platform): void {
  platform.jobs.define<Approved>(retentionJob, job => eraseRetained(job, platform.now))
  const look = () => {
    if (platform.jobs.isRunning()) tellDueRequests(platform).catch(error => platform.log.warn({ err: error }, 'requests of people'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
