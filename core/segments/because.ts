import type { Book } from '#core/trade/book.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Evidence } from '#core/value/evidence.ts'
import { loyaltyByEvidence } from '#core/value/potential.ts'
import { trialUntil } from '#core/value/rhythm.ts'
import { activityKinds, type SubIndex, subIndices, type ValuationSettings } from '#core/value/settings.ts'
import { tariffOf, type ValuePart, valueParts } from '#core/value/valuation.ts'
import { monthsBack } from '#core/value/window.ts'
import { type Reason } from './because-text.ts'
import { type LastMove, lastMoveOf, moveReasons } from './because-move.ts'
import { type Placement, placementOf } from './placement.ts'
import type { History, Run, RunHead } from './run.ts'

/** What an explanation is made of; a server may fill it from stored rows, `viewOf` fills it from a history. */
export type PlaceView = {
  readonly placement: Placement
  readonly head: Pick<RunHead, 'cuts' | 'ranked' | 'provisional' | 'shortWindow'>
  readonly firstOrder: CivilDay | null
  /** Parts of the net contribution that nothing is known about, and activities that are counted but have no rate in the book's currency. */
  readonly unknownParts: readonly ValuePart[]
  readonly unratedParts: readonly ValuePart[]
  readonly lastMove: LastMove | null
  /** Last day of the trial period of who has not ordered three times; absent or null for the others. */
  readonly trialUntil?: CivilDay | null | undefined
  /** Loyalty speaks from evidence, not from the rhythm of orders. */
  readonly hasLoyaltyEvidence: boolean
  readonly settings: ValuationSettings
}

/** What an explanation of the newest run needs beside it. */
export type Backdrop = Pick<History, 'firstOrder' | 'lastMoves'>

/** Parts of the net contribution that nothing is known about in a book, and activities that are counted but have no rate in its currency. */
export function missingParts(book: Book, settings: ValuationSettings): Pick<PlaceView, 'unknownParts' | 'unratedParts'> {
  const { known, counted } = tariffOf(book, settings)
  const unrated = activityKinds.filter((kind, index) => counted[index] === true && !known[kind])
  return { unknownParts: valueParts.filter(part => !known[part] && !unrated.some(kind => kind === part)), unratedParts: unrated }
}

/** The view of a dyad in the newest run of a history, finished or under way. */
export function viewOf(
  book: Book,
  { firstOrder: firstOrders, lastMoves }: Backdrop,
  run: Run,
  dyad: number,
  settings: ValuationSettings,
  evidence?: Evidence,
): PlaceView {
  const placement = placementOf(run, dyad)
  const first = firstOrders[dyad] as number
  const firstOrder = first <= run.day ? first : null
  return {
    placement,
    head: run,
    firstOrder,
    trialUntil: trialUntil(firstOrder, placement.orders, run.tenantMu),
    ...missingParts(book, settings),
    lastMove: lastMoveOf(lastMoves, dyad),
    hasLoyaltyEvidence: evidence !== undefined && loyaltyByEvidence(evidence, run.day) !== undefined,
    settings,
  }
}

const reason = (code: Reason['code'], args: Reason['args'] = {}): Reason => ({ code, args })
const when = (holds: boolean, code: Reason['code'], args: Reason['args'] = {}): readonly Reason[] => (holds ? [reason(code, args)] : [])

/**
 * Why a dyad stands where it stands: its current value, its potential, its last move, its stage, and what is missing; in this order, each a code with
 * arguments for `becauseText`.
 */
export function because(view: PlaceView): readonly Reason[] {
  const { placement, lastMove, settings } = view
  const isPlaced = placement.potential !== null || placement.current !== null
  if (!isPlaced) return [reason('not_placed'), ...stageReasons(view)]
  return [
    ...when(placement.overridden, 'overridden', { type: placement.type }),
    ...currentReasons(view),
    ...heldReasons(view, 'current'),
    ...potentialReasons(view),
    ...aliveReasons(view),
    ...heldReasons(view, 'potential'),
    ...(lastMove === null ? [] : moveReasons(lastMove, settings)),
    ...stageReasons(view),
    ...missingReasons(view),
  ]
}

function currentReasons({ placement, head }: PlaceView): readonly Reason[] {
  const { netContribution: value, rawCurrent, day, lastOrder } = placement
  if (value === null || rawCurrent === null) return [reason('value_unknown')]
  if (lastOrder === null) return [reason('value_prospect')]
  if (lastOrder <= monthsBack(day, 12)) return [reason('value_no_order', { lastOrder })]
  if (value <= 0) return [reason('value_not_positive', { value }), ...when(placement.belowZero, 'below_zero')]
  const cut = rawCurrent === 'high' ? head.cuts.highValue : head.cuts.mediumValue
  if (!Number.isFinite(cut)) return [reason('value_low_no_cut', { value })]
  return [reason(`value_${rawCurrent}`, { value, cut, score: placement.currentScore, ranked: head.ranked })]
}

