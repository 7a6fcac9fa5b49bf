import { cholesky, inverse, solveCholesky, symmetricEigen } from '#core/numerics/matrix.ts'

/**
 * Smooth functions of a few variables: BFGS, Newton's method and the certificate of a minimum.
 * Source: Nocedal and Wright, Numerical Optimization (2nd edition), chapters 3 and 6; the line search is the bisection for the weak Wolfe conditions of
 * Lewis and Overton (2013). A value or gradient that is not finite counts as beyond reach: the search turns back from it.
 */

/** The value at a point; writes the gradient there. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

export type MinimiseOptions = {
  /** Ends when the greatest component of the gradient is below this; default 1e-8. */
  readonly tolerance?: number
  readonly maxIterations?: number
  /** What is known of the inverse Hessian at the start, from a sample for instance. */
  readonly inverseHessian?: Float64Array
}

export type Minimum = {
  readonly at: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

const get = (v: Float64Array, i: number): number => v[i] as number
export const largest = (v: Float64Array): number => v.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += get(a, i) * get(b, i)
  return sum
}

function times(m: Float64Array, v: Float64Array, sign: number): Float64Array {
  const n = v.length
  return Float64Array.from({ length: n }, (_, i) => sign * dot(m.subarray(i * n, i * n + n), v))
}

/** A place, the value and the gradient there. */
export type Point = { readonly at: Float64Array; readonly value: number; readonly gradient: Float64Array }

function evaluate(objective: Objective, at: Float64Array): Point {
  const gradient = new Float64Array(at.length)
  const value = objective(at, gradient)
  return Number.isFinite(value) && gradient.every(Number.isFinite)
    ? { at, value, gradient }
    : { at, value: Number.POSITIVE_INFINITY, gradient }
}

const moved = (from: Float64Array, step: number, direction: Float64Array) => from.map((value, i) => value + step * get(direction, i))

/** No step moves a variable further than this at first: variables here are logarithms, and far out all is flat. */
const longestStep = 2

/**
 * A point along the direction that meets the weak Wolfe conditions; the best found when forty trials don't reach one, or steps grow too
 * short to show in the value; undefined when nothing is lower.
 */
function lineSearch(objective: Objective, from: Point, direction: Float64Array, first: number): Point | undefined {
  const slope = dot(from.gradient, direction)
  let [low, high, step] = [0, Number.POSITIVE_INFINITY, first]
  let best: Point | undefined
  const noise = 1e-16 * Math.abs(from.value)
  for (let trial = 0; trial < 40 && step * -slope > noise; trial++) {
    const point = evaluate(objective, moved(from.at, step, direction))
    if (point.value > from.value + 1e-4 * step * slope || point.value === Number.POSITIVE_INFINITY) high = step
    else {
      best = point
      if (dot(point.gradient, direction) >= 0.9 * slope) return point
      low = step
    }
    step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2
  }
  return best
}

/** The inverse Hessian's update of Broyden, Fletcher, Goldfarb and Shanno; unchanged where the curvature is not positive. */
function update(h: Float64Array, s: Float64Array, y: Float64Array): void {
  const n = s.length
  const sy = dot(s, y)
  if (!(sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y)))) return
  const hy = times(h, y, 1)
  const factor = (1 + dot(y, hy) / sy) / sy
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      h[i * n + j] = get(h, i * n + j) + factor * get(s, i) * get(s, j) - (get(hy, i) * get(s, j) + get(s, i) * get(hy, j)) / sy
    }
  }
}

const identity = (n: number, scale: number) => Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) ? 0 : scale))

/**
 * Minimum of a smooth function by BFGS from a start. The start must be finite there, else the start comes back unconverged.
 * `converged` says that the gradient got below the tolerance; a minimum at infinity ends there too, or by `maxIterations` (default 200), or where four
 * steps in a row no longer lower the value.
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions = {}): Minimum {
  const { tolerance = 1e-8, maxIterations = 200 } = options
  const n = start.length
  let point = evaluate(objective, Float64Array.from(start))
  let h = options.inverseHessian?.slice() ?? identity(n, 1 / Math.max(1, largest(point.gradient)))
  let iterations = 0
  let fresh = !options.inverseHessian
  let standstill = 0
  while (point.value < Number.POSITIVE_INFINITY && iterations < maxIterations && largest(point.gradient) > tolerance) {
    const direction = times(h, point.gradient, -1)
    const next = lineSearch(objective, point, direction, Math.min(1, longestStep / Math.max(1e-300, largest(direction))))
    if (!next && fresh) break
    iterations++
    standstill = next && point.value - next.value > 1e-14 * Math.abs(point.value) ? 0 : standstill + 1
    if (standstill > 3) break
    if (next) {
      const y = next.gradient.map((value, i) => value - get(point.gradient, i))
      const s = next.at.map((value, i) => value - get(point.at, i))
      if (fresh && dot(s, y) > 0) h = identity(n, dot(s, y) / dot(y, y))
      update(h, s, y)
      point = next
    } else h = identity(n, 1 / Math.max(1, largest(point.gradient)))
    fresh = !next
  }
  return { ...point, iterations, converged: largest(point.gradient) <= tolerance }
}

/** Hessian by central differences of the gradient, made symmetric. */
export function hessianAt(objective: Objective, at: Float64Array): Float64Array {
  const n = at.length
  const h = new Float64Array(n * n)
  const [up, down] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    const step = 1e-4 * Math.max(0.1, Math.abs(get(at, i)))
    const point = Float64Array.from(at)
    point[i] = get(at, i) + step
    objective(point, up)
    const width = get(point, i)
    point[i] = get(at, i) - step
    objective(point, down)
    for (let j = 0; j < n; j++) h[i * n + j] = (get(up, j) - get(down, j)) / (width - get(point, i))
  }
  return symmetric(h, n)
}

