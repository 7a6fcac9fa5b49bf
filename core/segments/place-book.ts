import type { Book } from '#core/trade/book.ts'
import { type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { startCategories } from '#core/value/categories.ts'
import { type RollingSums, startSums } from '#core/value/rolling-sums.ts'
import { fitOutlook, type OutlookModel } from '#core/value/outlook-model.ts'
import { statisticsOf } from '#core/value/purchase-statistics.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { isMonthEnd, liesInBook, monthsBack, sortedKnown } from '#core/value/window.ts'
import { type Axes, fillBands, fillStages, fillTypes, type Table } from './band-run.ts'
import { cutsFor } from './cuts.ts'
import { type Ground, groundOf } from './ground.ts'
import { startAxis } from './hysteresis.ts'
import { fillHeadroom, fillPotential, type Measured, measureRun, type Outlook } from './measure-run.ts'
import { type LastMoves, noteMoves, startLastMoves } from './last-moves.ts'
import { fillMoves, type PastTypes, runsOfMoves } from './moves.ts'
import type { PlaceOptions } from './place-options.ts'
import type { FrozenTable, History, Run } from './run.ts'

/** Days of facts that the first run needs. */
const daysOfFacts = 90
/** At least so many month-ends are placed whatever the book's size, and more while dyads x month-ends stay under a bound of rows and time. */
const monthsKept = 60
const placementsKept = 6_000_000

/** The month-ends of a book's history, oldest first: from the first with 90 days of facts to the last not after `book.until`. */
export function runDaysOf(book: Book): readonly CivilDay[] {
  const days: CivilDay[] = []
  for (let month = monthOf(book.from); lastDayOf(month) <= book.until; month++) {
    if (lastDayOf(month) - book.from + 1 >= daysOfFacts) days.push(lastDayOf(month))
  }
  return days.slice(-Math.max(monthsKept, Math.floor(placementsKept / Math.max(1, book.keys.length))))
}

/** A run just made: `before` is the one that its moves are counted from. The explanations of its places are made of it before the next is asked for. */
export type PlacedRun = Pick<History, 'frozen' | 'firstOrder' | 'lastMoves'> & {
  /** What all runs of the book stand on, the same in each. */
  readonly ground: Ground
  readonly run: Run
  readonly before: Run | undefined
  /** Runs made so far, and in all. */
  readonly done: number
  readonly total: number
}

/**
 * Places every customer of a book: a run at each month-end of its history, oldest first, then where everyone stands at `book.until`; the last run
 * handed out is that of `book.until`. A run is scored on facts dated <= its day alone. Between month-ends the confirmed types stand, against the cuts
 * frozen at the last month-end. DOMAIN section 8.
 */
export function* placeRuns(book: Book, settings: ValuationSettings, options: PlaceOptions = {}): Generator<PlacedRun, History> {
  const keeper = startKeeper(book, settings, options)
  const days = runDaysOf(book)
  const endsOnRun = days.at(-1) === book.until
  const total = days.length + (endsOnRun ? 0 : 1)
  let last: Closed | undefined
  for (const [index, day] of days.entries()) {
    const before = last?.now
    last = closeMonth(keeper, day)
    yield placedRun(keeper, last, before, index + 1, total)
    forgetOld(keeper, options)
  }
  const closed = last === undefined ? closeMonth(keeper, book.until) : endsOnRun ? last : standing(keeper, last)
  if (closed !== last) yield placedRun(keeper, closed, last?.now, total, total)
  return historyOf(keeper, closed, last === undefined ? [] : keeper.runs)
}

/** All of `placeRuns` at once: the runs that `options.keepRuns` keeps and where everyone stands. */
export function placeBook(book: Book, settings: ValuationSettings, options: PlaceOptions = {}): History {
  const runs = placeRuns(book, settings, options)
  for (;;) {
    const { done, value } = runs.next()
    if (done) return value
    options.onProgress?.(value.done, value.total)
  }
}

function startKeeper(book: Book, settings: ValuationSettings, options: PlaceOptions): Keeper {
  const dyads = book.keys.length
  return {
    ground: groundOf(book, settings, options),
    sums: startSums(book),
    categories: startCategories(book),
    axes: startAxes(dyads),
    lastMoves: startLastMoves(dyads, (options.evidence?.size ?? 0) > 0),
    types: [],
    runs: [],
    outlook: undefined,
  }
}

function placedRun({ ground, lastMoves }: Keeper, closed: Closed, before: Run | undefined, done: number, total: number): PlacedRun {
  return { ground, run: closed.now, before, frozen: closed.frozen, firstOrder: ground.firstOrder, lastMoves, done, total }
}

function historyOf({ ground, axes, lastMoves }: Keeper, { now, frozen }: Closed, runs: readonly Run[]): History {
  const confirmed = { current: axes.current.confirmed, potential: axes.potential.confirmed }
  return { runs, now, frozen, confirmed, firstOrder: ground.firstOrder, lastMoves }
}

function forgetOld({ ground, types, runs }: Keeper, { keepRuns = Number.POSITIVE_INFINITY }: PlaceOptions): void {
  if (types.length > runsOfMoves) types.shift()
  if (runs.length > Math.max(ground.settings.hysteresis.runs, keepRuns)) runs.shift()
}

export const startAxes = (dyads: number): Axes => ({ current: startAxis(dyads), potential: startAxis(dyads) })

type Keeper = {
  readonly ground: Ground
  readonly sums: RollingSums
  readonly categories: ReturnType<typeof startCategories>
  readonly axes: Axes
  readonly lastMoves: LastMoves
  /** Types and moves of the latest month-ends, and the runs that are kept whole; oldest first. */
  readonly types: PastTypes[]
  readonly runs: Run[]
  /** The purchase model of the last month-end. */
  outlook: OutlookModel | undefined
}
type Closed = { readonly now: Run; readonly frozen: FrozenTable }

/** Marks the moves of a new run. */
function compare({ ground, types, runs, lastMoves }: Keeper, now: Run): void {
  fillMoves(now, types)
  noteMoves(lastMoves, now, runs, ground.settings.hysteresis.runs)
}

/** One month-end run: measured, cut by its own ranks, confirmed, and added to the history. */
function closeMonth(keeper: Keeper, day: CivilDay): Closed {
  const { ground, sums, categories, axes } = keeper
  const outlook = outlookAt(keeper, day)
  const measured = measureRun(ground, sums, day, { outlook })
  fillHeadroom(ground, categories, measured, monthOf(day))
  fillPotential(ground, measured)
  const values = sortedKnown(Float64Array.from(measured.active, dyad => measured.columns.netContribution[dyad] as number))
  const table = { values, ...cutsFor(values, ground.settings, ground.book.currency) }
  const now = placeMeasured(ground, measured, table, axes, true)
  compare(keeper, now)
  keeper.types.push({ type: now.type, move: now.move })
  keeper.runs.push(now)
  return {
    now,
    frozen: { day, cuts: table.cuts, provisional: table.provisional, tenantMu: measured.tenantMu, values, outlook: outlook?.model ?? null },
  }
}

/** The purchase model of a month-end, from the facts up to it. */
function outlookAt(keeper: Keeper, day: CivilDay): Outlook {
  const { orders, settings } = keeper.ground
  if (settings.purchaseModel === 'rhythm') return null
  const seen = statisticsOf(orders, day, 1)
  keeper.outlook = fitOutlook(seen.statistics, day, keeper.outlook)
  return keeper.outlook === undefined ? null : { model: keeper.outlook, seen }
}

/**
 * Where everyone stands between month-ends: headroom and confirmed bands of the last run, its cuts and its percentile table. The tenant's usual
 * rhythm is that of today, and kept beside the table for whoever is scored alone.
 */
function standing(keeper: Keeper, { now: last, frozen }: Closed): Closed {
  const { ground, sums, axes } = keeper
  const { cuts, provisional, values, outlook } = frozen
  const now = standBetween(ground, sums, axes, { cuts, provisional, values, outlook }, last.headroom)
  compare(keeper, now)
  return { now, frozen: { ...frozen, tenantMu: now.tenantMu } }
}

type Standing = Pick<FrozenTable, 'cuts' | 'provisional' | 'values' | 'outlook'> & { readonly tenantMu?: number }

/** All dyads of a book at `book.until` against a frozen table; `headroom` of the last month-end, 0..100, NaN = unknown. Without a `tenantMu` it is measured. */
export function standBetween(ground: Ground, sums: RollingSums, axes: Axes, frozen: Standing, headroom: Float32Array): Run {
  const { until } = ground.book
  const outlook = frozen.outlook && { model: frozen.outlook, seen: statisticsOf(ground.orders, until, 1) }
  const measured = measureRun(ground, sums, until, { tenantMu: frozen.tenantMu, outlook })
  measured.columns.headroom.set(headroom)
  fillPotential(ground, measured)
  return placeMeasured(ground, measured, frozen, axes, false)
}

function placeMeasured(ground: Ground, measured: Measured, table: Table, axes: Axes, isRun: boolean): Run {
  const { t, columns, active, tenantMu } = measured
  fillBands(ground, measured, table, axes, isRun)
  fillTypes(ground, measured)
  fillStages(ground, measured)
  return {
    day: t,
    month: isMonthEnd(t) ? monthOf(t) : null,
    shortWindow: !liesInBook(ground.book, monthsBack(t, 12)),
    ranked: active.length,
    provisional: table.provisional,
    cuts: table.cuts,
    tenantMu,
    settingsVersion: ground.settings.version,
    ...columns,
  }
}

export type { PlaceOptions }
