import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { refuseStrangers, trimmed } from './create-customer.ts'
import { type CustomGiven, settleNewCustom } from './custom-create.ts'
import { ownOfRecord } from './custom-records.sql.ts'
import { dayIn, recordShown } from './list-records.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import {
  findRecord,
  insertRecord,
  isContactOf,
  listOf,
  readFirm,
  type RecordKey,
  type RecordSource,
  setRemoved,
  updateRecord,
  wholeCustom,
} from './records.sql.ts'

type Fields = Readonly<Record<string, unknown>>
type Kept = { readonly hold: Hold; readonly version: number }

export type Firm = { readonly currency: string; readonly timeZone: string; readonly today: string }

/** What happens when a record is written: what else follows from what is given, and what is to be done in the same transaction. */
export type RecordRules = RecordSource & {
  /** All that is to be written: the given fields and those that follow from them. Refuses what does not fit. `before` undefined: a new record. */
  readonly settle: (tx: Tx, ctx: Ctx, dyad: VisibleDyad, firm: Firm, before: Fields | undefined, change: Fields) => Promise<Fields> | Fields
  /** What follows in the same transaction; `after` undefined: removed. */
  readonly followUp?: (tx: Tx, ctx: Ctx, dyad: VisibleDyad, before: Fields | undefined, after: Fields | undefined) => Promise<void>
}

async function firmOf(tx: Tx, ctx: Ctx): Promise<Firm> {
  const firm = await readFirm(tx, ctx.tenantId)
  return { ...firm, today: dayIn(firm.timeZone, ctx.now()) }
}

async function bare<Row extends Kept>(tx: Tx, ctx: Ctx, rules: RecordSource, key: RecordKey, today: string): Promise<Row> {
  const row = await findRecord<Row>(tx, listOf(rules, ctx, ctx.now(), today, wholeCustom), rules, key)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** A record as this person may see it, the firm's own fields among it. */
async function told<Row extends Kept>(tx: Tx, ctx: Ctx, rules: RecordSource, row: Row) {
  return recordShown(rules, fieldsOf(ctx, rules.entity), await ownOfRecord(tx, ctx, rules, row))
}

const keyOf = (ctx: Ctx, dyad: VisibleDyad, id: string): RecordKey => ({ tenantId: ctx.tenantId, dyadIds: dyad.all, id })

/** One record, where its customer is seen. */
export async function readRecord<Row extends Kept>(ctx: Ctx, rules: RecordSource, dyadId: string, id: string) {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { today } = await firmOf(tx, ctx)
    return await told(tx, ctx, rules, await bare<Row>(tx, ctx, rules, keyOf(ctx, dyad, id), today))
  })
}

/** Owners work in the firm, departments are the firm's, contacts the customer's. */
async function refuseOthers(tx: Tx, ctx: Ctx, dyad: VisibleDyad, change: Fields): Promise<void> {
  await refuseStrangers(tx, ctx.tenantId, change as Parameters<typeof refuseStrangers>[2])
  const { contactId } = change
  if (typeof contactId === 'string' && !(await isContactOf(tx, ctx.tenantId, dyad.partyId, contactId)))
    throw refuseField('body.contactId', ['不是该客户的联系人', 'is no contact of this customer'])
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Times come as text and are read as moments: compared as moments. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

function differences(before: Fields, change: Fields): Fields {
  const moments = (value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : plain(value)
  return Object.fromEntries(
    Object.entries(change).filter(([name, value]) => value !== undefined && !same(moments(value), moments(before[name]))),
  )
}

const picked = (row: Fields, names: readonly string[]): Fields => Object.fromEntries(names.map(name => [name, row[name] ?? null]))

export async function createRecord<Row extends Kept>(
  ctx: Ctx,
  rules: RecordRules,
  dyadId: string,
  { custom, ...body }: { readonly custom?: CustomGiven | undefined } & object,
) {
  const given = Object.fromEntries(Object.entries(trimmed({ ...body })).filter(([, value]) => value !== undefined)) as Fields
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const firm = await firmOf(tx, ctx)
    refuseUnwritable(fieldsOf(ctx, rules.entity), given, dyad.hold)
    await refuseOthers(tx, ctx, dyad, given)
    const values = await rules.settle(tx, ctx, dyad, firm, undefined, { ownerId: ctx.userId, ...given })
    const id = newId()
    await insertRecord(tx, rules, { tenantId: ctx.tenantId, dyadId: dyad.dyadId, id, authorId: ctx.userId }, values)
    await rules.followUp?.(tx, ctx, dyad, undefined, values)
    const own = await settleNewCustom(tx, ctx, [{ entity: rules.entity as FieldEntity, id, hold: dyad.hold }], custom)
    await audit(tx, ctx, { action: 'create', entity: rules.entity, entityId: id, dyadId: dyad.dyadId, after: { ...values, ...own } })
    return await told(tx, ctx, rules, await bare<Row>(tx, ctx, rules, keyOf(ctx, dyad, id), firm.today))
  })
}

