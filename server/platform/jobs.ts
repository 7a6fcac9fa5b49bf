import { EventEmitter } from 'node:events'
import { hostname } from 'node:os'
import type { fromKysely as FromKysely, PgBoss } from 'pg-boss'
import type pg from 'pg'
import type { Progress } from '#contract/platform/jobs.ts'
import type { Actor } from './audit.ts'
import type { Db, Tx } from './database.ts'
import { newId } from './ids.ts'
import { jobSchema, queueName } from './job-schema.sql.ts'
import { type Runner, requestCancel, writeJob } from './jobs.sql.ts'
import type { Log } from './log.ts'
import { recoverJobs } from './recover-jobs.ts'
import { runJob } from './run-job.ts'
import { sparingMemory } from './spare-memory.ts'

/** A job while it runs. */
export type RunningJob<D> = {
  readonly jobId: string
  readonly tenantId: string
  readonly userId: string | undefined
  readonly actor: Actor
  readonly data: D
  /** 0 at first; more after a restart in the middle: what was begun may stand half done. */
  readonly attempt: number
  /** Aborted when someone cancels, or the product stops; then throw (`signal.throwIfAborted()`), and after a stop the job runs again. */
  readonly signal: AbortSignal
  /** Says how far it is: cheap, as often as you like; the database hears of it each second. */
  readonly report: (progress: Progress) => void
  readonly db: Db
  readonly inTenant: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly log: Log
}

/** Does the work. What it answers is kept as the job's result and shown; a Refusal it throws is shown as the job's error. */
export type JobHandler<D> = (job: RunningJob<D>) => Promise<unknown>

export type Order = {
  readonly kind: string
  /** For the handler. JSON. */
  readonly data?: object
  /** For the user to see: what it is about, `{ importId }`. JSON. */
  readonly subject?: object
  /** Never two of a group run at once, so that memory stays bounded; unless given, those of a kind. */
  readonly group?: string
}

/** What is sent through the queue. */
export type Sent = {
  readonly tenantId: string
  readonly jobId: string
  readonly kind: string
  readonly actor: Actor
  readonly data: object
}

export type Jobs = {
  /** Names the work of a kind; before `start`. */
  readonly define: <D>(kind: string, handler: JobHandler<D>) => void
  /** Puts work into the queue inside the caller's transaction: it is there when that is committed, else not. Answers the job's id. */
  readonly enqueue: (tx: Tx, actor: Actor, order: Order) => Promise<string>
  readonly cancel: (tx: Tx, tenantId: string, jobId: string) => ReturnType<typeof requestCancel>
  /** Emits `moved` (tenantId, jobId) when a job of this process moves. */
  readonly events: EventEmitter<{ moved: [tenantId: string, jobId: string] }>
  /** The newest progress of a job that runs here, newer than the database's. */
  readonly progressOf: (jobId: string) => Progress | undefined
  /** Begins to work off the queue. */
  readonly start: () => Promise<void>
  /** Lets running jobs go (they run again at the next start), and stops. */
  readonly stop: () => Promise<void>
  readonly isRunning: () => boolean
}

export type Engine = {
  readonly db: Db
  readonly log: Log
  readonly now: () => Date
  readonly handlers: Map<string, JobHandler<unknown>>
  readonly running: Map<string, { readonly controller: AbortController; progress: Progress }>
  readonly events: Jobs['events']
  readonly runner: Runner
  readonly stopping: AbortController
  readonly count: (kind: string, state: string) => void
}

type Given = {
  readonly db: Db
  readonly pool: pg.Pool
  readonly log: Log
  readonly now: () => Date
  /** Tells the metrics that a job of a kind ended in a state. */
  readonly count?: (kind: string, state: string) => void
}

type Boss = { readonly boss: PgBoss; readonly fromKysely: typeof FromKysely }

/** The queue's library is loaded at its first use, so that commands without jobs do without. */
async function openBoss({ pool, log }: Given): Promise<Boss> {
  const { PgBoss, fromKysely } = await import('pg-boss')
  const db = { executeSql: async (text: string, values?: unknown[]) => await pool.query(text, values) }
  const boss = new PgBoss({
    db,
    schema: jobSchema,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    bamIntervalSeconds: 3600,
  })
  boss.on('error', error => log.error({ err: error }, 'job queue'))
  boss.on('warning', warning => log.warn({ warning }, 'job queue'))
  return { boss, fromKysely }
}

/** How many jobs run at once; never two of the same group. */
const concurrency = 2

async function work(boss: PgBoss, engine: Engine): Promise<string> {
  const options = { localConcurrency: concurrency, localGroupConcurrency: 1, pollingIntervalSeconds: 1, includeMetadata: true } as const
  return await boss.work<Sent>(queueName, options, async ([job]) => {
    if (job) await sparingMemory(() => runJob(engine, job.data, job.retryCount))
  })
}

export function openJobs(given: Given): Jobs {
  const { db, log, now } = given
  const engine: Engine = {
    db,
    log,
    now,
    handlers: new Map(),
    running: new Map(),
    events: new EventEmitter(),
    runner: { host: hostname(), pid: process.pid, instance: newId() },
    stopping: new AbortController(),
    count: given.count ?? (() => {}),
  }
  engine.events.setMaxListeners(0)
  let opening: Promise<Boss> | undefined
  let worker: string | undefined
  const open = () => {
    opening ??= openBoss(given)
    return opening
  }
  /** The transaction of the caller commits a moment later: look then, rather than at the next poll. */
  const wake = (boss: PgBoss) => {
    const look = () => worker !== undefined && boss.notifyWorker(worker)
    for (const delay of [20, 120]) setTimeout(look, delay).unref()
  }
  return {
    define: (kind, handler) => engine.handlers.set(kind, handler as JobHandler<unknown>),
    enqueue: async (tx, actor, { kind, data = {}, subject = {}, group = kind }) => {
      const { boss, fromKysely } = await open()
      const jobId = newId()
      await writeJob(tx, { tenantId: actor.tenantId, jobId, kind, subject, createdBy: actor.userId ?? null })
      const { tenantId, userId, ip, userAgent, requestId } = actor
      const sent: Sent = { tenantId, jobId, kind, actor: { tenantId, userId, ip, userAgent, requestId }, data }
      await boss.send(queueName, sent, { id: jobId, group: { id: group }, db: fromKysely(tx) })
      wake(boss)
      return jobId
    },
    cancel: async (tx, tenantId, jobId) => {
      const job = await requestCancel(tx, tenantId, jobId, now())
      engine.running.get(jobId)?.controller.abort('cancel')
      engine.events.emit('moved', tenantId, jobId)
      return job
    },
    events: engine.events,
    progressOf: jobId => engine.running.get(jobId)?.progress,
    start: async () => {
      const { boss } = await open()
      await boss.start()
      await recoverJobs(engine, boss)
      worker = await work(boss, engine)
    },
    stop: async () => {
      engine.stopping.abort()
      for (const { controller } of engine.running.values()) controller.abort('stop')
      const { boss } = (await opening) ?? {}
      if (worker !== undefined) await boss?.stop({ graceful: true, timeout: 3000, close: false })
      worker = undefined
    },
    isRunning: () => worker !== undefined,
  }
}
