import { because, type PlaceView } from '#core/segments/because.ts'
import type { LastMove } from '#core/segments/because-move.ts'
import { becauseText, type Reason } from '#core/segments/because-text.ts'
import { becauseCodes } from '#core/segments/because-texts.ts'
import type { StageRule } from '#core/segments/run.ts'
import type { Placement } from '#core/segments/placement.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { trialUntil } from '#core/value/rhythm.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import type { Because } from '#contract/segments/place.ts'
import type { FoundRun } from './view-map.ts'
import type { PathRow } from './place.sql.ts'

const day = (text: string | null): CivilDay | null => (text === null ? null : (parseDay(text) ?? null))

/** A row of the path as the engine's own record. */
export function placementOfRow(row: PathRow): Placement {
  return {
    dyad: 0,
    day: parseDay(row.as_of) ?? 0,
    type: row.type,
    tier: row.tier,
    current: row.current_band,
    potential: row.potential_band,
    rawCurrent: row.raw_current_band,
    rawPotential: row.raw_potential_band,
    pendingCurrent: row.pending_current_band,
    pendingPotential: row.pending_potential_band,
    currentScore: row.current_score,
    potentialScore: row.potential,
    netContribution: row.net_contribution_minor,
    netContributionState: row.net_contribution_state,
    netSales: row.net_sales_minor,
    subIndices: {
      headroom: row.headroom,
      perception: row.perception,
      loyalty: row.loyalty,
      outlook: row.outlook,
      strategic: row.strategic,
    },
    dataConfidence: row.data_confidence,
    provisional: row.is_provisional,
    stage: row.stage,
    stageRule: row.stage_rule as StageRule | null,
    dormant: row.is_dormant,
    belowZero: row.is_below_zero,
    overridden: row.is_overridden,
    move: row.move,
    mu: row.mu,
    recency: row.recency,
    growth: row.growth,
    alive: row.p_alive,
    orders: row.orders,
    lastOrder: day(row.last_order),
  }
}

const infinite = (amount: number | null) => amount ?? Number.POSITIVE_INFINITY
const cutsOf = ({ cuts }: FoundRun) => ({
  scale: cuts.scale,
  high: cuts.high,
  medium: cuts.medium,
  highValue: infinite(cuts.highValue),
  mediumValue: infinite(cuts.mediumValue),
})

/** The last change of type on a path, as `lastMoveOf` finds it in a history. The cuts are those of the day shown: earlier ones differ little. */
function lastMoveOn(path: readonly PathRow[], run: FoundRun, streak: number): LastMove | null {
  const index = path.findLastIndex(row => row.move !== null)
  const moved = path[index]
  if (moved === undefined) return null
  const placed = (at: number) => (path[at] === undefined ? null : placementOfRow(path[at]))
  const origin = placed(Math.max(0, index - streak))
  const before = index > 0 ? placed(index - 1) : null
  return {
    day: parseDay(moved.as_of) ?? 0,
    after: placementOfRow(moved),
    before,
    origin: origin?.type === null ? before : origin,
    cuts: cutsOf(run),
  }
}

export type Told = {
  readonly path: readonly PathRow[]
  readonly run: FoundRun
  readonly firstOrder: string | null
  readonly hasLoyaltyEvidence: boolean
  readonly unknownParts: PlaceView['unknownParts']
  readonly unratedParts: PlaceView['unratedParts']
  readonly settings: ValuationSettings
}

/** Why a customer stood where it stood on the last day of a path: as it was written down with the run, else worked out from the rows. */
export function reasonsOf({ path, run, firstOrder, hasLoyaltyEvidence, unknownParts, unratedParts, settings }: Told): readonly Reason[] {
  const last = path.at(-1)
  if (last === undefined) return []
  if (Array.isArray(last.because)) return (last.because as Reason[]).filter(reason => becauseCodes.includes(reason.code))
  const placement = placementOfRow(last)
  const first = day(firstOrder)
  const known = first !== null && first <= placement.day ? first : null
  return because({
    placement,
    head: { cuts: cutsOf(run), ranked: run.ranked, provisional: run.provisional, shortWindow: run.shortWindow },
    firstOrder: known,
    trialUntil: trialUntil(known, placement.orders, run.tenantMu),
    unknownParts,
    unratedParts,
    lastMove: lastMoveOn(path, run, settings.hysteresis.runs),
    hasLoyaltyEvidence,
    settings,
  })
}

/** Reasons with their sentence in both languages. */
export function sentencesOf(reasons: readonly Reason[], currency: string): Because[] {
  return reasons.map(reason => ({
    code: reason.code,
    args: { ...reason.args },
    zh: becauseText(reason, 'zh-CN', currency),
    en: becauseText(reason, 'en', currency),
  }))
}
