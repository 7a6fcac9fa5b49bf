import { type Move, moves } from './grid.ts'
import { none, type Run } from './run.ts'

const code = Object.fromEntries(moves.map((move, index) => [move, index])) as Record<Move, number>

/** Earlier runs that a move looks back on: a downgrade of the last 12 months, and the type held before it. */
export const runsOfMoves = 13

/** What a move looks at in an earlier run. */
export type PastTypes = Pick<Run, 'type' | 'move'>

/** Rank 0..4 of a type (an index into `customerTypes`): its current band + its potential band. */
export const rankOf = (type: number): number => (type % 3) + 2 - Math.floor(type / 3)

/** Marks in a run how each dyad moved against the run before it. `before`: the earlier runs, oldest first; 12 of them decide on recovery. */
export function fillMoves(run: Run, before: readonly PastTypes[]): void {
  const last = before.at(-1)
  for (let dyad = 0; dyad < run.type.length; dyad++) {
    run.move[dyad] = moveOf(run.type[dyad] as number, last?.type[dyad] ?? none, dyad, before)
  }
}

function moveOf(type: number, old: number, dyad: number, before: readonly PastTypes[]): number {
  if (type === old) return none
  if (old === none) return code.entered
  if (type === none) return code.left
  const change = rankOf(type) - rankOf(old)
  if (change === 0) return code.lateral
  if (change < 0) return code.downgrade
  return isReturn(type, dyad, before) ? code.recovery : code.upgrade
}

/** Was this type held before a downgrade in the last 12 months? */
function isReturn(type: number, dyad: number, before: readonly PastTypes[]): boolean {
  for (let k = before.length - 1; k >= Math.max(1, before.length - runsOfMoves + 1); k--) {
    if (before[k]?.move[dyad] === code.downgrade && before[k - 1]?.type[dyad] === type) return true
  }
  return false
}
