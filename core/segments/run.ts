import type { CivilDay, CivilMonth } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import type { CustomerType } from './grid.ts'
import type { OutlookModel } from '#core/value/outlook-model.ts'
import type { LastMoves } from './last-moves.ts'

/** The marker of a byte column where there is nothing: not placed, unknown, no move. Real columns use NaN. */
export const none = 255

/** The civil day that means "never". */
export const never: CivilDay = 0x7fffffff

/** The rule that gave the stage, one a line of DOMAIN section 3 (docs/methods/lifecycle.md). */
export const stageRules = [
  'end_notice',
  'deregistered',
  'contract_over',
  'silent',
  'no_contact',
  'contact_only',
  'order_under_way',
  'late',
  'falling',
  'wallet_lost',
  'below_sigma',
  'few_orders',
  'young',
  'growing',
  'steady',
] as const
export type StageRule = (typeof stageRules)[number]

/** The cuts of the current value in a run. `value`: amounts in minor units (Infinity where nobody reaches the band). */
export type CurrentCut = {
  /** percentile: the score is the mid-rank percentile and `high`, `medium` are its points; money: the score is the value itself. */
  readonly scale: 'percentile' | 'money'
  readonly high: number
  readonly medium: number
  readonly highValue: Minor
  readonly mediumValue: Minor
}

/** What holds for a run as a whole. */
export type RunHead = {
  readonly day: CivilDay
  /** The month whose end it is; null between month-ends. */
  readonly month: CivilMonth | null
  /** Fewer than 12 months of facts lie behind it. */
  readonly shortWindow: boolean
  /** How many dyads had a sale in the 12 months (A(t)). */
  readonly ranked: number
  /** Every type is provisional: too few customers for ranks and no money cuts in this currency. */
  readonly provisional: boolean
  readonly cuts: CurrentCut
  readonly tenantMu: number
  readonly settingsVersion: number
}

/**
 * All dyads of a book at one day, in columns of the book's length. Bands are indices into `bands`, types into `customerTypes`, stages into
 * `lifecycleStages`, moves into `moves`, states into `valueStates`; 255 and NaN mean "nothing here".
 */
export type RunColumns = {
  readonly type: Uint8Array
  /** Confirmed bands (of the override where one holds). */
  readonly current: Uint8Array
  readonly potential: Uint8Array
  readonly rawCurrent: Uint8Array
  readonly rawPotential: Uint8Array
  /** The band towards which the dyad is on its way, 255 where it stands firm. */
  readonly pendingCurrent: Uint8Array
  readonly pendingPotential: Uint8Array
  /** Mid-rank percentile 0..100 of the net contribution; potential value 0..100. */
  readonly currentScore: Float32Array
  readonly potentialScore: Float32Array
  /** Last 12 months, minor units; NaN = unknown. */
  readonly netContribution: Float64Array
  readonly netSales: Float64Array
  readonly state: Uint8Array
  /** Sub-indices 0..100, NaN = unknown. A column that nobody has evidence for is empty. */
  readonly headroom: Float32Array
  readonly perception: Float32Array
  readonly loyalty: Float32Array
  readonly outlook: Float32Array
  readonly strategic: Float32Array
  readonly dataConfidence: Float32Array
  readonly stage: Uint8Array
  readonly stageRule: Uint8Array
  readonly flags: Uint8Array
  readonly move: Uint8Array
  /** Days; NaN without an order. */
  readonly mu: Float32Array
  /** P(alive) 0..1; NaN without an order. */
  readonly alive: Float32Array
  /** Change of the last half-year against the same a year before, as a share; NaN = undefined. */
  readonly growth: Float32Array
  /** Lifetime to this day: same-day orders once. */
  readonly orders: Uint32Array
  /** Civil day; 0x7fffffff without an order. */
  readonly lastOrder: Int32Array
}

export type Run = RunHead & RunColumns

/** Empty columns for so many dyads; the columns of evidence only where there is any. 64 to 72 bytes a dyad. */
export function newColumns(dyads: number, hasEvidence: boolean): RunColumns {
  const bytes = () => new Uint8Array(dyads).fill(none)
  const reals = (length = dyads) => new Float32Array(length).fill(Number.NaN)
  return {
    type: bytes(),
    current: bytes(),
    potential: bytes(),
    rawCurrent: bytes(),
    rawPotential: bytes(),
    pendingCurrent: bytes(),
    pendingPotential: bytes(),
    currentScore: reals(),
    potentialScore: reals(),
    netContribution: new Float64Array(dyads).fill(Number.NaN),
    netSales: new Float64Array(dyads),
    state: bytes(),
    headroom: reals(),
    perception: reals(hasEvidence ? dyads : 0),
    loyalty: reals(),
    outlook: reals(),
    strategic: reals(hasEvidence ? dyads : 0),
    dataConfidence: new Float32Array(dyads),
    stage: bytes(),
    stageRule: bytes(),
    flags: new Uint8Array(dyads),
    move: bytes(),
    mu: reals(),
    alive: reals(),
    growth: reals(),
    orders: new Uint32Array(dyads),
    lastOrder: new Int32Array(dyads).fill(never),
  }
}

export const flag = { dormant: 1, belowZero: 2, overridden: 4, provisional: 8 } as const

/** A manual override: `type` is shown from `from` to the day before `expires`. The reason and the author stay with the caller. */
export type Override = { readonly dyad: number; readonly type: CustomerType; readonly from: CivilDay; readonly expires: CivilDay }

/** What a customer between two month-ends is measured against: the last run's cuts and the ranked values, sorted (may be stored as JSON arrays). */
export type FrozenTable = {
  readonly day: CivilDay
  readonly cuts: CurrentCut
  readonly provisional: boolean
  readonly tenantMu: number
  /** Net contributions of A(m), ascending, minor units. */
  readonly values: Float64Array
  /** What P(alive) is taken from; null where the customer's own rhythm alone is. */
  readonly outlook: OutlookModel | null
}

/** The confirmed bands below any override, as indices into `bands` (255 = none). */
export type Confirmed = { readonly current: Uint8Array; readonly potential: Uint8Array }

/** What is kept of the runs of a book: the latest month-ends (all unless told otherwise), oldest first, and the state at `book.until`. */
export type History = {
  readonly runs: readonly Run[]
  /** The last run itself when `book.until` is its month-end. */
  readonly now: Run
  readonly frozen: FrozenTable
  readonly confirmed: Confirmed
  /** First order of every dyad, 0x7fffffff = never. */
  readonly firstOrder: Int32Array
  readonly lastMoves: LastMoves
}
