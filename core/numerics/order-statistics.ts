/** Position of the first element >= value in an ascending array (its length where there is none). */
export function lowerBound(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Position of the first element > value in an ascending array. */
export function upperBound(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Mid-rank percentile 0..100 of a value in an ascending array: the share below it, and half of the share equal to it. NaN for an empty array.
 * Source: Roscoe (1975), "Fundamental Research Statistics"; docs/methods/percentile.md.
 */
export function midRank(sorted: ArrayLike<number>, value: number): number {
  const below = lowerBound(sorted, value)
  const equal = upperBound(sorted, value, below) - below
  return ((below + equal / 2) / sorted.length) * 100
}

/** The smallest element whose mid-rank percentile reaches `points`; Infinity where none does. Equal elements stand or fall together. */
export function cutAt(sorted: ArrayLike<number>, points: number): number {
  let start = 0
  while (start < sorted.length) {
    const value = sorted[start] as number
    const end = upperBound(sorted, value, start)
    if (((start + (end - start) / 2) / sorted.length) * 100 >= points) return value
    start = end
  }
  return Number.POSITIVE_INFINITY
}

/** Median of an ascending array: the mean of the middle two where their number is even. NaN for an empty one. */
export function median(sorted: ArrayLike<number>): number {
  const half = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
}

/** Quantile by linear interpolation between order statistics: type 7 of Hyndman & Fan (1996). NaN for an empty array. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  const [a, b] = [sorted[low] as number, sorted[Math.min(low + 1, sorted.length - 1)] as number]
  return a + (place - low) * (b - a)
}

/** Sorts the first `length` elements in place, ascending: for the few. */
export function sortFew(values: Float64Array | Int32Array, length: number): void {
  for (let i = 1; i < length; i++) {
    const value = values[i] as number
    let j = i - 1
    for (; j >= 0 && (values[j] as number) > value; j--) values[j + 1] = values[j] as number
    values[j + 1] = value
  }
}
