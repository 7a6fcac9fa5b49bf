import { chanceOf, type Histories, lnSilence, type PurchaseDraws } from './posterior-counts.ts'

/** When the next order of a customer who is still buying is expected: units of time from now. */
export type NextOrder = { readonly median: number; readonly low: number; readonly high: number }

/** Draws of the parameters that a time is averaged over: it is smooth in them, so that few do. */
const drawsOfOrder = 40

/** Share `below` of a distribution on (0, Infinity) from its tail P(W > w), by bisection of ln w. */
function inverseOf(tail: (w: number) => number, below: number, scale: number): number {
  let [low, high] = [Math.log(scale) - 30, Math.log(scale) + 30]
  for (let step = 0; step < 44; step++) {
    const middle = (low + high) / 2
    if (tail(Math.exp(middle)) > 1 - below) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** The tail of a mixture over draws: each draw's weight, and its tail. */
function mixtureOf(count: number, weights: Float64Array, tailOf: (d: number, w: number) => number) {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return (w: number) => {
    let sum = 0
    for (let d = 0; d < count; d++) sum += (weights[d] as number) * tailOf(d, w)
    return sum / total
  }
}

/**
 * Time to the next order of customer i, given that it still buys and the present gap has lasted so long: median and the range that holds `level`
 * (the same share left out below and above). Under every draw the rate is Gamma(r + kx, alpha) and the gap an Erlang-k, so that
 * P(W > w) = silence(T + w) / silence(T); draws count by P(alive). docs/methods/next-order.md
 */
export function nextOrderOf(draws: PurchaseDraws, histories: Histories, i: number, level = 0.8, most = drawsOfOrder): NextOrder {
  const count = Math.min(most, draws.count)
  const [x, last, age] = [histories.x[i] as number, histories.recency[i] as number, histories.age[i] as number]
  const shapes = Float64Array.from({ length: count }, (_, d) => (draws.r[d] as number) + (draws.k[d] as number) * x)
  const now = shapes.map((shape, d) => lnSilence(shape, draws.k[d] as number, draws.alpha[d] as number, age, age - last))
  const chances = shapes.map((_, d) => Math.max(1e-300, chanceOf(draws, d, histories, i)))
  const tail = mixtureOf(count, chances, (d, w) => {
    const then = lnSilence(shapes[d] as number, draws.k[d] as number, draws.alpha[d] as number, age + w, age - last + w)
    return Math.exp(then - (now[d] as number))
  })
  const scale = (draws.alpha[0] as number) + age
  const at = (share: number) => inverseOf(tail, share, scale)
  return { median: at(0.5), low: at((1 - level) / 2), high: at((1 + level) / 2) }
}
