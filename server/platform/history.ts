import type { Input } from '#contract/endpoint.ts'
import type { HistoryEntry, listHistory as listContract } from '#contract/platform/history.ts'
import { fieldChanges, type PutBack, putBackOf, writableValue } from '#core/platform/history.ts'
import { covered } from './audit.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { Refusal } from './errors.ts'
import { findHistoryDyad, type HistoryDyad, readHistory, type TrailEntry } from './history.sql.ts'

type Row = Readonly<Record<string, unknown>>

/** How a kind of record is read as it is now, changed, and brought back from the recycle bin: what its own room offers. */
export type Keeper = {
  /** The fields that an update takes. */
  readonly fields: readonly string[]
  readonly read: (ctx: Ctx, dyadId: string, id: string) => Promise<Row & { readonly version: number }>
  readonly update?: (ctx: Ctx, dyadId: string, id: string, change: Row, version: number) => Promise<unknown>
  readonly restore?: (ctx: Ctx, dyadId: string, id: string) => Promise<unknown>
}
export type Keepers = Readonly<Record<string, Keeper>>

async function seeHistoryDyad(tx: Tx, ctx: Ctx, dyadId: string): Promise<HistoryDyad> {
  const dyad = await findHistoryDyad(tx, ctx.tenantId, ctx, dyadId)
  if (dyad === undefined) throw new Refusal('not_found')
  return dyad
}

const nameOf = (...states: readonly unknown[]): string | null => {
  const rows = states.filter((state): state is Row => typeof state === 'object' && state !== null)
  const found = rows.flatMap(row => [row['name'], row['title'], row['subject'], row['number'], row['content']])
  return found.find((value): value is string => typeof value === 'string' && value !== '') ?? null
}

function shaped(ctx: Ctx, keepers: Keepers, dyad: HistoryDyad, entry: TrailEntry): HistoryEntry {
  const { before, after, at, ...rest } = covered(ctx, entry, dyad.hold)
  const changes = fieldChanges(before, after)
  const keeper = keepers[entry.entity]
  const fields = new Set(keeper?.fields)
  const mayPutBack =
    dyad.isWritable && entry.action === 'update' && keeper?.update !== undefined && changes.some(({ field }) => fields.has(field))
  return { ...rest, at: at.toISOString(), name: nameOf(after, before), changes, mayPutBack }
}

const pageSize = 50

/** The history of a customer and of all that hangs on it, under the same rules on fields as the records themselves. */
export async function listHistory(
  ctx: Ctx,
  keepers: Keepers,
  dyadId: string,
  query: Input<typeof listContract>['query'],
): Promise<{ rows: HistoryEntry[]; next: string | null }> {
  const limit = query.limit ?? pageSize
  return await ctx.inTenant(async tx => {
    const dyad = await seeHistoryDyad(tx, ctx, dyadId)
    const found = await readHistory(tx, ctx.tenantId, dyad.all, { ...query, limit: limit + 1 }, dyad.isWritable)
    const rows = found.slice(0, limit).map(entry => shaped(ctx, keepers, dyad, entry))
    return { rows, next: found.length > limit ? (rows.at(-1)?.auditId ?? null) : null }
  })
}

type Planned = {
  readonly dyadId: string
  readonly id: string
  readonly keeper: Keeper
  readonly fields: PutBack[]
  readonly version: number
}

async function planPutBack(ctx: Ctx, keepers: Keepers, dyadId: string, auditId: string): Promise<Planned> {
  const { dyad, entry } = await ctx.inTenant(async tx => {
    const seen = await seeHistoryDyad(tx, ctx, dyadId)
    const [found] = await readHistory(tx, ctx.tenantId, seen.all, { auditId, limit: 1 }, seen.isWritable)
    return { dyad: seen, entry: found }
  })
  if (entry === undefined) throw new Refusal('not_found')
  const keeper = keepers[entry.entity]
  if (keeper?.update === undefined || entry.action !== 'update' || entry.entityId === null)
    throw new Refusal('conflict', [
      '只有“修改”可以恢复到改前的值；删除的记录请在回收站恢复。',
      'Only changes can be put back. What was removed is brought back from the recycle bin.',
    ])
  const current = await keeper.read(ctx, dyad.dyadId, entry.entityId)
  const { before, after } = covered(ctx, entry, dyad.hold)
  const fields = putBackOf(fieldChanges(before, after), current, new Set(keeper.fields))
  return { dyadId: dyad.dyadId, id: entry.entityId, keeper, fields, version: current.version }
}

/** What putting a change back would write. */
export async function previewPutBack(ctx: Ctx, keepers: Keepers, dyadId: string, auditId: string) {
  const { fields, version } = await planPutBack(ctx, keepers, dyadId, auditId)
  return { fields, version }
}

function refuseNewer(fields: readonly PutBack[]): void {
  const newer = fields.filter(({ state }) => state === 'newer').map(({ field }) => field)
  if (newer.length === 0) return
  throw new Refusal('conflict', [
    `以下字段在此次修改之后又被改过，不能直接恢复：${newer.join('、')}。请先恢复较新的修改，或只选择其他字段。`,
    `These fields were changed again after this change: ${newer.join(', ')}. Put the newer change back first, or choose the other fields alone.`,
  ])
}

/** Puts fields of a change back, all of them unless some are named: an update like any other, with its own checks and its own entry. */
export async function putBack(
  ctx: Ctx,
  keepers: Keepers,
  { dyadId, auditId }: { readonly dyadId: string; readonly auditId: string },
  body: { readonly version: number; readonly fields?: readonly string[] | undefined },
): Promise<{ done: true }> {
  const planned = await planPutBack(ctx, keepers, dyadId, auditId)
  const chosen = planned.fields.filter(({ field, state }) => state !== 'same' && (body.fields?.includes(field) ?? true))
  if (chosen.length === 0)
    throw new Refusal('conflict', [
      '这些字段已经是改前的值，无需恢复。',
      'These fields are already as they were before: there is nothing to put back.',
    ])
  refuseNewer(chosen)
  if (planned.version !== body.version) throw new Refusal('stale')
  const change = Object.fromEntries(chosen.map(({ field, was }) => [field, writableValue(was)]))
  await planned.keeper.update?.(ctx, planned.dyadId, planned.id, change, body.version)
  return { done: true }
}
