/** The greatest eigenvalue of a matrix and its vector, which sums to 1. */
export type Principal = { readonly value: number; readonly vector: readonly number[] }

const enough = 1e-13
const most = 10_000

/**
 * Principal eigenvector of a square matrix of positive numbers by power iteration (von Mises & Pollaczek-Geiringer 1929); it exists and is positive
 * (Perron). undefined if the matrix is not square, has a number that is not positive, or does not settle.
 */
export function principalOf(matrix: readonly (readonly number[])[]): Principal | undefined {
  const size = matrix.length
  const isFit = size > 0 && matrix.every(row => row.length === size && row.every(number => Number.isFinite(number) && number > 0))
  if (!isFit) return undefined
  let vector: readonly number[] = matrix.map(() => 1 / size)
  for (let round = 0; round < most; round++) {
    const next = matrix.map(row => row.reduce((sum, number, k) => sum + number * (vector[k] as number), 0))
    const value = next.reduce((sum, number) => sum + number, 0)
    const scaled = next.map(number => number / value)
    const change = scaled.reduce((sum, number, k) => sum + Math.abs(number - (vector[k] as number)), 0)
    vector = scaled
    if (change < enough) return { value, vector }
  }
  return undefined
}
