/**
 * Small dense matrices, row after row in a Float64Array of n x n.
 * Source: Golub and Van Loan, Matrix Computations (4th edition): 4.2 (Cholesky), 8.5 (Jacobi's rotations).
 */

const at = (m: Float64Array, i: number): number => m[i] as number

/** The lower triangle L with L L' = m of a symmetric matrix, or undefined when it is not positive definite. */
export function cholesky(m: Float64Array, n: number): Float64Array | undefined {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(m, i * n + j)
      for (let k = 0; k < j; k++) sum -= at(l, i * n + k) * at(l, j * n + k)
      if (i === j && !(sum > 0)) return undefined
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / at(l, j * n + j)
    }
  }
  return l
}

/** The x of L L' x = b for a lower triangle from `cholesky`. */
export function solveCholesky(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = at(x, i) - at(l, i * n + k) * at(x, k)
    x[i] = at(x, i) / at(l, i * n + i)
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = at(x, i) - at(l, k * n + i) * at(x, k)
    x[i] = at(x, i) / at(l, i * n + i)
  }
  return x
}

/** The inverse of a symmetric positive definite matrix, or undefined when it is none. */
export function inverse(m: Float64Array, n: number): Float64Array | undefined {
  const l = cholesky(m, n)
  if (!l) return undefined
  const result = new Float64Array(n * n)
  for (let column = 0; column < n; column++) {
    const unit = new Float64Array(n)
    unit[column] = 1
    const solved = solveCholesky(l, unit)
    for (let row = 0; row < n; row++) result[row * n + column] = at(solved, row)
  }
  return result
}

/** One rotation that makes element (p, q) of a symmetric matrix 0, carried over to the vectors. */
function rotate(m: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const theta = (at(m, q * n + q) - at(m, p * n + p)) / (2 * at(m, p * n + q))
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  const turn = (a: Float64Array, i: number, j: number) => {
    const [x, y] = [at(a, i), at(a, j)]
    a[i] = c * x - s * y
    a[j] = s * x + c * y
  }
  for (let k = 0; k < n; k++) turn(m, k * n + p, k * n + q)
  for (let k = 0; k < n; k++) turn(m, p * n + k, q * n + k)
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q)
}

function offDiagonal(m: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += at(m, i * n + j) ** 2
  return sum
}

/** Eigenvalues of a symmetric matrix in ascending order, and their vectors as columns, by Jacobi's rotations. */
export function symmetricEigen(matrix: Float64Array, n: number): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const m = Float64Array.from(matrix)
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) ? 0 : 1))
  const scale = m.reduce((sum, value) => sum + value * value, 0)
  for (let sweep = 0; sweep < 60 && offDiagonal(m, n) > scale * 1e-32; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) if (at(m, p * n + q) !== 0) rotate(m, vectors, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => at(m, a * n + a) - at(m, b * n + b))
  const sorted = new Float64Array(n * n)
  order.forEach((from, to) => {
    for (let row = 0; row < n; row++) sorted[row * n + to] = at(vectors, row * n + from)
  })
  return { values: Float64Array.from(order, i => at(m, i * n + i)), vectors: sorted }
}
