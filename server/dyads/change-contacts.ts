import type { addContact as addContract, Contact, updateContact as updateContract } from '#contract/dyads/contact.ts'
import type { Input } from '#contract/endpoint.ts'
import { type Hold, shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf, type NameKeys } from '#server/platform/name-keys.ts'
import { type ContactKey, insertContact, leaveOnePrimary, readContact, removeContactRow, updateContactRow } from './contacts.sql.ts'
import { settleNewCustom } from './custom-create.ts'
import { trimmed } from './create-customer.ts'
import { seeWritableDyad } from './read-customer.ts'
import { seeWritableSupplier } from './read-supplier.ts'
import { settlePhone } from './settle-phone.ts'

async function contactOf(tx: Tx, key: ContactKey): Promise<Contact> {
  const contact = await readContact(tx, key)
  if (contact === undefined)
    throw new Refusal('not_found', ['找不到这位联系人，可能已被删除。', 'There is no such contact person: it may have been removed.'])
  return contact
}

/** A field under a mask that comes back as it was shown is no change. */
const changedFrom = <T extends object>(seen: Contact, given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== seen[name as keyof Contact])) as T

const spell = async (name: string): Promise<NameKeys> => (await nameKeysOf([name]))[0] ?? { nameKey: name, pinyin: '', initials: '' }

/** Adds a contact person to a customer. */
export async function addContact(ctx: Ctx, dyadId: string, body: Input<typeof addContract>['body']): Promise<Contact> {
  const { custom, ...written } = body
  const { name, ...change } = trimmed(written)
  const keys = await spell(name)
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const key = { tenantId: ctx.tenantId, partyId: dyad.partyId, contactId: newId() }
    await insertContact(tx, key, name, keys, change)
    if (change.isPrimary === true) await leaveOnePrimary(tx, key)
    await settlePhone(tx, ctx.tenantId, 'contact', key.contactId, change.phone)
    const contact = await contactOf(tx, key)
    const own = await settleNewCustom(tx, ctx, [{ entity: 'contact', id: key.contactId, hold: dyad.hold }], custom)
    await audit(tx, ctx, {
      action: 'create',
      entity: 'contact',
      entityId: key.contactId,
      dyadId: dyad.dyadId,
      after: { ...contact, ...own },
    })
    return shown(fieldsOf(ctx, 'contact'), contact, dyad.hold)
  })
}

/** The relation that a person is kept in, where the caller may change it. */
type SeeWritable = (tx: Tx, ctx: Ctx) => Promise<{ readonly dyadId: string; readonly partyId: string; readonly hold: Hold }>

const ofCustomer =
  (dyadId: string): SeeWritable =>
  (tx, ctx) =>
    seeWritableDyad(tx, ctx, dyadId)

/** A supplier's people are under the rules of the company as a customer, where it is one. */
const ofSupplier =
  (dyadId: string): SeeWritable =>
  async (tx, ctx) => {
    const supplier = await seeWritableSupplier(tx, ctx, dyadId)
    return { ...supplier, hold: supplier.customerHold ?? supplier.hold }
  }

type Change = Input<typeof updateContract>['body']

async function changePerson(ctx: Ctx, see: SeeWritable, contactId: string, body: Change): Promise<Contact> {
  const { version, ...given } = trimmed(body)
  const keys = given.name === undefined ? undefined : await spell(given.name)
  return await ctx.inTenant(async tx => {
    const dyad = await see(tx, ctx)
    const key = { tenantId: ctx.tenantId, partyId: dyad.partyId, contactId }
    const before = await contactOf(tx, key)
    const policy = fieldsOf(ctx, 'contact')
    const change = changedFrom(shown(policy, before, dyad.hold), given)
    refuseUnwritable(policy, change, dyad.hold)
    if (!(await updateContactRow(tx, key, version, change, keys))) throw new Refusal('stale')
    if (change.isPrimary === true) await leaveOnePrimary(tx, key)
    await settlePhone(tx, ctx.tenantId, 'contact', contactId, change.phone)
    await refreshCustom(tx, ctx.tenantId, 'contact', [contactId])
    const after = await contactOf(tx, key)
    await audit(tx, ctx, { action: 'update', entity: 'contact', entityId: contactId, dyadId: dyad.dyadId, before, after })
    return shown(policy, after, dyad.hold)
  })
}

/** Changes a contact person, if nobody else has since it was read. */
export const updateContact = (ctx: Ctx, dyadId: string, contactId: string, body: Change): Promise<Contact> =>
  changePerson(ctx, ofCustomer(dyadId), contactId, body)

/** Changes a person of a supplier, in the same way. */
export const updateSupplierContact = (ctx: Ctx, dyadId: string, contactId: string, body: Change): Promise<Contact> =>
  changePerson(ctx, ofSupplier(dyadId), contactId, body)

async function removePerson(ctx: Ctx, see: SeeWritable, contactId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await see(tx, ctx)
    const key = { tenantId: ctx.tenantId, partyId: dyad.partyId, contactId }
    const before = await contactOf(tx, key)
    if (!(await removeContactRow(tx, key)))
      throw new Refusal('conflict', [
        '此人的主要单位是另一家，不能在这里删除。如已不再代表这位客户，请在其资料中登记“离开”。',
        'This person belongs to another firm first and cannot be removed here. If they no longer act for this customer, say in their details that they left.',
      ])
    await audit(tx, ctx, { action: 'remove', entity: 'contact', entityId: contactId, dyadId: dyad.dyadId, before })
    return { done: true }
  })
}

/** Removes a contact person. */
export const removeContact = (ctx: Ctx, dyadId: string, contactId: string): Promise<{ done: true }> =>
  removePerson(ctx, ofCustomer(dyadId), contactId)

/** Removes a person of a supplier. */
export const removeSupplierContact = (ctx: Ctx, dyadId: string, contactId: string): Promise<{ done: true }> =>
  removePerson(ctx, ofSupplier(dyadId), contactId)
