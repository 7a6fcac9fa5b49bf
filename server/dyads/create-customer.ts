import type { createCustomer as contract, Customer } from '#contract/dyads/customer.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { numbersOf } from '#server/platform/phone-numbers.ts'
import { type Entry, keepFound, refuseDuplicates } from './check-duplicates.ts'
import { settleNewCustom } from './custom-create.ts'
import { changeCode, changeUscc, checkedUscc, reasonedUscc } from './claim-codes.ts'
import { isDepartment, isMember } from './customer.sql.ts'
import { writeProbes } from './duplicates.sql.ts'
import { ensureOwnParty } from './own-party.sql.ts'
import { showCustomer } from './read-customer.ts'
import { type Change, insertCustomer } from './write-customer.sql.ts'

/** Texts without blanks around them; an empty one is nothing. */
export function trimmed<T extends Record<string, unknown>>(body: T): T {
  const clean = (value: unknown) => (typeof value === 'string' ? value.trim() || null : value)
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, clean(value)])) as T
}

/** An owner must work in the firm, a department must be one of the firm's. */
export async function refuseStrangers(tx: Tx, tenantId: string, change: Pick<Change, 'ownerId' | 'departmentId'>): Promise<void> {
  if (typeof change.ownerId === 'string' && !(await isMember(tx, tenantId, change.ownerId)))
    throw refuseField('body.ownerId', ['没有这位在职成员', 'is not an active member of the company'])
  if (typeof change.departmentId === 'string' && !(await isDepartment(tx, tenantId, change.departmentId)))
    throw refuseField('body.departmentId', ['没有这个部门', 'is not a department of the company'])
}

/** Whose a customer just added is for the one who added it, as holdOf and writableDyads say it of one that is stored. */
function heldBy(ctx: Ctx, { ownerId, departmentId }: Change): { readonly hold: Hold; readonly isWritable: boolean } {
  const isMine = ownerId === ctx.userId
  const isCovered = ctx.scope === 'all' || (typeof departmentId === 'string' && ctx.departmentIds.includes(departmentId))
  return { hold: isMine ? 'mine' : 'others', isWritable: isMine || isCovered }
}

const textOf = (value: Change[keyof Change]): string | null => (typeof value === 'string' ? value : null)

/** What is compared with those who are there. */
export function entryOf(name: string, change: Change): Entry {
  const { uscc, phone, country, email, website, address, code } = change
  const texts = {
    uscc: textOf(uscc),
    phone: textOf(phone),
    country: textOf(country),
    email: textOf(email),
    website: textOf(website),
    address: textOf(address),
  }
  return { name, ...texts, codes: typeof code === 'string' ? [code] : [] }
}

/** Adds a customer: the company, its role, the dyad with our own company, and its codes. */
export async function createCustomer(ctx: Ctx, body: Input<typeof contract>['body']): Promise<Customer> {
  const { tenantId } = ctx
  const { custom, ...written } = body
  const { name, acceptUscc, usccReason, duplicateReason, ...given } = trimmed(written)
  const uscc = checkedUscc(given.uscc, acceptUscc)
  const change: Change = {
    ownerId: ctx.userId,
    departmentId: ctx.departmentId ?? null,
    ...given,
    ...(uscc === undefined ? {} : { uscc, ...reasonedUscc(uscc, usccReason) }),
  }
  const [keys] = await nameKeysOf([name])
  if (keys === undefined) throw refuseField('body.name', ['不能为空', 'must not be empty'])
  const [e164] = await numbersOf([{ phone: textOf(change.phone), country: textOf(change.country) }])
  const [partyId, dyadId] = [newId(), newId()]
  // The writer and their own department have just been found by the gate.
  const named = {
    ...(change.ownerId === ctx.userId ? {} : { ownerId: change.ownerId }),
    ...(change.departmentId === ctx.departmentId ? {} : { departmentId: change.departmentId }),
  }
  return await ctx.inTenant(async tx => {
    await refuseStrangers(tx, tenantId, named)
    const checked = await refuseDuplicates(tx, ctx, entryOf(name, change), duplicateReason)
    const ownPartyId = await ensureOwnParty(tx, tenantId)
    await insertCustomer(tx, { tenantId, partyId, dyadId, ownPartyId, authorId: ctx.userId, name, keys, e164: e164 ?? null }, change)
    const target = { tenantId, partyId, dyadId }
    if (typeof change.code === 'string') await changeCode(tx, target, null, change.code)
    if (typeof change.uscc === 'string') await changeUscc(tx, target, null, change.uscc)
    await writeProbes(tx, tenantId, [{ partyId, probes: checked.probes }], true)
    await keepFound(tx, ctx, partyId, checked, duplicateReason)
    const { hold } = heldBy(ctx, change)
    const records = [
      { entity: 'customer' as const, id: dyadId, hold },
      { entity: 'party' as const, id: partyId, hold },
    ]
    const own = await settleNewCustom(tx, ctx, records, custom)
    const after = { name, ...change, ...own, ...(checked.found.length > 0 ? { duplicateReason } : {}) }
    await audit(tx, ctx, { action: 'create', entity: 'customer', entityId: dyadId, dyadId, after })
    return await showCustomer(tx, ctx, { dyadId, merged: false, ...heldBy(ctx, change) })
  })
}
