import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { Connection } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { EngineMessage, EngineOrder, EngineTask } from './engine-worker.ts'

/** How the pool reaches the database, as plain data that a thread can be given. */
function connectionOf({ options }: pg.Pool): Connection {
  const { connectionString, host, port, user, password, database, ssl } = options
  const given = { connectionString, host, port, user, password, database, ssl }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Connection
}

export type EngineCall = {
  readonly pool: pg.Pool
  readonly tenantId: string
  readonly now: Date
  readonly task: EngineTask
  readonly signal: AbortSignal
  readonly onProgress?: (progress: EngineMessage & { kind: 'progress' }) => void
}

/**
 * Runs a task of the engine in a thread of its own and answers its result. When the signal is aborted the thread ends at its next step,
 * having taken back what it was writing, and this throws.
 */
export function runEngine({ pool, tenantId, now, task, signal, onProgress }: EngineCall): Promise<unknown> {
  const stop = new SharedArrayBuffer(1)
  const order: EngineOrder = { connection: connectionOf(pool), tenantId, now: now.getTime(), task, stop }
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      workerData: order,
      // The book is columns outside the heap; what is made and dropped row by row needs a small nursery alone.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
    const ask = () => {
      Atomics.store(new Uint8Array(stop), 0, 1)
      // A test of the forecast reckons for long between its steps and has written nothing that needs taking back.
      if (task.kind === 'validate') worker.terminate().then(() => reject(new Refusal('cancelled')), reject)
    }
    signal.addEventListener('abort', ask, { once: true })
    worker.on('message', (message: EngineMessage) => {
      if (message.kind === 'progress') onProgress?.(message)
      else if (message.kind === 'done') resolve(message.result)
      else reject(new Refusal('cancelled'))
    })
    worker.on('error', reject)
    worker.on('exit', code => {
      signal.removeEventListener('abort', ask)
      reject(new Error(`the engine's thread ended early (${code})`))
    })
  })
}
