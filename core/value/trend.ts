import type { Book } from '#core/trade/book.ts'
import { liesInBook } from './window.ts'

function sumOf(buckets: Float64Array, first: number, count: number): number {
  let sum = 0
  for (let k = first; k < first + count; k++) sum += buckets[k] as number
  return sum
}

/**
 * g: net sales of the last six months against the same six a year before, as a share of these (+.10 = a tenth more). NaN unless the earlier
 * half-year lies inside the book and is > 0. Rounded to nine decimals. `buckets` and `borders` as in window.ts. docs/methods/trend.md
 */
export function growthOf(book: Book, borders: Int32Array, buckets: Float64Array): number {
  if (!liesInBook(book, borders[18] as number)) return Number.NaN
  const before = sumOf(buckets, 12, 6)
  return before > 0 ? Math.round((sumOf(buckets, 0, 6) / before - 1) * 1e9) / 1e9 : Number.NaN
}

/**
 * The sigma rule: is each of the last three months below the mean of the 12 months before, less one sample standard deviation (n - 1)? False
 * unless those fifteen months lie inside the book. Source: Western Electric (1956), control charts; docs/methods/trend.md.
 */
export function isBelowSigma(book: Book, borders: Int32Array, buckets: Float64Array): boolean {
  if (!liesInBook(book, borders[15] as number)) return false
  const mean = sumOf(buckets, 3, 12) / 12
  let squares = 0
  for (let k = 3; k < 15; k++) squares += ((buckets[k] as number) - mean) ** 2
  const limit = mean - Math.sqrt(squares / 11)
  return (buckets[0] as number) < limit && (buckets[1] as number) < limit && (buckets[2] as number) < limit
}
