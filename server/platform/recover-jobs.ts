import type { PgBoss } from 'pg-boss'
import { inTenant } from './database.ts'
import { isAlive } from './is-alive.ts'
import { errorCodes } from './errors.ts'
import { queueName } from './job-schema.sql.ts'
import type { Engine } from './jobs.ts'
import { endJob, readTenantIds, readUnfinished, type Runner } from './jobs.sql.ts'

/** Its process was of this machine and is gone, or had our own number in an earlier life (in a container each has the same). */
function isOrphan(runner: Runner | undefined, own: Runner): boolean {
  if (runner === undefined || runner.host !== own.host) return false
  return runner.pid === own.pid ? runner.instance !== own.instance : !isAlive(runner.pid)
}

/**
 * At a start: jobs whose process was killed go back into the queue at once, without waiting for their heartbeat to run out; jobs that the
 * queue has given up are shown as failed.
 */
export async function recoverJobs(engine: Engine, boss: PgBoss): Promise<void> {
  for (const tenantId of await readTenantIds(engine.db)) {
    const unfinished = await inTenant(engine.db, { tenantId }, tx => readUnfinished(tx, tenantId))
    for (const { jobId, runner } of unfinished) {
      const [queued] = await boss.findJobs(queueName, { id: jobId })
      if (queued?.state === 'active' && isOrphan(runner, engine.runner)) await boss.fail(queueName, jobId, { message: 'its process ended' })
      if (queued === undefined || queued.state === 'failed' || queued.state === 'cancelled') await giveUp(engine, tenantId, jobId)
    }
  }
}

async function giveUp(engine: Engine, tenantId: string, jobId: string): Promise<void> {
  const [zh, en] = errorCodes.fault.words
  const error = { code: 'fault', zh, en }
  await inTenant(engine.db, { tenantId }, tx => endJob(tx, tenantId, jobId, { state: 'failed', error, now: engine.now() }))
}
