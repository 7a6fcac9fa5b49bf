import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { trimmed } from '#server/dyads/create-customer.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import { seeDyad, seeWritableDyad } from '#server/dyads/read-customer.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import { refreshRelationship } from './refresh-relationship.ts'
import { insertRow, readRows, type RegisterPlace, type RegisterTable, setRowRemoved, updateRow, type Values } from './registers.sql.ts'

type Stored = Values & { readonly id: string; readonly version: number }

/** One register: where it lies, what an entry must meet, and how its rows are shown. `idName`: the name of its id in the contract. */
export type Register<Row> = {
  readonly table: RegisterTable
  readonly entity: string
  readonly idName: string
  /** Refuses what cannot be; answers what is to be written beside. `after`: the record as it would be. */
  readonly settle: (after: Values, today: string) => Values
  /** What else must hold beyond the record itself, and what follows in the same transaction: answers what is to be written beside. `after` undefined: it is removed. */
  readonly follow?: (tx: Tx, ctx: Ctx, at: Following) => Promise<Values>
  /** The rows of one customer as the contract shapes them, on a day of the firm. */
  readonly show: (rows: readonly Stored[], today: string) => Row[]
}

/** One record that is written: as it was (undefined: new or brought back), as it would be, and the day of the firm. */
export type Following = {
  readonly place: RegisterPlace
  readonly id: string
  readonly before: Values | undefined
  readonly after: Values | undefined
  readonly today: string
}

const placeOf = (ctx: Ctx, dyad: VisibleDyad): RegisterPlace => ({ tenantId: ctx.tenantId, dyadId: dyad.dyadId, all: dyad.all })

async function todayOf(tx: Tx, ctx: Ctx): Promise<string> {
  const { timeZone } = await readFirm(tx, ctx.tenantId)
  return dayIn(timeZone, ctx.now())
}

async function storedOf<Row>(tx: Tx, register: Register<Row>, place: RegisterPlace, id: string): Promise<Stored> {
  const [row] = await readRows<Stored>(tx, register.table, place, id)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** One row as it is shown among its own: whether a fact holds depends on those beside it. */
async function shownRow<Row>(tx: Tx, ctx: Ctx, register: Register<Row>, place: RegisterPlace, id: string): Promise<Row> {
  const rows = await readRows<Stored>(tx, register.table, place)
  const at = rows.findIndex(row => row.id === id)
  const shown = register.show(rows, await todayOf(tx, ctx))[at]
  if (shown === undefined) throw new Refusal('not_found')
  return shown
}

/** The records of a customer. */
export async function listRegister<Row>(ctx: Ctx, register: Register<Row>, dyadId: string): Promise<{ rows: Row[] }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const rows = await readRows<Stored>(tx, register.table, placeOf(ctx, dyad))
    return { rows: register.show(rows, await todayOf(tx, ctx)) }
  })
}

export async function addEntry<Row>(ctx: Ctx, register: Register<Row>, dyadId: string, body: object): Promise<Row> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = placeOf(ctx, dyad)
    const given: Values = trimmed({ ...body })
    const today = await todayOf(tx, ctx)
    const settled = { ...given, ...register.settle(given, today) }
    const id = newId()
    const values = { ...settled, ...(await register.follow?.(tx, ctx, { place, id, before: undefined, after: settled, today })) }
    await insertRow(tx, register.table, place, id, ctx.userId, values)
    await audit(tx, ctx, { action: 'create', entity: register.entity, entityId: id, dyadId: dyad.dyadId, after: values })
    await refreshRelationship(tx, ctx, dyad.dyadId)
    return await shownRow(tx, ctx, register, place, id)
  })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Changes a record, if nobody else has since it was read. */
export async function changeEntry<Row>(
  ctx: Ctx,
  register: Register<Row>,
  dyadId: string,
  id: string,
  { version, ...body }: { readonly version: number } & object,
): Promise<Row> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = placeOf(ctx, dyad)
    const before = await storedOf(tx, register, place, id)
    if (before.version !== version) throw new Refusal('stale')
    const given: Values = trimmed({ ...body })
    const change = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== undefined && !same(value, before[name])))
    const today = await todayOf(tx, ctx)
    const settled = { ...change, ...register.settle({ ...before, ...change }, today) }
    const beside = await register.follow?.(tx, ctx, { place, id, before, after: { ...before, ...settled }, today })
    const all: Values = { ...settled, ...beside }
    const after = Object.fromEntries(Object.entries(all).filter(([name, value]) => !same(value, before[name])))
    if (Object.keys(after).length > 0) {
      if (!(await updateRow(tx, register.table, place, id, version, after))) throw new Refusal('stale')
      const was = Object.fromEntries(Object.keys(after).map(name => [name, before[name] ?? null]))
      await audit(tx, ctx, { action: 'update', entity: register.entity, entityId: id, dyadId: dyad.dyadId, before: was, after })
      await refreshRelationship(tx, ctx, dyad.dyadId)
    }
    return await shownRow(tx, ctx, register, place, id)
  })
}

export async function removeEntry<Row>(
  ctx: Ctx,
  register: Register<Row>,
  dyadId: string,
  id: string,
  version: number,
): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = placeOf(ctx, dyad)
    const before = await storedOf(tx, register, place, id)
    if (!(await setRowRemoved(tx, register.table, place, id, version))) throw new Refusal('stale')
    await register.follow?.(tx, ctx, { place, id, before, after: undefined, today: await todayOf(tx, ctx) })
    await audit(tx, ctx, { action: 'remove', entity: register.entity, entityId: id, dyadId: dyad.dyadId, before })
    await refreshRelationship(tx, ctx, dyad.dyadId)
    return { done: true }
  })
}

/** Brings a removed record back. */
export async function restoreEntry<Row>(ctx: Ctx, register: Register<Row>, dyadId: string, id: string): Promise<Row> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const place = placeOf(ctx, dyad)
    if (!(await setRowRemoved(tx, register.table, place, id, undefined))) throw new Refusal('not_found')
    if (register.follow !== undefined) {
      const after = await storedOf(tx, register, place, id)
      await register.follow(tx, ctx, { place, id, before: undefined, after, today: await todayOf(tx, ctx) })
    }
    await audit(tx, ctx, { action: 'restore', entity: register.entity, entityId: id, dyadId: dyad.dyadId })
    await refreshRelationship(tx, ctx, dyad.dyadId)
    return await shownRow(tx, ctx, register, place, id)
  })
}
