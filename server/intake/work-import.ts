import { audit } from '#server/platform/audit.ts'
import { inTenant } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import {
  alone,
  claim,
  errorOf,
  type ImportEngine,
  type ImportRun,
  isCancelled,
  openImport,
  refusalOf,
  removeFiles,
  type Running,
} from './import-run.ts'
import { holdImport } from './import-lock.sql.ts'
import type { ImportCounts } from './import-work.ts'
import { changeImport, readImportRow, readTenantMoney, setBaseCurrency } from './imports.sql.ts'
import { clearStaging, removeStagedRows, stageImport } from './stage-import.ts'
import { hasStaged } from './staging.sql.ts'
import type { ImportState } from './stored-import.ts'

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
  return await alone(engine, run.importId, () => preview(engine, run))
}

async function preview(engine: ImportEngine, run: ImportRun): Promise<ImportCounts> {
  const running = await openImport(engine, run)
  const { work } = running
  const { tenantId, importId } = work.scope
  const back = (change: Parameters<typeof changeImport>[3]) =>
    inTenant(engine.db, work.who, tx => changeImport(tx, tenantId, importId, { state: 'ready', ...change }, ['staging']))
  await claim(running, ['ready', 'failed', 'staging'], abandoned(running))
  try {
    await stageImport(running)
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
  return await alone(engine, run.importId, () => publish(engine, run))
}

async function publish(engine: ImportEngine, run: ImportRun): Promise<ImportCounts> {
  const running = await openImport(engine, run)
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
  await claim(running, from, abandoned(running))
  await stageImport(running)
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
    if (accepted > 0) await engine.onFactsChanged(tx, run.actor, { importId, deed: 'publish' })
    run.signal.throwIfAborted()
  })
  return await finishPublished(running)
}

async function finishPublished(running: Running): Promise<ImportCounts> {
  const { engine, work } = running
  await removeStagedRows(running)
  const stored = await inTenant(engine.db, work.who, tx => readImportRow(tx, work.scope.tenantId, work.scope.importId))
  return stored?.counts as ImportCounts
}

/** Takes everything back: after a cancel nothing is left but its line in the list, files included; after an error it says why and can be mended. */
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
  if (state === 'cancelled' || stored?.state === 'cancelled') await removeFiles(engine, importId)
}

const interrupted = () =>
  new Refusal('conflict', [
    '导入中途被打断（产品从备份恢复，或进程被终止），写入的内容已全部收回。请再次发布；若原文件已不在，请重新上传。',
    'The import was interrupted (the product was restored from a backup, or its process was ended) and all that it wrote was taken back. Publish it again; where its files are gone, upload them again.',
  ])

/** Ends an import in the middle of work that nobody goes on with; where a process holds it, it is left alone. */
export async function interruptImport(engine: ImportEngine, run: ImportRun): Promise<void> {
  await holdImport(engine.db, run.importId, async () => {
    const running = await openImport(engine, run)
    if (running.stored.state === 'staging' || running.stored.state === 'publishing') await giveUp(running, interrupted())
  })
}

/** Removes what a cancelled, failed or stuck import left behind, its files too. */
export async function discardImport(engine: ImportEngine, run: ImportRun): Promise<void> {
  await alone(engine, run.importId, () => discard(engine, run))
}

async function discard(engine: ImportEngine, run: ImportRun): Promise<void> {
  const running = await openImport(engine, run)
  const { tenantId, importId } = running.work.scope
  if (running.stored.state === 'published' || running.stored.state === 'undone') return
  await engine.steps.discard(running.work)
  await clearStaging(running)
  await inTenant(engine.db, running.work.who, tx =>
    changeImport(tx, tenantId, importId, { state: 'cancelled', counts: null, preview: null }),
  )
  await removeFiles(engine, importId)
}

/** How an import makes way whose process has died. */
function abandoned({ engine, run }: Running): (importId: string) => Promise<void> {
  return importId => discard(engine, { ...run, importId, report: () => {} })
}
