import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/intake.ts'
import type { Ctx } from '#server/platform/context.ts'
import { serve, serveFile, serveUpload } from '#server/platform/serve.ts'
import { createImport } from './create-import.ts'
import { downloadRejections } from './download-rejections.ts'
import { readSources } from './imports.sql.ts'
import { mapImport } from './map-import.ts'
import { runImportJob } from './run-import-job.ts'
import { listImports, readImport } from './show-import.ts'
import { cancelImport, importKind, type ImportOrder, startImport, startUndo } from './start-import.ts'
import type { ImportEngine } from './import-run.ts'
import { refuseUnseen } from './whose-import.ts'

const actorOf = (ctx: Ctx) => ({
  tenantId: ctx.tenantId,
  userId: ctx.userId,
  ip: ctx.ip,
  userAgent: ctx.userAgent,
  requestId: ctx.requestId,
})

/** In whose name an import is worked on, if they see it. */
async function onSeen(ctx: Ctx, { importId }: { readonly importId: string }) {
  await refuseUnseen(ctx, importId)
  return actorOf(ctx)
}

/** Imports: upload, mapping, dry run, publishing, undo; and the background job behind them. */
export function intakeRoutes(app: FastifyInstance, engine: ImportEngine): void {
  app.platform.jobs.define<ImportOrder>(importKind, job => runImportJob(engine, job))
  serve(app, contract.listImports, ({ query }, ctx) => listImports(ctx, query))
  serveUpload(app, contract.createImport, ({ body }, ctx) =>
    createImport(engine, actorOf(ctx), {
      ...body,
      files: ctx.files.map(({ filename, path, bytes, sha256 }) => ({ name: filename, path, bytes, sha256 })),
    }),
  )
  serve(app, contract.listSources, async (_, ctx) => ({ rows: await ctx.inTenant(tx => readSources(tx, ctx.tenantId)) }))
  serve(app, contract.readImport, ({ params }, ctx) => readImport(ctx, params.importId))
  serve(app, contract.mapImport, async ({ params, body }, ctx) => mapImport(engine, await onSeen(ctx, params), params.importId, body))
  serve(app, contract.previewImport, async ({ params }, ctx) =>
    startImport(engine.db, ctx.jobs, await onSeen(ctx, params), params.importId, 'preview', ctx.now()),
  )
  serve(app, contract.publishImport, async ({ params }, ctx) =>
    startImport(engine.db, ctx.jobs, await onSeen(ctx, params), params.importId, 'publish', ctx.now()),
  )
  serve(app, contract.cancelImport, async ({ params }, ctx) => cancelImport(engine, ctx.jobs, await onSeen(ctx, params), params.importId))
  serve(app, contract.undoImport, async ({ params }, ctx) => startUndo(engine, ctx.jobs, await onSeen(ctx, params), params.importId))
  serveFile(app, contract.downloadRejections, async ({ params, query }, ctx) =>
    downloadRejections(engine, await onSeen(ctx, params), params.importId, {
      ...(query.fileNo === undefined ? {} : { fileNo: query.fileNo }),
      language: query.lang ?? ctx.language,
    }),
  )
}
