import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import type { Form } from './form.ts'

/** Levels of what binds a customer: 1 financial (rewards), 2 social (people), 3 structural (links that others cannot copy). DOMAIN section 5. */
export const bondLevels = [1, 2, 3] as const
export type BondLevel = (typeof bondLevels)[number]

/** How quickly a competitor has the same. */
export const imitabilities = ['easy', 'medium', 'hard'] as const
export type Imitability = (typeof imitabilities)[number]

/** By what a customer is held: a contract, what they would lose, or what they feel. */
export const levers = ['contractual', 'material', 'emotional'] as const
export type Lever = (typeof levers)[number]

export type Bond = {
  readonly level: BondLevel
  readonly since: CivilDay
  readonly until?: CivilDay | undefined
  /** What it costs us a year. */
  readonly cost?: Minor | undefined
  readonly imitability: Imitability
  readonly lever: Lever
  /** What the customer has of it. */
  readonly benefit?: string | undefined
}

const levelFor: Record<Form, BondLevel> = { basic: 1, reactive: 1, accountable: 2, proactive: 2, partnership: 3 }

/** The level of bond that a form of relationship rests on. DOMAIN section 5. */
export const bondLevelOf = (form: Form): BondLevel => levelFor[form]

/** Whether something that lasts from a day until another (that day still counting) holds on a day. */
export const holdsOn = ({ since, until }: { readonly since: CivilDay; readonly until?: CivilDay | undefined }, t: CivilDay): boolean =>
  since <= t && (until === undefined || until >= t)

export type BondState = {
  /** The highest level of a bond that holds; undefined: none is kept. */
  readonly level: BondLevel | undefined
  readonly count: number
  /** What those with a known cost cost us a year, and how many of them have one. */
  readonly cost: Minor
  readonly costed: number
  /** Those that a competitor copies easily. */
  readonly easilyCopied: number
  /** Those that do not name what the customer has of them. */
  readonly withoutBenefit: number
}

const isNamed = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''

/** What binds a customer on a day. */
export function bondStateOf(bonds: readonly Bond[], t: CivilDay): BondState {
  const held = bonds.filter(bond => holdsOn(bond, t))
  const costs = held.flatMap(({ cost }) => cost ?? [])
  return {
    level: held.length === 0 ? undefined : (Math.max(...held.map(({ level }) => level)) as BondLevel),
    count: held.length,
    cost: costs.reduce((sum, each) => sum + each, 0),
    costed: costs.length,
    easilyCopied: held.filter(({ imitability }) => imitability === 'easy').length,
    withoutBenefit: held.filter(({ benefit }) => !isNamed(benefit)).length,
  }
}
