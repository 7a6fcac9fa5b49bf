import type { Evidence } from '#core/value/evidence.ts'
import type { Override } from './run.ts'

/** What a book of trade does not say. Everything is optional; dyads are indices into the book's keys. */
export type PlaceOptions = {
  readonly overrides?: readonly Override[] | undefined
  readonly evidence?: ReadonlyMap<number, Evidence> | undefined
  /** Dyads without an order that are prospects: placed as soon as one sub-index of theirs is known. */
  readonly prospects?: ReadonlySet<number> | undefined
  /** Dyads that buy by project whatever their rhythm says. */
  readonly projectBuyers?: ReadonlySet<number> | undefined
  /** How many of the latest month-end runs to keep (at least those that confirm a move); all if absent. A run takes 68 bytes a dyad. */
  readonly keepRuns?: number | undefined
  /** Told after each run. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}
