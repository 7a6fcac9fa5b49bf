import type { Customer } from '#contract/dyads/customer.ts'
import type { Words } from '#contract/platform/language.ts'
import { may } from '#core/platform/access.ts'
import type { CompletenessItem } from '#core/dyads/completeness.ts'
import { type Hold, isReadable, levelOf, limitsOf, shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { findVisibleDyad, readCustomerRow, type VisibleDyad } from './customer.sql.ts'
import { fieldsBehind } from './guarded-fields.ts'

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

const unwritable: Record<Hold, Words> = {
  mine: [
    '您是这位客户的只读协作人，不能修改。需要时请负责人把您改为可编辑的协作人。',
    'You work on this customer as a reader and cannot change it. Ask its owner to let you edit.',
  ],
  others: [
    '这位客户不由您负责，您只能查看。需要修改时请联系负责人，或请经理分配给您。',
    'This customer is not yours: you may only read it. Ask its owner, or have a manager assign it to you.',
  ],
  unclaimed: ['这位客户在公海中，领取后才能修改。', 'This customer lies in a public pool: claim it first, then you can change it.'],
}

/**
 * The customer under this id where the caller may change it: what every write of a customer, or of anything that hangs on one, begins with.
 * `not_found` where it is not seen, `forbidden` with the reason where it is only read.
 */
export async function seeWritableDyad(tx: Tx, ctx: Ctx, dyadId: string): Promise<VisibleDyad> {
  const dyad = await seeDyad(tx, ctx, dyadId)
  if (!may(ctx.role, 'customers.write')) throw new Refusal('forbidden')
  if (!dyad.isWritable) throw new Refusal('forbidden', unwritable[dyad.hold])
  return dyad
}

type Bare = Omit<Customer, 'merged' | 'mayWrite' | 'hold' | 'limits'>

/** The record as this person may see it: fields of the company and of its people under the rules of their role. */
export function customerShown(ctx: Ctx, row: Bare, hold: Hold): Bare & Pick<Customer, 'hold' | 'limits'> {
  const [customer, contact] = [fieldsOf(ctx, 'customer'), fieldsOf(ctx, 'contact')]
  const isHidden = (item: CompletenessItem) =>
    fieldsBehind(item).some(([entity, field]) => levelOf(entity === 'contact' ? contact : customer, field, hold) === 'hidden')
  const seen = shown(customer, row, hold)
  return {
    ...seen,
    usccReason: seen.uscc === row.uscc ? row.usccReason : null,
    usccValid: isReadable(levelOf(customer, 'uscc', hold)) ? row.usccValid : null,
    completeness: { ...row.completeness, gaps: row.completeness.gaps.filter(item => !isHidden(item)) },
    contacts: row.contacts.map(each => shown(contact, each, hold)),
    hold,
    limits: { customer: limitsOf(customer, hold), contact: limitsOf(contact, hold) },
  }
}

/** A customer as it is stored, for use-cases that compare and keep; what is answered goes through `showCustomer`. */
export async function bareCustomer(tx: Tx, ctx: Ctx, dyadId: string, asOf?: string): Promise<Bare> {
  const row = await readCustomerRow(tx, ctx.tenantId, dyadId, asOf)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** A customer that is known to be visible, as the contract shapes it. */
export async function showCustomer(
  tx: Tx,
  ctx: Ctx,
  dyad: Pick<VisibleDyad, 'dyadId' | 'merged' | 'hold' | 'isWritable'>,
  asOf?: string,
): Promise<Customer> {
  const row = await bareCustomer(tx, ctx, dyad.dyadId, asOf)
  return { ...customerShown(ctx, row, dyad.hold), merged: dyad.merged, mayWrite: dyad.isWritable }
}

/** One customer whole: two queries. */
export async function readCustomer(ctx: Ctx, dyadId: string, asOf?: string): Promise<Customer> {
  return await ctx.inTenant(async tx => await showCustomer(tx, ctx, await seeDyad(tx, ctx, dyadId), asOf))
}
