import { newColumns, none, type Run, type RunColumns, type RunHead } from './run.ts'

/**
 * The last change of type of every dyad, however long ago: three places a dyad, so that no run need be kept for it. `after` is the place in the run
 * that moved it, `before` that in the run just before, `origin` that before its streak began. Some 210 bytes a dyad.
 */
export type LastMoves = {
  /** Heads of all runs so far, oldest first. */
  readonly heads: RunHead[]
  /** Index into `heads` of the run that moved the dyad, -1 = it never moved; and of its origin. */
  readonly at: Int32Array
  readonly originAt: Int32Array
  readonly after: RunColumns
  readonly before: RunColumns
  readonly origin: RunColumns
}

export function startLastMoves(dyads: number, hasEvidence: boolean): LastMoves {
  const places = () => newColumns(dyads, hasEvidence)
  const nowhere = () => new Int32Array(dyads).fill(-1)
  return { heads: [], at: nowhere(), originAt: nowhere(), after: places(), before: places(), origin: places() }
}

const headOf = ({ day, month, shortWindow, ranked, provisional, cuts, tenantMu, settingsVersion }: Run): RunHead => ({
  day,
  month,
  shortWindow,
  ranked,
  provisional,
  cuts,
  tenantMu,
  settingsVersion,
})

type Column = Record<number, number>

function copyPlace(columns: readonly (keyof RunColumns)[], from: Run, to: RunColumns, dyad: number): void {
  for (const name of columns) (to[name] as Column)[dyad] = from[name][dyad] as number
}

/**
 * Keeps where those stand who have moved in a run. `before`: the runs before it, oldest first, at least the latest `streak` of them where there were
 * so many; `streak`: the runs that confirm a move.
 */
export function noteMoves(kept: LastMoves, run: Run, before: readonly Run[], streak: number): void {
  const index = kept.heads.push(headOf(run)) - 1
  const last = before.at(-1)
  const back = Math.min(streak, before.length)
  const start = before.at(-back)
  const columns = (Object.keys(kept.after) as (keyof RunColumns)[]).filter(name => kept.after[name].length > 0)
  for (let dyad = 0; dyad < kept.at.length; dyad++) {
    if (run.move[dyad] === none) continue
    kept.at[dyad] = index
    copyPlace(columns, run, kept.after, dyad)
    if (last === undefined || start === undefined) continue
    const isNew = start.type[dyad] === none
    kept.originAt[dyad] = index - (isNew ? 1 : back)
    copyPlace(columns, last, kept.before, dyad)
    copyPlace(columns, isNew ? last : start, kept.origin, dyad)
  }
}
