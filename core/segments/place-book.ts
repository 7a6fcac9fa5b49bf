import type { Book } from '#core/trade/book.ts'
import type { Evidence } from '#core/value/evidence.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import type { History, Override } from './run.ts'

export type PlaceOptions = {
  readonly overrides?: readonly Override[] | undefined
  /** By dyad index. */
  readonly evidence?: ReadonlyMap<number, Evidence> | undefined
  /** Dyads without an order that are prospects: placed as soon as one sub-index of theirs is known. */
  readonly prospects?: ReadonlySet<number> | undefined
  /** Dyads that buy by project whatever their rhythm says. */
  readonly projectBuyers?: ReadonlySet<number> | undefined
  /** Told after each run. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export type PlaceBook = (book: Book, settings: ValuationSettings, options?: PlaceOptions) => History
