import type { EvidenceTopic, RelationshipLine } from '#contract/relationships/bond.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readFirm } from './infer-relationship.ts'
import { readLines } from './relationship-lines.sql.ts'

/** What one finding about a relationship rests on, line by line. */
export async function readRelationshipLines(
  ctx: Ctx,
  dyadId: string,
  topic: EvidenceTopic = 'contact',
): Promise<{ rows: RelationshipLine[] }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { days } = await readFirm(tx, ctx.tenantId, ctx.now())
    return { rows: await readLines(tx, ctx.tenantId, dyad.dyadId, topic, days) }
  })
}
