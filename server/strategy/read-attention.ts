import type { Answer, Input } from '#contract/endpoint.ts'
import type { readAttention as contract } from '#contract/strategy/attention.ts'
import { addMonths, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refuseField } from '#server/platform/errors.ts'
import { sumAttention } from './attention.sql.ts'
import { readDays } from './read-hygiene.ts'

/** No day stands before it: three months earlier than the first days that can be written there is none. */
const firstDay = parseDay('0001-01-01') ?? 0

/** Attention by layer over some days; the last three months unless asked otherwise. */
export async function readAttention(ctx: Ctx, query: Input<typeof contract>['query']): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const { today } = await readDays(tx, ctx.tenantId, ctx.now())
    const to = (query.to === undefined ? undefined : parseDay(query.to)) ?? today
    const from = (query.from === undefined ? undefined : parseDay(query.from)) ?? Math.max(addMonths(to, -3), firstDay)
    if (from > to) throw refuseField('query.from', ['不能晚于结束日期', 'must not lie after the end'])
    return { from: formatDay(from), to: formatDay(to), rows: await sumAttention(tx, ctx, formatDay(from), formatDay(to)) }
  })
}