/** Where the confirmed band is not the raw one, or is about to change. */
function heldReasons({ placement, settings }: PlaceView, axis: 'current' | 'potential'): readonly Reason[] {
  const { runs } = settings.hysteresis
  const [band, raw, pending] =
    axis === 'current'
      ? [placement.current, placement.rawCurrent, placement.pendingCurrent]
      : [placement.potential, placement.rawPotential, placement.pendingPotential]
  if (placement.overridden || band === null) return []
  if (pending !== null) return [reason(`${axis}_pending`, { band, pending, runs })]
  return when(raw !== null && raw !== band, `${axis}_held`, { band, raw, runs })
}

function potentialReasons(view: PlaceView): readonly Reason[] {
  const { placement, settings } = view
  const { potentialScore: score, rawPotential } = placement
  if (score === null || rawPotential === null) return [reason('potential_unknown')]
  const { high, medium } = settings.cuts.potential
  const known = subIndices.filter(index => placement.subIndices[index] !== null)
  const byScore = known.toSorted((a, b) => (placement.subIndices[b] ?? 0) - (placement.subIndices[a] ?? 0))
  const [strongest, weakest] = [byScore[0], byScore.length > 1 ? byScore.at(-1) : undefined]
  return [
    reason(`potential_${rawPotential}`, { score, cut: rawPotential === 'high' ? high : medium }),
    ...(strongest
      ? [reason('strongest', { index: strongest, score: placement.subIndices[strongest] }), ...evidenceOf(view, strongest)]
      : []),
    ...(weakest ? [reason('weakest', { index: weakest, score: placement.subIndices[weakest] }), ...evidenceOf(view, weakest)] : []),
  ]
}

function evidenceOf(view: PlaceView, index: SubIndex): readonly Reason[] {
  const { placement } = view
  const { mu } = placement
  switch (index) {
    case 'headroom':
      return [reason('evidence_headroom', { score: placement.subIndices.headroom })]
    case 'perception':
      return [reason('evidence_perception')]
    case 'strategic':
      return [reason('evidence_strategic')]
    case 'outlook':
      return [outlookReason(view)]
    case 'loyalty':
      return [view.hasLoyaltyEvidence ? reason('evidence_loyalty') : reason('evidence_rhythm', { mu, ...keptGaps(placement) })]
  }
}

function outlookReason({ placement, settings }: PlaceView): Reason {
  const { recency, growth, alive } = placement
  if (settings.purchaseModel === 'rhythm' || alive === null)
    return growth === null ? reason('evidence_outlook_untrended', { recency }) : reason('evidence_outlook', { recency, growth })
  return growth === null ? reason('evidence_outlook_alive_untrended', { alive }) : reason('evidence_outlook_alive', { alive, growth })
}

/** Below this P(alive) it has pulled the outlook down by more than the trend can lift it. */
const doubtful = 0.5

/** Said wherever P(alive) has moved the outlook. */
function aliveReasons({ placement, settings }: PlaceView): readonly Reason[] {
  const { alive, mu, lastOrder, day, subIndices: scores } = placement
  if (settings.purchaseModel === 'rhythm' || alive === null || lastOrder === null || alive >= doubtful) return []
  return [reason('alive_doubtful', { alive, mu, silence: day - lastOrder, score: scores.outlook })]
}

/** Gaps looked at and kept, back out of the score: at most eight gaps, so the share names them. */
function keptGaps({ orders, subIndices: { loyalty }, recency }: Placement): { readonly gaps: number; readonly kept: number } {
  const isOpenLate = (recency ?? 0) > 1.5
  const gaps = Math.min(8, orders - 1 + (isOpenLate ? 1 : 0))
  return { gaps, kept: Math.round(((loyalty ?? 0) / 100) * gaps) }
}

function stageReasons({ placement, firstOrder, trialUntil: until }: PlaceView): readonly Reason[] {
  const { stageRule, day, lastOrder, recency, mu, growth, orders } = placement
  if (stageRule === null) return []
  const silence = lastOrder === null ? null : day - lastOrder
  const args = { silence, recency, mu, growth, orders, firstOrder }
  const dormant = placement.dormant && stageRule !== 'late' && stageRule !== 'contract_over'
  return [reason(`stage_${stageRule}`, args), ...when(dormant, 'dormant', { silence, recency }), ...trialReasons(placement, until)]
}

function trialReasons({ day, orders, stage }: Placement, until: CivilDay | null | undefined): readonly Reason[] {
  if (until === null || until === undefined || stage === 'termination') return []
  return [reason(day <= until ? 'trial_running' : 'trial_over', { until, orders })]
}

function missingReasons({ placement, head, unknownParts, unratedParts }: PlaceView): readonly Reason[] {
  const missing = subIndices.filter(index => placement.subIndices[index] === null)
  return [
    ...when(placement.netContributionState === 'estimated', 'value_estimated'),
    ...when(unknownParts.length > 0 && placement.lastOrder !== null, 'parts_unknown', { parts: unknownParts.join(',') }),
    ...when(unratedParts.length > 0 && placement.lastOrder !== null, 'rates_unset', { parts: unratedParts.join(',') }),
    ...when(missing.length > 0, 'indices_unknown', { indices: missing.join(',') }),
    ...when(head.shortWindow, 'short_window'),
    ...(head.provisional
      ? [reason('provisional_few', { ranked: head.ranked })]
      : when(placement.provisional, 'provisional_confidence', { confidence: placement.dataConfidence })),
  ]
}
