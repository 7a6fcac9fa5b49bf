/** A range of numbers, both ends included. */
export type Range = { readonly low: number; readonly high: number }

/**
 * The shortest range that holds at least `level` of an ascending sample of whole numbers; of equally short ones the one that holds most.
 * Of an empty sample 0..0. Source: Chen & Shao (1999), "Monte Carlo estimation of Bayesian credible and HPD intervals", J. Comp. Graph. Stat. 8.
 */
export function shortestRange(sorted: Float64Array, level: number): Range {
  const size = sorted.length
  if (size === 0) return { low: 0, high: 0 }
  const wanted = Math.min(size, Math.max(1, Math.ceil(level * size - 1e-9)))
  let best: Range = { low: 0, high: 0 }
  let width = Number.POSITIVE_INFINITY
  let most = 0
  for (let first = 0, end = 0; first + wanted <= size; first = afterTies(sorted, first)) {
    end = afterTies(sorted, Math.max(end - 1, first + wanted - 1))
    const range = { low: sorted[first] as number, high: sorted[end - 1] as number }
    const wider = range.high - range.low
    if (wider > width || (wider === width && end - first <= most)) continue
    best = range
    width = wider
    most = end - first
  }
  return best
}

/** Index after the last element equal to that at `index`. */
function afterTies(sorted: Float64Array, index: number): number {
  const value = sorted[index]
  let next = index + 1
  while (next < sorted.length && sorted[next] === value) next++
  return next
}

/** The range that leaves out the same share of an ascending sample below and above, its ends elements of the sample. Of an empty sample 0..0. */
export function centralRange(sorted: Float64Array, level: number): Range {
  const size = sorted.length
  if (size === 0) return { low: 0, high: 0 }
  const out = Math.min(size - 1, Math.floor(((1 - level) / 2) * size + 1e-9))
  return { low: sorted[Math.min(out, size - 1 - out)] as number, high: sorted[Math.max(out, size - 1 - out)] as number }
}
