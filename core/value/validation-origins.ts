import type { CivilDay } from '#core/units/civil-day.ts'
import type { OrderDays } from './window.ts'

/** Days at which a forecast is made as if that were today, the earliest first, and how far each looks. */
export type Origins = { readonly horizon: number; readonly at: readonly CivilDay[] }

/** Horizons in days, the one most wanted first: half a year, a quarter, eight and four weeks. */
const horizons = [182, 91, 56, 28] as const
const mostOrigins = 6
/** Days that have to lie before an origin: as many as it looks ahead, and never fewer than these. */
const shortestHistory = 56

/** First and last day of a book with an order up to `until`; undefined where there is none. */
export function spanOf(orders: OrderDays, until: CivilDay): readonly [CivilDay, CivilDay] | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < orders.day.length; row++) {
    const day = orders.day[row] as number
    if (day > until) continue
    if (day < first) first = day
    if (day > last) last = day
  }
  return last >= first ? [first, last] : undefined
}

function originsOf(from: CivilDay, until: CivilDay, horizon: number): CivilDay[] {
  const earliest = from + Math.max(horizon, shortestHistory)
  const step = Math.ceil(horizon / 2)
  const at: CivilDay[] = []
  for (let day = until - horizon; day >= earliest && at.length < mostOrigins; day -= step) at.unshift(day)
  return at
}

/**
 * Rolling origins of a book of [from, until]: the longest horizon that leaves at least two of them, each half a horizon after the one before, the last
 * exactly one horizon before `until`; at most six. A horizon may be asked for; then one origin will do. undefined where the book is too short.
 * Source: Tashman (2000), Int. J. Forecasting 16, 437-450; docs/methods/validation.md
 */
export function planOrigins(from: CivilDay, until: CivilDay, horizon?: number): Origins | undefined {
  if (horizon !== undefined) {
    const at = horizon >= 1 ? originsOf(from, until, horizon) : []
    return at.length > 0 ? { horizon, at } : undefined
  }
  for (const days of horizons) {
    const at = originsOf(from, until, days)
    if (at.length >= 2) return { horizon: days, at }
  }
  return undefined
}

/** Days of the shortest book that can be tested, at any horizon or at the one asked for. */
export function shortestBook(horizon?: number): number {
  const days = horizon ?? (horizons.at(-1) as number)
  return Math.max(days, shortestHistory) + days + (horizon === undefined ? Math.ceil(days / 2) : 0) + 1
}
