import type {
  addSupplierContact as contactContract,
  createSupplier as createContract,
  Supplier,
  updateSupplier as updateContract,
} from '#contract/dyads/supplier.ts'
import type { Input } from '#contract/endpoint.ts'
import { partnerKey } from '#server/intake/staged-keys.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf, type NameKeys } from '#server/platform/name-keys.ts'
import { insertContact } from './contacts.sql.ts'
import { refuseStrangers, trimmed } from './create-customer.ts'
import { keepProbes } from './keep-probes.ts'
import { insertHead } from './group.sql.ts'
import { ensureOwnParty } from './own-party.sql.ts'
import { seeSupplier, seeWritableSupplier, showSupplier } from './read-supplier.ts'
import { ensureSupplyDyad, writeRoles } from './roles.sql.ts'
import { settlePhone } from './settle-phone.ts'
import { claimSupplierKeys, findCustomerNamed, findSupplierNamed, type SupplierRow } from './suppliers.sql.ts'
import { type Change, updateCustomerRow } from './write-customer.sql.ts'

async function keysOf(name: string): Promise<NameKeys> {
  const [keys] = await nameKeysOf([name])
  if (keys === undefined) throw refuseField('body.name', ['不能为空', 'must not be empty'])
  return keys
}

/** Two suppliers of one name are one; a customer of that name becomes a supplier on its own page. */
async function refuseKnown(tx: Tx, ctx: Ctx, { nameKey }: NameKeys): Promise<void> {
  const supplier = await findSupplierNamed(tx, ctx.tenantId, nameKey)
  if (supplier !== undefined)
    throw new Refusal(
      'conflict',
      [`供应商“${supplier.name}”已经存在。请直接打开它。`, `There is a supplier “${supplier.name}” already. Open that one.`],
      { dyadId: supplier.dyadId },
    )
  const customer = await findCustomerNamed(tx, ctx.tenantId, ctx, nameKey)
  if (customer !== undefined)
    throw new Refusal(
      'conflict',
      [
        `“${customer.name}”已是客户。请在其客户页的“企业信息”里给它加上供应商身份，两边的往来就会合在一起看。`,
        `“${customer.name}” is a customer. Give it the role of a supplier on its own page, under company: both sides are then seen together.`,
      ],
      { dyadId: customer.dyadId },
    )
}

/** Imports find the supplier by its code and name; a code that another has is refused. */
async function claim(
  tx: Tx,
  place: { tenantId: string; partyId: string; dyadId: string },
  name: string,
  code: string | null | undefined,
): Promise<void> {
  const keys = [
    { kind: 'supplier_name' as const, key: name },
    ...(code ? [{ kind: 'supplier_code' as const, key: partnerKey(code).slice(2) }] : []),
  ]
  if ((await claimSupplierKeys(tx, place, keys)) || !code) return
  throw refuseField('body.code', ['已被另一家供应商使用，请换一个编码', 'belongs to another supplier: choose another code'])
}

/** Adds a supplier by hand: the company, its roles and the relation in which we buy of it. */
export async function createSupplier(ctx: Ctx, body: Input<typeof createContract>['body']): Promise<Supplier> {
  const { tenantId } = ctx
  const { name, roles, code, ownerId, ...company } = trimmed(body)
  const keys = await keysOf(name)
  const [partyId, dyadId] = [newId(), newId()]
  return await ctx.inTenant(async tx => {
    await refuseStrangers(tx, tenantId, { ownerId })
    await refuseKnown(tx, ctx, keys)
    await insertHead(tx, { tenantId, partyId, name, ...keys })
    await writeRoles(tx, tenantId, partyId, roles)
    await ensureSupplyDyad(tx, tenantId, partyId, await ensureOwnParty(tx, tenantId), dyadId)
    const owner = ownerId === undefined ? ctx.userId : ownerId
    await updateCustomerRow(tx, { tenantId, partyId, dyadId }, 1, { ...company, code, ownerId: owner }, undefined)
    await claim(tx, { tenantId, partyId, dyadId }, name, code)
    if (typeof company.phone === 'string') await settlePhone(tx, tenantId, 'party', partyId, company.phone)
    await keepProbes(tx, tenantId, [partyId])
    await audit(tx, ctx, { action: 'create', entity: 'supplier', entityId: dyadId, dyadId, after: { name, roles, code, ...company } })
    return await showSupplier(tx, ctx, await seeSupplier(tx, ctx, dyadId))
  })
}

/** Changes a supplier, if nobody else has since it was read. */
export async function updateSupplier(ctx: Ctx, dyadId: string, body: Input<typeof updateContract>['body']): Promise<Supplier> {
  const { version, ...given } = trimmed(body)
  const keys = given.name === undefined ? undefined : await keysOf(given.name)
  return await ctx.inTenant(async tx => {
    const before = await seeWritableSupplier(tx, ctx, dyadId)
    const { hold, customerHold } = before
    const change = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => value !== before[name as keyof SupplierRow]),
    ) as Change
    refuseUnwritable(fieldsOf(ctx, 'customer'), change, customerHold ?? hold)
    await refuseStrangers(tx, ctx.tenantId, change)
    const target = { tenantId: ctx.tenantId, partyId: before.partyId, dyadId: before.dyadId }
    if (!(await updateCustomerRow(tx, target, version, change, keys))) throw new Refusal('stale')
    if (typeof change.code === 'string') await claim(tx, target, before.name, change.code)
    if (change.phone !== undefined) await settlePhone(tx, ctx.tenantId, 'party', before.partyId, change.phone as string | null)
    await keepProbes(tx, ctx.tenantId, [before.partyId])
    const was = Object.fromEntries(Object.keys(change).map(name => [name, before[name as keyof SupplierRow]]))
    await audit(tx, ctx, {
      action: 'update',
      entity: 'supplier',
      entityId: before.dyadId,
      dyadId: before.dyadId,
      before: was,
      after: change,
    })
    return await showSupplier(tx, ctx, await seeSupplier(tx, ctx, dyadId))
  })
}

export async function addSupplierContact(ctx: Ctx, dyadId: string, body: Input<typeof contactContract>['body']): Promise<Supplier> {
  const { name, ...person } = trimmed(body)
  const keys = await keysOf(name)
  return await ctx.inTenant(async tx => {
    const { partyId, contacts, hold, customerHold } = await seeWritableSupplier(tx, ctx, dyadId)
    refuseUnwritable(fieldsOf(ctx, 'contact'), person, customerHold ?? hold)
    const key = { tenantId: ctx.tenantId, partyId, contactId: newId() }
    await insertContact(tx, key, name, keys, { ...person, isPrimary: contacts.length === 0 })
    await settlePhone(tx, ctx.tenantId, 'contact', key.contactId, person.phone)
    await audit(tx, ctx, { action: 'create', entity: 'contact', entityId: key.contactId, dyadId, after: { name, ...person } })
    return await showSupplier(tx, ctx, await seeSupplier(tx, ctx, dyadId))
  })
}
