import { randomOf } from '../numerics/random.ts'

/** One customer: delivered value, satisfaction and loyalty, each in any unit of its own. */
export type ChainRow = { readonly value: number; readonly satisfaction: number; readonly loyalty: number }

/** An estimate with its 95 % interval. holds: the interval lies above 0; against: below; unclear: around it. */
export type Path = {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly verdict: 'holds' | 'against' | 'unclear'
}

export type ValueChain =
  | { readonly state: 'too_few'; readonly customers: number; readonly needed: number }
  | { readonly state: 'no_spread'; readonly customers: number; readonly needed: number }
  | {
      readonly state: 'estimated'
      readonly customers: number
      readonly needed: number
      /** Standardised: by how many standard deviations the second moves with one of the first. */
      readonly valueToSatisfaction: Path
      /** With delivered value held equal. */
      readonly satisfactionToLoyalty: Path
      readonly valueToLoyalty: Path
      /** What of the value reaches loyalty by way of satisfaction: the product of the first two. */
      readonly indirect: Path
      /** Spearman's rank correlations, which one extreme customer cannot make. */
      readonly ranks: { readonly valueSatisfaction: number; readonly satisfactionLoyalty: number; readonly valueLoyalty: number }
    }

/** Below this many customers nothing is said: an interval from fewer would span nearly everything. */
export const chainFrom = 20
const replicates = 1000

function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length
  let [sx, sy] = [0, 0]
  for (let i = 0; i < n; i++) [sx, sy] = [sx + (x[i] as number), sy + (y[i] as number)]
  const [mx, my] = [sx / n, sy / n]
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [(x[i] as number) - mx, (y[i] as number) - my]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN
}

/** Ranks from 1, equal values sharing the mean of theirs. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to++
    for (let k = from; k <= to; k++) ranks[order[k] as number] = (from + to) / 2 + 1
    from = to + 1
  }
  return ranks
}

type Columns = { readonly value: Float64Array; readonly satisfaction: Float64Array; readonly loyalty: Float64Array }
type Estimates = readonly [valueToSatisfaction: number, satisfactionToLoyalty: number, valueToLoyalty: number, indirect: number]

/** Standardised coefficients of the two regressions from the three correlations. Baron & Kenny (1986); Wright (1934). */
function estimate({ value, satisfaction, loyalty }: Columns): Estimates | undefined {
  const a = correlation(value, satisfaction)
  const toLoyalty = correlation(satisfaction, loyalty)
  const direct = correlation(value, loyalty)
  const rest = 1 - a * a
  if (!(rest > 1e-9) || Number.isNaN(toLoyalty) || Number.isNaN(direct)) return undefined
  const b = (toLoyalty - a * direct) / rest
  return [a, b, (direct - a * toLoyalty) / rest, a * b]
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
  return low + (high - low) * (at - Math.floor(at))
}

/** Draws customers again with replacement; the middle 95 % of the estimates is the interval. Efron & Tibshirani (1993), percentile bootstrap. */
function drawn(columns: Columns, seed: number): readonly Estimates[] {
  const n = columns.value.length
  const random = randomOf(seed)
  const again: Columns = { value: new Float64Array(n), satisfaction: new Float64Array(n), loyalty: new Float64Array(n) }
  const found: Estimates[] = []
  for (let round = 0; round < replicates; round++) {
    for (let i = 0; i < n; i++) {
      const pick = Math.floor(random.uniform() * n)
      again.value[i] = columns.value[pick] as number
      again.satisfaction[i] = columns.satisfaction[pick] as number
      again.loyalty[i] = columns.loyalty[pick] as number
    }
    const estimates = estimate(again)
    if (estimates !== undefined) found.push(estimates)
  }
  return found
}

function pathOf(point: number, draws: readonly number[]): Path {
  const sorted = draws.toSorted((a, b) => a - b)
  const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)]
  return { estimate: point, low, high, verdict: low > 0 ? 'holds' : high < 0 ? 'against' : 'unclear' }
}

/**
 * Is the chain delivered value -> satisfaction -> loyalty true for these customers? Paths with intervals from `seed`, or why none can be told.
 * docs/methods/value-chain.md
 */
export function valueChainOf(rows: readonly ChainRow[], seed: number): ValueChain {
  const said = { customers: rows.length, needed: chainFrom }
  if (rows.length < chainFrom) return { state: 'too_few', ...said }
  const lists = {
    value: rows.map(row => row.value),
    satisfaction: rows.map(row => row.satisfaction),
    loyalty: rows.map(row => row.loyalty),
  }
  const columns: Columns = {
    value: Float64Array.from(lists.value),
    satisfaction: Float64Array.from(lists.satisfaction),
    loyalty: Float64Array.from(lists.loyalty),
  }
  const points = estimate(columns)
  const draws = points === undefined ? [] : drawn(columns, seed)
  if (points === undefined || draws.length < replicates / 2) return { state: 'no_spread', ...said }
  const path = (at: 0 | 1 | 2 | 3) =>
    pathOf(
      points[at],
      draws.map(each => each[at]),
    )
  const ranks = { value: ranksOf(lists.value), satisfaction: ranksOf(lists.satisfaction), loyalty: ranksOf(lists.loyalty) }
  return {
    state: 'estimated',
    ...said,
    valueToSatisfaction: path(0),
    satisfactionToLoyalty: path(1),
    valueToLoyalty: path(2),
    indirect: path(3),
    ranks: {
      valueSatisfaction: correlation(ranks.value, ranks.satisfaction),
      satisfactionLoyalty: correlation(ranks.satisfaction, ranks.loyalty),
      valueLoyalty: correlation(ranks.value, ranks.loyalty),
    },
  }
}
