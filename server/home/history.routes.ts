import type { FastifyInstance } from 'fastify'
import * as history from '#contract/platform/history.ts'
import * as bin from '#contract/platform/recycle-bin.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { listHistory, previewPutBack, putBack } from '#server/platform/history.ts'
import { defineBinJobs, emptyBin, listBin, previewEmptyBin, restoreFromBin } from '#server/platform/recycle-bin.ts'
import { serve } from '#server/platform/serve.ts'
import { recordKeepers } from './record-keepers.ts'

/** Who changed what when, putting it back, and what was removed. */
export function historyRoutes(app: FastifyInstance, revalue: Revalue): void {
  const keepers = recordKeepers(revalue)
  defineBinJobs(app.platform)
  serve(app, history.listHistory, ({ params, query }, ctx) => listHistory(ctx, keepers, params.dyadId, query))
  serve(app, history.previewPutBack, ({ params }, ctx) => previewPutBack(ctx, keepers, params.dyadId, params.auditId))
  serve(app, history.putBack, ({ params, body }, ctx) => putBack(ctx, keepers, params, body))
  serve(app, bin.listBin, ({ query }, ctx) => listBin(ctx, query))
  serve(app, bin.restoreRecord, ({ params }, ctx) => restoreFromBin(ctx, keepers, params.entity, params.id))
  serve(app, bin.previewEmptyBin, (_, ctx) => previewEmptyBin(ctx))
  serve(app, bin.emptyBin, ({ body }, ctx) => emptyBin(ctx, body.count))
}
