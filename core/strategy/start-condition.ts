import {
  type CustomerType,
  customerTypes,
  type LifecycleStage,
  lifecycleStages,
  type PyramidTier,
  pyramidTiers,
} from '#core/segments/grid.ts'
import { type StrategyGroup, strategyGroups } from './group.ts'
import { type HygieneDuty, hygieneDuties, type HygieneState, hygieneStates } from './hygiene.ts'
import { meetsOwn, type OwnKnown, type OwnTest } from './own-test.ts'

/** What is known of a customer when it is asked whether a play may start; null = not known. */
export type Known = {
  readonly type: CustomerType | null
  readonly group: StrategyGroup | null
  readonly stage: LifecycleStage | null
  readonly tier: PyramidTier | null
  readonly daysSinceOrder: number | null
  /** Probability that the customer still buys, 0..1. */
  readonly alive: number | null
  /** Score 0..100. */
  readonly headroom: number | null
  /** An early warning stands. */
  readonly warning: boolean
  /** A complaint, question, return or dispute is not resolved. */
  readonly openConcern: boolean
  readonly hygiene: Readonly<Record<HygieneDuty, HygieneState>>
  readonly tags: readonly string[]
  /** The firm's own fields; left out where no condition asks for one. */
  readonly own?: OwnKnown
}

export const choiceFields = ['type', 'group', 'stage', 'tier', 'tag'] as const
export const numberFields = ['daysSinceOrder', 'alive', 'headroom'] as const
export const flagFields = ['warning', 'openConcern'] as const
export type ChoiceField = (typeof choiceFields)[number]
export type NumberField = (typeof numberFields)[number]
export type FlagField = (typeof flagFields)[number]

/** One thing that must hold. */
export type StartTest =
  | { readonly field: ChoiceField; readonly is: 'in' | 'not_in'; readonly value: readonly string[] }
  | { readonly field: NumberField; readonly is: 'at_least' | 'at_most'; readonly value: number }
  | { readonly field: FlagField; readonly is: 'yes' | 'no' }
  | { readonly field: 'hygiene'; readonly duty: HygieneDuty | 'any'; readonly is: 'in' | 'not_in'; readonly value: readonly HygieneState[] }
  | OwnTest

/** All of `all` must hold; none = always. */
export type StartCondition = { readonly all: readonly StartTest[] }

/** What may be chosen for a field; undefined: any word (tags). */
export const choicesOf: Readonly<Record<ChoiceField, readonly string[] | undefined>> = {
  type: customerTypes,
  group: strategyGroups,
  stage: lifecycleStages,
  tier: pyramidTiers,
  tag: undefined,
}

type FlagTest = Extract<StartTest, { readonly field: FlagField }>
type NumberTest = Extract<StartTest, { readonly field: NumberField }>
export const isFlagTest = (test: StartTest): test is FlagTest => (flagFields as readonly string[]).includes(test.field)
export const isNumberTest = (test: StartTest): test is NumberTest => (numberFields as readonly string[]).includes(test.field)

export const isOwnTest = (test: StartTest): test is OwnTest => test.field === 'own'

/** The keys of the firm's own fields that conditions ask for. */
export const ownKeysOf = (conditions: readonly StartCondition[]): readonly string[] => [
  ...new Set(conditions.flatMap(({ all }) => all.filter(isOwnTest).map(({ key }) => key))),
]

const ranges: Readonly<Record<NumberField, readonly [least: number, most: number]>> = {
  daysSinceOrder: [0, 3650],
  alive: [0, 1],
  headroom: [0, 100],
}

const isAmong = (choices: readonly string[], value: readonly string[]) => value.length > 0 && value.every(each => choices.includes(each))

/** Whether a test can be asked at all: its values are of its field. Those of the firm's own fields `ownProblem` judges. */
export function isSound(test: StartTest): boolean {
  if (isOwnTest(test)) return true
  if (test.field === 'hygiene') return (test.duty === 'any' || hygieneDuties.includes(test.duty)) && isAmong(hygieneStates, test.value)
  if (isFlagTest(test)) return true
  if (isNumberTest(test)) {
    const [least, most] = ranges[test.field]
    return test.value >= least && test.value <= most
  }
  const choices = choicesOf[test.field]
  return choices === undefined ? test.value.length > 0 && test.value.every(tag => tag.trim() !== '') : isAmong(choices, test.value)
}

type Ask = (known: Known) => boolean

const choiceOf = (known: Known, field: ChoiceField): readonly string[] =>
  field === 'tag' ? known.tags : [known[field]].filter(each => each !== null)

/** A choice that is not known is neither in nor out; a customer without tags is out of all of them. */
function askChoice(field: ChoiceField, is: 'in' | 'not_in', value: readonly string[]): Ask {
  return known => {
    const own = choiceOf(known, field)
    if (own.length === 0) return field === 'tag' && is === 'not_in'
    return own.some(each => value.includes(each)) === (is === 'in')
  }
}

function askNumber(field: NumberField, is: 'at_least' | 'at_most', value: number): Ask {
  return known => {
    const own = known[field]
    return own !== null && (is === 'at_least' ? own >= value : own <= value)
  }
}

function askHygiene(duty: HygieneDuty | 'any', is: 'in' | 'not_in', value: readonly HygieneState[]): Ask {
  const asked = duty === 'any' ? hygieneDuties : [duty]
  return known => asked.some(each => value.includes(known.hygiene[each])) === (is === 'in')
}

function askOf(test: StartTest): Ask {
  if (isOwnTest(test)) return known => meetsOwn(test, known.own)
  if (test.field === 'hygiene') return askHygiene(test.duty, test.is, test.value)
  if (isFlagTest(test)) return known => known[test.field] === (test.is === 'yes')
  if (isNumberTest(test)) return askNumber(test.field, test.is, test.value)
  return askChoice(test.field, test.is, test.value)
}

/**
 * Compiles a start condition: what comes out takes what is known of a customer and answers the tests that do not hold, none when the play may
 * start. What is not known does not hold. docs/methods/playbooks.md
 */
export function compileStart(condition: StartCondition): (known: Known) => readonly StartTest[] {
  const asked = condition.all.map(test => [test, askOf(test)] as const)
  return known => asked.filter(([, ask]) => !ask(known)).map(([test]) => test)
}
