import type { CivilDay, CivilMonth } from '#core/units/civil-day.ts'
import { type Categories, slotsAt } from '#core/value/categories.ts'
import { expectedExtra, headroomOf } from '#core/value/headroom.ts'
import {
  extraWithEvidence,
  loyaltyByEvidence,
  aliveByRhythm,
  outlookOf,
  perceptionOf,
  potentialOf,
  strategicOf,
} from '#core/value/potential.ts'
import { fillAlive, type OutlookModel, type Seen } from '#core/value/outlook-model.ts'
import { ownMu, regularityOf, tenantMuOf } from '#core/value/rhythm.ts'
import { moveSums, type RollingSums, sumsOf } from '#core/value/rolling-sums.ts'
import { growthOf, isBelowSigma } from '#core/value/trend.ts'
import { fillParts, roomForParts, stateOf, totalOf } from '#core/value/valuation.ts'
import { bordersBefore, bucketCount, endOfOrders, fillBuckets, monthsBack } from '#core/value/window.ts'
import type { Ground } from './ground.ts'
import { never, newColumns, type RunColumns } from './run.ts'

/** A run whose figures are known, before anyone is placed. Potential scores are exact here; the run keeps them rounded to single precision. */
export type Measured = {
  readonly t: CivilDay
  readonly columns: RunColumns
  /** Dyads with a sale in the 12 months, A(t). */
  readonly active: Int32Array
  readonly isActive: Uint8Array
  readonly tenantMu: number
  readonly growth: Float64Array
  readonly belowSigma: Uint8Array
  readonly potential: Float64Array
}

/** What a run takes over: the tenant's usual interval where one dyad is scored alone, and what P(alive) is taken from. */
export type Given = { readonly tenantMu?: number | undefined; readonly outlook: Outlook }

/** A purchase model with the statistics it is used on; null: the customer's own rhythm alone. */
export type Outlook = { readonly model: OutlookModel; readonly seen: Seen } | null

/** Values, orders, rhythm, P(alive) and trend of all dyads at t. */
export function measureRun(ground: Ground, sums: RollingSums, t: CivilDay, { tenantMu, outlook }: Given): Measured {
  const dyads = ground.book.keys.length
  const columns = newColumns(dyads, (ground.options.evidence?.size ?? 0) > 0)
  const own = new Float64Array(dyads).fill(Number.NaN)
  moveSums(ground.book, sums, monthsBack(t, 12), t)
  fillValues(ground, sums, columns)
  fillOrders(ground, t, columns, own)
  const usual = tenantMu ?? tenantMuOf(own)
  const isActive = Uint8Array.from(columns.lastOrder, last => (last !== never && last > monthsBack(t, 12) ? 1 : 0))
  const active = new Int32Array(dyads).map((_, dyad) => dyad).filter(dyad => isActive[dyad] === 1)
  const measured: Measured = {
    t,
    columns,
    active,
    isActive,
    tenantMu: usual,
    growth: new Float64Array(dyads).fill(Number.NaN),
    belowSigma: new Uint8Array(dyads),
    potential: new Float64Array(dyads).fill(Number.NaN),
  }
  if (outlook !== null) fillAlive(outlook.model, outlook.seen, columns.alive)
  fillRhythm(ground, measured, own, outlook)
  return measured
}

function fillValues(ground: Ground, sums: RollingSums, columns: RunColumns): void {
  const parts = roomForParts()
  for (let dyad = 0; dyad < columns.state.length; dyad++) {
    const figures = sumsOf(sums, dyad)
    fillParts(figures, ground.tariff, parts)
    columns.netContribution[dyad] = totalOf(parts) + 0
    columns.state[dyad] = stateOf(parts)
    columns.netSales[dyad] = figures[0] as number
  }
}

function fillOrders(ground: Ground, t: CivilDay, columns: RunColumns, own: Float64Array): void {
  const { orders } = ground
  for (let dyad = 0; dyad < own.length; dyad++) {
    const end = endOfOrders(orders, dyad, t)
    const count = end - (orders.start[dyad] as number)
    columns.orders[dyad] = count
    if (count === 0) continue
    columns.lastOrder[dyad] = orders.day[end - 1] as number
    own[dyad] = ownMu(orders, dyad, end)
  }
}

