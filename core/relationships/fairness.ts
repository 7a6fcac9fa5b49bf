import { type Bond, holdsOn } from './bond.ts'
import type { SwitchingSheet } from './switching-cost.ts'
import type { CivilDay } from '#core/units/civil-day.ts'

/** Whom a term binds. */
export const bound = ['us', 'them', 'both'] as const
export type Bound = (typeof bound)[number]

export const termKinds = [
  'exclusivity',
  'minimum_purchase',
  'supply_commitment',
  'price_hold',
  'price_adjustment',
  'payment',
  'rebate',
  'penalty',
  'liability',
  'termination',
  'service_level',
  'product',
  'other',
] as const
export type TermKind = (typeof termKinds)[number]

export type Term = {
  readonly binds: Bound
  /** What the bound side has for it. */
  readonly counterpart?: string | undefined
  readonly since: CivilDay
  readonly until?: CivilDay | undefined
  readonly revenueShare?: number | undefined
}

/** From which share on one side depends on the other. Our side: the 10 % at which IFRS 8 paragraph 34 has a major customer disclosed. */
const ourDependence = 0.1
const theirDependence = 0.5

const isNamed = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''

/** A term that binds one side alone, with nothing named that this side has for it. */
export const isOneSided = ({ binds, counterpart }: Pick<Term, 'binds' | 'counterpart'>): boolean =>
  binds !== 'both' && !isNamed(counterpart)

export const fairnessFlags = [
  'barrier_without_benefit',
  'we_depend',
  'they_depend',
  'one_sided_against_us',
  'one_sided_against_them',
  'they_give_little',
  'we_give_little',
] as const
export type FairnessFlag = (typeof fairnessFlags)[number]

type FairnessFacts = {
  readonly bonds: readonly Bond[]
  readonly sheet: Pick<SwitchingSheet, 'withoutBenefit'>
  readonly terms: readonly Term[]
  /** Their share of all our sales, 0..1. */
  readonly shareOfSales?: number | undefined
  /** Our share of what they buy, 0..1. */
  readonly walletShare?: number | undefined
  /** Of how many suppliers they may choose; 1: we alone. */
  readonly suppliers?: number | undefined
  /** Share of what they give in all that is given. */
  readonly theirShare?: number | undefined
}

/** Terms that hold on a day and bind one side without a counterpart. */
const oneSidedTerms = (terms: readonly Term[], t: CivilDay): readonly Term[] => terms.filter(term => holdsOn(term, t) && isOneSided(term))

/** Beyond these shares of what is given, one side gives three times as much as the other or more. */
const [littleShare, muchShare] = [0.25, 0.75]

/**
 * What is not fair, or could become so, in both directions: barriers that do not say what the customer has of them, dependence, one-sided terms,
 * and a balance of giving that leans by three to one. REQUIREMENTS R50-R52; docs/methods/fairness.md
 */
export function fairnessFlagsOf(facts: FairnessFacts, t: CivilDay): readonly FairnessFlag[] {
  const { bonds, sheet, terms, shareOfSales, walletShare, suppliers, theirShare } = facts
  const oneSided = oneSidedTerms(terms, t)
  const blind = sheet.withoutBenefit > 0 || bonds.some(bond => holdsOn(bond, t) && !isNamed(bond.benefit))
  const holds: Record<FairnessFlag, boolean> = {
    barrier_without_benefit: blind,
    we_depend: (shareOfSales ?? 0) >= ourDependence,
    they_depend: (walletShare ?? 0) >= theirDependence || suppliers === 1,
    one_sided_against_us: oneSided.some(({ binds }) => binds === 'us'),
    one_sided_against_them: oneSided.some(({ binds }) => binds === 'them'),
    they_give_little: theirShare !== undefined && theirShare <= littleShare,
    we_give_little: theirShare !== undefined && theirShare >= muchShare,
  }
  return fairnessFlags.filter(flag => holds[flag])
}
