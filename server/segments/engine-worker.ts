// The engine at work, in a thread of its own: the server goes on answering while a book of a hundred thousand customers is read, placed and written.
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { placeBook, placeRuns } from '#core/segments/place-book.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { type Connection, openPool } from '#server/platform/database.ts'
import { compareDraft } from './compare-draft.ts'
import { readEngineInput } from './engine-input.ts'
import { newCollector } from './release-columns.ts'
import { filledTables, importedTables, lockText, refreshText } from './engine-worker.sql.ts'
import { validateForecast } from './validate-forecast.ts'
import { removeOutdated, writeGeneration } from './write-generation.ts'

export type EngineTask =
  | { readonly kind: 'identify'; readonly reason: string; readonly authorId: string | null; readonly jobId: string | null }
  | { readonly kind: 'preview'; readonly draft: ValuationSettings }
  | { readonly kind: 'validate' }

export type EngineOrder = {
  readonly connection: Connection
  readonly tenantId: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly task: EngineTask
  /** One shared byte: 1 asks the thread to stop. */
  readonly stop: SharedArrayBuffer
}

export type EngineMessage =
  | { readonly kind: 'progress'; readonly step: 'reading' | 'placing' | 'writing'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'stopped' }

class Stopped extends Error {}

const order = workerData as EngineOrder
const stop = new Uint8Array(order.stop)
const tell = (message: EngineMessage) => parentPort?.postMessage(message)
const progress = (step: 'reading' | 'placing' | 'writing', done: number, total: number) => {
  if (Atomics.load(stop, 0) === 1) throw new Stopped('stopped')
  tell({ kind: 'progress', step, done, total })
}

async function identify(client: pg.ClientBase, task: EngineTask & { kind: 'identify' }) {
  const { tenantId } = order
  await client.query(lockText, [tenantId])
  const input = await readEngineInput(client, tenantId, new Date(order.now))
  const collect = newCollector(input.book)
  collect(true)
  const runs = placeRuns(input.book, input.settings, { ...input.options, keepRuns: 0 })
  const { reason, authorId, jobId } = task
  const written = await writeGeneration({ client, tenantId, input, runs, reason, authorId, jobId, report: progress, betweenSteps: collect })
  await removeOutdated(client, tenantId)
  const isImport = reason === 'import' || reason === 'import_undone' || reason === 'demo'
  await client.query(refreshText, [isImport ? [...filledTables, ...importedTables] : [...filledTables]])
  return { ...written, customers: input.book.keys.length, settingsVersion: input.settings.version }
}

async function preview(client: pg.ClientBase, task: EngineTask & { kind: 'preview' }) {
  const input = await readEngineInput(client, order.tenantId, new Date(order.now))
  const draft = { ...task.draft, version: input.settings.version }
  const onProgress = (done: number, total: number) => progress('placing', done, total)
  const { now } = placeBook(input.book, draft, { ...input.options, keepRuns: 0, onProgress })
  return await compareDraft(client, order.tenantId, { ...input, settings: draft }, now)
}

async function work(): Promise<unknown> {
  const pool = openPool(order.connection, 1)
  const client = await pool.connect()
  try {
    progress('reading', 0, 1)
    const { task } = order
    if (task.kind === 'identify') return await identify(client, task)
    if (task.kind === 'preview') return await preview(client, task)
    return await validateForecast(client, order.tenantId, new Date(order.now), () => progress('placing', 0, 1))
  } finally {
    client.release(true)
    await pool.end()
  }
}

try {
  tell({ kind: 'done', result: await work() })
} catch (error) {
  if (!(error instanceof Stopped)) throw error
  tell({ kind: 'stopped' })
}
