import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cholesky, inverse, solveCholesky, symmetricEigen } from './matrix.ts'

const product = (a: Float64Array, b: Float64Array, n: number) =>
  Float64Array.from({ length: n * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n]
    return Array.from({ length: n }, (__, k) => (a[row * n + k] ?? 0) * (b[k * n + column] ?? 0)).reduce((sum, value) => sum + value, 0)
  })
const transposed = (a: Float64Array, n: number) => Float64Array.from(a, (_, at) => a[(at % n) * n + Math.floor(at / n)] ?? 0)
const near = (a: Float64Array, b: Float64Array) => a.forEach((value, at) => expect(value).toBeCloseTo(b[at] ?? Number.NaN, 8))

/** A random positive definite matrix: A A' + 1. */
const definite = fc.integer({ min: 1, max: 6 }).chain(n =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n * n, maxLength: n * n }).map(cells => {
    const m = product(Float64Array.from(cells), transposed(Float64Array.from(cells), n), n)
    for (let i = 0; i < n; i++) m[i * n + i] = (m[i * n + i] ?? 0) + 1
    return { m, n }
  }),
)

test('right: a Hilbert matrix and its known inverse', () => {
  const hilbert = Float64Array.from({ length: 9 }, (_, at) => 1 / (Math.floor(at / 3) + (at % 3) + 1))
  near(inverse(hilbert, 3) as Float64Array, Float64Array.of(9, -36, 30, -36, 192, -180, 30, -180, 180))
})

test('right: eigenvalues 1 and 3 of a matrix of 2 and 1', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
  near(values, Float64Array.of(1, 3))
  expect(Math.abs(vectors[1] ?? 0)).toBeCloseTo(Math.SQRT1_2, 12)
})

test("agrees: L L' and the eigenvectors make the matrix again, the inverse makes one", () => {
  fc.assert(
    fc.property(definite, ({ m, n }) => {
      const l = cholesky(m, n) as Float64Array
      near(product(l, transposed(l, n), n), m)
      const { values, vectors } = symmetricEigen(m, n)
      const stretched = Float64Array.from(vectors, (value, at) => value * (values[at % n] ?? 0))
      near(product(stretched, transposed(vectors, n), n), m)
      near(product(m, inverse(m, n) as Float64Array, n), symmetricEigen(new Float64Array(n * n), n).vectors)
      const b = Float64Array.from({ length: n }, (_, i) => i + 1)
      const x = solveCholesky(l, b)
      b.forEach((value, row) => expect(x.reduce((sum, xk, k) => sum + xk * (m[row * n + k] ?? 0), 0)).toBeCloseTo(value, 8))
    }),
  )
})

test('bounded: eigenvalues ascend', () => {
  fc.assert(
    fc.property(definite, ({ m, n }) => {
      const { values } = symmetricEigen(m, n)
      values.forEach((value, k) => expect(value).toBeGreaterThanOrEqual(values[k - 1] ?? 0.999))
    }),
  )
})

test('refuses: what is not positive definite', () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined()
  expect(inverse(Float64Array.of(0), 1)).toBeUndefined()
  expect(inverse(Float64Array.of(Number.NaN), 1)).toBeUndefined()
})
