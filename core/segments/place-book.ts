import type { Book } from '#core/trade/book.ts'
import { type CivilDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { startCategories } from '#core/value/categories.ts'
import { type RollingSums, startSums } from '#core/value/rolling-sums.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { isMonthEnd, liesInBook, monthsBack, sortedKnown } from '#core/value/window.ts'
import { type Axes, fillBands, fillStages, fillTypes, type Table } from './band-run.ts'
import { cutsFor } from './cuts.ts'
import { type Ground, groundOf } from './ground.ts'
import { startAxis } from './hysteresis.ts'
import { fillHeadroom, fillPotential, type Measured, measureRun } from './measure-run.ts'
import { fillMoves, runsOfMoves } from './moves.ts'
import type { PlaceOptions } from './place-options.ts'
import type { FrozenTable, History, Run } from './run.ts'

/** Days of facts that the first run needs. */
const daysOfFacts = 90
/** At least so many month-ends are kept whatever the book's size, and more while dyads x month-ends stay under the bound of memory (68 bytes each). */
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

/**
 * Places every customer of a book: a run at each month-end of its history, oldest first, then where everyone stands at `book.until`. A run is scored
 * on facts dated <= its day alone. Between month-ends the confirmed types stand, against the cuts frozen at the last month-end. DOMAIN section 8.
 */
export function placeBook(book: Book, settings: ValuationSettings, options: PlaceOptions = {}): History {
  const ground = groundOf(book, settings, options)
  const days = runDaysOf(book)
  const needsLast = days.at(-1) !== book.until
  const total = days.length + (needsLast ? 1 : 0)
  const keeper: Keeper = { ground, sums: startSums(book), categories: startCategories(book), axes: startAxes(book.keys.length), runs: [] }
  let last: Closed | undefined
  for (const [done, day] of days.entries()) {
    last = closeMonth(keeper, day)
    options.onRun?.(last.now)
    if (keeper.runs.length > keptRuns(options)) keeper.runs.shift()
    options.onProgress?.(done + 1, total)
  }
  const { now, frozen } = last && needsLast ? standing(keeper, last) : (last ?? closeMonth(keeper, book.until))
  options.onProgress?.(total, total)
  const runs = last ? keeper.runs : []
  const confirmed = { current: keeper.axes.current.confirmed, potential: keeper.axes.potential.confirmed }
  return { runs, now, frozen, confirmed, firstOrder: ground.firstOrder }
}

const keptRuns = ({ keepRuns }: PlaceOptions): number => Math.max(runsOfMoves, keepRuns ?? Number.POSITIVE_INFINITY)

export const startAxes = (dyads: number): Axes => ({ current: startAxis(dyads), potential: startAxis(dyads) })

type Keeper = {
  readonly ground: Ground
  readonly sums: RollingSums
  readonly categories: ReturnType<typeof startCategories>
  readonly axes: Axes
  readonly runs: Run[]
}
type Closed = { readonly now: Run; readonly frozen: FrozenTable }

/** One month-end run: measured, cut by its own ranks, confirmed, and added to the history. */
function closeMonth({ ground, sums, categories, axes, runs }: Keeper, day: CivilDay): Closed {
  const measured = measureRun(ground, sums, day)
  fillHeadroom(ground, categories, measured, monthOf(day))
  fillPotential(ground, measured)
  const values = sortedKnown(Float64Array.from(measured.active, dyad => measured.columns.netContribution[dyad] as number))
  const table = { values, ...cutsFor(values, ground.settings, ground.book.currency) }
  const now = placeMeasured(ground, measured, table, axes, true)
  fillMoves(now, runs)
  runs.push(now)
  return { now, frozen: { day, cuts: table.cuts, provisional: table.provisional, tenantMu: measured.tenantMu, values } }
}

/**
 * Where everyone stands between month-ends: headroom and confirmed bands of the last run, its cuts and its percentile table. The tenant's usual
 * rhythm is that of today, and kept beside the table for whoever is scored alone.
 */
function standing({ ground, sums, axes, runs }: Keeper, { now: last, frozen }: Closed): Closed {
  const { cuts, provisional, values } = frozen
  const now = standBetween(ground, sums, axes, { cuts, provisional, values }, last.headroom)
  fillMoves(now, runs)
  return { now, frozen: { ...frozen, tenantMu: now.tenantMu } }
}

type Standing = Pick<FrozenTable, 'cuts' | 'provisional' | 'values'> & { readonly tenantMu?: number }

/** All dyads of a book at `book.until` against a frozen table; `headroom` of the last month-end, 0..100, NaN = unknown. Without a `tenantMu` it is measured. */
export function standBetween(ground: Ground, sums: RollingSums, axes: Axes, frozen: Standing, headroom: Float32Array): Run {
  const measured = measureRun(ground, sums, ground.book.until, frozen.tenantMu)
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
