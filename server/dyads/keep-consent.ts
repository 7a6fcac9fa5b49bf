import type { addConsent as addContract, ConsentOfContact, saveLimits as limitsContract } from '#contract/dyads/consent.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { listConsent as listContract } from '#contract/dyads/consent.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { insertConsent, readConsents, withdrawPersonalFacts, writeLimit } from './consent.sql.ts'
import { trimmed } from './create-customer.ts'
import { findPrivacySettings } from './keep-privacy-settings.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import { readFirm } from './records.sql.ts'

async function consentOf(tx: Tx, ctx: Ctx, partyId: string, contactId: string): Promise<ConsentOfContact> {
  const [row] = await readConsents(tx, ctx.tenantId, partyId, [contactId])
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** Consent and limits of the people of a customer. */
export async function listConsent(ctx: Ctx, dyadId: string): Promise<Answer<typeof listContract>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { version, settings } = await findPrivacySettings(tx, ctx.tenantId)
    const rows = await readConsents(tx, ctx.tenantId, dyad.partyId)
    return { rows, mayWrite: dyad.isWritable, consentText: settings.consentText, textVersion: version }
  })
}

/** Writes a decision into the ledger. Who withdraws their consent to private facts has those withdrawn with it. */
export async function addConsent(
  ctx: Ctx,
  dyadId: string,
  contactId: string,
  body: Input<typeof addContract>['body'],
): Promise<ConsentOfContact> {
  const { evidence = null, note = null, ...given } = trimmed(body)
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    await consentOf(tx, ctx, dyad.partyId, contactId)
    const { timeZone } = await readFirm(tx, ctx.tenantId)
    if (given.decidedOn > dayIn(timeZone, ctx.now()))
      throw refuseField('body.decidedOn', ['不能是将来的日期', 'must not lie in the future'])
    if (given.decision === 'given' && given.basis === 'consent' && evidence === null)
      throw refuseField('body.evidence', [
        '以“同意”为依据时请填写凭据，例如微信截图编号、签字文件或通话时间',
        'is needed where the basis is consent: what shows it, for example a message, a signed form, the time of the call',
      ])
    const { version } = await findPrivacySettings(tx, ctx.tenantId)
    const entryId = newId()
    const key = { tenantId: ctx.tenantId, contactId, entryId, authorId: ctx.userId }
    await insertConsent(tx, key, { ...given, evidence, note }, given.decision === 'given' && given.basis === 'consent' ? version : null)
    const facts =
      given.channel === 'personal' && given.decision === 'withdrawn' ? await withdrawPersonalFacts(tx, ctx.tenantId, contactId) : 0
    const after = { ...given, evidence, note }
    await audit(tx, ctx, {
      action: 'create',
      entity: 'consent',
      entityId: contactId,
      dyadId: dyad.dyadId,
      after,
      ...(facts ? { count: facts } : {}),
    })
    return await consentOf(tx, ctx, dyad.partyId, contactId)
  })
}

/** Says how a person may not be approached, if nobody else has since it was read. */
export async function saveLimits(
  ctx: Ctx,
  dyadId: string,
  contactId: string,
  body: Input<typeof limitsContract>['body'],
): Promise<ConsentOfContact> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const { limits: before } = await consentOf(tx, ctx, dyad.partyId, contactId)
    if (before.version !== body.version) throw new Refusal('stale')
    if (!(await writeLimit(tx, { tenantId: ctx.tenantId, contactId, authorId: ctx.userId }, body))) throw new Refusal('stale')
    const { version: _, ...was } = before
    const { version: __, ...after } = body
    await audit(tx, ctx, { action: 'update', entity: 'contact_limit', entityId: contactId, dyadId: dyad.dyadId, before: was, after })
    return await consentOf(tx, ctx, dyad.partyId, contactId)
  })
}
