import { cholesky, solveCholesky } from './matrix.ts'

/** max y'a subject to X'a = X'start, 0 <= a <= 1; X has `n` rows of `columns` numbers, y one a row. */
export type BoundedProgram = {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly columns: number
  /** A point strictly inside the bounds, the same for all rows: it says what X'a has to be. */
  readonly start: number
}

export type BoundedSolution = {
  /** The multipliers of X'a = X'start, one a column. */
  readonly dual: Float64Array
  readonly iterations: number
  /** What the primal and the dual still lack to be equal, as a share of the sum of |y|. */
  readonly gap: number
}

const mostIterations = 80
const towardsTheWall = 0.9995
const smallestGap = 1e-10

/** Everything that a step needs, one number a row: the place a, its slack s = 1 - a, the multipliers z of a >= 0 and w of a <= 1, and their steps. */
type Room = Readonly<Record<'a' | 's' | 'z' | 'w' | 'da' | 'dz' | 'dw' | 'q' | 'rhs', Float64Array>>

/** X v, into `into`. */
function times({ x, columns }: BoundedProgram, v: Float64Array, into: Float64Array): void {
  for (let row = 0, at = 0; row < into.length; row++) {
    let sum = 0
    for (let k = 0; k < columns; k++) sum += (x[at++] as number) * (v[k] as number)
    into[row] = sum
  }
}

/** X' diag(q) X, a little heavier on its diagonal so that columns that depend on each other do no harm. */
function normal({ x, columns }: BoundedProgram, q: Float64Array): Float64Array {
  const matrix = new Float64Array(columns * columns)
  for (let row = 0; row < q.length; row++) {
    const from = row * columns
    for (let i = 0; i < columns; i++) {
      const weighted = (q[row] as number) * (x[from + i] as number)
      if (weighted === 0) continue
      for (let j = 0; j <= i; j++) matrix[i * columns + j] = (matrix[i * columns + j] as number) + weighted * (x[from + j] as number)
    }
  }
  for (let i = 0; i < columns; i++) {
    matrix[i * columns + i] = (matrix[i * columns + i] as number) * (1 + 1e-12) + 1e-300
    for (let j = 0; j < i; j++) matrix[j * columns + i] = matrix[i * columns + j] as number
  }
  return matrix
}

/** X' (q rhs), q and rhs one number a row. */
function weighedSums({ x, columns }: BoundedProgram, { q, rhs }: Room): Float64Array {
  const sums = new Float64Array(columns)
  for (let row = 0, at = 0; row < q.length; row++) {
    const weighted = (q[row] as number) * (rhs[row] as number)
    for (let k = 0; k < columns; k++) sums[k] = (sums[k] as number) + weighted * (x[at++] as number)
  }
  return sums
}

/** How far a step may go before the nearest of the numbers is zero. */
function reach(values: Float64Array, steps: Float64Array, sign = 1): number {
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < values.length; row++) {
    const step = sign * (steps[row] as number)
    if (step < 0) least = Math.min(least, -(values[row] as number) / step)
  }
  return least
}

/** The steps of a, z and w for a step `dy` of the dual; `aim` is what the products a z and s w shall come to (0: straight ahead). */
function fillSteps(program: BoundedProgram, room: Room, dy: Float64Array, aim: number): void {
  const { a, s, z, w, da, dz, dw, q, rhs } = room
  const moved = new Float64Array(a.length)
  times(program, dy, moved)
  for (let row = 0; row < a.length; row++) {
    const [at, slack, low, high] = [a[row] as number, s[row] as number, z[row] as number, w[row] as number]
    // What the first step would have made of the products, where it is a correction of that step.
    const [bentLow, bentHigh] = aim === 0 ? [0, 0] : [(da[row] as number) * (dz[row] as number), -(da[row] as number) * (dw[row] as number)]
    const step = (q[row] as number) * ((moved[row] as number) - (rhs[row] as number))
    da[row] = step
    dz[row] = (aim - bentLow - low * step) / at - low
    dw[row] = (aim - bentHigh + high * step) / slack - high
  }
}

const lengths = ({ a, s, z, w, da, dz, dw }: Room) => ({
  primal: Math.min(1, towardsTheWall * Math.min(reach(a, da), reach(s, da, -1))),
  dual: Math.min(1, towardsTheWall * Math.min(reach(z, dz), reach(w, dw))),
})

/** The products of places and multipliers after a step of these lengths: 0 at the solution. */
function complement({ a, s, z, w, da, dz, dw }: Room, primal: number, dual: number): number {
  let sum = 0
  for (let row = 0; row < a.length; row++) {
    const step = primal * (da[row] as number)
    sum += ((a[row] as number) + step) * ((z[row] as number) + dual * (dz[row] as number))
    sum += ((s[row] as number) - step) * ((w[row] as number) + dual * (dw[row] as number))
  }
  return sum
}

