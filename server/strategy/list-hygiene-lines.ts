import type { Answer } from '#contract/endpoint.ts'
import type { listHygieneLines as contract } from '#contract/strategy/hygiene.ts'
import { type HygieneDuty, type MeasuredDuty, measuredDuties } from '#core/strategy/hygiene.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readHygieneLines } from './hygiene-lines.sql.ts'
import { readHygiene } from './read-hygiene.ts'

const most = 200

const isMeasured = (duty: HygieneDuty): duty is MeasuredDuty => (measuredDuties as readonly string[]).includes(duty)

/** What a duty's figure is made of; a duty that a person answers has none. */
export async function listHygieneLines(ctx: Ctx, dyadId: string, duty: HygieneDuty): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    if (!isMeasured(duty)) return { rows: [], more: false }
    const { scope, isSecond } = await readHygiene(tx, ctx.tenantId, ctx.now(), dyad.all)
    const rows = await readHygieneLines(tx, scope, duty, isSecond(dyad.dyadId, duty), most + 1)
    return { rows: rows.slice(0, most), more: rows.length > most }
  })
}
