import { customerTypes, lifecycleStages } from './grid.ts'
import { candidateCurrent, candidatePotential, percentileIn, rawCurrentBand, rawPotentialBand, type RunCuts } from './cuts.ts'
import type { Ground } from './ground.ts'
import { type Axis, confirm, pendingOf } from './hysteresis.ts'
import { deliveryDays, isDormant, stageOfRule, stageRuleOf, unrecordedDeliveryDays } from './lifecycle.ts'
import type { Measured } from './measure-run.ts'
import { flag, never, none, type StageRule, stageRules } from './run.ts'

export type Axes = { readonly current: Axis; readonly potential: Axis }
/** What bands are cut by: this run's own table, or the one frozen at the last month-end. */
export type Table = RunCuts & { readonly values: Float64Array }

/** Index into `customerTypes` of the cell of two bands. */
export const typeIndex = (current: number, potential: number): number =>
  current === none || potential === none ? none : (2 - potential) * 3 + current

/** Placed is who has ordered, and a prospect of whom something is known. */
const isPlaced = (ground: Ground, measured: Measured, dyad: number): boolean =>
  (measured.columns.orders[dyad] as number) > 0 || (ground.options.prospects?.has(dyad) === true && !Number.isNaN(measured.potential[dyad]))

/** Scores, raw, confirmed and pending bands of all dyads. A month-end run moves the axes on; between month-ends they stand. */
export function fillBands(ground: Ground, measured: Measured, table: Table, axes: Axes, isRun: boolean): void {
  for (let dyad = 0; dyad < measured.potential.length; dyad++) {
    const placed = isPlaced(ground, measured, dyad)
    bandCurrent(ground, measured, table, axes.current, dyad, placed, isRun)
    bandPotential(ground, measured, axes.potential, dyad, placed, isRun)
    if (placed) fillFlags(ground, measured, table, dyad)
  }
}

function bandCurrent(ground: Ground, measured: Measured, table: Table, axis: Axis, dyad: number, placed: boolean, isRun: boolean): void {
  const { columns, isActive } = measured
  const { hysteresis } = ground.settings
  const value = columns.netContribution[dyad] as number
  const active = isActive[dyad] === 1
  const raw = placed ? rawCurrentBand(value, active, table.cuts) : none
  const score = placed ? percentileIn(table.values, value) : Number.NaN
  const candidate = placed ? candidateCurrent(axis.confirmed[dyad] as number, value, score, active, table.cuts, hysteresis.buffer) : none
  columns.currentScore[dyad] = score
  columns.rawCurrent[dyad] = raw
  const confirmed = step(axis, dyad, raw, candidate, hysteresis.runs, isRun)
  columns.current[dyad] = confirmed
  columns.pendingCurrent[dyad] = candidate === none ? none : pendingOf(confirmed, candidate)
}

function bandPotential(ground: Ground, measured: Measured, axis: Axis, dyad: number, placed: boolean, isRun: boolean): void {
  const { columns, potential } = measured
  const { hysteresis, cuts } = ground.settings
  const score = placed ? (potential[dyad] as number) : Number.NaN
  const raw = rawPotentialBand(score, cuts.potential)
  const candidate = candidatePotential(axis.confirmed[dyad] as number, score, cuts.potential, hysteresis.buffer)
  columns.rawPotential[dyad] = raw
  const confirmed = step(axis, dyad, raw, candidate, hysteresis.runs, isRun)
  columns.potential[dyad] = confirmed
  columns.pendingPotential[dyad] = candidate === none ? none : pendingOf(confirmed, candidate)
}

/** The confirmed band after this run; between month-ends it stays, and who is new stands on the raw band at once. */
function step(axis: Axis, dyad: number, raw: number, candidate: number, runs: number, isRun: boolean): number {
  if (isRun) confirm(axis, dyad, raw, candidate, runs)
  const confirmed = axis.confirmed[dyad] as number
  return raw === none || confirmed === none ? raw : confirmed
}

function fillFlags(ground: Ground, { columns, t }: Measured, table: Table, dyad: number): void {
  const hasOrders = (columns.orders[dyad] as number) > 0
  const recency = (t - (columns.lastOrder[dyad] as number)) / (columns.mu[dyad] as number)
  const isProvisional = table.provisional || (columns.dataConfidence[dyad] as number) < ground.settings.provisionalBelow - 1e-6
  columns.flags[dyad] =
    (hasOrders && isDormant(recency) ? flag.dormant : 0) |
    (hasOrders && (columns.netContribution[dyad] as number) < 0 ? flag.belowZero : 0) |
    (isProvisional ? flag.provisional : 0)
}

/** Types of the confirmed bands, then the overrides that hold at t over them. */
export function fillTypes(ground: Ground, { columns, t }: Measured): void {
  for (let dyad = 0; dyad < columns.type.length; dyad++) {
    columns.type[dyad] = typeIndex(columns.current[dyad] as number, columns.potential[dyad] as number)
  }
  for (const { dyad, type, from, expires } of ground.options.overrides ?? []) {
    if (t < from || t >= expires || dyad < 0 || dyad >= columns.type.length) continue
    const index = customerTypes.indexOf(type)
    columns.type[dyad] = index
    columns.current[dyad] = index % 3
    columns.potential[dyad] = 2 - Math.floor(index / 3)
    columns.flags[dyad] = (columns.flags[dyad] as number) | flag.overridden
  }
}

const stageOf = Object.fromEntries(stageRules.map(rule => [rule, lifecycleStages.indexOf(stageOfRule[rule])])) as Record<StageRule, number>
const ruleIndex = Object.fromEntries(stageRules.map((rule, index) => [rule, index])) as Record<StageRule, number>

/** Stages of all dyads that have ordered, and of the prospects. */
export function fillStages(ground: Ground, measured: Measured): void {
  const { columns, t } = measured
  const { prospects, projectBuyers, evidence } = ground.options
  for (let dyad = 0; dyad < columns.stage.length; dyad++) {
    const orders = columns.orders[dyad] as number
    if (orders === 0 && prospects?.has(dyad) !== true) continue
    const rule = stageRuleOf({
      t,
      orders,
      firstOrder: ground.firstOrder[dyad] as number,
      lastOrder: columns.lastOrder[dyad] as number,
      isDelivered: isDelivered(ground, dyad, t),
      mu: columns.mu[dyad] as number,
      growth: measured.growth[dyad] as number,
      isBelowSigma: measured.belowSigma[dyad] === 1,
      isProject: projectBuyers?.has(dyad) === true,
      evidence: evidence?.get(dyad),
    })
    columns.stageRule[dyad] = ruleIndex[rule]
    columns.stage[dyad] = stageOf[rule]
  }
}

/** Without delivery facts an order counts as delivered after 7 days; where others have them and this dyad has none, after 60 (collected goods). */
function isDelivered({ book, firstOrder, firstDelivery }: Ground, dyad: number, t: number): boolean {
  const first = firstOrder[dyad] as number
  if (first === never) return false
  if (!book.sources.deliveries) return first + deliveryDays <= t
  return (firstDelivery[dyad] as number) <= t || first + unrecordedDeliveryDays <= t
}
