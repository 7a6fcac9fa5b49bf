import type { CivilDay } from '#core/units/civil-day.ts'
import {
  defaultWarningRules,
  warningWindow,
  explainWarning,
  gapModelOf,
  gapQuantile,
  rhythmRange,
  valueAtStake,
  type WarningReason,
} from '#core/value/early-warning.ts'
import {
  type BasisInput,
  type ForecastChoice,
  type FutureBasis,
  futureBasisOf,
  type MadeBasis,
  usualChoice,
  yearAhead,
} from '#core/value/future-basis.ts'
import { type Futures, futuresOf, isWarned, type Known } from '#core/value/future-of.ts'
import { baselineOf, originAt } from '#core/value/baselines.ts'
import { expectedOf } from '#core/value/purchase-model.ts'
import { isRule } from '#core/value/validation-forecasts.ts'
import type { MarginRows } from '#core/value/margin-model.ts'
import { fitOutlook, type OutlookModel } from '#core/value/outlook-model.ts'
import { loyaltyByEvidence, perceptionOf } from '#core/value/potential.ts'
import { type PurchaseStatistics, statisticsOf } from '#core/value/purchase-statistics.ts'
import { bandShares, deviationOfPotential, deviationOfValue, typeShares } from '#core/value/type-probabilities.ts'
import { fillParts, roomForParts, sumsBetween, totalOf } from '#core/value/valuation.ts'
import { endOfOrders, monthsBack } from '#core/value/window.ts'
import type { Ground } from './ground.ts'
import { type FrozenTable, never, none, type Run } from './run.ts'

/** What is to come of the customers of a run: of all in a book, or of the one in a slice of it. */
export type FutureRun = {
  readonly run: Run
  readonly ground: Ground
  readonly frozen: FrozenTable
  readonly basis: FutureBasis
  readonly futures: Futures
  readonly statistics: PurchaseStatistics
  /** Place of each dyad in `futures`, -1 = no order yet. */
  readonly at: Int32Array
  /** Net contribution of all time, by place in `futures`; NaN = unknown. */
  readonly achieved: Float64Array
  /** Net sales an order day, likewise. */
  readonly meanSpend: Float64Array
}

/** Half-years that margins are read from. */
const periods = 4

type Money = {
  readonly meanSpend: Float64Array
  readonly orders: Float64Array
  readonly sales: Float64Array
  readonly contribution: Float64Array
  readonly achieved: Float64Array
  readonly rows: MarginRows
}

/** What each customer bought and brought up to t: over its life, and in the last four half-years. */
function moneyOf({ book, tariff, orders }: Ground, dyads: Int32Array, t: CivilDay): Money {
  const count = dyads.length
  const column = (length = count) => new Float64Array(length)
  const money = { meanSpend: column(), orders: column(), sales: column(), contribution: column(), achieved: column() }
  const rows = { customer: new Int32Array(count * periods), netSales: column(count * periods), netContribution: column(count * periods) }
  const borders = Array.from({ length: periods + 1 }, (_, half) => monthsBack(t, 6 * half))
  const room = roomForParts()
  const measure = (dyad: number, from: CivilDay, to: CivilDay) => {
    fillParts(sumsBetween(book, dyad, from, to), tariff, room)
    return [room.amount[0] as number, totalOf(room)] as const
  }
  for (let i = 0; i < count; i++) {
    const dyad = dyads[i] as number
    const [bought, brought] = measure(dyad, Number.MIN_SAFE_INTEGER, t)
    const days = endOfOrders(orders, dyad, t) - (orders.start[dyad] as number)
    money.orders[i] = days
    money.meanSpend[i] = bought / days
    money.achieved[i] = brought
    for (let half = 0; half < periods; half++) {
      const [sales, contribution] = measure(dyad, borders[half + 1] as number, borders[half] as number)
      const row = i * periods + half
      rows.customer[row] = i
      rows.netSales[row] = sales
      rows.netContribution[row] = contribution
      money.sales[i] = (money.sales[i] as number) + sales
      money.contribution[i] = (money.contribution[i] as number) + contribution
    }
  }
  return { ...money, rows }
}

/** What a future is reckoned with: the basis of the book where one customer is looked at; else what its past has chosen, if it has been asked. */
export type GivenFuture = { readonly basis?: FutureBasis | undefined; readonly choice?: ForecastChoice | undefined }

