import type { Answer, Input } from '#contract/endpoint.ts'
import type { readCare as contract, setCareBudget as setContract } from '#contract/strategy/play-run.ts'
import { may } from '#core/platform/access.ts'
import { dateOf, formatDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { readCareBudget, writeCareBudget } from './care.sql.ts'
import { readDays } from './read-hygiene.ts'
import { both, isCareOf, readRuns, runCondition, sumCare } from './run-list.sql.ts'

const mostRuns = 500

/** Care of customers by month: what is planned and what was spent, against the year's budget. */
export async function readCare(ctx: Ctx, given: number | undefined): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const { today } = await readDays(tx, ctx.tenantId, ctx.now())
    const year = given ?? dateOf(today).year
    const condition = both(runCondition(ctx, {}), isCareOf(year))
    const budget = await readCareBudget(tx, ctx.tenantId, year)
    const rows = await readRuns(tx, ctx, condition, mostRuns)
    return {
      year,
      today: formatDay(today),
      budgetMinor: budget?.moneyMinor ?? null,
      version: budget?.version ?? 0,
      mayManage: may(ctx.role, 'settings.manage'),
      months: await sumCare(tx, condition),
      rows: rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })),
    }
  })
}

export async function setCareBudget(ctx: Ctx, { year, moneyMinor, version }: Input<typeof setContract>['body']): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await readCareBudget(tx, ctx.tenantId, year)
    if ((before?.version ?? 0) !== version) throw new Refusal('stale')
    if (!(await writeCareBudget(tx, { tenantId: ctx.tenantId, year, moneyMinor, version, authorId: ctx.userId })))
      throw new Refusal('stale')
    const deed = { action: 'update', entity: 'care_budget', entityId: String(year) } as const
    await audit(tx, ctx, { ...deed, before: { moneyMinor: before?.moneyMinor ?? null }, after: { moneyMinor } })
    return { done: true }
  })
}
