import type { CivilDay } from '#core/units/civil-day.ts'
import type { WeighedOption } from './plan-options.ts'

/** A step of a play at work that is open. */
export type OpenStep = { readonly playRunId: string; readonly title: string; readonly dueOn: CivilDay }

export type NextCase = {
  readonly today: CivilDay
  readonly steps: readonly OpenStep[]
  readonly isRed: boolean
  readonly options: readonly WeighedOption[]
  /** Why there is no play to choose from. */
  readonly without: 'planned' | 'heldOut' | 'notKnown' | 'noPlay' | undefined
}

export type NoAction = 'planned' | 'heldOut' | 'notKnown' | 'noPlay' | 'notWorth'

/** The one thing to do next with a customer. `check`: duties are to be checked before the play starts. */
export type NextAction =
  | { readonly kind: 'step'; readonly step: OpenStep; readonly isLate: boolean }
  | { readonly kind: 'duty' | 'play' | 'check'; readonly option: WeighedOption }
  | { readonly kind: 'none'; readonly why: NoAction }

export const nextActionKinds = ['step', 'duty', 'play', 'check', 'none'] as const
export const noActions = ['planned', 'heldOut', 'notKnown', 'noPlay', 'notWorth'] as const

/** Steps due within so many days come before anything new. */
const soon = 7

const bestOf = (options: readonly WeighedOption[]): WeighedOption | undefined =>
  options.reduce<WeighedOption | undefined>((best, each) => (best === undefined || each.gain > best.gain ? each : best), undefined)

/** The next best action: what was begun, then a broken duty, then what nets most, else nothing and why. docs/methods/next-action.md */
export function nextActionOf({ today, steps, isRed, options, without }: NextCase): NextAction {
  const [step] = steps.filter(({ dueOn }) => dueOn <= today + soon).toSorted((a, b) => a.dueOn - b.dueOn)
  if (step !== undefined) return { kind: 'step', step, isLate: step.dueOn < today }
  const duty = isRed ? bestOf(options.filter(({ isDuty }) => isDuty)) : undefined
  if (duty !== undefined) return { kind: 'duty', option: duty }
  const best = isRed ? undefined : bestOf(options.filter(({ gain }) => gain > 0))
  if (best !== undefined) return { kind: best.needsCheck ? 'check' : 'play', option: best }
  return { kind: 'none', why: without ?? (options.length > 0 ? 'notWorth' : 'noPlay') }
}

const ranks: Readonly<Record<NextAction['kind'], number>> = { step: 1, duty: 2, play: 3, check: 3, none: 4 }

/** The order of a week's list: late steps, steps, duties, then what nets most; what needs nothing comes last. */
export function byUrgency(a: NextAction, b: NextAction): number {
  const rank = (action: NextAction) => (action.kind === 'step' && action.isLate ? 0 : ranks[action.kind])
  const net = (action: NextAction) => ('option' in action ? action.option.gain : 0)
  const day = (action: NextAction) => (action.kind === 'step' ? action.step.dueOn : 0)
  return rank(a) - rank(b) || day(a) - day(b) || net(b) - net(a)
}
