import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { readOwnershipRow } from './ownership-read.sql.ts'
import { setLock } from './ownership.sql.ts'

/** Locks a customer to its owner, or unlocks it; the reason is kept with the change of hands. */
export async function lockCustomer(ctx: Ctx, dyadId: string, isLocked: boolean, reason: string): Promise<{ done: true }> {
  const { tenantId, userId } = ctx
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const before = await readOwnershipRow(tx, tenantId, ctx.poolIds, dyad.dyadId)
    if (isLocked && (before?.ownerId ?? null) === null)
      throw new Refusal('conflict', [
        '没有负责人的客户不能锁定，请先分配。',
        'A customer without an owner cannot be locked. Assign it first.',
      ])
    const deed = { tenantId, dyadId: dyad.dyadId, entryId: newId(), isLocked, reason: reason.trim(), authorId: userId, at: ctx.now() }
    if (!(await setLock(tx, deed))) return { done: true }
    const after = { isLocked, reason: deed.reason }
    await audit(tx, ctx, {
      action: isLocked ? 'lock' : 'unlock',
      entity: 'customer',
      entityId: dyad.dyadId,
      dyadId: dyad.dyadId,
      before: { isLocked: !isLocked, reason: before?.lockReason ?? null },
      after,
    })
    return { done: true }
  })
}
