import type { CivilDay } from '#core/units/civil-day.ts'

/**
 * The facts of one firm's sales side, as the engine reads them: columns, in the base currency's minor units, one customer dyad an index
 * 0..count-1. A file (`lianke identify`) and the database (rollups `dyad_day` and `dyad_item_month`) both become a Book, so that both
 * get the same answer. Nothing in it is dated after `until`.
 */
export type Book = {
  /** Names of the dyads (customer codes or ids), one an index. Their order breaks ties. */
  readonly keys: readonly string[]
  readonly currency: string
  /** First and last day with a fact; `until` is the as-of day up to which facts were read. */
  readonly from: CivilDay
  readonly until: CivilDay
  readonly days: DayColumns
  readonly cells: CellColumns
  /** Which sources the book has at all: where one is missing its parts are estimated or unknown, never zero. */
  readonly sources: Sources
}

export type Sources = {
  readonly cost: boolean
  readonly deliveries: boolean
  readonly payments: boolean
  readonly freight: boolean
  readonly rebates: boolean
  readonly claims: boolean
  readonly visits: boolean
  readonly calls: boolean
  readonly complaints: boolean
}

/**
 * One row a dyad and day with any fact, sorted by dyad, then day; `start[d]..start[d + 1]` are the rows of dyad d (length count + 1).
 * Every column has the same length. A column that no source feeds is empty (length 0) and reads as "no fact".
 */
export type DayColumns = {
  readonly start: Uint32Array
  readonly day: Int32Array
  /** 1 where at least one order that is not a return was placed that day: same-day orders count once. */
  readonly orders: Uint8Array
  /** Order lines that are not returns. */
  readonly lines: Uint32Array
  /** Documents of return or credit. */
  readonly returns: Uint32Array
  /** Net sales without tax, returns already taken off. Minor units. */
  readonly netSales: Float64Array
  /** Cost of goods of the lines whose cost is known (returns taken off), and the net sales of just those lines. Minor units. */
  readonly knownCost: Float64Array
  readonly salesOfKnownCost: Float64Array
  readonly deliveries: Uint32Array
  readonly rushDeliveries: Uint32Array
  readonly creditNotes: Uint32Array
  readonly visits: Uint32Array
  readonly calls: Uint32Array
  readonly complaints: Uint32Array
  /** Known costs by their day. Minor units. */
  readonly freight: Float64Array
  readonly rebates: Float64Array
  readonly claims: Float64Array
  /** Payments received for this dyad, and amount x days outstanding, by the day of payment. */
  readonly paid: Float64Array
  readonly paidDays: Float64Array
}

/**
 * Net sales by dyad, category (or item, where the book has no categories) and month; sorted by dyad, then key, then month;
 * `start[d]..start[d + 1]` are the rows of dyad d.
 */
export type CellColumns = {
  readonly start: Uint32Array
  /** Index into `keys`; -1 for lines without one. */
  readonly key: Int32Array
  readonly month: Int32Array
  readonly netSales: Float64Array
  readonly keys: readonly string[]
  /** 'category' where the file names categories, else 'item'. */
  readonly kind: 'category' | 'item'
}
