import type { ContactWhole, joinParty as joinContract } from '#contract/dyads/contact-party.ts'
import type { Input } from '#contract/endpoint.ts'
import { levelOf, shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import {
  endHome,
  endLink,
  insertLink,
  type LinkRow,
  readLinks,
  readWholeContact,
  takeVersion,
  type WholeRow,
  writeHome,
} from './contact-party.sql.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import { seeParty } from './read-group.ts'

type Person = { readonly row: WholeRow; readonly links: readonly LinkRow[]; readonly here: LinkRow }

/** A person and all their firms, where one of those is this customer, now or before. */
async function personOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad, contactId: string): Promise<Person> {
  const row = await readWholeContact(tx, ctx.tenantId, contactId)
  const links = row === undefined ? [] : await readLinks(tx, ctx.tenantId, ctx, contactId)
  const here = links.find(link => link.partyId === dyad.partyId)
  if (row === undefined || here === undefined)
    throw new Refusal('not_found', ['找不到这位联系人，可能已删除。', 'There is no such contact person: it may have been removed.'])
  return { row, links, here }
}

/** How a person who has left is reached now is for those who see the firm where they are. */
async function showContact(tx: Tx, ctx: Ctx, dyad: VisibleDyad, contactId: string): Promise<ContactWhole> {
  const { row, links, here } = await personOf(tx, ctx, dyad, contactId)
  const { phoneE164, homeId: _, role: __, startedOn: ___, endedOn: ____, ...contact } = row
  const policy = fieldsOf(ctx, 'contact')
  const seen = shown(policy, contact, dyad.hold)
  const isGone = here.endedOn !== null && !links.some(link => link.endedOn === null && link.dyadId !== null)
  const covered = isGone ? { ...seen, phone: null, email: null, note: null } : seen
  const isNumberSeen = !isGone && ['editable', 'read_only'].includes(levelOf(policy, 'phone', dyad.hold))
  return {
    contact: covered,
    phoneE164: isNumberSeen ? phoneE164 : null,
    parties: links.map(({ partyId: _id, ...link }) => link),
    mayWrite: dyad.isWritable && here.endedOn === null,
  }
}

/** A contact person with all their firms. */
export async function readContactWhole(ctx: Ctx, dyadId: string, contactId: string): Promise<ContactWhole> {
  return await ctx.inTenant(async tx => await showContact(tx, ctx, await seeDyad(tx, ctx, dyadId), contactId))
}

function refuseBefore(link: LinkRow, on: string): void {
  if (link.startedOn !== null && on < link.startedOn)
    throw refuseField('body.on', [
      `不能早于在本单位的起始日 ${link.startedOn}`,
      `must not lie before ${link.startedOn}, when this person began here`,
    ])
}

function refuseFuture(ctx: Ctx, on: string): void {
  const tomorrow = new Date(ctx.now().getTime() + 86_400_000).toISOString().slice(0, 10)
  if (on > tomorrow) throw refuseField('body.on', ['不能是将来的日期', 'must not lie in the future'])
}

/** The customer where it may be changed, and a person who is there now under the version that was read. */
async function seePresent(
  tx: Tx,
  ctx: Ctx,
  dyadId: string,
  contactId: string,
  { on, version }: { readonly on: string; readonly version: number },
) {
  refuseFuture(ctx, on)
  const dyad = await seeWritableDyad(tx, ctx, dyadId)
  const person = await personOf(tx, ctx, dyad, contactId)
  if (person.here.endedOn !== null) throw new Refusal('conflict', ['此人已离开这位客户。', 'This person has left the customer already.'])
  if (!(await takeVersion(tx, ctx.tenantId, contactId, version))) throw new Refusal('stale')
  return { dyad, person }
}

async function moveOn(
  tx: Tx,
  ctx: Ctx,
  { row, here }: Person,
  to: { readonly partyId: string; readonly role: string | null; readonly on: string },
): Promise<void> {
  const { tenantId } = ctx
  const { contactId } = row
  refuseBefore(here, to.on)
  if (here.linkId !== null) {
    await endLink(tx, tenantId, contactId, here.linkId, to.on)
    await insertLink(tx, { tenantId, contactId, linkId: newId(), partyId: to.partyId, role: to.role, startedOn: to.on, endedOn: null })
    return
  }
  await insertLink(tx, {
    tenantId,
    contactId,
    linkId: newId(),
    partyId: here.partyId,
    role: here.role,
    startedOn: here.startedOn,
    endedOn: to.on,
  })
  await writeHome(tx, tenantId, contactId, { partyId: to.partyId, role: to.role, startedOn: to.on })
}

/** A person belongs to another firm as well, or moves there: the present tie ends on that day and another begins. */
export async function joinParty(
  ctx: Ctx,
  dyadId: string,
  contactId: string,
  body: Input<typeof joinContract>['body'],
): Promise<ContactWhole> {
  return await ctx.inTenant(async tx => {
    const { dyad, person } = await seePresent(tx, ctx, dyadId, contactId, body)
    const party = await seeParty(tx, ctx, body.partyId)
    if (!party.isWritable)
      throw new Refusal('forbidden', [
        '那家客户不由您负责，请联系其负责人登记。',
        'That customer is not yours: ask its owner to enter this person there.',
      ])
    if (person.links.some(link => link.partyId === body.partyId && link.endedOn === null))
      throw refuseField('body.partyId', ['此人已在这家单位', 'is a firm where this person is already'])
    const role = body.role?.trim() || null
    const to = { partyId: body.partyId, role, on: body.on }
    if (body.how === 'moves') await moveOn(tx, ctx, person, to)
    else
      await insertLink(tx, {
        tenantId: ctx.tenantId,
        contactId,
        linkId: newId(),
        partyId: to.partyId,
        role,
        startedOn: to.on,
        endedOn: null,
      })
    const after = { how: body.how, partyId: body.partyId, party: party.name, role, on: body.on }
    await audit(tx, ctx, {
      action: 'move',
      entity: 'contact',
      entityId: contactId,
      dyadId: dyad.dyadId,
      before: { role: person.here.role },
      after,
    })
    return await showContact(tx, ctx, dyad, contactId)
  })
}

/** A person has left a customer for nowhere we know. */
export async function leaveParty(
  ctx: Ctx,
  dyadId: string,
  contactId: string,
  body: { readonly on: string; readonly version: number },
): Promise<ContactWhole> {
  return await ctx.inTenant(async tx => {
    const { dyad, person } = await seePresent(tx, ctx, dyadId, contactId, body)
    refuseBefore(person.here, body.on)
    if (person.here.linkId === null) await endHome(tx, ctx.tenantId, contactId, body.on)
    else await endLink(tx, ctx.tenantId, contactId, person.here.linkId, body.on)
    await audit(tx, ctx, { action: 'leave', entity: 'contact', entityId: contactId, dyadId: dyad.dyadId, after: { on: body.on } })
    return await showContact(tx, ctx, dyad, contactId)
  })
}