/**
 * What is to come of everybody in a run between two month-ends or at one. Without a `basis` one is made from the book; a slice of one customer is given
 * the basis of its book. null where nobody has ordered. docs/methods/future.md
 */
export function futureRunOf(ground: Ground, run: Run, frozen: FrozenTable, given: GivenFuture = {}): FutureRun | null {
  const { statistics, dyads } = statisticsOf(ground.orders, run.day, 1)
  if (statistics.count === 0) return null
  const money = moneyOf(ground, dyads, run.day)
  const outlook = frozen.outlook ?? fitOutlook(statistics, run.day)
  const made = given.basis
    ? ofBasis(given.basis, ground, run, statistics)
    : outlook && basisOf(ground, run, outlook, statistics, money, given.choice)
  if (made === undefined) return null
  const { basis: own, expected } = made
  const pick = (column: ArrayLike<number>) => Float64Array.from(dyads, dyad => column[dyad] as number)
  const { meanSpend, orders, sales, contribution } = money
  const known: Known = { statistics, expected, alive: pick(run.alive), usual: pick(run.mu), orders, meanSpend, sales, contribution }
  const at = new Int32Array(ground.book.keys.length).fill(-1)
  dyads.forEach((dyad, i) => {
    at[dyad] = i
  })
  return {
    run,
    ground,
    frozen,
    basis: own,
    futures: futuresOf(own, known, defaultWarningRules),
    statistics,
    at,
    achieved: money.achieved,
    meanSpend,
  }
}

/** One customer by the basis of its book: a rule looks at its own orders, a model at its statistics. */
function ofBasis(basis: FutureBasis, { orders }: Ground, run: Run, statistics: PurchaseStatistics): MadeBasis {
  const { method } = basis.choice.orders
  if (isRule(method)) return { basis, expected: baselineOf(method, originAt(orders, run.day, yearAhead)) }
  return { basis, expected: expectedOf(basis.fit, statistics, yearAhead).map(expected => expected * basis.scale) }
}

function basisOf(
  { settings, orders, book }: Ground,
  run: Run,
  outlook: OutlookModel,
  statistics: PurchaseStatistics,
  money: Money,
  choice = usualChoice,
): MadeBasis {
  const isKnown = money.achieved.some(value => !Number.isNaN(value))
  const margins = isKnown ? money.rows : null
  const input: BasisInput = { outlook, choice, orders, from: book.from, at: run.day, statistics, spend: money, margins, settings }
  return futureBasisOf(input)
}

/** What is to come of one customer. Days as civil days, null = not in sight; money in minor units, null = unknown. */
export type FutureRecord = {
  readonly orders: number
  readonly ordersLow: number
  readonly ordersHigh: number
  readonly nextOn: CivilDay | null
  readonly nextFrom: CivilDay | null
  readonly nextTo: CivilDay | null
  /** It orders every so many to so many days; whether that is read from its own gaps. */
  readonly every: readonly [number, number]
  readonly isOwnRhythm: boolean
  readonly clv: number | null
  readonly clvLow: number | null
  readonly clvHigh: number | null
  readonly lifeOrders: number
  readonly discountedOrders: number
  readonly spend: number
  readonly ownSpend: number | null
  readonly margin: number | null
  readonly marginWeight: number | null
  readonly achieved: number | null
  readonly warning: WarningReason | null
  readonly atStake: number | null
}

/** Beyond so many days a next order is not in sight. */
const farthest = 3 * 365

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)
const whole = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : Math.round(value) + 0)
const rounded = (value: number | undefined, digits: number): number => Math.round((value ?? 0) * 10 ** digits) / 10 ** digits

function rhythmOf({ ground, basis, statistics, run }: FutureRun, dyad: number, i: number): readonly [readonly [number, number], boolean] {
  const own = rhythmRange(ground.orders, dyad, endOfOrders(ground.orders, dyad, run.day))
  if (own) return [own, true]
  const model = gapModelOf(basis.fit)
  const quartile = (tail: number) =>
    Math.max(1, Math.round(gapQuantile(model, statistics.x[i] as number, statistics.recency[i] as number, tail)))
  return [[quartile(0.75), quartile(0.25)], false]
}

function warningOf({ ground, basis, futures, run }: FutureRun, dyad: number, i: number): WarningReason | null {
  if (!isWarned(futures, i)) return null
  const { orders } = ground
  const window = warningWindow(run.mu[dyad] as number)
  const alive = run.alive[dyad] as number
  const end = endOfOrders(orders, dyad, run.day)
  return explainWarning({ orders, dyad, end, at: run.day, model: gapModelOf(basis.fit), unitDays: 1, alive, window })
}