function symmetric(h: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) h[i * n + j] = h[j * n + i] = (get(h, i * n + j) + get(h, j * n + i)) / 2
  return h
}

/** The same from steps in one direction, half the work and five digits instead of nine. */
function hessianAhead(objective: Objective, { at, gradient }: Point): Float64Array {
  const n = at.length
  const h = new Float64Array(n * n)
  const ahead = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const point = Float64Array.from(at)
    point[i] = get(at, i) + 1e-5 * Math.max(0.1, Math.abs(get(at, i)))
    objective(point, ahead)
    for (let j = 0; j < n; j++) h[i * n + j] = (get(ahead, j) - get(gradient, j)) / (get(point, i) - get(at, i))
  }
  return symmetric(h, n)
}

/** Newton's direction; where the Hessian is not positive definite its eigenvalues are taken as positive. */
function newtonDirection(h: Float64Array, gradient: Float64Array): Float64Array {
  const n = gradient.length
  const l = cholesky(h, n)
  if (l) return solveCholesky(l, gradient).map(value => -value)
  const { values, vectors } = symmetricEigen(h, n)
  const floor = Math.max(1e-12, 1e-8 * largest(values))
  const direction = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    const column = Float64Array.from({ length: n }, (_, i) => get(vectors, i * n + k))
    const length = -dot(column, gradient) / Math.max(floor, Math.abs(get(values, k)))
    for (let i = 0; i < n; i++) direction[i] = get(direction, i) + length * get(column, i)
  }
  return direction
}

export type Newton = Minimum & { readonly hessian: Float64Array }

/** Newton's steps with a numeric Hessian from near a minimum; the Hessian of the last point comes back. */
export function newton(objective: Objective, start: Float64Array, options: MinimiseOptions = {}): Newton {
  const { tolerance = 1e-10, maxIterations = 6 } = options
  let point = evaluate(objective, Float64Array.from(start))
  let hessian = hessianAt(objective, point.at)
  let iterations = 0
  while (iterations < maxIterations && largest(point.gradient) > tolerance) {
    const direction = newtonDirection(hessian, point.gradient)
    const next = newtonStep(objective, point, direction)
    if (!next) break
    iterations++
    point = next
    hessian = hessianAt(objective, point.at)
  }
  return { ...point, hessian, iterations, converged: largest(point.gradient) <= tolerance }
}

/**
 * The end of a search over very many customers, where each evaluation counts: one Hessian, and Newton's steps with it as long as they lower the gradient,
 * three at most. From within a thousandth of the minimum that is all it takes.
 */
export function finish(objective: Objective, start: Point, tolerance = 1e-9): Newton {
  let point = start
  const hessian = hessianAhead(objective, point)
  let iterations = 0
  while (iterations < 3 && largest(point.gradient) > tolerance) {
    const next = evaluate(objective, moved(point.at, 1, newtonDirection(hessian, point.gradient)))
    if (!(largest(next.gradient) < 0.5 * largest(point.gradient)) || next.value === Number.POSITIVE_INFINITY) break
    point = next
    iterations++
  }
  return { ...point, hessian, iterations, converged: largest(point.gradient) <= tolerance }
}

/** The first of the halved steps that lowers the value; near the minimum, where values tell nothing more, one that lowers the gradient. */
function newtonStep(objective: Objective, from: Point, direction: Float64Array): Point | undefined {
  const noise = 1e-13 * Math.max(1, Math.abs(from.value))
  for (let step = Math.min(1, 2 / Math.max(1e-300, largest(direction))), trial = 0; trial < 12; step /= 2, trial++) {
    const next = evaluate(objective, moved(from.at, step, direction))
    if (next.value < from.value - noise) return next
    if (next.value <= from.value + noise && largest(next.gradient) < largest(from.gradient)) return next
  }
  return undefined
}

export type Certificate = {
  readonly hessianPositive: boolean
  readonly eigenvalues: Float64Array
  readonly covariance: Float64Array | undefined
}

/** Is a Hessian that of a minimum: all eigenvalues clearly above zero beside the greatest. The covariance is its inverse. */
export function certify(hessian: Float64Array, n: number): Certificate {
  const finite = hessian.every(Number.isFinite)
  const eigenvalues = finite ? symmetricEigen(hessian, n).values : new Float64Array(n).fill(Number.NaN)
  const hessianPositive = finite && get(eigenvalues, 0) > 1e-12 * largest(eigenvalues)
  return { hessianPositive, eigenvalues, covariance: hessianPositive ? inverse(hessian, n) : undefined }
}
