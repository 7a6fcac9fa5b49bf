import type { CivilDay } from '#core/units/civil-day.ts'
import { type SubIndex, subIndices, type ValuationSettings } from '#core/value/settings.ts'
import { monthsBack } from '#core/value/window.ts'
import type { Reason } from './because-text.ts'
import { bands } from './grid.ts'
import type { LastMoves } from './last-moves.ts'
import { type Placement, placementOf } from './placement.ts'
import type { CurrentCut, RunColumns } from './run.ts'

/** The last change of type: the run that made it, the run before it, and the one before its streak began (which tells what changed). */
export type LastMove = {
  readonly day: CivilDay
  readonly after: Placement
  readonly before: Placement | null
  readonly origin: Placement | null
  readonly cuts: CurrentCut
}

/** The last move of a dyad up to the newest run noted; null if there was none. */
export function lastMoveOf({ heads, at, originAt, after, before, origin }: LastMoves, dyad: number): LastMove | null {
  const index = at[dyad] as number
  const head = heads[index]
  if (head === undefined) return null
  const placed = (where: number, columns: RunColumns) =>
    heads[where] === undefined ? null : placementOf({ ...heads[where], ...columns }, dyad)
  return {
    day: head.day,
    after: placementOf({ ...head, ...after }, dyad),
    before: placed(index - 1, before),
    origin: placed(originAt[dyad] as number, origin),
    cuts: head.cuts,
  }
}

const changeOf = (before: Placement, after: Placement, axis: 'current' | 'potential'): number => {
  const [old, now] = [before[axis], after[axis]]
  return old === null || now === null ? 0 : bands.indexOf(now) - bands.indexOf(old)
}

/** Why the type changed, one sentence for each axis that moved. */
export function moveReasons(move: LastMove, settings: ValuationSettings): readonly Reason[] {
  const { day, after, before } = move
  if (before === null || before.type === null) return [{ code: 'entered', args: { day, to: after.type } }]
  const args = { day, from: before.type, to: after.type, runs: settings.hysteresis.runs }
  if (after.type === null) return [{ code: 'left', args }]
  if (after.overridden !== before.overridden || after.overridden) return [{ code: 'moved_by_hand', args }]
  return [...currentMove(move, before, args), ...potentialMove(move, before, args, settings)]
}

type Args = Reason['args']

function currentMove({ after, origin, cuts }: LastMove, before: Placement, args: Args): readonly Reason[] {
  const change = changeOf(before, after, 'current')
  if (change === 0) return []
  const money = { before: origin?.netContribution ?? before.netContribution, after: after.netContribution }
  if (change > 0)
    return [{ code: 'current_rose', args: { ...args, ...money, cut: after.current === 'high' ? cuts.highValue : cuts.mediumValue } }]
  const isSilent = after.lastOrder === null || after.lastOrder <= monthsBack(after.day, 12) || (after.netContribution ?? 0) <= 0
  if (isSilent) return [{ code: 'current_fell_silent', args: { ...args, ...money } }]
  return [{ code: 'current_fell', args: { ...args, ...money, cut: after.current === 'medium' ? cuts.highValue : cuts.mediumValue } }]
}

function potentialMove({ after, origin }: LastMove, before: Placement, args: Args, settings: ValuationSettings): readonly Reason[] {
  const change = changeOf(before, after, 'potential')
  if (change === 0) return []
  const { high, medium } = settings.cuts.potential
  const from = origin ?? before
  const edge = change > 0 ? after.potential : before.potential
  const scores = { before: from.potentialScore, after: after.potentialScore, cut: edge === 'high' ? high : medium }
  return [
    { code: change > 0 ? 'potential_rose' : 'potential_fell', args: { ...args, ...scores, ...greatestChange(from, after, settings) } },
  ]
}

/** The sub-index whose weighted change was greatest; one that became known or unknown counts from or to the middle. */
function greatestChange(before: Placement, after: Placement, { weights }: ValuationSettings): Args {
  const change = (index: SubIndex) => Math.abs((after.subIndices[index] ?? 50) - (before.subIndices[index] ?? 50)) * weights[index]
  const index = subIndices.toSorted((a, b) => change(b) - change(a))[0] ?? 'headroom'
  return { index, indexBefore: before.subIndices[index], indexAfter: after.subIndices[index] }
}