/** The record of a dyad; null for one that has not ordered yet. */
export function futureOf(future: FutureRun, dyad: number): FutureRecord | null {
  const i = future.at[dyad] ?? -1
  if (i < 0) return null
  const { futures: f, run, achieved } = future
  const dayAfter = (days: number | undefined) =>
    days === undefined || !(days <= farthest) ? null : run.day + Math.max(1, Math.round(days))
  const [every, isOwnRhythm] = rhythmOf(future, dyad, i)
  const warning = warningOf(future, dyad, i)
  const contribution = run.netContribution[dyad] as number
  return {
    orders: rounded(f.orders[i], 2),
    ordersLow: rounded(f.ordersLow[i], 2),
    ordersHigh: rounded(f.ordersHigh[i], 2),
    nextOn: dayAfter(f.next[i]),
    nextFrom: dayAfter(f.nextLow[i]),
    nextTo: dayAfter(f.nextHigh[i]),
    every,
    isOwnRhythm,
    clv: whole(f.clv[i]),
    clvLow: whole(f.clvLow[i]),
    clvHigh: whole(f.clvHigh[i]),
    lifeOrders: rounded(f.lifeOrders[i], 2),
    discountedOrders: rounded(f.discountedOrders[i], 2),
    spend: Math.round(f.spend[i] ?? 0),
    ownSpend: whole(future.meanSpend[i]),
    margin: known(f.margin[i]),
    marginWeight: known(f.marginWeight[i]),
    achieved: whole(achieved[i]),
    warning,
    atStake: warning && whole(valueAtStake(contribution, run.alive[dyad] as number)),
  }
}

/** Probabilities of the nine types of a dyad, in the order of the grid; null for one that is not placed. docs/methods/type-probabilities.md */
export function typeSharesOf({ ground, run, frozen }: Pick<FutureRun, 'ground' | 'run' | 'frozen'>, dyad: number): Float64Array | null {
  if (run.type[dyad] === none) return null
  const { settings } = ground
  const { medium, high } = settings.cuts.potential
  const potential = run.potentialScore[dyad] as number
  return typeShares(currentSharesOf({ ground, run, frozen }, dyad), bandShares(potential, spreadOf(ground, run, dyad), medium, high))
}

const certainlyLow = [1, 0, 0] as const

function currentSharesOf({ ground, run, frozen }: Pick<FutureRun, 'ground' | 'run' | 'frozen'>, dyad: number) {
  const { book, tariff } = ground
  const [value, last] = [run.netContribution[dyad] as number, run.lastOrder[dyad] as number]
  const yearAgo = monthsBack(run.day, 12)
  if (Number.isNaN(value) || last === never || last <= yearAgo) return certainlyLow
  const room = roomForParts()
  const sums = sumsBetween(book, dyad, yearAgo, run.day)
  fillParts(sums, tariff, room)
  const { mediumValue, highValue } = frozen.cuts
  // Without a contribution above zero nobody is more than low, whatever the cuts.
  return bandShares(value, deviationOfValue(sums, room), Math.max(1, mediumValue), Math.max(1, highValue))
}

function spreadOf({ settings, options }: Ground, run: Run, dyad: number): number {
  const evidence = options.evidence?.get(dyad)
  const entered = evidence !== undefined && loyaltyByEvidence(evidence, run.day) !== undefined
  const [mu, last] = [run.mu[dyad] as number, run.lastOrder[dyad] as number]
  const isOpenLate = last !== never && (run.day - last) / mu > 1.5
  const scores = {
    headroom: run.headroom[dyad] as number,
    perception: run.perception[dyad] ?? Number.NaN,
    loyalty: run.loyalty[dyad] as number,
    outlook: run.outlook[dyad] as number,
    strategic: run.strategic[dyad] ?? Number.NaN,
  }
  const gaps = entered ? null : Math.min(8, Math.max(0, (run.orders[dyad] as number) - 1) + (isOpenLate ? 1 : 0))
  const perceptionShare = evidence ? (perceptionOf(evidence, run.day)?.weight ?? 0) : 0
  return deviationOfPotential({ scores, alive: run.alive[dyad] as number, gaps, perceptionShare }, settings)
}