/** mu, trend, loyalty by rhythm and outlook of the dyads that have ordered. */
function fillRhythm(ground: Ground, measured: Measured, own: Float64Array, outlook: Outlook): void {
  const { book, orders } = ground
  const { t, columns, tenantMu } = measured
  const borders = bordersBefore(t)
  const buckets = new Float64Array(bucketCount)
  for (let dyad = 0; dyad < own.length; dyad++) {
    const count = columns.orders[dyad] as number
    if (count === 0) continue
    fillBuckets(book, dyad, borders, buckets)
    const mu = Number.isNaN(own[dyad]) ? tenantMu : (own[dyad] as number)
    const growth = growthOf(book, borders, buckets)
    columns.mu[dyad] = mu
    columns.growth[dyad] = growth
    measured.growth[dyad] = growth
    measured.belowSigma[dyad] = isBelowSigma(book, borders, buckets) ? 1 : 0
    columns.loyalty[dyad] = regularityOf(orders, dyad, (orders.start[dyad] as number) + count, t, mu)
    if (outlook === null) columns.alive[dyad] = aliveByRhythm((t - (columns.lastOrder[dyad] as number)) / mu)
    columns.outlook[dyad] = outlookOf(columns.alive[dyad] as number, growth)
  }
}

/** Headroom of a month-end: it is a measure of whole months. */
export function fillHeadroom(ground: Ground, categories: Categories, measured: Measured, month: CivilMonth): void {
  const { book, settings, options } = ground
  const { columns, active, t } = measured
  const slots = slotsAt(categories, month)
  const margin = settings.margin ?? 1
  const keyOf = options.evidence?.size ? new Map(book.cells.keys.map((key, index) => [key, index])) : undefined
  const evidence =
    keyOf &&
    ((dyad: number, gaps: number, bySlot: Parameters<NonNullable<Parameters<typeof expectedExtra>[0]['evidence']>>[2]) =>
      extraWithEvidence(options.evidence?.get(dyad), {
        t,
        margin,
        gaps,
        netSales: columns.netSales[dyad] as number,
        byCategory: category => {
          const key = keyOf.get(category)
          return key === undefined ? undefined : bySlot(slots.slotOf[key] as number)
        },
      }))
  const extra = expectedExtra({ book, month, slots, active, netSales: columns.netSales, margin, evidence })
  columns.headroom.set(headroomOf(extra, active))
}

/** Evidence beside trade, then the potential value of every dyad out of its five sub-indices. */
export function fillPotential(ground: Ground, measured: Measured): void {
  const { columns, t } = measured
  const shares = new Map<number, number>()
  for (const [dyad, evidence] of ground.options.evidence ?? []) {
    const perception = perceptionOf(evidence, t)
    columns.perception[dyad] = perception?.score ?? Number.NaN
    columns.strategic[dyad] = strategicOf(evidence, t) ?? Number.NaN
    columns.loyalty[dyad] = loyaltyByEvidence(evidence, t) ?? (columns.loyalty[dyad] as number)
    if (perception) shares.set(dyad, perception.weight)
  }
  fillScores(ground, measured, shares)
}

function fillScores({ settings, options }: Ground, { columns, potential }: Measured, shares: ReadonlyMap<number, number>): void {
  const { headroom, perception, loyalty, outlook, strategic } = columns
  for (let dyad = 0; dyad < potential.length; dyad++) {
    if (columns.orders[dyad] === 0 && options.prospects?.has(dyad) !== true) continue
    const scores = {
      headroom: headroom[dyad] as number,
      perception: perception[dyad] ?? Number.NaN,
      loyalty: loyalty[dyad] as number,
      outlook: outlook[dyad] as number,
      strategic: strategic[dyad] ?? Number.NaN,
    }
    const { score, confidence } = potentialOf(scores, settings.weights, shares.get(dyad) ?? 1)
    potential[dyad] = score
    columns.potentialScore[dyad] = score
    columns.dataConfidence[dyad] = confidence
  }
}
