import type { FastifyInstance } from 'fastify'
import * as churn from '#contract/segments/churn.ts'
import * as forecast from '#contract/segments/forecast.ts'
import * as mapping from '#contract/segments/map.ts'
import * as movement from '#contract/segments/movement.ts'
import * as place from '#contract/segments/place.ts'
import * as settings from '#contract/segments/settings.ts'
import * as recorded from '#contract/segments/recorded-order.ts'
import * as warnings from '#contract/segments/warnings.ts'
import * as future from '#contract/value/future.ts'
import { serve, serveFile } from '#server/platform/serve.ts'
import { endOverride, setOverride } from './change-override.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { listGenerations, listMonths } from './list-months.ts'
import { exportMap, listPlaced } from './list-placed.ts'
import { listWarnings, readWarningQuality } from './list-warnings.ts'
import { listChurned, readChurn } from './read-churn.ts'
import { readForecast } from './read-forecast.ts'
import { readFuture } from './read-future.ts'
import { readMap } from './read-map.ts'
import { readMigration } from './read-migration.ts'
import { readPlace } from './read-place.ts'
import { readStages, readTimeInClass } from './read-time-in-class.ts'
import { recordOrder, removeOrder } from './record-order.ts'
import { previewSettings, saveSettings } from './save-settings.ts'
import { defineSegmentsJobs, type OnPlaced } from './segments.jobs.ts'

/** `onPlaced`: what else follows from a new placement, in the transaction that ends its job. */
export function segmentsRoutes(app: FastifyInstance, onPlaced: OnPlaced): void {
  defineSegmentsJobs(app.platform, onPlaced)
  serve(app, mapping.readMap, ({ query }, ctx) => readMap(ctx, query))
  serve(app, mapping.listMonths, (_, ctx) => listMonths(ctx))
  serve(app, movement.readMigration, ({ query }, ctx) => readMigration(ctx, query))
  serve(app, movement.listPlaced, ({ query }, ctx) => listPlaced(ctx, query))
  serve(app, movement.readTimeInClass, ({ query }, ctx) => readTimeInClass(ctx, query.asOf))
  serve(app, movement.readStages, ({ query }, ctx) => readStages(ctx, query.asOf))
  serve(app, place.readPlace, ({ params, query }, ctx) => readPlace(ctx, params.dyadId, query.asOf))
  serve(app, future.readFuture, ({ params }, ctx) => readFuture(ctx, params.dyadId))
  serve(app, warnings.listWarnings, ({ query }, ctx) => listWarnings(ctx, query))
  serve(app, warnings.readWarningQuality, (_, ctx) => readWarningQuality(ctx))
  serve(app, churn.readChurn, ({ query }, ctx) => readChurn(ctx, query))
  serve(app, churn.listChurned, ({ query }, ctx) => listChurned(ctx, query))
  serve(app, forecast.readForecast, (_, ctx) => readForecast(ctx))
  serve(app, recorded.recordOrder, ({ params, body }, ctx) => recordOrder(ctx, params.dyadId, body))
  serve(app, recorded.removeOrder, ({ params }, ctx) => removeOrder(ctx, params.dyadId, params.orderId))
  serve(app, place.setOverride, ({ params, body }, ctx) => setOverride(ctx, params.dyadId, body))
  serve(app, place.endOverride, ({ params }, ctx) => endOverride(ctx, params.dyadId))
  serve(app, settings.previewSettings, ({ body }, ctx) => previewSettings(ctx, body.draft))
  serve(app, settings.saveSettings, ({ body }, ctx) => saveSettings(ctx, body))
  serve(app, mapping.listGenerations, (_, ctx) => listGenerations(ctx))
  serve(app, mapping.recalculate, async (_, ctx) => ({ jobId: await ctx.inTenant(tx => enqueueIdentify(ctx.jobs, tx, ctx, 'asked')) }))
  serveFile(app, mapping.exportMap, ({ query }, ctx) => exportMap(ctx, query))
}
