import type pg from 'pg'
import type { Rescored } from '#contract/segments/recorded-order.ts'
import { type FutureRun, futureOf, futureRunOf, typeSharesOf } from '#core/segments/future-run.ts'
import { type Band, type CustomerType, moves } from '#core/segments/grid.ts'
import { type FrozenTable, never, none } from '#core/segments/run.ts'
import { scoreAlone, type ScoredAlone } from '#core/segments/score-between.ts'
import type { Sources } from '#core/trade/book.ts'
import { type CivilDay, formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import type { FutureBasis } from '#core/value/future-basis.ts'
import { rhythmOf } from '#core/value/rhythm.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import type { Ctx } from '#server/platform/context.ts'
import { inTenantClient } from '#server/platform/database.ts'
import { readBook } from '#server/value/read-book.ts'
import { readEvidence } from '#server/value/read-evidence.ts'
import { enqueueIdentify } from './enqueue-identify.ts'
import { followValueText, rescorePlaceText, rescoreStandingText } from './engine-worker.sql.ts'
import { presentModelText } from './future.sql.ts'
import { findIdentifyJob } from './jobs.sql.ts'
import { dayText, decimalText, type Field, placeFields } from './placement-fields.ts'
import { readFuture } from './read-future.ts'
import { readPlace } from './read-place.ts'
import * as text from './rescore.sql.ts'
import { tableOfRecord } from './run-record.ts'
import { futureFields, type LossRecord } from './write-future.ts'

type GroundRow = {
  readonly generation: number
  readonly as_of: string
  readonly first_fact: string | null
  readonly settings: ValuationSettings
  readonly sources: Sources
  readonly kind: 'month_end' | 'as_of'
  readonly percentile_table: Parameters<typeof tableOfRecord>[0] | null
  readonly time_zone: string
}
type ModelRow = {
  readonly model: Pick<FutureBasis, 'outlook' | 'fit' | 'draws'>
  readonly spend: Omit<FutureBasis, 'outlook' | 'fit' | 'draws'>
}
type HeldRow = {
  readonly headroom: number | null
  readonly current_band: Band | null
  readonly potential_band: Band | null
  readonly type: CustomerType | null
}
type OverrideRow = { readonly type: CustomerType; readonly starts_on: string; readonly expires_on: string }

const day = (written: string): CivilDay => parseDay(written) ?? 0

/** What a customer is scored against alone: the settings, the frozen table and the basis of the present generation. */
type Standard = {
  readonly row: GroundRow
  readonly frozen: FrozenTable
  readonly basis: FutureBasis | undefined
  /** The day it is scored for. */
  readonly at: CivilDay
}

/**
 * The standard for an order of a day; undefined where one customer alone cannot be scored: before the first map, on a month's end, for an order that
 * lies in months that are closed, or beyond the month after them.
 */
async function standardOf(client: pg.ClientBase, tenantId: string, ordered: CivilDay): Promise<Standard | undefined> {
  const [row] = (await client.query<GroundRow>(text.groundText, [tenantId])).rows
  if (row === undefined || row.kind === 'month_end' || row.percentile_table === null) return undefined
  const [model] = (await client.query<ModelRow>(presentModelText, [tenantId])).rows
  const basis = model && { ...model.model, ...model.spend }
  const frozen = tableOfRecord(row.percentile_table, row.settings.purchaseModel === 'rhythm' ? null : (basis?.outlook ?? null))
  const at = Math.max(day(row.as_of), ordered)
  const isOpen = ordered > frozen.day && at < lastDayOf(monthOf(frozen.day) + 1)
  return isOpen ? { row, frozen, basis, at } : undefined
}

async function scored(client: pg.ClientBase, ctx: Ctx, dyadId: string, { row, frozen, at }: Standard): Promise<ScoredAlone | undefined> {
  const { tenantId } = ctx
  const from = row.first_fact === null ? at : day(row.first_fact)
  const alone = { dyadId, sources: row.sources, from, until: at }
  const { book, customers } = await readBook(client, { tenantId, now: ctx.now(), one: alone })
  const [customer] = customers
  if (customer === undefined) return undefined
  const evidence = await readEvidence(client, { tenantId, dyadId }, customers)
  const [held] = (await client.query<HeldRow>(text.heldText, [tenantId, dyadId, row.generation])).rows
  const [override] = (await client.query<OverrideRow>(text.overrideText, [tenantId, dyadId])).rows
  const one = scoreAlone({
    book,
    dyad: 0,
    at,
    settings: row.settings,
    frozen,
    held: held?.type ? { headroom: held.headroom, current: held.current_band, potential: held.potential_band } : null,
    evidence: evidence.get(0),
    override: override && { type: override.type, from: Math.min(day(override.starts_on), at), expires: day(override.expires_on) },
    isProspect: book.days.day.length === 0,
    isProjectBuyer: customer.isProjectBuyer,
  })
  if (!held?.type && one.run.type[0] !== none) one.run.move[0] = moves.indexOf('entered')
  return one
}

/** The loss that still stands: one that an order after it has not ended. */
async function lossAfter(
  client: pg.ClientBase,
  at: readonly [tenantId: string, dyadId: string, generation: number],
  last: CivilDay,
): Promise<LossRecord | null> {
  const [tenantId, dyadId, generation] = at
  const [kept] = (await client.query<{ loss: LossRecord | null }>(text.keptLossText, [tenantId, dyadId])).rows
  const loss = kept?.loss ?? null
  if (loss?.kind !== 'churned' || last <= day(loss.on)) return loss
  await client.query(text.returnText, [tenantId, dyadId, generation, formatDay(last)])
  return null
}

const asArrays = (fields: readonly Field[]) => fields.map(field => [field])

async function write(
  client: pg.ClientBase,
  tenantId: string,
  dyadId: string,
  standard: Standard,
  { ground, run }: ScoredAlone,
): Promise<void> {
  const { row, frozen, basis, at } = standard
  const future: FutureRun | null = basis === undefined ? null : futureRunOf(ground, run, frozen, { basis })
  const place = placeFields(run, 0, undefined, undefined, typeSharesOf({ ground, run, frozen }, 0))
  const key = [tenantId, dyadId, String(row.generation)]
  await client.query(rescorePlaceText, asArrays([...key, row.as_of, ...place]))
  const first = ground.firstOrder[0] ?? never
  const demand = run.orders[0] === 0 ? null : rhythmOf(ground.book, ground.orders, 0, run.day, run.tenantMu).demand
  const last = run.lastOrder[0] ?? never
  const loss = await lossAfter(client, [tenantId, dyadId, row.generation], last === never ? 0 : last)
  const rhythm = [first === never ? null : dayText(first), decimalText(demand?.adi, 3), decimalText(demand?.cv2, 4), demand?.class ?? null]
  const since: Field[] = [null, null, run.stage[0] === undefined ? null : formatDay(at), null]
  const fields = futureFields(future && futureOf(future, 0), loss)
  await client.query(rescoreStandingText, asArrays([...key, formatDay(at), ...place, ...since, ...rhythm, ...fields]))
  await client.query(followValueText, [tenantId, dyadId])
}

/** Scores one customer with the model and the table that are kept; answers whether it could be done. */
async function scoreOne(ctx: Ctx, dyadId: string, ordered: CivilDay): Promise<boolean> {
  const { tenantId, userId } = ctx
  return await inTenantClient(ctx.platform.pool, { tenantId, userId }, async client => {
    await client.query(text.lockDyadText, [dyadId])
    const standard = await standardOf(client, tenantId, ordered)
    const one = standard && (await scored(client, ctx, dyadId, standard))
    if (standard === undefined || one === undefined) return false
    await write(client, tenantId, dyadId, standard, one)
    return true
  })
}

/** Asks for a recalculation where one customer alone is not enough, or one that is under way has not seen the order. */
async function recalculated(ctx: Ctx, isScored: boolean): Promise<string | null> {
  return await ctx.inTenant(async tx => {
    const underWay = await findIdentifyJob(tx, ctx.tenantId)
    return isScored && underWay === undefined ? null : await enqueueIdentify(ctx.jobs, tx, ctx, 'order')
  })
}

/**
 * After an order of a day was recorded or taken back: the customer's value, P(alive), what is to come and the pending bands are those of now, on the map
 * and in every list, without a recalculation of the others.
 */
export async function rescore(ctx: Ctx, dyadId: string, ordered: CivilDay): Promise<Rescored> {
  const jobId = await recalculated(ctx, await scoreOne(ctx, dyadId, ordered))
  const { standing } = await readPlace(ctx, dyadId, undefined)
  const { future } = await readFuture(ctx, dyadId)
  return { standing, future, jobId }
}
