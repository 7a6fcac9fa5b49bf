import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { type AbilityFacts, meanOfParts, type PartScore, partScores, type ScoredPart, type Stance, stanceOf } from './ability.ts'
import { type Bond, type BondLevel, bondLevelOf, type BondState, bondStateOf, holdsOn } from './bond.ts'
import { type Balance, balanceOf, type ExchangeEntry } from './exchange.ts'
import { type FairnessFlag, fairnessFlagsOf, type Term } from './fairness.ts'
import { closingSteps, type Form, type FormFacts, formGapOf, formOf, type StepFinding, stepsOf, targetFormOf } from './form.ts'
import { individualisationOf, payneAimOf, type PayneCell, payneOf, paynePath, type PayneStep } from './payne.ts'
import { relationshipTypeOf, type TypeFacts, type TypeFinding } from './relationship-type.ts'
import { type SwitchingItem, switchingScoreOf, type SwitchingSheet, switchingSheetOf } from './switching-cost.ts'

/** Everything that a relationship is told by, at one day. Money in minor units of the firm's currency; shares 0..1. */
export type RelationshipFacts = {
  readonly t: CivilDay
  readonly form: FormFacts
  /** Customers of the firm with a sale in 12 months. */
  readonly customers: number
  /** Gross margin, as a share of net sales. */
  readonly margin: number
  /** A target that somebody set, with a reason, in place of the reckoned one. */
  readonly targetSet?: Form | undefined
  readonly type: Omit<TypeFacts, 'switchingRatio'>
  /** A switching ratio that somebody entered as evidence: used while the sheet is empty. */
  readonly enteredRatio?: number | undefined
  readonly ability: AbilityFacts
  readonly said: Readonly<Partial<Record<ScoredPart, number>>>
  readonly netSales: Minor
  readonly firmSales: Minor
  readonly contribution?: Minor | undefined
  readonly walletShare?: number | undefined
  /** How complete the record is, 0..100. */
  readonly information: number
  /** Of agreements in force about price, service or a frame: the share of our sales each governs, undefined = all. */
  readonly agreementShares: readonly (number | undefined)[]
  readonly bonds: readonly Bond[]
  readonly items: readonly SwitchingItem[]
  readonly terms: readonly Term[]
  readonly entries: readonly ExchangeEntry[]
}

export type RelationshipState = {
  readonly form: {
    readonly actual: Form | undefined
    readonly target: Form
    readonly isTargetSet: boolean
    /** undefined: the actual form is unknown. */
    readonly gap: number | undefined
    readonly steps: readonly StepFinding[]
    readonly closing: readonly StepFinding[]
  }
  readonly bond: BondState & { readonly expected: BondLevel }
  readonly type: TypeFinding
  readonly switching: SwitchingSheet & { readonly isEntered: boolean }
  readonly payne: {
    readonly information: number
    readonly individualisation: number
    readonly cell: PayneCell
    readonly aim: PayneCell
    readonly path: readonly PayneStep[]
  }
  readonly ability: { readonly parts: readonly PartScore[]; readonly score: number | undefined }
  readonly commitment: { readonly parts: readonly PartScore[]; readonly score: number | undefined }
  readonly stance: Stance | undefined
  readonly balance: Balance
  readonly shareOfSales: number | undefined
  readonly walletShare: number | undefined
  readonly flags: readonly FairnessFlag[]
  /** Gap x net contribution: what the list is ordered by. */
  readonly priority: Minor | undefined
}

function formState({ form: facts, customers, margin, targetSet }: RelationshipFacts): RelationshipState['form'] {
  const target = targetSet ?? targetFormOf(customers, margin)
  const [actual, steps] = [formOf(facts), stepsOf(facts)]
  return {
    actual,
    target,
    isTargetSet: targetSet !== undefined,
    gap: actual === undefined ? undefined : formGapOf(actual, target),
    steps,
    closing: closingSteps(steps, target),
  }
}

function payneState({ t, information, agreementShares, terms }: RelationshipFacts, target: Form): RelationshipState['payne'] {
  const shares = [...agreementShares, ...terms.filter(term => holdsOn(term, t)).map(({ revenueShare }) => revenueShare)]
  const position = { information, individualisation: individualisationOf(shares) }
  const aim = payneAimOf(target)
  return { ...position, cell: payneOf(position), aim, path: paynePath(position, aim) }
}

/** An empty sheet speaks through the ratio that somebody entered, if any. */
function switchingState({ items, t, netSales, enteredRatio }: RelationshipFacts): RelationshipState['switching'] {
  const sheet = switchingSheetOf(items, t, netSales)
  if (items.length > 0 || enteredRatio === undefined) return { ...sheet, isEntered: false }
  return { ...sheet, ratio: enteredRatio, score: switchingScoreOf(enteredRatio), isEntered: true }
}

function abilityState(facts: RelationshipFacts): Pick<RelationshipState, 'ability' | 'commitment' | 'stance'> {
  const parts = partScores(facts.ability, facts.said)
  const [ability, commitment] = [meanOfParts(parts.ability), meanOfParts(parts.commitment)]
  return {
    ability: { parts: parts.ability, score: ability },
    commitment: { parts: parts.commitment, score: commitment },
    stance: stanceOf(ability, commitment),
  }
}

/** The whole state of a relationship from what was done and said. A pure function of the facts: the same facts give the same state. */
export function relationshipStateOf(facts: RelationshipFacts): RelationshipState {
  const { t, bonds, terms, entries, netSales, firmSales, contribution, walletShare } = facts
  const form = formState(facts)
  const bond = bondStateOf(bonds, t)
  const switching = switchingState(facts)
  const balance = balanceOf(entries, t, bond.cost)
  const shareOfSales = firmSales > 0 ? Math.max(0, netSales) / firmSales : undefined
  const { suppliers } = facts.type
  const { theirShare } = balance
  return {
    form,
    bond: { ...bond, expected: bondLevelOf(form.target) },
    type: relationshipTypeOf({ ...facts.type, switchingRatio: switching.ratio }),
    switching,
    payne: payneState(facts, form.target),
    ...abilityState(facts),
    balance,
    shareOfSales,
    walletShare,
    flags: fairnessFlagsOf({ bonds, sheet: switching, terms, shareOfSales, walletShare, suppliers, theirShare }, t),
    priority: form.gap === undefined || contribution === undefined ? undefined : form.gap * Math.max(0, contribution),
  }
}
