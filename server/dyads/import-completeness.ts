import type { FastifyInstance } from 'fastify'
import { readCompleteness } from '#contract/intake.ts'
import { serve } from '#server/platform/serve.ts'
import { sumCompleteness } from './import-completeness.sql.ts'

/** How complete the customer records are, for the page of imports. */
export function completenessRoutes(app: FastifyInstance): void {
  serve(app, readCompleteness, (_, ctx) => ctx.inTenant(tx => sumCompleteness(tx, ctx.tenantId, ctx)))
}
