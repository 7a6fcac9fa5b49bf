import { median, sortFew } from '#core/numerics/order-statistics.ts'
import type { Book } from '#core/trade/book.ts'
import type { CivilMonth } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import type { Slots } from './categories.ts'

/** A category that was bought regularly and is not any more. */
export type LapsedCategory = {
  readonly slot: number
  /** The last month with a purchase, and how many months ago that is. */
  readonly lastMonth: CivilMonth
  readonly sinceMonths: number
  /** Median of the last up to seven gaps between months with a purchase. */
  readonly usualMonths: number
  /** Net sales of the twelve months that end with the last one. Minor units. */
  readonly worth: Minor
}

/** Months with a purchase that make a habit; gaps that the usual one is the median of; months after which it is history. */
const [habit, gapsKept, forgottenAfter] = [3, 7, 36]
/** Missing for more than two usual gaps, and for more than three months at that. */
const [usualGaps, leastMonths] = [2, 3]

/** Median gap of the months with positive sales in rows [first, end), and the last of them; undefined where they are no habit. */
function habitOf({ month, netSales }: Book['cells'], first: number, end: number): { last: CivilMonth; usual: number } | undefined {
  const gaps = new Float64Array(gapsKept)
  let [count, purchases, last] = [0, 0, Number.NaN]
  for (let row = first; row < end; row++) {
    if ((netSales[row] as number) <= 0) continue
    if (purchases > 0) gaps[count++ % gapsKept] = (month[row] as number) - last
    last = month[row] as number
    purchases++
  }
  if (purchases < habit) return undefined
  const kept = gaps.subarray(0, Math.min(count, gapsKept))
  sortFew(kept, kept.length)
  return { last, usual: median(kept) }
}

/**
 * Categories that a dyad bought regularly (in three months or more) and has not bought for longer than twice its usual gap, nor for three months,
 * as of a month's end; none that lie more than three years back. docs/methods/wallet-share.md
 */
export function lapsedCategories(book: Book, dyad: number, month: CivilMonth, slots: Slots): readonly LapsedCategory[] {
  const { cells } = book
  const lapsed: LapsedCategory[] = []
  const end = cells.start[dyad + 1] as number
  for (let first = cells.start[dyad] as number, next = first; first < end; first = next) {
    const key = cells.key[first] as number
    while (next < end && cells.key[next] === key) next++
    let upTo = next
    while (upTo > first && (cells.month[upTo - 1] as number) > month) upTo--
    const slot = key < 0 ? slots.other : (slots.slotOf[key] as number)
    if (slot === slots.other) continue
    const found = habitOf(cells, first, upTo)
    const since = month - (found?.last ?? month)
    if (found === undefined || since <= Math.max(leastMonths, usualGaps * found.usual) || since > forgottenAfter) continue
    let worth = 0
    for (let row = first; row < upTo; row++) {
      const age = found.last - (cells.month[row] as number)
      if (age >= 0 && age < 12) worth += cells.netSales[row] as number
    }
    if (worth > 0) lapsed.push({ slot, lastMonth: found.last, sinceMonths: since, usualMonths: found.usual, worth })
  }
  return lapsed
}
