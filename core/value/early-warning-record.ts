import { type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { type Origin, originAt, usualIntervals } from './baselines.ts'
import { gapModelOf, type WarningRules, warningStates, warningsOf, warningWindow } from './early-warning.ts'
import { aliveOf } from './purchase-model.ts'
import type { Fit, PriorKind, PurchaseModelName } from './fit.ts'
import { type PurchaseStatistics, statisticsOf } from './purchase-statistics.ts'
import { fitOn } from './validation-forecasts.ts'
import { spanOf } from './validation-origins.ts'
import type { OrderDays } from './window.ts'

/** How often warnings came true. Counts are of customers at month-ends. */
export type WarningScore = {
  readonly warned: number
  /** Warned of, and no order followed in the window. */
  readonly right: number
  readonly precision: number
  /** Share of those without a further order that had been warned of. */
  readonly recall: number
  readonly f1: number
  /** Days from the first right warning to the day the customer would have been counted as lost; mean over customers. NaN without one. */
  readonly leadDays: number
}

export type WarningRecord = {
  /** The month-ends looked back at, and the customers looked at there, in sum; how many of these placed no order in their window. */
  readonly months: readonly CivilDay[]
  readonly customerMonths: number
  readonly stopped: number
  readonly model: WarningScore
  /** "No order for k x the usual interval": with the k that warns of as many, and with k = 2. */
  readonly rule: WarningScore & { readonly k: number }
  readonly ruleOfTwo: WarningScore
}

export type RecordOptions = {
  readonly until: CivilDay
  readonly method: PurchaseModelName
  readonly prior: PriorKind
  readonly rules: WarningRules
  readonly largestFit: number
}

/** At most so many month-ends, a new fit after every third, and days that must lie before the first. */
const mostMonths = 12
const monthsPerFit = 3
const shortestHistory = 120
/** Gaps that a customer needs for a rhythm of its own. */
const fewestGaps = 2
/** Silence that counts as lost (docs/methods/lifecycle.md): such customers are neither warned of nor looked at. */
const lostAfter = (usual: number) => Math.max(180, Math.ceil(4 * usual))

/** One row a customer and month-end. */
type Rows = {
  count: number
  readonly warned: Uint8Array
  readonly intervals: Float64Array
  readonly stopped: Uint8Array
  /** Which customer it is, and the days from the month-end to the day it counts as lost. */
  readonly dyad: Uint32Array
  readonly ahead: Float64Array
}

/**
 * Looks back: at each month-end every customer with a rhythm is judged by what was known then, and held to whether an order came in its window. undefined
 * where the book has no month-end with history before and a window after it, or no model can be fitted. docs/methods/early-warning.md
 */
export function warningRecordOf(orders: OrderDays, options: RecordOptions): WarningRecord | undefined {
  const months = monthsOf(orders, options.until)
  const size = (orders.start.length - 1) * months.length
  const column = () => new Float64Array(size)
  const flags = () => new Uint8Array(size)
  const rows: Rows = { count: 0, warned: flags(), intervals: column(), stopped: flags(), dyad: new Uint32Array(size), ahead: column() }
  let fit: Fit | undefined
  for (const [index, month] of months.entries()) {
    const { statistics } = statisticsOf(orders, month, 1)
    if (index % monthsPerFit === 0) fit = fitOn(statistics, options.method, month, options) ?? fit
    if (fit) addMonth(rows, originAt(orders, month, 1), statistics, fit, options)
  }
  return rows.count === 0 ? undefined : scored(rows, months)
}

function monthsOf(orders: OrderDays, until: CivilDay): CivilDay[] {
  const span = spanOf(orders, until)
  if (!span) return []
  const months: CivilDay[] = []
  for (let month = monthOf(until - warningWindow(0) + 1) - 1; months.length < mostMonths; month--) {
    const day = lastDayOf(month)
    if (day < span[0] + shortestHistory) break
    months.unshift(day)
  }
  return months
}

function addMonth(rows: Rows, origin: Origin, statistics: PurchaseStatistics, fit: Fit, { until, rules }: RecordOptions): void {
  const { orders, who, end, at } = origin
  const usual = usualIntervals(origin)
  const { state } = warningsOf({
    model: gapModelOf(fit),
    ...statistics,
    alive: aliveOf(fit, statistics),
    window: usual.map(warningWindow),
    rules,
  })
  for (let i = 0; i < who.length; i++) {
    const [dyad, mu, x] = [who[i] as number, usual[i] as number, statistics.x[i] as number]
    const last = orders.day[(end[i] as number) - 1] as number
    if (x < fewestGaps || at - last > lostAfter(mu) || at + warningWindow(mu) > until) continue
    const next =
      (end[i] as number) < (orders.start[dyad + 1] as number) ? (orders.day[end[i] as number] as number) : Number.POSITIVE_INFINITY
    rows.warned[rows.count] = state[i] === warningStates.indexOf('quiet') ? 0 : 1
    rows.intervals[rows.count] = (at - last) / mu
    rows.stopped[rows.count] = next > at + warningWindow(mu) ? 1 : 0
    rows.dyad[rows.count] = dyad
    rows.ahead[rows.count] = last + lostAfter(mu) - at
    rows.count++
  }
}

function scored(rows: Rows, months: readonly CivilDay[]): WarningRecord {
  const { count, stopped } = rows
  const model = scoreOf(rows, row => rows.warned[row] === 1)
  const sorted = rows.intervals.slice(0, count).sort()
  const k = model.warned > 0 ? (sorted[count - model.warned] as number) : Number.POSITIVE_INFINITY
  return {
    months,
    customerMonths: count,
    stopped: stopped.subarray(0, count).reduce((sum, is) => sum + is, 0),
    model,
    rule: { ...scoreOf(rows, row => (rows.intervals[row] as number) >= k), k },
    ruleOfTwo: scoreOf(rows, row => (rows.intervals[row] as number) > 2),
  }
}

function scoreOf(rows: Rows, isWarned: (row: number) => boolean): WarningScore {
  let [warned, right, stopped] = [0, 0, 0]
  // Rows come month by month, so the first right warning of a customer is the earliest.
  const lead = new Map<number, number>()
  for (let row = 0; row < rows.count; row++) {
    const hasStopped = rows.stopped[row] === 1
    if (hasStopped) stopped++
    if (!isWarned(row)) continue
    warned++
    if (!hasStopped) continue
    right++
    const dyad = rows.dyad[row] as number
    if (!lead.has(dyad)) lead.set(dyad, rows.ahead[row] as number)
  }
  let days = 0
  for (const ahead of lead.values()) days += ahead
  const [precision, recall] = [right / warned, right / stopped]
  return { warned, right, precision, recall, f1: (2 * right) / (warned + stopped), leadDays: days / lead.size }
}
