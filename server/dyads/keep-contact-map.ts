import type { placeContact as placeContract } from '#contract/dyads/contact-map.ts'
import type { Input } from '#contract/endpoint.ts'
import type { TieKind } from '#core/dyads/contact-map.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { isContactOf, readStanding, writeBond, writeStanding, writeTie } from './contact-map.sql.ts'
import { isMember } from './customer.sql.ts'
import { seeWritableDyad } from './read-customer.ts'

type Done = { readonly done: true }
const done: Done = { done: true }

/** The customer where it may be changed, and the contact where it is one of its people now. */
async function seeContact(tx: Tx, ctx: Ctx, dyadId: string, contactId: string) {
  const dyad = await seeWritableDyad(tx, ctx, dyadId)
  if (await isContactOf(tx, ctx.tenantId, dyad.partyId, contactId)) return dyad
  throw new Refusal('not_found', [
    '找不到这位联系人，可能已删除或已离开这位客户。',
    'There is no such contact person: it may have been removed, or have left this customer.',
  ])
}

/** Keeps what a person does when the customer buys, and their level. */
export async function placeContact(ctx: Ctx, dyadId: string, contactId: string, body: Input<typeof placeContract>['body']): Promise<Done> {
  const { version, ...after } = body
  return await ctx.inTenant(async tx => {
    const dyad = await seeContact(tx, ctx, dyadId, contactId)
    const before = await readStanding(tx, ctx.tenantId, contactId)
    if (!(await writeStanding(tx, ctx.tenantId, contactId, version, after))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'contact', entityId: contactId, dyadId: dyad.dyadId, before, after })
    return done
  })
}

/** Keeps how well one of our people knows a contact. */
export async function keepBond(ctx: Ctx, dyadId: string, contactId: string, userId: string, strength: number): Promise<Done> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeContact(tx, ctx, dyadId, contactId)
    if (strength > 0 && !(await isMember(tx, ctx.tenantId, userId)))
      throw refuseField('params.userId', ['没有这位在职成员', 'is not an active member of the company'])
    const before = await writeBond(tx, { tenantId: ctx.tenantId, contactId, userId, strength, authorId: ctx.userId })
    const deed = { action: 'update', entity: 'contact_bond', entityId: contactId, dyadId: dyad.dyadId }
    if (before !== strength) await audit(tx, ctx, { ...deed, before: { userId, strength: before }, after: { userId, strength } })
    return done
  })
}

/** Keeps who knows whom among the people of a customer. */
export async function keepTie(ctx: Ctx, dyadId: string, contactId: string, otherId: string, kind: TieKind | null): Promise<Done> {
  if (contactId === otherId) throw refuseField('params.otherId', ['请选择另一位联系人', 'is the same person: choose another'])
  return await ctx.inTenant(async tx => {
    const dyad = await seeContact(tx, ctx, dyadId, contactId)
    await seeContact(tx, ctx, dyadId, otherId)
    await writeTie(tx, { tenantId: ctx.tenantId, contactId, otherId, kind, authorId: ctx.userId })
    await audit(tx, ctx, {
      action: 'update',
      entity: 'contact_tie',
      entityId: contactId,
      dyadId: dyad.dyadId,
      after: { contactId, otherId, kind },
    })
    return done
  })
}
