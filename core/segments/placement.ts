import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { type SubIndex, subIndices } from '#core/value/settings.ts'
import { type ValueState, valueStates } from '#core/value/valuation.ts'
import {
  type Band,
  bands,
  type CustomerType,
  customerTypes,
  type LifecycleStage,
  lifecycleStages,
  type Move,
  moves,
  type PyramidTier,
  tierOf,
} from './grid.ts'
import { flag, never, none, type Run, type StageRule, stageRules } from './run.ts'

/** Where one dyad stands in one run, readable. null = unknown or not there. */
export type Placement = {
  readonly dyad: number
  readonly day: CivilDay
  readonly type: CustomerType | null
  readonly tier: PyramidTier | null
  readonly current: Band | null
  readonly potential: Band | null
  readonly rawCurrent: Band | null
  readonly rawPotential: Band | null
  /** Bands on their way to be confirmed; null where the band stands firm. */
  readonly pendingCurrent: Band | null
  readonly pendingPotential: Band | null
  /** Mid-rank percentile of the net contribution, 0..100. */
  readonly currentScore: number | null
  /** Potential value 0..100, one decimal. */
  readonly potentialScore: number | null
  /** Last 12 months, minor units. */
  readonly netContribution: Minor | null
  readonly netContributionState: ValueState
  readonly netSales: Minor
  readonly subIndices: Readonly<Record<SubIndex, number | null>>
  readonly dataConfidence: number
  readonly provisional: boolean
  readonly stage: LifecycleStage | null
  readonly stageRule: StageRule | null
  readonly dormant: boolean
  readonly belowZero: boolean
  readonly overridden: boolean
  readonly move: Move | null
  /** Usual days between orders, days since the last order in that measure, and the trend (a share). */
  readonly mu: number | null
  readonly recency: number | null
  readonly growth: number | null
  /** P(alive), 0..1. */
  readonly alive: number | null
  readonly orders: number
  readonly lastOrder: CivilDay | null
}

const named = <T>(names: readonly T[], code: number | undefined): T | null => names[code ?? none] ?? null
const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)
const rounded = (value: number | undefined, digits: number): number | null => {
  const number = known(value)
  return number === null ? null : Math.round(number * 10 ** digits) / 10 ** digits
}

/** The placement of a dyad out of a run's columns. */
export function placementOf(run: Run, dyad: number): Placement {
  const type = named(customerTypes, run.type[dyad])
  const flags = run.flags[dyad] ?? 0
  const last = run.lastOrder[dyad] ?? never
  const mu = known(run.mu[dyad])
  return {
    dyad,
    day: run.day,
    type,
    tier: type === null ? null : tierOf(type, (flags & flag.belowZero) !== 0),
    ...bandsOf(run, dyad),
    currentScore: rounded(run.currentScore[dyad], 1),
    potentialScore: rounded(run.potentialScore[dyad], 1),
    netContribution: known(run.netContribution[dyad]),
    netContributionState: named(valueStates, run.state[dyad]) ?? 'unknown',
    netSales: known(run.netSales[dyad]) ?? 0,
    subIndices: subIndicesOf(run, dyad),
    dataConfidence: rounded(run.dataConfidence[dyad], 3) ?? 0,
    ...flagsOf(flags),
    stage: named(lifecycleStages, run.stage[dyad]),
    stageRule: named(stageRules, run.stageRule[dyad]),
    move: named(moves, run.move[dyad]),
    mu,
    recency: last === never || mu === null ? null : (run.day - last) / mu,
    growth: known(run.growth[dyad]),
    alive: rounded(run.alive[dyad], 4),
    orders: run.orders[dyad] ?? 0,
    lastOrder: last === never ? null : last,
  }
}

function bandsOf(run: Run, dyad: number) {
  return {
    current: named(bands, run.current[dyad]),
    potential: named(bands, run.potential[dyad]),
    rawCurrent: named(bands, run.rawCurrent[dyad]),
    rawPotential: named(bands, run.rawPotential[dyad]),
    pendingCurrent: named(bands, run.pendingCurrent[dyad]),
    pendingPotential: named(bands, run.pendingPotential[dyad]),
  }
}

function flagsOf(flags: number) {
  return {
    provisional: (flags & flag.provisional) !== 0,
    dormant: (flags & flag.dormant) !== 0,
    belowZero: (flags & flag.belowZero) !== 0,
    overridden: (flags & flag.overridden) !== 0,
  }
}

/** The five sub-indices of a dyad, 0..100 with one decimal. */
export function subIndicesOf(run: Run, dyad: number): Record<SubIndex, number | null> {
  const found = subIndices.map(index => [index, rounded(run[index][dyad], 1)] as const)
  return Object.fromEntries(found) as Record<SubIndex, number | null>
}
