import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '#contract/platform/jobs.ts'
import type pg from 'pg'
import type { Mapping } from '#core/intake/mapping.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import { type Db, inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { errorCodes, Refusal } from '#server/platform/errors.ts'
import type { Log } from '#server/platform/log.ts'
import { adjustMapping } from './adjust-mapping.ts'
import type { Rate } from './exchange.ts'
import { FileRefusal } from './file-refusal.ts'
import type { ImportCounts, ImportScope, ImportStepName, ImportSteps, ImportWork } from './import-work.ts'
import { changeImport, readImportRow, readRates, readTenantMoney, setBaseCurrency } from './imports.sql.ts'
import { runThread } from './run-thread.ts'
import { stageBatch } from './stage-batch.sql.ts'
import { hasStaged, removeRejections, removeStaged, stagingTables } from './staging.sql.ts'
import { readSteps } from './steps.sql.ts'
import type { ImportState, StoredImport } from './stored-import.ts'

/** Called in the transaction that publishes or undoes an import: what depends on facts is told there. */
export type OnFactsChanged = (tx: Tx, actor: Actor, change: { readonly importId: string }) => Promise<void>

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

type Running = { readonly engine: ImportEngine; readonly run: ImportRun; readonly stored: StoredImport; readonly work: ImportWork }

export const folderOf = (data: string, importId: string) => join(data, 'imports', importId)

const whoOf = ({ tenantId, userId }: Actor): Who => (userId === undefined ? { tenantId } : { tenantId, userId })

