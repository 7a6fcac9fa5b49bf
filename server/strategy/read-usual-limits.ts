import type { Answer } from '#contract/endpoint.ts'
import type { readUsualLimits as contract } from '#contract/strategy/plan.ts'
import { usualHoursEach, usualLimits, usualMoneyShare } from '#core/strategy/plan-usual.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readTeam } from './plan-usual.sql.ts'

/** What a form for a new plan begins with, and the facts that it comes from. */
export async function readUsualLimits(ctx: Ctx): Promise<Answer<typeof contract>> {
  const { people, contributionMinor } = await ctx.inTenant(tx => readTeam(tx, ctx))
  return { people, contributionMinor, hoursEach: usualHoursEach, moneyShare: usualMoneyShare, ...usualLimits(people, contributionMinor) }
}
