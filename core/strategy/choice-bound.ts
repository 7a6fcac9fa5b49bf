import { type Choice, type ChoiceProblem, customersOf, gainOf, none, usedBy } from './choice-problem.ts'

/** What a choice can be worth at most, and the price of one unit of each resource that proves it. */
export type ChoiceBound = {
  readonly bound: number
  /** One a resource, never below 0: what one unit more would be worth, next to the optimum of the relaxed problem. */
  readonly prices: Float64Array
  readonly iterations: number
}

/** What an option is worth after paying for what it uses. */
export function netOf({ gain, uses, limits }: ChoiceProblem, option: number, prices: Float64Array): number {
  let net = gain[option] as number
  for (let r = 0, at = option * limits.length; r < limits.length; r++) net -= (prices[r] as number) * (uses[at + r] as number)
  return net
}

/** The best option of each customer at these prices, and the sum of what they are worth after paying. */
export function bestAt(problem: ChoiceProblem, prices: Float64Array): { readonly choice: Choice; readonly net: number } {
  const { starts, must } = problem
  const choice = new Int32Array(customersOf(problem)).fill(none)
  let net = 0
  for (let j = 0; j < choice.length; j++) {
    let best = must[j] === 1 ? Number.NEGATIVE_INFINITY : 0
    for (let option = starts[j] as number; option < (starts[j + 1] as number); option++) {
      const worth = netOf(problem, option, prices)
      if (worth > best) {
        best = worth
        choice[j] = option
      }
    }
    net += best
  }
  return { choice, net }
}

/** The master program: rows are the resources and, last, that the weights of the choices come to 1; each basis column has its gain. */
type Master = { readonly rows: number; readonly inverse: Float64Array; readonly at: Float64Array; readonly gains: Float64Array }

function openMaster({ limits }: ChoiceProblem, used: Float64Array, gain: number): Master {
  const rows = limits.length + 1
  const inverse = new Float64Array(rows * rows)
  for (let row = 0; row < rows; row++) inverse[row * rows + row] = 1
  for (let row = 0; row < rows - 1; row++) inverse[row * rows + rows - 1] = -(used[row] as number)
  const at = Float64Array.from({ length: rows }, (_, row) =>
    row === rows - 1 ? 1 : Math.max(0, (limits[row] as number) - (used[row] as number)),
  )
  const gains = new Float64Array(rows)
  gains[rows - 1] = gain
  return { rows, inverse, at, gains }
}

/** The price of each row at the present basis. */
function pricesOf({ rows, inverse, gains }: Master): Float64Array {
  const prices = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < rows; k++) prices[k] = (prices[k] as number) + (gains[row] as number) * (inverse[row * rows + k] as number)
  return prices
}

const smallestPivot = 1e-11

/** Takes a column into the basis instead of the one that reaches zero first; false where none does. */
function enter(master: Master, column: Float64Array, gain: number): boolean {
  const { rows, inverse, at, gains } = master
  const turned = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < rows; k++) turned[row] = (turned[row] as number) + (inverse[row * rows + k] as number) * (column[k] as number)
  let leaves = -1
  for (let row = 0; row < rows; row++) {
    if ((turned[row] as number) <= smallestPivot) continue
    if (leaves < 0 || (at[row] as number) / (turned[row] as number) < (at[leaves] as number) / (turned[leaves] as number)) leaves = row
  }
  if (leaves < 0) return false
  const pivot = turned[leaves] as number
  const step = (at[leaves] as number) / pivot
  for (let k = 0; k < rows; k++) inverse[leaves * rows + k] = (inverse[leaves * rows + k] as number) / pivot
  for (let row = 0; row < rows; row++) {
    if (row === leaves) continue
    const times = turned[row] as number
    at[row] = Math.max(0, (at[row] as number) - times * step)
    for (let k = 0; k < rows; k++)
      inverse[row * rows + k] = (inverse[row * rows + k] as number) - times * (inverse[leaves * rows + k] as number)
  }
  at[leaves] = step
  gains[leaves] = gain
  return true
}

/** The resource whose unused part is worth more in the basis than out of it, or -1. */
const wronglyPriced = (prices: Float64Array, tolerance: number): number => prices.subarray(0, -1).findIndex(price => price < -tolerance)

const unitColumn = (rows: number, row: number): Float64Array => Float64Array.from({ length: rows }, (_, k) => (k === row ? 1 : 0))

const mostIterations = 400

/** The same problem with every limit 1, so that money in cents and hours weigh alike; a limit of 0 stays. */
function scaled(problem: ChoiceProblem): { readonly problem: ChoiceProblem; readonly scale: Float64Array } {
  const scale = problem.limits.map(limit => (limit > 0 ? limit : 1))
  const uses = problem.uses.map((use, k) => use / (scale[k % scale.length] as number))
  return { problem: { ...problem, uses, limits: problem.limits.map((limit, r) => limit / (scale[r] as number)) }, scale }
}

/**
 * The bound of the relaxed problem by Dantzig-Wolfe decomposition: prices of the resources are moved until no choice at these prices is worth more
 * than the mix found so far. `from` is a choice that keeps all limits; it is what makes the first mix possible. The bound holds at whatever prices
 * it stops (weak duality). Source: Dantzig and Wolfe (1960), Operations Research 8, 101-111. docs/methods/budget-plan.md
 */
export function boundOf(given: ChoiceProblem, from: Choice): ChoiceBound {
  const { problem, scale } = scaled(given)
  const { limits } = problem
  const master = openMaster(problem, usedBy(problem, from), gainOf(problem, from))
  const size = given.gain.reduce((sum, gain) => sum + Math.abs(gain), 0) || 1
  let best = { bound: Number.POSITIVE_INFINITY, prices: new Float64Array(limits.length) }
  let iterations = 0
  for (; iterations < mostIterations; iterations++) {
    const prices = pricesOf(master)
    const wrong = wronglyPriced(prices, 1e-12 * size)
    if (wrong >= 0) {
      if (!enter(master, unitColumn(master.rows, wrong), 0)) break
      continue
    }
    const asked = prices.slice(0, -1).map(price => Math.max(0, price))
    const { choice, net } = bestAt(problem, asked)
    const bound = net + asked.reduce((sum, price, r) => sum + price * (limits[r] as number), 0)
    if (bound < best.bound) best = { bound, prices: asked }
    if (net - (prices[limits.length] as number) <= 1e-10 * size) break
    if (!enter(master, Float64Array.of(...usedBy(problem, choice), 1), gainOf(problem, choice))) break
  }
  return { bound: best.bound, prices: best.prices.map((price, r) => price / (scale[r] as number)), iterations }
}
