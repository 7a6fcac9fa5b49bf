import type { PrivacySettings as Contract, savePrivacySettings as contract } from '#contract/dyads/privacy.ts'
import type { Input } from '#contract/endpoint.ts'
import { defaultPrivacySettings, type PrivacySettings } from '#core/dyads/retention.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { insertPrivacySettings, readNewestSettings } from './privacy.sql.ts'

export type FoundSettings = { readonly version: number; readonly settings: PrivacySettings }

/** The settings of a firm; the defaults where it has made none. */
export async function findPrivacySettings(tx: Tx, tenantId: string): Promise<FoundSettings> {
  return (await readNewestSettings(tx, tenantId)) ?? { version: 0, settings: defaultPrivacySettings }
}

const answered = (found: FoundSettings): Contract => found as Contract

export async function readPrivacySettings(ctx: Ctx): Promise<Contract> {
  return await ctx.inTenant(async tx => answered(await findPrivacySettings(tx, ctx.tenantId)))
}

/** Sets them anew, if nobody else has since they were read. */
export async function savePrivacySettings(ctx: Ctx, { version, settings }: Input<typeof contract>['body']): Promise<Contract> {
  return await ctx.inTenant(async tx => {
    const before = await findPrivacySettings(tx, ctx.tenantId)
    const next = { version: version + 1, settings: settings as PrivacySettings }
    const row = { tenantId: ctx.tenantId, authorId: ctx.userId, ...next }
    if (before.version !== version || !(await insertPrivacySettings(tx, row))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'privacy_settings', before: before.settings, after: settings })
    return answered(next)
  })
}
