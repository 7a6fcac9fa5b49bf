import type { Activity, ActivityQuery, readActivityChoices as choicesContract } from '#contract/activities/activity.ts'
import type { Answer } from '#contract/endpoint.ts'
import { limitsOf, shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { listActivityRows } from './activities.sql.ts'
import { activityShown, demandActivity } from './activity-answer.ts'
import { readContactChoices } from './dyad-seen.sql.ts'
import { seeAnyDyad } from './see-dyad.ts'

const pageSize = 50

/** Activities of the customers that the caller sees, the latest first. */
export async function listActivities(ctx: Ctx, query: ActivityQuery): Promise<{ rows: Activity[]; next: string | null }> {
  const limit = query.limit ?? pageSize
  const [startsAt, activityId] = query.after === undefined ? [] : readCursor(query.after, ['time', 'id'])
  const place = typeof startsAt === 'string' && typeof activityId === 'string' ? { startsAt, activityId } : undefined
  const rows = await ctx.inTenant(tx => listActivityRows(tx, ctx, fieldsOf(ctx, 'activity'), query, place, limit + 1))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map(row => activityShown(ctx, row)),
    next: last === undefined ? null : writeCursor([last.cursor, last.activityId]),
  }
}

export async function readActivity(ctx: Ctx, dyadId: string, activityId: string): Promise<Activity> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    return activityShown(ctx, await demandActivity(tx, ctx, dyad.all, activityId))
  })
}

/** What a form needs: the contacts of the customer, and what may not be written. */
export async function readActivityChoices(ctx: Ctx, dyadId: string): Promise<Answer<typeof choicesContract>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    const policy = fieldsOf(ctx, 'contact')
    const contacts = (await readContactChoices(tx, ctx.tenantId, dyad.partyId)).map(each => shown(policy, each, dyad.hold))
    const limits = limitsOf(fieldsOf(ctx, 'activity'), dyad.hold)
    return { dyadId: dyad.dyadId, name: dyad.name, contacts, limits, mayWrite: dyad.isWritable }
  })
}
