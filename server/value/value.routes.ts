import type { FastifyInstance } from 'fastify'
import * as settings from '#contract/value/settings.ts'
import * as value from '#contract/value/valuation.ts'
import { serve } from '#server/platform/serve.ts'
import { checkDraft, weighByPairs } from './check-draft.ts'
import { findSettings, readVersion, versionOf } from './find-settings.ts'
import { listVersions } from './list-versions.ts'
import { readValue } from './read-value.ts'
import { readVersionInUse } from './settings.sql.ts'

export function valueRoutes(app: FastifyInstance): void {
  serve(app, value.readValue, ({ params, query }, ctx) => readValue(ctx, params.dyadId, query.to))
  serve(app, settings.readSettings, (_, ctx) =>
    ctx.inTenant(async tx => {
      const { settings, defaults, currency, row } = await findSettings(tx, ctx.tenantId)
      return { settings, defaults, currency, version: versionOf(row, await readVersionInUse(tx, ctx.tenantId)) }
    }),
  )
  serve(app, settings.listSettingsVersions, (_, ctx) => listVersions(ctx))
  serve(app, settings.readSettingsVersion, ({ params }, ctx) => ctx.inTenant(tx => readVersion(tx, ctx.tenantId, params.version)))
  serve(app, settings.checkDraft, ({ body }, ctx) => checkDraft(ctx, body.draft))
  serve(app, settings.weighByPairs, ({ body }) => weighByPairs(body))
}
