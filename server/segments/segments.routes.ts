import type { FastifyInstance } from 'fastify'
import * as segments from '#contract/segments.ts'
import { serve, serveFile } from '#server/platform/serve.ts'
import { endOverride, setOverride } from './change-override.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { listGenerations, listMonths } from './list-months.ts'
import { exportMap, listPlaced } from './list-placed.ts'
import { readMap } from './read-map.ts'
import { readMigration } from './read-migration.ts'
import { readPlace } from './read-place.ts'
import { readStages, readTimeInClass } from './read-time-in-class.ts'
import { previewSettings, saveSettings } from './save-settings.ts'
import { defineSegmentsJobs } from './segments.jobs.ts'

export function segmentsRoutes(app: FastifyInstance): void {
  defineSegmentsJobs(app.platform)
  serve(app, segments.readMap, ({ query }, ctx) => readMap(ctx, query))
  serve(app, segments.listMonths, (_, ctx) => listMonths(ctx))
  serve(app, segments.readMigration, ({ query }, ctx) => readMigration(ctx, query))
  serve(app, segments.listPlaced, ({ query }, ctx) => listPlaced(ctx, query))
  serve(app, segments.readTimeInClass, ({ query }, ctx) => readTimeInClass(ctx, query.asOf))
  serve(app, segments.readStages, ({ query }, ctx) => readStages(ctx, query.asOf))
  serve(app, segments.readPlace, ({ params, query }, ctx) => readPlace(ctx, params.dyadId, query.asOf))
  serve(app, segments.setOverride, ({ params, body }, ctx) => setOverride(ctx, params.dyadId, body))
  serve(app, segments.endOverride, ({ params }, ctx) => endOverride(ctx, params.dyadId))
  serve(app, segments.previewSettings, ({ body }, ctx) => previewSettings(ctx, body.draft))
  serve(app, segments.saveSettings, ({ body }, ctx) => saveSettings(ctx, body))
  serve(app, segments.listGenerations, (_, ctx) => listGenerations(ctx))
  serve(app, segments.recalculate, async (_, ctx) => ({ jobId: await ctx.inTenant(tx => enqueueIdentify(ctx.jobs, tx, ctx, 'asked')) }))
  serveFile(app, segments.exportMap, ({ query }, ctx) => exportMap(ctx, query))
}
