import type { Answer, Input } from '#contract/endpoint.ts'
import type { listWork as contract } from '#contract/home.ts'
import { may } from '#core/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import { ownsCustomers, readToday, readWork } from './work.sql.ts'

const usual = 30

/** Today's work of this person, the most money at stake first. Three queries. */
export async function listWork(ctx: Ctx, { whose, limit = usual }: Input<typeof contract>['query']): Promise<Answer<typeof contract>> {
  const asker = { ...ctx, mayReadValues: may(ctx.role, 'values.read') }
  return await ctx.inTenant(async tx => {
    const asked = whose ?? ((await ownsCustomers(tx, asker)) ? 'mine' : 'seen')
    const today = await readToday(tx, ctx.tenantId, ctx.now())
    const rows = await readWork(tx, asker, { whose: asked, today, limit })
    return { whose: asked, today, rows: rows.slice(0, limit), more: rows.length > limit }
  })
}
