import type { RunningJob } from '#server/platform/jobs.ts'
import type { ImportCounts } from './import-work.ts'
import type { ImportOrder } from './start-import.ts'
import type { ImportEngine } from './import-run.ts'
import { undoImport } from './undo-import.ts'
import { discardImport, previewImport, publishImport } from './work-import.ts'

const short = ({ read, accepted, updated, unchanged, rejected }: ImportCounts) => ({ read, accepted, updated, unchanged, rejected })

/** The job: what was ordered of an import. May be called again after a restart, and goes on. */
export async function runImportJob(engine: ImportEngine, job: RunningJob<ImportOrder>): Promise<unknown> {
  const { importId, deed } = job.data
  const run = { actor: job.actor, importId, signal: job.signal, report: job.report }
  switch (deed) {
    case 'preview':
      return short(await previewImport(engine, run))
    case 'publish':
      return short(await publishImport(engine, run))
    case 'undo':
      await undoImport(engine, run)
      return { importId }
    case 'discard':
      await discardImport(engine, run)
      return { importId }
  }
}
