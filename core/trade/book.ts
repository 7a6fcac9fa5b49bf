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

/** Counts and amounts in the narrowest array that holds them all: a book of ten million rows has to fit into a laptop. */
export type Counts = Uint32Array | Uint16Array | Uint8Array
export type Amounts = Float64Array | Int32Array
/** Civil days; the narrow one holds those up to 2059. */
export type Days = Int32Array | Int16Array

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
  readonly day: Days
  /** 1 where at least one order that is not a return was placed that day: same-day orders count once. */
  readonly orders: Uint8Array
  /** Order lines that are not returns. */
  readonly lines: Counts
  /** Documents of return or credit. */
  readonly returns: Counts
  /** Net sales without tax, returns already taken off. Minor units. */
  readonly netSales: Amounts
  /** Cost of goods of the lines whose cost is known (returns taken off), and the net sales of just those lines. Minor units. */
  readonly knownCost: Amounts
  readonly salesOfKnownCost: Amounts
  readonly deliveries: Counts
  readonly rushDeliveries: Counts
  readonly creditNotes: Counts
  readonly visits: Counts
  readonly calls: Counts
  readonly complaints: Counts
  /** Known costs by their day. Minor units. */
  readonly freight: Amounts
  readonly rebates: Amounts
  readonly claims: Amounts
  /** Payments received for this dyad, and amount x days outstanding, by the day of payment. */
  readonly paid: Amounts
  readonly paidDays: Amounts
}

/**
 * Net sales by dyad, category (or item, where the book has no categories) and month; sorted by dyad, then key, then month;
 * `start[d]..start[d + 1]` are the rows of dyad d.
 */
export type CellColumns = {
  readonly start: Uint32Array
  /** Index into `keys`; -1 for lines without one. */
  readonly key: Int32Array | Int16Array
  readonly month: Int32Array | Int16Array
  readonly netSales: Amounts
  readonly keys: readonly string[]
  /** 'category' where the file names categories, else 'item'. */
  readonly kind: 'category' | 'item'
}
