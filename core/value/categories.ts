import type { Book } from '#core/trade/book.ts'
import type { CivilMonth } from '#core/units/civil-day.ts'

/** How many items stand for themselves where the book has no categories. */
export const itemsKept = 50

/** The categories of a month: the slot of every key of the book's cells, and the slot of the rest. */
export type Slots = { readonly slotOf: Int32Array; readonly other: number; readonly count: number }

/** What is kept from month to month: distinct buyers of each item so far. Months must be asked for in ascending order. */
export type Categories = {
  readonly book: Book
  readonly buyers: Uint32Array
  /** Rank of each key by its text. */
  readonly textRank: Int32Array
  /** The month up to which buyers are counted. */
  counted: CivilMonth
}

/** Rank of each key by its text. */
function textRankOf(keys: readonly string[]): Int32Array {
  const byText = Array.from(keys, (_, key) => key).sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1))
  const textRank = new Int32Array(keys.length)
  byText.forEach((key, rank) => {
    textRank[key] = rank
  })
  return textRank
}

export function startCategories(book: Book): Categories {
  const { keys } = book.cells
  return { book, buyers: new Uint32Array(keys.length), textRank: textRankOf(keys), counted: Number.NEGATIVE_INFINITY }
}

/** How many dyads bought a key for the first time in a month; one row a key and month, by month. */
export type FirstBuyers = { readonly key: ArrayLike<number>; readonly month: ArrayLike<CivilMonth>; readonly buyers: ArrayLike<number> }

/**
 * The items that stand for themselves at the end of at least one month; all others are "the rest" throughout, and a book may add them up. Indices into
 * `keys`, which are the texts that break ties.
 */
export function itemsEverKept(keys: readonly string[], first: FirstBuyers): Set<number> {
  const seen = { buyers: new Uint32Array(keys.length), textRank: textRankOf(keys) }
  const kept = new Set<number>()
  for (let row = 0; row < first.key.length; row++) {
    const key = first.key[row] as number
    seen.buyers[key] = (seen.buyers[key] as number) + (first.buyers[row] as number)
    if (first.month[row] !== first.month[row + 1]) for (const item of topItems(seen)) kept.add(item)
  }
  return kept
}

/**
 * Counts the buyers that came since the month before: the first cell of a (dyad, key) pair is where either changes, as cells are sorted by both and by
 * month. The cells are read again each month, which costs less than keeping millions of pairs.
 */
function countBuyers(categories: Categories, until: CivilMonth): void {
  const { book, buyers, counted } = categories
  const { start, key, month } = book.cells
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    const first = start[dyad] as number
    for (let row = first; row < (start[dyad + 1] as number); row++) {
      const item = key[row] as number
      const isFirst = item >= 0 && (row === first || item !== key[row - 1])
      if (isFirst && (month[row] as number) > counted && (month[row] as number) <= until) buyers[item] = (buyers[item] as number) + 1
    }
  }
  categories.counted = until
}

/** The categories as seen at the end of a month: the book's own, or the 50 items with most distinct buyers until then (ties by text). */
export function slotsAt(categories: Categories, month: CivilMonth): Slots {
  const { book } = categories
  const total = book.cells.keys.length
  if (book.cells.kind === 'category') return { slotOf: Int32Array.from({ length: total }, (_, key) => key), other: total, count: total + 1 }
  countBuyers(categories, month)
  const top = topItems(categories)
  const slotOf = new Int32Array(total).fill(top.length)
  top.forEach((key, slot) => {
    slotOf[key] = slot
  })
  return { slotOf, other: top.length, count: top.length + 1 }
}

function topItems({ buyers, textRank }: Pick<Categories, 'buyers' | 'textRank'>): number[] {
  const isBefore = (a: number, b: number) =>
    buyers[a] === buyers[b] ? (textRank[a] as number) < (textRank[b] as number) : (buyers[a] as number) > (buyers[b] as number)
  const top: number[] = []
  for (let key = 0; key < buyers.length; key++) {
    if (buyers[key] === 0 || (top.length === itemsKept && isBefore(top[itemsKept - 1] as number, key))) continue
    let place = top.length
    while (place > 0 && isBefore(key, top[place - 1] as number)) place--
    top.splice(place, 0, key)
    if (top.length > itemsKept) top.pop()
  }
  return top
}

/** A dyad's net sales by category: of the last 12 months and of the 12 before. Reused from dyad to dyad: `touched` names the slots in use. */
export type Basket = {
  readonly own: Float64Array
  readonly prior: Float64Array
  readonly touched: Int32Array
  readonly marked: Uint8Array
  count: number
}

export function roomForBasket(slots: Slots): Basket {
  const room = () => new Float64Array(slots.count)
  return { own: room(), prior: room(), touched: new Int32Array(slots.count), marked: new Uint8Array(slots.count), count: 0 }
}

function clear(basket: Basket): void {
  for (let k = 0; k < basket.count; k++) {
    const slot = basket.touched[k] as number
    basket.own[slot] = 0
    basket.prior[slot] = 0
    basket.marked[slot] = 0
  }
  basket.count = 0
}

/** Fills the basket with a dyad's cells of the 24 calendar months that end with `month`. Minor units; the sums may be negative. */
export function fillBasket(book: Book, dyad: number, month: CivilMonth, slots: Slots, basket: Basket): void {
  clear(basket)
  const { start, key, month: months, netSales } = book.cells
  for (let row = start[dyad] as number; row < (start[dyad + 1] as number); row++) {
    const age = month - (months[row] as number)
    if (age < 0 || age >= 24) continue
    const cellKey = key[row] as number
    const slot = cellKey < 0 ? slots.other : (slots.slotOf[cellKey] as number)
    if (basket.marked[slot] === 0) {
      basket.marked[slot] = 1
      basket.touched[basket.count++] = slot
    }
    const into = age < 12 ? basket.own : basket.prior
    into[slot] = (into[slot] as number) + (netSales[row] as number)
  }
}
