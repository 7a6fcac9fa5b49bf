import type { Answer, Input } from '#contract/endpoint.ts'
import type { listDeclineLines as contract } from '#contract/strategy/decline.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readEventLines, readItemLines } from './decline-evidence.sql.ts'
import { scopeOf } from './decline-seen.ts'
import { demandCase } from './read-decline-case.ts'
import { readDays } from './read-hygiene.ts'

const most = 200

/** What a finding of a case is made of. */
export async function listDeclineLines(
  ctx: Ctx,
  { dyadId, caseId }: Input<typeof contract>['params'],
  { kind }: Input<typeof contract>['query'],
): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { row } = await demandCase(tx, ctx, dyad, caseId)
    const scope = scopeOf(ctx.tenantId, dyad, row.turnedOn, await readDays(tx, ctx.tenantId, ctx.now()), ctx.now())
    const rows =
      kind === 'price' || kind === 'dropped'
        ? await readItemLines(tx, scope, kind, most + 1)
        : await readEventLines(tx, scope, kind, most + 1)
    return { rows: rows.slice(0, most), more: rows.length > most }
  })
}
