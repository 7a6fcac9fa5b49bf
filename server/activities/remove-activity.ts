import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { demandActivity } from './activity-answer.ts'
import { refuseReader, seeAnyDyad } from './see-dyad.ts'
import { settleActivity } from './settle-activity.ts'
import { removeActivityRow } from './write-activity.sql.ts'

/** Takes an activity away; what it counted for is counted no longer. The tasks that came out of it stay. */
export async function removeActivity(ctx: Ctx, dyadId: string, activityId: string, version: number): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    refuseReader(dyad)
    const before = await demandActivity(tx, ctx, dyad.all, activityId)
    const key = { tenantId: ctx.tenantId, dyadId: before.ownDyadId, activityId }
    if (!(await removeActivityRow(tx, key, version))) throw new Refusal('stale')
    const { hold: _, ownDyadId: __, ...told } = before
    await audit(tx, ctx, { action: 'remove', entity: 'activity', entityId: activityId, dyadId: dyad.dyadId, before: told })
    await settleActivity(ctx.jobs, tx, ctx, ctx.now(), { before })
    return { done: true }
  })
}
