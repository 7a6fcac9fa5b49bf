import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { unremove } from '#server/platform/recycle-bin.sql.ts'
import { demandActivity } from './activity-answer.ts'
import { refuseReader, seeAnyDyad } from './see-dyad.ts'
import { settleActivity } from './settle-activity.ts'

/** Brings a removed activity back; what it counted for is counted again. */
export async function restoreActivity(ctx: Ctx, dyadId: string, activityId: string): Promise<void> {
  await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    refuseReader(dyad)
    if (!(await unremove(tx, ctx.tenantId, 'activity', activityId))) throw new Refusal('not_found')
    const after = await demandActivity(tx, ctx, dyad.all, activityId)
    await audit(tx, ctx, { action: 'restore', entity: 'activity', entityId: activityId, dyadId: dyad.dyadId })
    await settleActivity(ctx.jobs, tx, ctx, ctx.now(), { after })
  })
}