async function open(engine: ImportEngine, run: ImportRun): Promise<Running> {
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

const isBusy = (error: unknown) => (error as { code?: string }).code === '23505'

/** Takes the tenant's one place for an import at work; waits while another one has it. */
async function claim({ engine, run, work }: Running, from: readonly ImportState[]): Promise<void> {
  const { tenantId, importId } = work.scope
  for (;;) {
    run.signal.throwIfAborted()
    try {
      const taken = await inTenant(engine.db, work.who, tx => changeImport(tx, tenantId, importId, { state: 'staging', error: null }, from))
      if (taken) return
      throw new Refusal('conflict')
    } catch (error) {
      if (!isBusy(error)) throw error
      await wait(300)
    }
  }
}

type Staged = { readonly fileNo: number; readonly mapping: Mapping; readonly name: string; readonly path: string }

function filesOf({ engine, stored }: Running): Staged[] {
  const folder = folderOf(engine.data, stored.importId)
  return stored.files.flatMap(({ fileNo, name, stored: file }) => {
    const mapping = stored.mapping?.[fileNo]
    return mapping ? [{ fileNo, name, path: join(folder, file), mapping: adjustMapping(mapping, stored.settings) }] : []
  })
}

/** What the staged rows depend on: with the same mark they need not be read again. */
function markOf({ stored, work }: Running, files: readonly Staged[], rates: unknown): string {
  const told = [
    stored.files.map(file => file.sha256),
    files.map(({ fileNo, mapping }) => [fileNo, mapping]),
    stored.settings,
    work.scope.source,
    work.scope.baseCurrency,
    rates,
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

/** Rows are committed in batches of this size at most. */
const rowsEach = 16_000

/** Reads all files into the staging tables, or what is missing there. */
async function stage(running: Running): Promise<void> {
  const { engine, stored, work } = running
  const { scope, who } = work
  const files = filesOf(running)
  if (files.length === 0)
    throw new Refusal('invalid', [
      '没有一个文件指定了内容。请先为文件指定内容和各列。',
      'No file has been given a meaning. Say what each file holds first.',
    ])
  const rates = await inTenant(engine.db, who, tx => readRates(tx, scope.tenantId))
  const mark = markOf(running, files, rates)
  const known = stored.stagedMark === mark && (await inTenant(engine.db, who, tx => hasStaged(tx, scope)))
  if (!known) {
    await clearStaging(running)
    await inTenant(engine.db, who, tx => changeImport(tx, scope.tenantId, scope.importId, { stagedMark: mark }))
  }
  const steps = await inTenant(engine.db, who, tx => readSteps(tx, scope))
  if (files.every(({ fileNo }) => steps.has(`whole:${fileNo}`))) return
  await readFiles(running, files, steps, rates)
}

async function readFiles(
  { engine, stored, work }: Running,
  files: readonly Staged[],
  steps: ReadonlyMap<string, number>,
  rates: readonly Rate[],
): Promise<void> {
  const { scope, who, signal, report } = work
  const after = Object.fromEntries(files.map(({ fileNo }) => [String(fileNo), steps.get(`read:${fileNo}`) ?? 0]))
  const total = files.reduce((sum, { fileNo }) => sum + (stored.files[fileNo]?.bytes ?? 0), 0)
  const [read, bytes] = [new Map<number, number>(), new Map<number, number>()]
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
  const task = {
    kind: 'stage',
    files,
    baseCurrency: scope.baseCurrency,
    currency: stored.settings.currency,
    rates,
    after,
    rowsEach,
  } as const
  let rejected = 0
  for await (const message of runThread(task, signal)) {
    if (message.kind !== 'batch') continue
    if (message.read > (after[String(message.fileNo)] ?? 0) || message.done) await stageBatch(engine.pool, who, scope, message)
    read.set(message.fileNo, message.read)
    bytes.set(message.fileNo, message.bytes)
    rejected += message.rejected.length
    report('reading', sum(bytes), total, { rows: sum(read), rejected })
  }
}

const removedEach = 20_000

/** Forgets everything that was staged, in portions. */
async function clearStaging({ engine, work, run }: Pick<Running, 'engine' | 'work' | 'run'>): Promise<void> {
  const { who, scope } = work
  for (const table of stagingTables)
    for (let rows = removedEach; rows === removedEach; )
      rows = await inTenant(engine.db, who, tx => removeStaged(tx, scope, table, removedEach))
  await inTenant(engine.db, who, async tx => {
    await removeRejections(tx, scope)
    await changeImport(tx, scope.tenantId, run.importId, { stagedMark: null })
  })
}

const isCancelled = (run: ImportRun) => run.signal.aborted && run.signal.reason === 'cancel'

/** The error of an import as it is shown, in both languages. */
function errorOf(error: unknown): { code: string; zh: string; en: string } {
  if (error instanceof Refusal) return { code: error.code, zh: error.words[0], en: error.words[1] }
  if (error instanceof FileRefusal) return { code: error.code, zh: error.say('zh-CN'), en: error.say('en') }
  const [zh, en] = errorCodes.fault.words
  return { code: 'fault', zh, en }
}

const refusalOf = (error: unknown) => (error instanceof FileRefusal ? new Refusal('invalid', [error.say('zh-CN'), error.say('en')]) : error)

/** Rows read = accepted + rejected + unchanged, in every file; else nothing of the import is kept. */
function refuseUnlessReconciled({ files, ...counts }: ImportCounts): void {
  const wrong = [counts, ...files].find(file => file.read !== file.accepted + file.rejected + file.unchanged)
  if (!wrong) return
  const [read, parts] = [wrong.read, `${wrong.accepted} + ${wrong.rejected} + ${wrong.unchanged}`]
  throw new Refusal('conflict', [
    `行数对不上：读入 ${read} 行，而接受 + 拒绝 + 未变 = ${parts}。整个导入已放弃，没有写入任何内容；请把此情况告知我们。`,
    `The counts do not agree: ${read} rows were read, and accepted + rejected + unchanged = ${parts}. The whole import was given up and nothing was written; please tell us.`,
  ])
}

/** The dry run: reads, matches and counts. Nothing but staging tables is written. */
export async function previewImport(engine: ImportEngine, run: ImportRun): Promise<ImportCounts> {
  const running = await open(engine, run)
  const { work } = running
  const { tenantId, importId } = work.scope
  const back = (change: Parameters<typeof changeImport>[3]) =>
    inTenant(engine.db, work.who, tx => changeImport(tx, tenantId, importId, { state: 'ready', ...change }, ['staging']))
  await claim(running, ['ready', 'failed', 'staging'])
  try {
    await stage(running)
    await engine.steps.match(work)
    const counts = await engine.steps.count(work)
    refuseUnlessReconciled(counts)
    await back({ preview: counts, error: null })
    return counts
  } catch (error) {
    if (run.signal.aborted && !isCancelled(run)) throw error
    await clearStaging(running)
    await back({ error: isCancelled(run) ? null : errorOf(error) })
    throw refusalOf(error)
  }
}

/** Publishes an import: all of it is seen from one moment on, or nothing. Goes on where a killed run stopped. */
export async function publishImport(engine: ImportEngine, run: ImportRun): Promise<ImportCounts> {
  const running = await open(engine, run)
  if (running.stored.state === 'published') return await finishPublished(running)
  try {
    if (running.stored.state !== 'publishing') await match(running, ['ready', 'failed', 'staging'])
    else if (!(await isIntact(running))) await startOver(running)
    await engine.steps.write(running.work)
    return await flip(running)
  } catch (error) {
    if (run.signal.aborted && !isCancelled(run)) throw error
    await giveUp(running, error)
    throw refusalOf(error)
  }
}

async function match(running: Running, from: readonly ImportState[]): Promise<void> {
  const { engine, work } = running
  const { tenantId, importId } = work.scope
  await claim(running, from)
  await stage(running)
  await inTenant(engine.db, work.who, tx => engine.steps.prepare(tx, work))
  await engine.steps.match(work)
  const counts = await engine.steps.count(work)
  refuseUnlessReconciled(counts)
  await inTenant(engine.db, work.who, tx => changeImport(tx, tenantId, importId, { state: 'publishing', counts }, ['staging']))
}

/** Staged rows do not outlive a crash of the database; facts that nobody sees do. */
async function isIntact({ engine, work }: Running): Promise<boolean> {
  return await inTenant(engine.db, work.who, tx => hasStaged(tx, work.scope))
}

async function startOver(running: Running): Promise<void> {
  const { engine, work } = running
  await engine.steps.discard(work)
  await inTenant(engine.db, work.who, tx =>
    changeImport(tx, work.scope.tenantId, work.scope.importId, { state: 'staging' }, ['publishing']),
  )
  await match(running, ['staging'])
}

/** The one transaction from which on the import is seen. */
async function flip(running: Running): Promise<ImportCounts> {
  const { engine, run, work } = running
  const { tenantId, importId, baseCurrency, source } = work.scope
  await inTenant(engine.db, work.who, async tx => {
    const stored = await readImportRow(tx, tenantId, importId)
    const counts = stored?.counts as ImportCounts
    const money = await readTenantMoney(tx, tenantId)
    if (money.isEmpty) await setBaseCurrency(tx, tenantId, baseCurrency)
    else if (money.baseCurrency !== baseCurrency)
      throw new Refusal('conflict', [
        '账套本位币刚刚改变，请重新试算后再发布。',
        'The base currency has just changed. Run the check again, then publish.',
      ])
    if (!(await changeImport(tx, tenantId, importId, { state: 'published', publishedAt: engine.now(), error: null }, ['publishing'])))
      throw new Refusal('conflict')
    await engine.steps.publish(tx, work)
    const { read, accepted, updated, unchanged, rejected } = counts
    await audit(tx, run.actor, {
      action: 'import',
      entity: 'import',
      entityId: importId,
      after: { source, read, accepted, updated, unchanged, rejected },
      count: accepted,
      fileHash: stored?.fileHash ?? undefined,
    })
    if (accepted > 0) await engine.onFactsChanged(tx, run.actor, { importId })
    run.signal.throwIfAborted()
  })
  return await finishPublished(running)
}

async function finishPublished(running: Running): Promise<ImportCounts> {
  const { engine, work } = running
  await tidy(running)
  const stored = await inTenant(engine.db, work.who, tx => readImportRow(tx, work.scope.tenantId, work.scope.importId))
  return stored?.counts as ImportCounts
}

/** Staged rows of a published import are of no more use; the rejected ones stay for download. */
async function tidy({ engine, work }: Running): Promise<void> {
  for (const table of stagingTables)
    for (let rows = removedEach; rows === removedEach; )
      rows = await inTenant(engine.db, work.who, tx => removeStaged(tx, work.scope, table, removedEach))
}

/** Takes everything back: after a cancel the import is as if it had never begun, after an error it says why. */
async function giveUp(running: Running, error: unknown): Promise<void> {
  const { engine, run, work } = running
  const { tenantId, importId } = work.scope
  const stored = await inTenant(engine.db, work.who, tx => readImportRow(tx, tenantId, importId))
  if (stored?.state === 'published') return
  await engine.steps.discard(work)
  await clearStaging(running)
  const state = isCancelled(run) ? 'cancelled' : 'failed'
  await inTenant(engine.db, work.who, tx =>
    changeImport(tx, tenantId, importId, { state, counts: null, preview: null, error: isCancelled(run) ? null : errorOf(error) }, [
      'ready',
      'failed',
      'staging',
      'publishing',
    ]),
  )
}

/** Removes what a cancelled, failed or stuck import left behind. */
export async function discardImport(engine: ImportEngine, run: ImportRun): Promise<void> {
  const running = await open(engine, run)
  const { tenantId, importId } = running.work.scope
  if (running.stored.state === 'published' || running.stored.state === 'undone') return
  await engine.steps.discard(running.work)
  await clearStaging(running)
  await inTenant(engine.db, running.work.who, tx =>
    changeImport(tx, tenantId, importId, { state: 'cancelled', counts: null, preview: null }),
  )
}

/** Undoes a published import in one transaction, and removes its facts afterwards. Goes on where a killed run stopped. */
export async function undoImport(engine: ImportEngine, run: ImportRun): Promise<void> {
  const running = await open(engine, run)
  if (running.stored.state === 'published') await undoPublished(running)
  const { tenantId, importId } = running.work.scope
  await engine.steps.discard(running.work)
  await inTenant(engine.db, running.work.who, tx => changeImport(tx, tenantId, importId, { removal: null }))
}

async function undoPublished(running: Running): Promise<void> {
  const { engine, run, work } = running
  const { tenantId, importId } = work.scope
  for (;;) {
    run.signal.throwIfAborted()
    try {
      return await inTenant(engine.db, work.who, tx => undoInside(tx, running))
    } catch (error) {
      if (!isBusy(error)) throw error
      await wait(300)
    }
  }
  async function undoInside(tx: Tx, { stored }: Running): Promise<void> {
    if (!(await changeImport(tx, tenantId, importId, { state: 'undoing' }, ['published']))) throw new Refusal('conflict')
    await engine.steps.undo(tx, work)
    await changeImport(tx, tenantId, importId, { state: 'undone', undoneAt: engine.now(), removal: 'facts' })
    const { accepted } = stored.counts as ImportCounts
    await audit(tx, run.actor, {
      action: 'undo',
      entity: 'import',
      entityId: importId,
      before: { source: work.scope.source, accepted },
      count: accepted,
      fileHash: stored.fileHash ?? undefined,
    })
    await engine.onFactsChanged(tx, run.actor, { importId })
  }
}
