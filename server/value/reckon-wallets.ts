import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import type { Connection } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import type { WalletMessage, WalletOrder, WalletResult } from './wallet-worker.ts'

/** How the pool reaches the database, as plain data that a thread can be given. */
function connectionOf({ options }: pg.Pool): Connection {
  const { connectionString, host, port, user, password, database, ssl } = options
  const given = { connectionString, host, port, user, password, database, ssl }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Connection
}

/** Runs the thread to its end; when the signal is aborted it ends at its next step, having taken back what it was writing, and this throws. */
function runThread(order: WalletOrder, signal: AbortSignal, onMessage: (message: WalletMessage & { kind: 'progress' }) => void) {
  return new Promise<WalletResult>((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./wallet-worker.ts', import.meta.url), { workerData: order })
    const ask = () => Atomics.store(new Uint8Array(order.stop), 0, 1)
    signal.addEventListener('abort', ask, { once: true })
    worker.on('message', (message: WalletMessage) => {
      if (message.kind === 'progress') onMessage(message)
      else if (message.kind === 'done') resolve(message.result)
      else reject(new Refusal('cancelled'))
    })
    worker.on('error', reject)
    worker.on('exit', code => {
      signal.removeEventListener('abort', ask)
      reject(new Error(`the thread of the wallets ended early (${code})`))
    })
  })
}

/** The job: all wallets of a firm in a thread of their own, then one line in the audit trail. */
export async function reckonWallets(platform: Platform, job: RunningJob<unknown>): Promise<WalletResult> {
  const { tenantId, jobId, signal } = job
  const stop = new SharedArrayBuffer(1)
  const order = { connection: connectionOf(platform.pool), tenantId, now: platform.now().getTime(), jobId, stop }
  const result = await runThread(order, signal, ({ step, done, total }) => job.report({ step, done, total }))
  await job.inTenant(tx => audit(tx, job.actor, { action: 'recalculate', entity: 'wallet', after: result, count: result.customers }))
  return result
}
