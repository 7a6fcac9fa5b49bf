import type { FastifyInstance } from 'fastify'
import * as value from '#contract/value.ts'
import { serve } from '#server/platform/serve.ts'
import { checkDraft, weighByPairs } from './check-draft.ts'
import { findSettings, readVersion, versionOf } from './find-settings.ts'
import { listVersions } from './list-versions.ts'
import { readValue } from './read-value.ts'
import { readVersionInUse } from './settings.sql.ts'

export function valueRoutes(app: FastifyInstance): void {
  serve(app, value.readValue, ({ params, query }, ctx) => readValue(ctx, params.dyadId, query.to))
  serve(app, value.readSettings, (_, ctx) =>
    ctx.inTenant(async tx => {
      const { settings, defaults, currency, row } = await findSettings(tx, ctx.tenantId)
      return { settings, defaults, currency, version: versionOf(row, await readVersionInUse(tx, ctx.tenantId)) }
    }),
  )
  serve(app, value.listSettingsVersions, (_, ctx) => listVersions(ctx))
  serve(app, value.readSettingsVersion, ({ params }, ctx) => ctx.inTenant(tx => readVersion(tx, ctx.tenantId, params.version)))
  serve(app, value.checkDraft, ({ body }, ctx) => checkDraft(ctx, body.draft))
  serve(app, value.weighByPairs, ({ body }) => weighByPairs(body))
}
