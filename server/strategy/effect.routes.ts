import type { FastifyInstance } from 'fastify'
import * as effect from '#contract/strategy/effect.ts'
import { serve } from '#server/platform/serve.ts'
import { defineEffectJobs, enqueueMeasuring } from './effect.jobs.ts'
import { listEffectCustomers, readCustomerEffects, readEffects } from './read-effects.ts'
import { setHoldout } from './set-holdout.ts'

/** What the plays were found to add. */
export function effectRoutes(app: FastifyInstance): void {
  const { jobs } = app.platform
  serve(app, effect.readEffects, (_, ctx) => readEffects(ctx))
  serve(app, effect.measureEffects, (_, ctx) => ctx.inTenant(async tx => ({ jobId: await enqueueMeasuring(jobs, tx, ctx) })))
  serve(app, effect.listEffectCustomers, ({ params, query }, ctx) => listEffectCustomers(ctx, params.playId, query.side))
  serve(app, effect.setHoldout, ({ params, body }, ctx) => setHoldout(ctx, params.playId, body.share, body.version))
  serve(app, effect.readCustomerEffects, ({ params }, ctx) => readCustomerEffects(ctx, params.dyadId))
  defineEffectJobs(app.platform)
}
