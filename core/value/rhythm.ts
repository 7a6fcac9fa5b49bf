import { median, sortFew } from '#core/numerics/order-statistics.ts'
import type { Book } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { bordersBefore, bucketCount, endOfOrders, fillBuckets, liesInBook, type OrderDays } from './window.ts'

/** Gaps that the usual interval looks back on, and its floor in days. */
const gapsOfMu = 7
const shortestMu = 7
/** Gaps that the regularity looks back on, and how far over the usual interval a gap may run. */
const gapsOfRegularity = 8
const tolerance = 1.5
/** The usual interval where nobody has two gaps. */
export const muOfNobody = 90

const scratch = new Float64Array(gapsOfMu)

/**
 * mu: median of the last <= 7 gaps between order days before `end` (an end of the dyad's order days), at least 7 days. NaN with fewer than two gaps:
 * then the tenant's median stands in. Days. docs/methods/rhythm.md
 */
export function ownMu(orders: OrderDays, dyad: number, end: number): number {
  const count = Math.min(gapsOfMu, end - (orders.start[dyad] as number) - 1)
  if (count < 2) return Number.NaN
  for (let k = 0; k < count; k++) scratch[k] = (orders.day[end - 1 - k] as number) - (orders.day[end - 2 - k] as number)
  sortFew(scratch, count)
  const half = count >> 1
  const middle = count % 2 === 1 ? (scratch[half] as number) : ((scratch[half - 1] as number) + (scratch[half] as number)) / 2
  return Math.max(shortestMu, middle)
}

/** The median of the dyads' own mu (NaN left out); 90 days where none has one. */
export function tenantMuOf(own: Float64Array | Float32Array): number {
  const known = Float64Array.from(own.filter(mu => !Number.isNaN(mu))).sort()
  return known.length === 0 ? muOfNobody : median(known)
}

/**
 * Loyalty by rhythm, 0..100: the share of the last <= 8 gaps that are <= 1.5 mu; the open gap up to t counts as one once it exceeds that.
 * NaN under three gaps. docs/methods/loyalty.md
 */
export function regularityOf(orders: OrderDays, dyad: number, end: number, t: CivilDay, mu: number): number {
  const start = orders.start[dyad] as number
  const closed = end - start - 1
  if (closed < 0) return Number.NaN
  const isOpenLate = t - (orders.day[end - 1] as number) > tolerance * mu
  const count = Math.min(gapsOfRegularity - (isOpenLate ? 1 : 0), closed)
  const gaps = count + (isOpenLate ? 1 : 0)
  if (gaps < 3) return Number.NaN
  let kept = 0
  for (let k = 0; k < count; k++) {
    if ((orders.day[end - 1 - k] as number) - (orders.day[end - 2 - k] as number) <= tolerance * mu) kept++
  }
  return (100 * kept) / gaps
}

/** Orders that end a trial, and its longest course in the tenant's usual intervals. */
const ordersOfTrial = 3
const intervalsOfTrial = 2

/**
 * Last day of a trial period: it begins with the first order and ends with the third, or after two usual intervals of the tenant. null for who has
 * passed it by its third order, or has not ordered. docs/methods/lifecycle.md
 */
export function trialUntil(firstOrder: CivilDay | null, orders: number, tenantMu: number): CivilDay | null {
  return firstOrder === null || orders === 0 || orders >= ordersOfTrial ? null : firstOrder + Math.round(intervalsOfTrial * tenantMu)
}

export const demandClasses = ['smooth', 'erratic', 'intermittent', 'lumpy'] as const
export type DemandClass = (typeof demandClasses)[number]

/** How a dyad buys over 12 months: mean months between demands, squared coefficient of variation of their size, and the class of both. */
export type Demand = { readonly adi: number; readonly cv2: number; readonly class: DemandClass }

/** Class by the cuts ADI 1.32 and CV2 .49. Source: Syntetos, Boylan & Croston (2005), J. Opl. Res. Soc. 56, 495-503. */
export function demandClassOf(adi: number, cv2: number): DemandClass {
  if (adi < 1.32) return cv2 < 0.49 ? 'smooth' : 'erratic'
  return cv2 < 0.49 ? 'intermittent' : 'lumpy'
}

/**
 * Demand over monthly net sales: months with net sales > 0 are demands. null with fewer than two of them. CV2 takes the population variance.
 */
export function demandOf(months: ArrayLike<number>): Demand | null {
  const sizes = Array.from(months).filter(size => size > 0)
  if (sizes.length < 2) return null
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const variance = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / sizes.length
  const [adi, cv2] = [months.length / sizes.length, variance / mean ** 2]
  return { adi, cv2, class: demandClassOf(adi, cv2) }
}

/** The rhythm of a dyad at t, for its page. Gaps in days, oldest first (the last eight); recency R in usual intervals. */
export type Rhythm = {
  readonly orders: number
  readonly firstOrder: CivilDay | null
  readonly lastOrder: CivilDay | null
  readonly gaps: readonly number[]
  readonly mu: number
  readonly isOwnMu: boolean
  readonly recency: number | null
  readonly demand: Demand | null
  readonly demandBefore: Demand | null
  /** Changed from one class to another against the year before. */
  readonly classChanged: boolean
}

/** `tenantMu` stands in where the dyad has fewer than two gaps. */
export function rhythmOf(book: Book, orders: OrderDays, dyad: number, t: CivilDay, tenantMu: number): Rhythm {
  const start = orders.start[dyad] ?? 0
  const end = endOfOrders(orders, dyad, t)
  const days = Array.from(orders.day.subarray(start, end))
  const own = ownMu(orders, dyad, end)
  const mu = Number.isNaN(own) ? tenantMu : own
  const last = days.at(-1) ?? null
  return {
    orders: days.length,
    firstOrder: days[0] ?? null,
    lastOrder: last,
    gaps: days.slice(-(gapsOfRegularity + 1)).flatMap((day, index, all) => (index === 0 ? [] : [day - (all[index - 1] as number)])),
    mu,
    isOwnMu: !Number.isNaN(own),
    recency: last === null ? null : (t - last) / mu,
    ...demandsOf(book, dyad, t, days[0] ?? t),
  }
}

/** Months before the dyad's first order say nothing about its rhythm and are left out; the year before needs to lie inside the book. */
function demandsOf(book: Book, dyad: number, t: CivilDay, firstOrder: CivilDay) {
  const borders = bordersBefore(t)
  const buckets = new Float64Array(bucketCount)
  fillBuckets(book, dyad, borders, buckets)
  const lived = (from: number, to: number) => buckets.subarray(from, to).filter((_, k) => (borders[from + k] as number) >= firstOrder)
  const demand = demandOf(lived(0, 12))
  const demandBefore = liesInBook(book, borders[24] as number) ? demandOf(lived(12, 24)) : null
  return { demand, demandBefore, classChanged: demand !== null && demandBefore !== null && demand.class !== demandBefore.class }
}
