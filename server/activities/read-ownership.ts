import type { Ownership } from '#contract/activities/ownership.ts'
import { may } from '#core/platform/access.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { readOwnershipRow } from './ownership-read.sql.ts'

/** Who owns a customer, who works along, until when, every change of hands, and what the caller may do about it. Two queries. */
export async function readOwnership(ctx: Ctx, dyadId: string): Promise<Ownership> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const row = await readOwnershipRow(tx, ctx.tenantId, ctx.poolIds, dyad.dyadId)
    if (row === undefined) throw new Refusal('not_found')
    const assigns = may(ctx.role, 'customers.assign')
    const writes = may(ctx.role, 'customers.write')
    const isOwn = row.ownerId === ctx.userId
    return {
      ...row,
      mayClaim: writes && row.pool !== null && (row.pool.isMember || assigns),
      mayRelease: row.pool === null && !row.isLocked && (assigns ? dyad.isWritable : writes && isOwn),
      mayAssign: assigns && dyad.isWritable,
      mayShare: row.pool === null && (assigns ? dyad.isWritable : writes && isOwn),
    }
  })
}