/** Changes a record, if nobody else has since it was read; a field under a mask that comes back as it was shown is no change. */
export async function changeRecord<Row extends Kept>(
  ctx: Ctx,
  rules: RecordRules,
  dyadId: string,
  id: string,
  { version, ...body }: { readonly version: number } & object,
) {
  const policy = fieldsOf(ctx, rules.entity)
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const firm = await firmOf(tx, ctx)
    const key = keyOf(ctx, dyad, id)
    const before = await bare<Row>(tx, ctx, rules, key, firm.today)
    if (before.version !== version) throw new Refusal('stale')
    const wanted = differences(before, differences(recordShown(rules, policy, before), trimmed({ ...body })))
    if (Object.keys(wanted).length === 0) return await told(tx, ctx, rules, before)
    refuseUnwritable(policy, wanted, dyad.hold)
    await refuseOthers(tx, ctx, dyad, wanted)
    const values = differences(before, await rules.settle(tx, ctx, dyad, firm, before, wanted))
    if (!(await updateRecord(tx, rules, key, version, values))) throw new Refusal('stale')
    await refreshCustom(tx, ctx.tenantId, rules.entity as FieldEntity, [id])
    await rules.followUp?.(tx, ctx, dyad, before, { ...before, ...values })
    const was = picked(before, Object.keys(values))
    await audit(tx, ctx, { action: 'update', entity: rules.entity, entityId: id, dyadId: dyad.dyadId, before: was, after: values })
    return await told(tx, ctx, rules, await bare<Row>(tx, ctx, rules, key, firm.today))
  })
}

export async function removeRecord(ctx: Ctx, rules: RecordRules, dyadId: string, id: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const firm = await firmOf(tx, ctx)
    const key = keyOf(ctx, dyad, id)
    const before = await bare<Kept & { readonly title: string }>(tx, ctx, rules, key, firm.today)
    await setRemoved(tx, rules, key, true)
    await rules.followUp?.(tx, ctx, dyad, before, undefined)
    await audit(tx, ctx, {
      action: 'remove',
      entity: rules.entity,
      entityId: id,
      dyadId: dyad.dyadId,
      before: picked(before, Object.keys(rules.columns)),
    })
    return { done: true }
  })
}

/** Brings a removed record back. */
export async function restoreRecord<Row extends Kept>(ctx: Ctx, rules: RecordRules, dyadId: string, id: string) {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const firm = await firmOf(tx, ctx)
    const key = keyOf(ctx, dyad, id)
    if (!(await setRemoved(tx, rules, key, false))) throw new Refusal('not_found')
    const after = await bare<Row>(tx, ctx, rules, key, firm.today)
    await rules.followUp?.(tx, ctx, dyad, undefined, after)
    await audit(tx, ctx, { action: 'restore', entity: rules.entity, entityId: id, dyadId: dyad.dyadId })
    return await told(tx, ctx, rules, after)
  })
}
