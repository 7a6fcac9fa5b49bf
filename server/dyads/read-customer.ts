import type { Customer } from '#contract/dyads/customer.ts'
import { may } from '#core/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { findVisibleDyad, readCustomerRow, type VisibleDyad } from './customer.sql.ts'

/** The customer under this id within what the caller sees; `not_found` for any other, whether or not it exists. */
export async function seeDyad(tx: Tx, ctx: Ctx, dyadId: string): Promise<VisibleDyad> {
  const dyad = await findVisibleDyad(tx, ctx.tenantId, ctx, dyadId)
  if (dyad === undefined)
    throw new Refusal('not_found', [
      '找不到这位客户：可能已删除，或不在您的可见范围内。',
      'There is no such customer: it may have been removed, or lies outside what you may see.',
    ])
  return dyad
}

/** A customer that is known to be visible, as the contract shapes it. */
export async function showCustomer(tx: Tx, ctx: Ctx, dyadId: string, merged = false, asOf?: string): Promise<Customer> {
  const row = await readCustomerRow(tx, ctx.tenantId, dyadId, asOf)
  if (row === undefined) throw new Refusal('not_found')
  return { ...row, merged, mayWrite: may(ctx.role, 'customers.write') }
}

/** One customer whole: two queries. */
export async function readCustomer(ctx: Ctx, dyadId: string, asOf?: string): Promise<Customer> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    return await showCustomer(tx, ctx, dyad.dyadId, dyad.merged, asOf)
  })
}
