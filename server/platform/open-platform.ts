import { prepareData, type Config } from './config.ts'
import type { Platform } from './context.ts'
import { type Connection, openDatabase, openPool } from './database.ts'
import { openJobs } from './jobs.ts'
import type { Log } from './log.ts'
import { openMetrics } from './metrics.ts'

export type OpenPlatform = {
  readonly platform: Platform
  /** Ends the streams, so that the server can be closed. */
  readonly halt: () => void
  /** Lets jobs go, then the connections. */
  readonly close: () => Promise<void>
}

type Given = {
  readonly config: Config
  readonly runtime: Connection
  readonly log: Log
  readonly now?: () => Date
  readonly strict?: boolean
}

/** Opens what the running product has, on a database that is there already. */
export function openPlatform({ config, runtime, log, now = () => new Date(), strict = false }: Given): OpenPlatform {
  const stopping = new AbortController()
  const pool = openPool(runtime)
  const db = openDatabase(pool)
  const calls = openDatabase(pool, { prepares: true })
  const metrics = openMetrics()
  const jobs = openJobs({ db, pool, log, now, count: metrics.countJob })
  const secret = prepareData(config)
  const halt = () => stopping.abort()
  const close = async () => {
    halt()
    await jobs.stop()
    await pool.end()
  }
  return { platform: { db, calls, pool, config, secret, log, jobs, metrics, now, strict, stopping: stopping.signal }, halt, close }
}
