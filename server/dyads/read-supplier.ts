import type { Supplier } from '#contract/dyads/supplier.ts'
import { may } from '#core/platform/access.ts'
import { shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readNet } from './roles.sql.ts'
import { findSupplier, isSupplyDyad, readDyadsOf, type SupplierRow } from './suppliers.sql.ts'

/** The supplier under this id within what the caller sees; `not_found` for any other. */
export async function seeSupplier(tx: Tx, ctx: Ctx, dyadId: string): Promise<SupplierRow> {
  const row = await findSupplier(tx, ctx.tenantId, ctx, dyadId)
  if (row !== undefined) return row
  throw new Refusal('not_found', [
    '找不到这家供应商：可能已删除，或不在您的可见范围内。',
    'There is no such supplier: it may have been removed, or lies outside what you may see.',
  ])
}

/** The supplier where the caller may change it; `forbidden` where it is only read. */
export async function seeWritableSupplier(tx: Tx, ctx: Ctx, dyadId: string): Promise<SupplierRow> {
  const supplier = await seeSupplier(tx, ctx, dyadId)
  if (!may(ctx.role, 'customers.write')) throw new Refusal('forbidden')
  if (!supplier.mayWrite)
    throw new Refusal('forbidden', [
      '这家供应商不由您负责，您只能查看。需要修改时请联系负责人。',
      'This supplier is not yours: you may only read it. Ask its owner.',
    ])
  return supplier
}

/** A supplier as this person may see it; amounts are for who may see facts. */
export async function showSupplier(tx: Tx, ctx: Ctx, { hold, customerHold, ...row }: SupplierRow): Promise<Supplier> {
  const sold = row.customerDyadId === null ? [] : await readDyadsOf(tx, ctx.tenantId, row.customerDyadId)
  const net = await readNet(tx, ctx.tenantId, sold, row.partyId)
  if (net === undefined) throw new Refusal('not_found')
  const seesFacts = may(ctx.role, 'facts.read')
  const person = fieldsOf(ctx, 'contact')
  return {
    ...shown(fieldsOf(ctx, 'customer'), row, customerHold ?? hold),
    contacts: row.contacts.map(each => shown(person, each, customerHold ?? hold)),
    from: net.from,
    to: net.to,
    bought: seesFacts ? net.bought : null,
    sold: seesFacts && row.customerDyadId !== null ? net.sold : null,
    items: net.items,
    deliveries: net.deliveries,
  }
}

export async function readSupplier(ctx: Ctx, dyadId: string): Promise<Supplier> {
  return await ctx.inTenant(async tx => await showSupplier(tx, ctx, await seeSupplier(tx, ctx, dyadId)))
}

/** Whether an id is that of a supplier rather than of a customer. */
export const isSupplier = (ctx: Ctx, dyadId: string): Promise<boolean> => ctx.inTenant(tx => isSupplyDyad(tx, ctx.tenantId, dyadId))
