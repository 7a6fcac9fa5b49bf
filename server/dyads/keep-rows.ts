import { type GuardedEntity, shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import { trimmed } from './create-customer.ts'
import type { VisibleDyad } from './customer.sql.ts'
import {
  insertKept,
  type KeptTable,
  leaveOneDefault,
  type Place,
  readPartyIds,
  removeKept,
  updateKept,
  type Values,
} from './kept-rows.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'

type Row = Values & { readonly version: number }

/** Records of one kind that hang on a customer: how they are read, under which rules their fields stand, and what a write must meet. */
export type Kind<R extends Row> = {
  readonly kept: KeptTable
  readonly entity: string
  readonly guarded: GuardedEntity
  /** All of a customer, or the one under an id. */
  readonly read: (tx: Tx, place: Place, id?: string) => Promise<R[]>
  /** Refuses what cannot be; answers what is to be written beside. `before` is undefined for a new record. */
  readonly settle?: (tx: Tx, ctx: Ctx, given: Values, before: R | undefined, dyad: VisibleDyad) => Promise<Values>
}

async function placeOf(tx: Tx, ctx: Ctx, { kept }: { readonly kept: KeptTable }, dyad: VisibleDyad): Promise<Place> {
  if (kept.parent === 'dyad_id') return { tenantId: ctx.tenantId, parents: [dyad.dyadId, ...dyad.all.filter(id => id !== dyad.dyadId)] }
  return { tenantId: ctx.tenantId, parents: await readPartyIds(tx, ctx.tenantId, dyad.partyId) }
}

async function rowOf<R extends Row>(tx: Tx, kind: Kind<R>, place: Place, id: string): Promise<R> {
  const [row] = await kind.read(tx, place, id)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** The records of a customer as this person may see them. */
export async function listRows<R extends Row>(ctx: Ctx, kind: Kind<R>, dyadId: string): Promise<{ rows: R[] }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const rows = await kind.read(tx, await placeOf(tx, ctx, kind, dyad))
    return { rows: rows.map(row => shown(fieldsOf(ctx, kind.guarded), row, dyad.hold)) }
  })
}

export async function addRow<R extends Row>(ctx: Ctx, kind: Kind<R>, dyadId: string, body: Values): Promise<R> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = await placeOf(tx, ctx, kind, dyad)
    const policy = fieldsOf(ctx, kind.guarded)
    const given = trimmed(body)
    refuseUnwritable(policy, given, dyad.hold)
    const beside = (await kind.settle?.(tx, ctx, given, undefined, dyad)) ?? {}
    const id = newId()
    await insertKept(tx, kind.kept, place, id, { ...given, ...beside })
    const after = await rowOf(tx, kind, place, id)
    if (after['isDefault'] === true) await leaveOneDefault(tx, kind.kept, place, id)
    await audit(tx, ctx, { action: 'create', entity: kind.entity, entityId: id, dyadId: dyad.dyadId, after })
    return shown(policy, after, dyad.hold)
  })
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Changes a record, if nobody else has since it was read; a field under a mask that comes back as it was shown is no change. */
export async function changeRow<R extends Row>(ctx: Ctx, kind: Kind<R>, dyadId: string, id: string, body: Row): Promise<R> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = await placeOf(tx, ctx, kind, dyad)
    const policy = fieldsOf(ctx, kind.guarded)
    const before = await rowOf(tx, kind, place, id)
    if (before.version !== body.version) throw new Refusal('stale')
    const seen: Values = shown(policy, before, dyad.hold)
    const { version, ...given } = trimmed(body)
    const change = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== undefined && !same(value, seen[name])))
    if (Object.keys(change).length === 0) return shown(policy, before, dyad.hold)
    refuseUnwritable(policy, change, dyad.hold)
    const beside = (await kind.settle?.(tx, ctx, change, before, dyad)) ?? {}
    if (!(await updateKept(tx, kind.kept, place, id, version, { ...change, ...beside }))) throw new Refusal('stale')
    const after = await rowOf(tx, kind, place, id)
    if (change['isDefault'] === true || (change['uses'] !== undefined && after['isDefault'] === true))
      await leaveOneDefault(tx, kind.kept, place, id)
    const was = Object.fromEntries(Object.keys(change).map(name => [name, before[name]]))
    await audit(tx, ctx, { action: 'update', entity: kind.entity, entityId: id, dyadId: dyad.dyadId, before: was, after: change })
    return shown(policy, after, dyad.hold)
  })
}

export async function removeRow<R extends Row>(
  ctx: Ctx,
  kind: Kind<R>,
  dyadId: string,
  id: string,
  version: number,
): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = await placeOf(tx, ctx, kind, dyad)
    const before = await rowOf(tx, kind, place, id)
    if (!(await removeKept(tx, kind.kept, place, id, version))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'remove', entity: kind.entity, entityId: id, dyadId: dyad.dyadId, before })
    return { done: true }
  })
}
