import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Progress } from '#contract/platform/jobs.ts'
import type { Actor } from '#server/platform/audit.ts'
import { type Db, inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { errorCodes, Refusal } from '#server/platform/errors.ts'
import type { Log } from '#server/platform/log.ts'
import { FileRefusal } from './file-refusal.ts'
import { holdImport } from './import-lock.sql.ts'
import type { ImportScope, ImportStepName, ImportSteps, ImportWork } from './import-work.ts'
import { changeImport, readImportRow, readImportsAtWork, readTenantMoney } from './imports.sql.ts'
import type { ImportState, StoredImport } from './stored-import.ts'

/** Called in the transaction that publishes or undoes an import: what depends on facts is told there. */
export type OnFactsChanged = (
  tx: Tx,
  actor: Actor,
  change: { readonly importId: string; readonly deed: 'publish' | 'undo' },
) => Promise<void>

/** What the running of imports needs, made once. */
export type ImportEngine = {
  readonly db: Db
  readonly pool: pg.Pool
  /** The data folder; imports lie in `imports` below it. */
  readonly data: string
  readonly steps: ImportSteps
  readonly onFactsChanged: OnFactsChanged
  readonly now: () => Date
  readonly log: Log
}

/** One run of an import: who asked for it, how it is stopped, where its progress goes. */
export type ImportRun = {
  readonly actor: Actor
  readonly importId: string
  readonly signal: AbortSignal
  readonly report: (progress: Progress) => void
}

/** An import opened for work. */
export type Running = { readonly engine: ImportEngine; readonly run: ImportRun; readonly stored: StoredImport; readonly work: ImportWork }

export const folderOf = (data: string, importId: string) => join(data, 'imports', importId)

/** Takes the uploaded files of an import from the disk; what cannot be taken is logged and stands in nobody's way. */
export async function removeFiles({ data, log }: Pick<ImportEngine, 'data' | 'log'>, importId: string): Promise<void> {
  await rm(folderOf(data, importId), { recursive: true, force: true, maxRetries: 3 }).catch(error =>
    log.warn({ err: error, importId }, 'files of a given up import are left over'),
  )
}

export const whoOf = ({ tenantId, userId }: Actor): Who => (userId === undefined ? { tenantId } : { tenantId, userId })

/** Opens an import for work; refuses where it is not there. */
export async function openImport(engine: ImportEngine, run: ImportRun): Promise<Running> {
  const { tenantId } = run.actor
  const who = whoOf(run.actor)
  const [stored, money] = await inTenant(
    engine.db,
    who,
    async tx => [await readImportRow(tx, tenantId, run.importId), await readTenantMoney(tx, tenantId)] as const,
  )
  if (!stored) throw new Refusal('not_found')
  const baseCurrency = money.isEmpty && stored.settings.setsBaseCurrency ? stored.settings.currency : money.baseCurrency
  const scope: ImportScope = { tenantId, importId: run.importId, source: stored.source, baseCurrency }
  const report = (step: ImportStepName, done: number, total: number | null, figures?: Readonly<Record<string, number>>) =>
    run.report({ step, done, total, ...(figures ? { figures: { ...figures } } : {}) })
  return { engine, run, stored, work: { db: engine.db, pool: engine.pool, who, scope, signal: run.signal, report } }
}

/** Works on an import that no other process works on. */
export async function alone<T>(engine: ImportEngine, importId: string, work: () => Promise<T>): Promise<T> {
  const held = await holdImport(engine.db, importId, work)
  if (held) return held.result
  throw new Refusal('conflict', [
    '该导入正由另一个进程处理，请等它结束。',
    'Another process is at work on this import. Wait until it has ended.',
  ])
}

export const isBusy = (error: unknown): boolean => (error as { code?: string }).code === '23505'

/** Takes the tenant's one place for an import at work; waits while another one has it. */
export async function claim(running: Running, from: readonly ImportState[], giveUp: (importId: string) => Promise<void>): Promise<void> {
  const { engine, run, work } = running
  const { tenantId, importId } = work.scope
  for (;;) {
    run.signal.throwIfAborted()
    try {
      const taken = await inTenant(engine.db, work.who, tx => changeImport(tx, tenantId, importId, { state: 'staging', error: null }, from))
      if (taken) return
      throw new Refusal('conflict')
    } catch (error) {
      if (!isBusy(error)) throw error
      await clearAbandoned(running, giveUp)
      await wait(300)
    }
  }
}

/** An import that stands in the middle of work, whose process is dead and which no job will take up again, makes way. */
async function clearAbandoned({ engine, work }: Running, giveUp: (importId: string) => Promise<void>): Promise<void> {
  const atWork = await inTenant(engine.db, work.who, tx => readImportsAtWork(tx, work.scope.tenantId))
  for (const { importId, jobState } of atWork) {
    if (importId === work.scope.importId || jobState === 'queued' || jobState === 'running') continue
    await holdImport(engine.db, importId, () => giveUp(importId))
  }
}

/** Somebody asked this run to stop; when the product stops, the reason is another one and the run goes on later. */
export const isCancelled = (run: ImportRun) => run.signal.aborted && run.signal.reason === 'cancel'

/** The error of an import as it is shown, in both languages. */
export function errorOf(error: unknown): { code: string; zh: string; en: string } {
  if (error instanceof Refusal) return { code: error.code, zh: error.words[0], en: error.words[1] }
  if (error instanceof FileRefusal) return { code: error.code, zh: error.say('zh-CN'), en: error.say('en') }
  const [zh, en] = errorCodes.fault.words
  return { code: 'fault', zh, en }
}

/** A file that cannot be read is the caller's to mend. */
export const refusalOf = (error: unknown) =>
  error instanceof FileRefusal ? new Refusal('invalid', [error.say('zh-CN'), error.say('en')]) : error
