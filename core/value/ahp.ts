import { principalOf } from '#core/numerics/eigen.ts'

/** Mean consistency index of random pairwise matrices by size 1..15. Source: Saaty (1980), "The Analytic Hierarchy Process", table of random indices. */
export const saatyRandomIndex = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59] as const
export const randomIndexTable = 'Saaty (1980)'
/** Judgements are consistent enough up to here. */
export const greatestConsistencyRatio = 0.1

export type AhpResult =
  | {
      readonly ok: true
      readonly weights: readonly number[]
      readonly lambda: number
      readonly consistencyRatio: number
      readonly isConsistent: boolean
    }
  | { readonly ok: false; readonly reason: 'wrong_size' | 'not_on_the_scale' | 'not_reciprocal' | 'not_settled' }

/** Saaty's scale: 1..9 and their reciprocals. */
const isOnScale = (judgement: number): boolean => judgement >= 1 / 9 - 1e-9 && judgement <= 9 + 1e-9

/**
 * Weights out of pairwise judgements: `matrix[i][j]` = how many times i outweighs j, `matrix[j][i]` its reciprocal. Weights sum to 1; they may be used
 * when the consistency ratio is <= .10. Source: Saaty (1980); docs/methods/ahp.md.
 */
export function weightsByAhp(matrix: readonly (readonly number[])[]): AhpResult {
  const size = matrix.length
  if (size < 2 || size > saatyRandomIndex.length || matrix.some(row => row.length !== size)) return { ok: false, reason: 'wrong_size' }
  if (!matrix.flat().every(isOnScale)) return { ok: false, reason: 'not_on_the_scale' }
  if (!isReciprocal(matrix)) return { ok: false, reason: 'not_reciprocal' }
  const principal = principalOf(matrix)
  if (principal === undefined) return { ok: false, reason: 'not_settled' }
  const random = saatyRandomIndex[size - 1] as number
  const index = Math.max(0, (principal.value - size) / (size - 1))
  const consistencyRatio = random === 0 ? 0 : index / random
  const isConsistent = consistencyRatio <= greatestConsistencyRatio
  return { ok: true, weights: principal.vector, lambda: principal.value, consistencyRatio, isConsistent }
}

function isReciprocal(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every((row, i) => row.every((judgement, j) => Math.abs(judgement * (matrix[j]?.[i] ?? 0) - 1) < 1e-6))
}

/** The full matrix of the judgements above its diagonal, row by row: (1,2), (1,3), …, (2,3), … undefined if their number fits no matrix of this size. */
export function matrixOfPairs(size: number, pairs: readonly number[]): readonly (readonly number[])[] | undefined {
  if (pairs.length !== (size * (size - 1)) / 2) return undefined
  const place = (i: number, j: number) => pairs[i * size - (i * (i + 1)) / 2 + j - i - 1] as number
  const row = (i: number) => Array.from({ length: size }, (_, j) => (i === j ? 1 : i < j ? place(i, j) : 1 / place(j, i)))
  return Array.from({ length: size }, (_, i) => row(i))
}
