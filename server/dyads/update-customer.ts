import type { Customer, updateCustomer as contract } from '#contract/dyads/customer.ts'
import type { Input } from '#contract/endpoint.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { type Checked, keepFound, refuseDuplicates } from './check-duplicates.ts'
import { changeCode, changeUscc, checkedUscc, reasonedUscc } from './claim-codes.ts'
import { entryOf, refuseStrangers, trimmed } from './create-customer.ts'
import { keepProbes } from './keep-probes.ts'
import { settleOwner } from './ownership.sql.ts'
import { bareCustomer, customerShown, seeWritableDyad, showCustomer } from './read-customer.ts'
import type { Revalue } from './revalue.ts'
import { settlePhone } from './settle-phone.ts'
import { type Change, type Target, updateCustomerRow } from './write-customer.sql.ts'

type Body = Input<typeof contract>['body']

/** Only what is different: an audit entry tells what changed, not what was sent, and a field under a mask that comes back as it was shown is no change. */
function differences(before: object, change: Change): Change {
  const was = before as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => value !== undefined && value !== (was[name] ?? null)))
}

async function moveCodes(tx: Tx, target: Target, before: Pick<Customer, 'code' | 'uscc'>, change: Change): Promise<void> {
  if (change.code !== undefined) await changeCode(tx, target, before.code, change.code as string | null)
  if (change.uscc !== undefined) await changeUscc(tx, target, before.uscc, change.uscc as string | null)
}

/** A new owner by hand is a change of hands like any other: the customer leaves its pool, and it is kept who had it. */
async function handOver(
  tx: Tx,
  ctx: Ctx,
  { tenantId, dyadId }: Target,
  { ownerId }: Pick<Customer, 'ownerId'>,
  change: Change,
): Promise<void> {
  const toOwnerId = change.ownerId as string | null
  await settleOwner(tx, { tenantId, dyadId, entryId: newId(), fromOwnerId: ownerId, toOwnerId, authorId: ctx.userId, at: ctx.now() })
}

function changeOf(body: Body): Change {
  const { version: _, acceptUscc, usccReason: __, duplicateReason: ___, ...given } = trimmed(body)
  return given.uscc === undefined ? given : { ...given, uscc: checkedUscc(given.uscc, acceptUscc) }
}

/** What duplicates are found by. */
const keyed = ['name', 'uscc', 'phone', 'country', 'email', 'website', 'code']

/** A new name may be another customer's. */
async function checkName(
  tx: Tx,
  ctx: Ctx,
  { partyId }: Target,
  before: object,
  change: Change,
  reason: string | undefined,
): Promise<Checked | undefined> {
  if (change.name === undefined) return undefined
  return await refuseDuplicates(tx, ctx, entryOf(String(change.name), { ...before, ...change }), reason, partyId)
}

/** What the lifecycle rests on beside the facts of trade. */
const bearing = ['endNoticedOn', 'contractEndsOn', 'isProjectBuyer']

/** Changes a customer, if nobody else has since it was read. */
export async function updateCustomer(ctx: Ctx, revalue: Revalue, dyadId: string, body: Body): Promise<Customer> {
  const wanted = changeOf(body)
  const keys = wanted.name === undefined ? undefined : (await nameKeysOf([String(wanted.name)]))[0]
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const before = await bareCustomer(tx, ctx, dyad.dyadId)
    const shown = customerShown(ctx, before, dyad.hold)
    const different = differences(before, differences(shown, wanted))
    const change = { ...different, ...reasonedUscc(different.uscc, trimmed({ reason: body.usccReason }).reason) }
    if (before.version !== body.version) throw new Refusal('stale')
    if (Object.keys(change).length === 0) return await showCustomer(tx, ctx, dyad)
    refuseUnwritable(fieldsOf(ctx, 'customer'), change, dyad.hold)
    await refuseStrangers(tx, ctx.tenantId, change)
    const target = { tenantId: ctx.tenantId, dyadId: dyad.dyadId, partyId: dyad.partyId }
    const checked = await checkName(tx, ctx, target, before, change, body.duplicateReason)
    if (!(await updateCustomerRow(tx, target, body.version, change, keys))) throw new Refusal('stale')
    await moveCodes(tx, target, before, change)
    await refreshCustom(tx, ctx.tenantId, 'customer', [dyad.dyadId])
    await refreshCustom(tx, ctx.tenantId, 'party', [dyad.partyId])
    await settlePhone(tx, ctx.tenantId, 'party', dyad.partyId, change.phone ?? change.country)
    if (keyed.some(name => name in change)) await keepProbes(tx, ctx.tenantId, [dyad.partyId])
    if (checked !== undefined) await keepFound(tx, ctx, dyad.partyId, checked, body.duplicateReason)
    if (change.ownerId !== undefined) await handOver(tx, ctx, target, before, change)
    const was = Object.fromEntries(Object.keys(change).map(name => [name, (before as unknown as Record<string, unknown>)[name]]))
    await audit(tx, ctx, { action: 'update', entity: 'customer', entityId: dyad.dyadId, dyadId: dyad.dyadId, before: was, after: change })
    if (bearing.some(name => name in change)) await revalue(ctx.jobs, tx, ctx, 'customers')
    return await showCustomer(tx, ctx, dyad)
  })
}
