import type { Activity } from '#contract/activities/activity.ts'
import { shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { type ActivityRow, findActivity } from './activities.sql.ts'

/** An activity as this person may see it. */
export const activityShown = (ctx: Pick<Ctx, 'role' | 'fieldRules'>, row: ActivityRow): Activity =>
  shown(fieldsOf(ctx, 'activity'), row, row.hold)

/** The activity under this id of a customer that the caller sees, as it is stored. */
export async function demandActivity(tx: Tx, ctx: Ctx, dyadIds: readonly string[], activityId: string): Promise<ActivityRow> {
  const row = await findActivity(tx, ctx, dyadIds, activityId)
  if (row !== undefined) return row
  throw new Refusal('not_found', [
    '找不到这条跟进记录：可能已删除，或不在您的可见范围内。',
    'There is no such activity: it may have been removed, or lies outside what you may see.',
  ])
}
