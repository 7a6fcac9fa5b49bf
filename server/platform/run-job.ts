import type { Progress } from '#contract/platform/jobs.ts'
import { type Tx, inTenant } from './database.ts'
import { errorCodes, type Refusal } from './errors.ts'
import { refusalFor } from './failures.ts'
import { newId } from './ids.ts'
import type { Engine, RunningJob, Sent } from './jobs.ts'
import { endJob, type JobError, noteProgress, startJob } from './jobs.sql.ts'

const flushMillis = 1000

/** Thrown to the queue so that it gives the job out again: the product stops, or the database was away for a moment. */
class RunAgain extends Error {}

const errorOf = ({ code, words }: Refusal): JobError => ({ code, zh: words[0], en: words[1] })

function faultError(id: string): JobError {
  const [zh, en] = errorCodes.fault.words
  return { code: 'fault', zh: `${zh}（${id}）`, en: `${en} (${id})` }
}

type Handle = { readonly controller: AbortController; progress: Progress }

/** Writes the newest progress each second where it has changed, and asks each second whether the job shall stop. */
function keepNoting(engine: Engine, sent: Sent, handle: Handle, run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): () => Promise<void> {
  let told: Progress | undefined
  let noting = Promise.resolve()
  const note = async () => {
    if (handle.progress !== told) {
      told = handle.progress
      engine.events.emit('moved', sent.tenantId, sent.jobId)
    }
    const stop = await run(tx => noteProgress(tx, sent.tenantId, sent.jobId, { ...handle.progress, runner: engine.runner }))
    if (stop) handle.controller.abort('cancel')
  }
  const timer = setInterval(() => {
    noting = noting.then(note).catch(error => engine.log.warn({ err: error, jobId: sent.jobId }, 'progress not noted'))
  }, flushMillis)
  return () => {
    clearInterval(timer)
    return noting
  }
}

/** Runs one job of the queue to its end and writes that end down. Throws only where the queue shall give it out again. */
export async function runJob(engine: Engine, sent: Sent, attempt: number): Promise<void> {
  const { tenantId, jobId, kind, actor } = sent
  const userId = actor.userId
  const who = userId === undefined ? { tenantId } : { tenantId, userId }
  const run = <T>(work: (tx: Tx) => Promise<T>) => inTenant(engine.db, who, work)
  const handler = engine.handlers.get(kind)
  const log = engine.log.child({ jobId, kind, tenantId })
  if (engine.stopping.signal.aborted) throw new RunAgain('the product stops')
  if (!(await run(tx => startJob(tx, tenantId, jobId, engine.runner, engine.now())))) {
    await run(tx => endJob(tx, tenantId, jobId, { state: 'cancelled', now: engine.now() }))
    return
  }
  const handle: Handle = { controller: new AbortController(), progress: {} }
  engine.running.set(jobId, handle)
  engine.events.emit('moved', tenantId, jobId)
  const stopNoting = keepNoting(engine, sent, handle, run)
  const report = (progress: Progress) => {
    handle.progress = progress
  }
  const job: RunningJob<unknown> = {
    jobId,
    tenantId,
    userId,
    actor,
    data: sent.data,
    attempt,
    signal: handle.controller.signal,
    report,
    db: engine.db,
    inTenant: run,
    log,
  }
  const finish = async (end: Omit<Parameters<typeof endJob>[3], 'now' | 'progress'>) => {
    await stopNoting()
    await run(tx => endJob(tx, tenantId, jobId, { ...end, progress: handle.progress, now: engine.now() }))
    engine.running.delete(jobId)
    engine.events.emit('moved', tenantId, jobId)
    engine.count(kind, end.state)
  }
  try {
    if (handler === undefined) throw new Error(`nothing is defined for jobs of the kind ${kind}`)
    const result = await handler(job)
    await finish({ state: 'done', result: result ?? null })
  } catch (error) {
    await failJob(error, handle, finish, log)
  } finally {
    await stopNoting()
    engine.running.delete(jobId)
  }
}

async function failJob(
  error: unknown,
  handle: Handle,
  finish: (end: { state: 'queued' | 'cancelled' | 'failed'; error?: JobError }) => Promise<void>,
  log: RunningJob<unknown>['log'],
): Promise<void> {
  const refusal = refusalFor(error)
  if (handle.controller.signal.aborted && handle.controller.signal.reason === 'cancel') return await finish({ state: 'cancelled' })
  if (handle.controller.signal.aborted || refusal?.code === 'unavailable') {
    // The database may be away right now: the queue's heartbeat then gives the job out again.
    await finish({ state: 'queued' }).catch(cause => log.warn({ err: cause }, 'job left for the next start'))
    throw new RunAgain('to be run again', { cause: error })
  }
  if (refusal) return await finish({ state: 'failed', error: errorOf(refusal) })
  const id = newId()
  log.error({ err: error, faultId: id }, 'job failed')
  await finish({ state: 'failed', error: faultError(id) })
}
