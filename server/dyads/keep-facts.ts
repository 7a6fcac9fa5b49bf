import type { addFact as contract, PartyFact } from '#contract/dyads/fact.ts'
import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import { type FactFault, factKindOf, faultOfFact, needsConsent, supersede } from '#core/dyads/party-fact.ts'
import { shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { isContactOf } from './contact-map.sql.ts'
import { trimmed } from './create-customer.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { type FactRow, insertFact, lockHolding, markSuperseded, readFacts, withdrawFactRow } from './facts.sql.ts'
import { readPartyIds } from './kept-rows.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'

function shape(row: FactRow): PartyFact {
  const { partyId: _, ...fact } = row
  return { ...fact, subject: factKindOf(row.kind).subject }
}

/** A fact as this person may see it. */
const seen = (ctx: Ctx, fact: PartyFact, { hold }: VisibleDyad): PartyFact => shown(fieldsOf(ctx, 'fact'), fact, hold)

const partiesOf = (tx: Tx, ctx: Ctx, dyad: VisibleDyad) => readPartyIds(tx, ctx.tenantId, dyad.partyId)

/** Facts of a customer. What is private to its people is for those who work on the customer. */
export async function listFacts(ctx: Ctx, dyadId: string): Promise<{ rows: PartyFact[] }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const rows = await readFacts(tx, ctx.tenantId, await partiesOf(tx, ctx, dyad))
    return { rows: rows.filter(row => dyad.isWritable || !row.needsConsent).map(row => seen(ctx, shape(row), dyad)) }
  })
}

const faults: Record<FactFault, readonly [field: string, words: Words]> = {
  not_a_count: ['value', ['应为不小于 0 的整数', 'must be a whole number from 0']],
  not_a_choice: ['value', ['请从选项中选择', 'must be one of the choices']],
  no_person: ['contactId', ['个人信息请选择联系人', 'is needed: whose personal fact is it?']],
  no_consent: [
    'consentNote',
    ['个人信息须经本人同意：请写明何时、以何种方式同意', 'is needed: when and how did the person agree that this is kept?'],
  ],
  no_document: ['document', ['只有偏好可以按单据区分', 'belongs to preferences alone']],
}

async function factOf(tx: Tx, ctx: Ctx, partyIds: readonly string[], factId: string): Promise<FactRow> {
  const [row] = await readFacts(tx, ctx.tenantId, partyIds, factId)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

function refuseFaulty(given: Parameters<typeof faultOfFact>[0], observedOn: string, now: Date): void {
  const fault = faultOfFact(given)
  if (fault !== undefined) throw refuseField(`body.${faults[fault][0]}`, faults[fault][1])
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
  if (observedOn > tomorrow) throw refuseField('body.observedOn', ['不能是将来的日期', 'must not lie in the future'])
}

/** Keeps a fact with day, source and author; of one kind, person and document the newest holds. */
export async function addFact(ctx: Ctx, dyadId: string, body: Input<typeof contract>['body']): Promise<PartyFact> {
  const { kind, value, source, observedOn, ...rest } = trimmed(body)
  const { contactId = null, document = null, note = null, consentNote = null } = rest
  refuseFaulty({ kind, value, contactId, document, consentNote }, observedOn, ctx.now())
  return await ctx.inTenant(async tx => {
    const { tenantId } = ctx
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    refuseUnwritable(fieldsOf(ctx, 'fact'), { value, source, note: note ?? undefined }, dyad.hold)
    if (contactId !== null && !(await isContactOf(tx, tenantId, dyad.partyId, contactId)))
      throw refuseField('body.contactId', ['不是这位客户的联系人', 'is no contact of this customer'])
    const key = { tenantId, partyId: dyad.partyId, kind, contactId, document }
    const factId = newId()
    const holding = await lockHolding(tx, key)
    const { added, holding: by } = supersede(holding, { factId, observedOn })
    const personal = needsConsent(kind)
    await insertFact(tx, {
      ...key,
      factId,
      value,
      source,
      observedOn,
      note,
      needsConsent: personal,
      consentNote: personal ? consentNote : null,
      supersededBy: added,
      authorId: ctx.userId,
    })
    if (holding && by !== null) await markSuperseded(tx, tenantId, dyad.partyId, holding.factId, by)
    const fact = shape(await factOf(tx, ctx, [dyad.partyId], factId))
    await audit(tx, ctx, { action: 'create', entity: 'fact', entityId: factId, dyadId: dyad.dyadId, after: fact })
    return seen(ctx, fact, dyad)
  })
}

/** Withdraws a fact: it stays to be read, and what it superseded holds again. */
export async function withdrawFact(ctx: Ctx, dyadId: string, factId: string): Promise<PartyFact> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const parties = await partiesOf(tx, ctx, dyad)
    const before = await factOf(tx, ctx, parties, factId)
    if (before.withdrawnAt !== null) return seen(ctx, shape(before), dyad)
    await withdrawFactRow(tx, { ...before, tenantId: ctx.tenantId }, factId)
    await audit(tx, ctx, { action: 'withdraw', entity: 'fact', entityId: factId, dyadId: dyad.dyadId, before: shape(before) })
    return seen(ctx, shape(await factOf(tx, ctx, parties, factId)), dyad)
  })
}
