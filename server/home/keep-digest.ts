import type { Ctx } from '#server/platform/context.ts'
import { readPreferences, removePreference, writePreference } from '#server/platform/preferences.sql.ts'
import { digestName } from './digest.sql.ts'

/** Whether this person gets the morning digest, and whether it can be sent. */
export async function readDigest(ctx: Ctx): Promise<{ isWanted: boolean; email: string; canSend: boolean }> {
  const preferences = await ctx.inTenant(tx => readPreferences(tx, ctx.tenantId, ctx.userId))
  return { isWanted: digestName in preferences, email: ctx.person.email, canSend: ctx.platform.config.smtp !== undefined }
}

export async function setDigest(ctx: Ctx, isWanted: boolean): Promise<{ done: true }> {
  const { tenantId, userId } = ctx
  await ctx.inTenant(tx =>
    isWanted
      ? writePreference(tx, tenantId, userId, digestName, { isWanted: true }, ctx.now())
      : removePreference(tx, tenantId, userId, digestName),
  )
  return { done: true }
}