/** What the second step of a round sets right: the bend of the first, and the aim on the way to the middle of the products. */
function fillCorrection({ a, s, z, w, da, dz, dw, rhs }: Room, aim: number): void {
  for (let row = 0; row < a.length; row++) {
    const step = da[row] as number
    const bent = (step * (dz[row] as number)) / (a[row] as number) + (step * (dw[row] as number)) / (s[row] as number)
    rhs[row] = (z[row] as number) - (w[row] as number) + bent - aim * (1 / (a[row] as number) - 1 / (s[row] as number))
  }
}

function roomFor({ y, start }: BoundedProgram): Room {
  const rows = () => new Float64Array(y.length)
  const room: Room = { a: rows(), s: rows(), z: rows(), w: rows(), da: rows(), dz: rows(), dw: rows(), q: rows(), rhs: rows() }
  room.a.fill(start)
  room.s.fill(1 - start)
  return room
}

/** Least squares for a beginning: multipliers of rows are their residuals, those of the wrong sign on the other bound. */
function begin(program: BoundedProgram, room: Room, dual: Float64Array): void {
  const { y } = program
  room.q.fill(1)
  room.rhs.set(y)
  const triangle = cholesky(normal(program, room.q), program.columns)
  if (triangle) dual.set(solveCholesky(triangle, weighedSums(program, room)).map(value => -value))
  times(program, dual, room.rhs)
  const shift = y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length || 1
  for (let row = 0; row < y.length; row++) {
    const rest = -(y[row] as number) - (room.rhs[row] as number)
    room.z[row] = Math.max(rest, 0) + 1e-3 * shift
    room.w[row] = (room.z[row] as number) - rest
  }
}

/** One round: straight ahead, and where that meets a wall, bent towards the middle. false where the equations cannot be solved any more. */
function round(program: BoundedProgram, room: Room, dual: Float64Array): boolean {
  const { a, s, z, w, da, dz, dw, q, rhs } = room
  for (let row = 0; row < a.length; row++) {
    q[row] = 1 / ((z[row] as number) / (a[row] as number) + (w[row] as number) / (s[row] as number))
    rhs[row] = (z[row] as number) - (w[row] as number)
  }
  const triangle = cholesky(normal(program, q), program.columns)
  if (triangle === undefined) return false
  let dy = solveCholesky(triangle, weighedSums(program, room))
  fillSteps(program, room, dy, 0)
  let step = lengths(room)
  if (Math.min(step.primal, step.dual) < 1) {
    const now = complement(room, 0, 0)
    const aim = ((complement(room, step.primal, step.dual) / now) ** 3 * now) / (2 * a.length)
    fillCorrection(room, aim)
    dy = solveCholesky(triangle, weighedSums(program, room))
    fillSteps(program, room, dy, aim)
    step = lengths(room)
  }
  if (!(step.primal > 0 && step.dual > 0)) return false
  for (let row = 0; row < a.length; row++) {
    a[row] = (a[row] as number) + step.primal * (da[row] as number)
    s[row] = (s[row] as number) - step.primal * (da[row] as number)
    z[row] = (z[row] as number) + step.dual * (dz[row] as number)
    w[row] = (w[row] as number) + step.dual * (dw[row] as number)
  }
  for (let k = 0; k < dual.length; k++) dual[k] = (dual[k] as number) + step.dual * (dy[k] as number)
  return true
}

/**
 * Solves the program by a primal-dual interior point with predictor and corrector, the Frisch-Newton method. Rows times columns squared
 * operations a round, some 10 to 30 rounds. Source: Portnoy, S. and Koenker, R. (1997), The Gaussian hare and the Laplacian tortoise, Statistical
 * Science 12(4), 279-300, section 4; Mehrotra, S. (1992), SIAM Journal on Optimization 2(4), 575-601.
 */
export function solveBounded(program: BoundedProgram): BoundedSolution {
  const room = roomFor(program)
  const dual = new Float64Array(program.columns)
  begin(program, room, dual)
  const scale = program.y.reduce((sum, value) => sum + Math.abs(value), 0) || 1
  let iterations = 0
  let gap = complement(room, 0, 0) / scale
  const none = { ...room, da: new Float64Array(room.a.length), dz: new Float64Array(room.a.length), dw: new Float64Array(room.a.length) }
  while (gap > smallestGap && iterations < mostIterations && round(program, room, dual)) {
    iterations++
    gap = complement(none, 0, 0) / scale
  }
  return { dual: dual.map(value => -value), iterations, gap }
}
