import type { Book } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Evidence } from '#core/value/evidence.ts'
import { startSums } from '#core/value/rolling-sums.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { type Band, bands } from './grid.ts'
import { type Ground, groundOf } from './ground.ts'
import { standBetween, startAxes } from './place-book.ts'
import { type Placement, placementOf } from './placement.ts'
import { type FrozenTable, none, type Override, type Run } from './run.ts'

/** What a dyad carries over from the last month-end; null for one that was not placed then. Headroom 0..100. */
export type Held = { readonly headroom: number | null; readonly current: Band | null; readonly potential: Band | null }

export type ScoreInput = {
  /** The tenant's book or one cut out for this dyad; `book.from` must be the tenant's. */
  readonly book: Book
  readonly dyad: number
  readonly at: CivilDay
  readonly settings: ValuationSettings
  readonly frozen: FrozenTable
  readonly held: Held | null
  readonly evidence?: Evidence | undefined
  readonly override?: Omit<Override, 'dyad'> | undefined
  readonly isProspect?: boolean | undefined
  readonly isProjectBuyer?: boolean | undefined
}

const only = (is: boolean | undefined): ReadonlySet<number> => new Set(is === true ? [0] : [])

/** One customer scored alone: the run has it at index 0. */
export type ScoredAlone = { readonly ground: Ground; readonly run: Run }

/**
 * Scores one changed customer between two month-ends, as `placeBook` would: value, P(alive), outlook and pending bands are new, the confirmed bands and
 * the headroom are those held.
 */
export function scoreAlone(input: ScoreInput): ScoredAlone {
  const { book, dyad, frozen, held } = input
  const ground = groundOf(sliceBook(book, dyad, input.at), input.settings, {
    evidence: input.evidence === undefined ? undefined : new Map([[0, input.evidence]]),
    overrides: input.override === undefined ? [] : [{ ...input.override, dyad: 0 }],
    prospects: only(input.isProspect),
    projectBuyers: only(input.isProjectBuyer),
  })
  const axes = startAxes(1)
  axes.current.confirmed[0] = held?.current ? bands.indexOf(held.current) : none
  axes.potential.confirmed[0] = held?.potential ? bands.indexOf(held.potential) : none
  const run = standBetween(ground, startSums(ground.book), axes, frozen, Float32Array.of(held?.headroom ?? Number.NaN))
  return { ground, run }
}

/** The placement of one customer scored alone; its dyad is the index in the book given. */
export const scoreBetween = (input: ScoreInput): Placement => ({ ...placementOf(scoreAlone(input).run, 0), dyad: input.dyad })

/** A book of one dyad, its columns views of the whole book's. */
export function sliceBook(book: Book, dyad: number, until: CivilDay): Book {
  const [first, end] = [book.days.start[dyad] as number, book.days.start[dyad + 1] as number]
  const { start: _, ...columns } = book.days
  const views = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(first, end)]))
  const days = { start: Uint32Array.of(0, end - first), ...views } as Book['days']
  const [low, high] = [book.cells.start[dyad] as number, book.cells.start[dyad + 1] as number]
  const cells = {
    ...book.cells,
    start: Uint32Array.of(0, high - low),
    key: book.cells.key.subarray(low, high),
    month: book.cells.month.subarray(low, high),
    netSales: book.cells.netSales.subarray(low, high),
  }
  return { ...book, keys: [book.keys[dyad] as string], until, days, cells }
}
