import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/platform/exports.ts'
import type { ExportSources } from './export-source.ts'
import { createExport, downloadExport, listExports, removeExport, sweepExports } from './keep-exports.ts'
import { serve, serveFile } from './serve.ts'
import { exportKind, writeExport } from './write-export.ts'

const sweepMillis = 3_600_000

/** Lists written to files in the background; old files are looked for each hour. */
export function exportsRoutes(app: FastifyInstance, sources: ExportSources): void {
  const { platform } = app
  platform.jobs.define<{ readonly exportId: string }>(exportKind, job => writeExport(platform, sources, job))
  const sweep = () => void sweepExports(platform).catch(error => platform.log.warn({ err: error }, 'old exports not removed'))
  const timer = setInterval(sweep, sweepMillis).unref()
  platform.stopping.addEventListener('abort', () => clearInterval(timer), { once: true })
  serve(app, contract.listExports, (_, ctx) => listExports(ctx))
  serve(app, contract.createExport, ({ body }, ctx) => createExport(ctx, sources, body))
  serveFile(app, contract.downloadExport, ({ params }, ctx) => downloadExport(ctx, params.exportId))
  serve(app, contract.removeExport, ({ params }, ctx) => removeExport(ctx, params.exportId))
}
