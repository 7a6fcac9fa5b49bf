import type { Answer, Input } from '#contract/endpoint.ts'
import type { previewSettings as previewEndpoint, saveSettings as saveEndpoint } from '#contract/segments/settings.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { demandDraft } from '#server/value/check-draft.ts'
import { findSettings, versionOf } from '#server/value/find-settings.ts'
import { findSettingsVersion, readVersionInUse, writeSettings } from '#server/value/settings.sql.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { runEngine } from './run-engine.ts'

/** One preview at a time in this process: each holds a whole book in memory. */
let previewing: Promise<unknown> = Promise.resolve()

/** What a draft would do to the map. Nothing is saved; a caller who goes away stops it. */
export async function previewSettings(ctx: Ctx, draft: object): Promise<Answer<typeof previewEndpoint>> {
  const found = await ctx.inTenant(tx => findSettings(tx, ctx.tenantId))
  const task = { kind: 'preview', draft: demandDraft(draft, found) } as const
  const { tenantId, signal } = ctx
  const before = previewing
  const run = before.then(() => runEngine({ pool: ctx.platform.pool, tenantId, now: ctx.now(), task, signal }))
  previewing = run.catch(() => {})
  return (await run) as Answer<typeof previewEndpoint>
}

/** Someone else has saved the next version in the same moment. */
function staleIfTaken(error: { readonly code?: string }): never {
  throw error.code === '23505' ? new Refusal('stale') : error
}

/** Saves a draft as the next version, and has everything computed anew with it. */
export async function saveSettings(ctx: Ctx, body: Input<typeof saveEndpoint>['body']): Promise<Answer<typeof saveEndpoint>> {
  return await ctx.inTenant(async tx => {
    const { tenantId, userId } = ctx
    const found = await findSettings(tx, tenantId)
    if (found.settings.version !== body.base) throw new Refusal('stale')
    const version = found.settings.version + 1
    const settings = { ...demandDraft(body.draft, found), version }
    await writeSettings(tx, { tenantId, version, settings, note: body.note.trim(), authorId: userId, now: ctx.now() }).catch(staleIfTaken)
    await audit(tx, ctx, {
      action: 'update',
      entity: 'valuation_settings',
      entityId: String(version),
      before: found.settings,
      after: settings,
    })
    const jobId = await enqueueIdentify(ctx.jobs, tx, ctx, 'settings')
    const row = await findSettingsVersion(tx, tenantId, version)
    return { version: versionOf(row, await readVersionInUse(tx, tenantId)), jobId }
  })
}
