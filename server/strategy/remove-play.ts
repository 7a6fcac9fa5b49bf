import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { demandPlay } from './find-plays.ts'
import { lockPlay, setDeleted } from './plays.sql.ts'
import { countOpenRuns } from './runs.sql.ts'

/** Takes a play out of use: it is not started any more; runs under way go on, and how many there are is answered. */
export async function removePlay(ctx: Ctx, playId: string): Promise<{ done: true; openRuns: number }> {
  return await ctx.inTenant(async tx => {
    await lockPlay(tx, ctx.tenantId, playId)
    const { key, deletedAt } = await demandPlay(tx, ctx.tenantId, playId)
    const openRuns = await countOpenRuns(tx, ctx.tenantId, playId)
    if (deletedAt !== null) return { done: true, openRuns }
    await setDeleted(tx, ctx.tenantId, playId, ctx.now())
    await audit(tx, ctx, { action: 'remove', entity: 'play', entityId: playId, before: { key }, after: { openRuns } })
    return { done: true, openRuns }
  })
}

/** Puts a play back into use. */
export async function restorePlay(ctx: Ctx, playId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    await lockPlay(tx, ctx.tenantId, playId)
    const { key, deletedAt } = await demandPlay(tx, ctx.tenantId, playId)
    if (deletedAt === null) return { done: true }
    await setDeleted(tx, ctx.tenantId, playId, null)
    await audit(tx, ctx, { action: 'restore', entity: 'play', entityId: playId, after: { key } })
    return { done: true }
  })
}
