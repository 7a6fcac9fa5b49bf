import { inTenant } from '#server/platform/database.ts'
import { readTenantIds } from '#server/platform/jobs.sql.ts'
import type { ImportEngine } from './import-run.ts'
import { readImportsAtWork } from './imports.sql.ts'
import { interruptImport } from './work-import.ts'

/**
 * At a start: imports that stand in the middle of work although nobody will go on with them (the product was restored from a backup, or a command
 * line was killed) take back what they wrote and say that they were interrupted. One that a job or another process works on is left alone.
 */
export async function recoverImports(engine: ImportEngine, signal: AbortSignal): Promise<void> {
  for (const tenantId of await readTenantIds(engine.db)) {
    const atWork = await inTenant(engine.db, { tenantId }, tx => readImportsAtWork(tx, tenantId))
    for (const { importId, jobState } of atWork) {
      if (jobState === 'queued' || jobState === 'running') continue
      await interruptImport(engine, { actor: { tenantId }, importId, signal, report: () => {} })
    }
  }
}
