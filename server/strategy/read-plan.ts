import type { Answer, Input } from '#contract/endpoint.ts'
import type { comparePlans as compareContract, listPlanChoices, listPlans as listContract, Plan } from '#contract/strategy/plan.ts'
import { may } from '#core/platform/access.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { findPlays } from './find-plays.ts'
import { countDifferences, readChoices, readDifferences } from './plan-choices.sql.ts'
import { anyPlan, isPlanOf, readPlans } from './plan-rows.sql.ts'
import { readDays } from './read-hygiene.ts'

const mostPlans = 200
const usualChoices = 50
const mostDifferences = 200

/** A plan within what the caller sees; `not_found` for any other. */
export async function demandSeenPlan(tx: Tx, ctx: Ctx, planId: string): Promise<Plan> {
  const [plan] = await readPlans(tx, ctx, isPlanOf(planId), 1)
  if (plan !== undefined) return plan
  throw new Refusal('not_found', [
    '找不到这份计划：可能已删除，或属于您看不到的部门。',
    'There is no such plan: it may have been removed, or is of a department that you do not see.',
  ])
}

export async function listPlans(ctx: Ctx): Promise<Answer<typeof listContract>> {
  return await ctx.inTenant(async tx => {
    const { today } = await readDays(tx, ctx.tenantId, ctx.now())
    const { currency } = await readFirm(tx, ctx.tenantId)
    const rows = await readPlans(tx, ctx, anyPlan, mostPlans)
    return { rows, mayMake: may(ctx.role, 'customers.assign'), today: formatDay(today), currency }
  })
}

export const readPlan = (ctx: Ctx, planId: string): Promise<Plan> => ctx.inTenant(tx => demandSeenPlan(tx, ctx, planId))

const cursorPattern = /^(-?\d{1,16}):([0-9a-f-]{36})$/i

function cursorOf(after: string | undefined) {
  if (after === undefined) return undefined
  const [, worth, dyadId] = cursorPattern.exec(after) ?? []
  if (worth === undefined || dyadId === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(dyadId))
    throw refuseField('query.after', ['分页标记无效，请从第一页重新打开', 'is not the mark of a page: open the list again'])
  return { worth: Number(worth), dyadId }
}

const playsShown = async (tx: Tx, tenantId: string) => (await findPlays(tx, tenantId, true)).map(({ playId, name }) => ({ playId, name }))

/** One page of what a plan chose, most worth first. */
export async function listChoices(
  ctx: Ctx,
  planId: string,
  { after, limit = usualChoices, ...query }: Input<typeof listPlanChoices>['query'],
): Promise<Answer<typeof listPlanChoices>> {
  return await ctx.inTenant(async tx => {
    await demandSeenPlan(tx, ctx, planId)
    const found = await readChoices(tx, ctx, planId, { ...query, after: cursorOf(after), limit })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return {
      rows: page.map(({ row }) => row),
      plays: await playsShown(tx, ctx.tenantId),
      next: last === undefined ? null : `${last.row.worthMinor}:${last.rowId}`,
    }
  })
}

/** Two plans beside each other. */
export async function comparePlans(ctx: Ctx, planId: string, otherPlanId: string): Promise<Answer<typeof compareContract>> {
  return await ctx.inTenant(async tx => {
    const [one, other] = [await demandSeenPlan(tx, ctx, planId), await demandSeenPlan(tx, ctx, otherPlanId)]
    const counts = await countDifferences(tx, ctx, planId, otherPlanId)
    const rows = await readDifferences(tx, ctx, planId, otherPlanId, mostDifferences + 1)
    const plays = await playsShown(tx, ctx.tenantId)
    return { one, other, ...counts, rows: rows.slice(0, mostDifferences), plays, more: rows.length > mostDifferences }
  })
}
