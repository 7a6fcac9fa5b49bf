import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { hasFacts } from './customer.sql.ts'
import { bareCustomer, seeWritableDyad } from './read-customer.ts'
import { markRemoved } from './write-customer.sql.ts'

/** Removes a customer that nothing hangs on yet: facts are never thrown away with a customer. */
export async function removeCustomer(ctx: Ctx, dyadId: string, version: number): Promise<{ done: true }> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    if (await hasFacts(tx, tenantId, dyad.all))
      throw new Refusal('conflict', [
        '这位客户已有订单、发货、回款或费用记录，不能删除。可登记“终止合作”，或撤销带来这些记录的导入。',
        'This customer has orders, deliveries, payments or costs and cannot be removed. Enter an end notice, or undo the import that brought them.',
      ])
    const { name, code } = await bareCustomer(tx, ctx, dyad.dyadId)
    if (!(await markRemoved(tx, { tenantId, dyadId: dyad.dyadId, partyId: dyad.partyId }, version))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'remove', entity: 'customer', entityId: dyad.dyadId, dyadId: dyad.dyadId, before: { name, code } })
    return { done: true }
  })
}
