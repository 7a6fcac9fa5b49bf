import { setTimeout as wait } from 'node:timers/promises'
import { inTenant } from '#server/platform/database.ts'
import { readJobs } from '#server/platform/jobs.sql.ts'
import type { Platform } from '#server/platform/context.ts'

/** Waits until no background job of a company is open; `told` hears how far the one that runs is. */
export async function waitForJobs(
  platform: Pick<Platform, 'db' | 'jobs'>,
  tenantId: string,
  told: (done: number, total: number) => void,
): Promise<void> {
  for (;;) {
    const jobs = await inTenant(platform.db, { tenantId }, tx => readJobs(tx, tenantId, { limit: 20 }))
    const open = jobs.filter(job => job.state === 'queued' || job.state === 'running')
    if (open.length === 0) return
    const { done = 0, total = 0 } = (open[0] && platform.jobs.progressOf(open[0].jobId)) ?? {}
    told(done, total ?? 0)
    await wait(100)
  }
}
