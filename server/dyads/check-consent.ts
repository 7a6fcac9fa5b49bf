import type { checkContact as checkContract } from '#contract/dyads/consent.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import { type ContactChannel, type ContactWarning, contactWarnings, forbids } from '#core/dyads/consent.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { countApproaches, readConsents } from './consent.sql.ts'
import { findPrivacySettings } from './keep-privacy-settings.ts'
import { seeDyad } from './read-customer.ts'

export type ContactVerdict = {
  readonly contactId: string
  readonly name: string
  readonly warnings: ContactWarning[]
  readonly isForbidden: boolean
}

type Asked = {
  readonly tenantId: string
  readonly partyId: string
  readonly contactIds: readonly string[]
  readonly channel: ContactChannel
  readonly at: Date
  /** The activity that is being changed: it is not counted against itself. */
  readonly activityId?: string | undefined
}

/** Whether people of a party may be approached by a channel at a moment, and what speaks against it. */
export async function contactAllowed(tx: Tx, { tenantId, partyId, contactIds, channel, at, activityId }: Asked): Promise<ContactVerdict[]> {
  if (contactIds.length === 0) return []
  const people = await readConsents(tx, tenantId, partyId, contactIds)
  const approaches = await countApproaches(tx, tenantId, contactIds, at, activityId)
  const { settings } = await findPrivacySettings(tx, tenantId)
  return people.map(({ contactId, name, limits, entries }) => {
    const { blocked, isRestricted, maxPerWeek } = limits
    const given = { channel, blocked, isRestricted, entries, approaches: approaches.get(contactId) ?? 0 }
    const warnings = contactWarnings({ ...given, maxPerWeek: maxPerWeek ?? settings.maxPerWeek })
    return { contactId, name, warnings, isForbidden: warnings.some(forbids) }
  })
}

const sentences: Record<'restricted' | 'blocked' | 'withdrawn', (name: string) => Words> = {
  restricted: name => [`“${name}”的个人信息已被限制处理，不能安排联系。`, `The data of ${name} is restricted: they may not be approached.`],
  blocked: name => [
    `“${name}”不接受这种联系方式，请换一种方式或不联系。`,
    `${name} must not be approached this way: choose another, or leave it.`,
  ],
  withdrawn: name => [
    `“${name}”已撤回对这种联系方式的同意，不能安排。请换一种方式，或先取得并登记同意。`,
    `${name} has withdrawn consent to be reached this way. Choose another way, or have their consent first and write it down.`,
  ],
}

/** Refuses to plan what a person has forbidden. */
export async function refuseForbidden(tx: Tx, asked: Asked): Promise<void> {
  const verdict = (await contactAllowed(tx, asked)).find(({ isForbidden }) => isForbidden)
  const warning = verdict?.warnings.find(forbids)
  if (verdict === undefined || warning === undefined) return
  throw new Refusal('conflict', sentences[warning as keyof typeof sentences](verdict.name))
}

/** What a form is told before somebody is approached. */
export async function checkContact(
  ctx: Ctx,
  dyadId: string,
  query: Input<typeof checkContract>['query'],
): Promise<Answer<typeof checkContract>> {
  return await ctx.inTenant(async tx => {
    const { partyId } = await seeDyad(tx, ctx, dyadId)
    const at = query.at === undefined ? ctx.now() : new Date(query.at)
    const { contactId: contactIds, channel, activityId } = query
    return { rows: await contactAllowed(tx, { tenantId: ctx.tenantId, partyId, contactIds, channel, at, activityId }) }
  })
}
