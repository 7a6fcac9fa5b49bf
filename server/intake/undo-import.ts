import { setTimeout as wait } from 'node:timers/promises'
import { audit } from '#server/platform/audit.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { alone, type ImportEngine, type ImportRun, isBusy, openImport, type Running } from './import-run.ts'
import type { ImportCounts } from './import-work.ts'
import { changeImport } from './imports.sql.ts'

/** Undoes a published import in one transaction, and removes its facts afterwards. Goes on where a killed run stopped. */
export async function undoImport(engine: ImportEngine, run: ImportRun): Promise<void> {
  await alone(engine, run.importId, () => undo(engine, run))
}

async function undo(engine: ImportEngine, run: ImportRun): Promise<void> {
  const running = await openImport(engine, run)
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
    await engine.onFactsChanged(tx, run.actor, { importId, deed: 'undo' })
  }
}
