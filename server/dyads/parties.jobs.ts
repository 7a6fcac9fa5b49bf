import type { Platform } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import { numbersOf } from '#server/platform/phone-numbers.ts'
import { type Holder, hasUnread, readUnread, writeNumbers } from './phones.sql.ts'

const phonesKind = 'read_phones'
const batch = 1000

async function readBatch(job: Pick<RunningJob<object>, 'tenantId' | 'inTenant'>, holder: Holder): Promise<number> {
  return await job.inTenant(async tx => {
    const rows = await readUnread(tx, job.tenantId, holder, batch)
    if (rows.length === 0) return 0
    const numbers = await numbersOf(rows)
    await writeNumbers(
      tx,
      job.tenantId,
      holder,
      rows.map((row, index) => ({ ...row, e164: numbers[index] ?? null })),
    )
    return rows.length
  })
}

/** The job: reads every number whose text is newer than what was read, a thousand at a time. */
export async function readPhones(job: Pick<RunningJob<object>, 'tenantId' | 'inTenant' | 'signal' | 'report'>): Promise<{ read: number }> {
  let read = 0
  for (const holder of ['party', 'contact'] as const) {
    for (let found = batch; found === batch; ) {
      job.signal.throwIfAborted()
      found = await readBatch(job, holder)
      read += found
      job.report({ step: holder, done: read })
    }
  }
  return { read }
}

/** Looks at every firm once: those with numbers that wait get the job. */
async function enqueuePhones({ db, jobs }: Pick<Platform, 'db' | 'jobs'>): Promise<number> {
  let enqueued = 0
  for (const tenantId of await readTenantIds(db))
    enqueued += await inTenant(db, { tenantId }, async tx => {
      if (!(await hasUnread(tx, tenantId))) return 0
      await jobs.enqueue(tx, { tenantId }, { kind: phonesKind })
      return 1
    })
  return enqueued
}

const lookMillis = 15 * 60_000

/** Names the work of this room, and looks four times an hour for numbers that came with imports or before numbers were read. */
export function definePartiesJobs(platform: Platform): void {
  platform.jobs.define<object>(phonesKind, readPhones)
  const look = () => {
    if (platform.jobs.isRunning()) enqueuePhones(platform).catch(error => platform.log.warn({ err: error }, 'reading phone numbers'))
  }
  const timer = setInterval(look, lookMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
}
