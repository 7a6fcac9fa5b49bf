import { type CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { switchingScoreOf } from '#core/value/potential.ts'
import { type Lever, levers } from './bond.ts'

export { switchingScoreOf }

/** What a customer has put into buying from us and would lose, and what they would risk elsewhere. DOMAIN section 2; docs/methods/switching-cost.md */
export const switchingParts = ['investment', 'risk'] as const
export type SwitchingPart = (typeof switchingParts)[number]

const investmentKinds = ['money', 'training', 'people', 'process', 'assets', 'integration', 'exit_cost', 'forfeited_benefit'] as const
const riskKinds = ['quality', 'supply', 'start_up', 'technical', 'service', 'price'] as const
export const switchingKinds = [...investmentKinds, ...riskKinds] as const
export type SwitchingKind = (typeof switchingKinds)[number]

export const kindsOfPart = (part: SwitchingPart): readonly SwitchingKind[] => (part === 'investment' ? investmentKinds : riskKinds)

export type SwitchingItem = {
  readonly part: SwitchingPart
  readonly lever: Lever
  /** What was invested, or the damage of the risk, as the customer sees it. */
  readonly amount: Minor
  readonly since: CivilDay
  /** Over how many months an investment is written off evenly; undefined: it is lost whole whenever they leave. */
  readonly lifeMonths?: number | undefined
  /** Of a risk: how likely the damage is if they change, 0..1. */
  readonly probability?: number | undefined
  readonly benefit?: string | undefined
}

const daysOfMonth = 365.25 / 12

/** What is left of an item on a day: the investment not yet written off, or probability x damage; 0 before it begins. Minor units. */
export function switchingValueOf({ part, amount, since, lifeMonths, probability }: SwitchingItem, t: CivilDay): Minor {
  if (t < since) return 0
  if (part === 'risk') return Math.round((probability ?? 0) * amount)
  const left = lifeMonths === undefined ? 1 : Math.max(0, 1 - (t - since) / (lifeMonths * daysOfMonth))
  return Math.round(amount * left)
}

export type SwitchingSheet = {
  readonly investment: Minor
  readonly risk: Minor
  readonly total: Minor
  readonly byLever: Readonly<Record<Lever, Minor>>
  /** Items that still weigh something, and those of them that do not name what the customer has of them. */
  readonly items: number
  readonly withoutBenefit: number
  /** To what the customer spends with us a year; undefined without items or without sales. */
  readonly ratio: number | undefined
  /** 0..100: 100 (1 - exp(-ratio / .2)). */
  readonly score: number | undefined
}

/** The sheet of a customer on a day; `annualSpend`: net sales to them in 12 months, minor units. */
export function switchingSheetOf(items: readonly SwitchingItem[], t: CivilDay, annualSpend: Minor): SwitchingSheet {
  const weighed = items.map(item => ({ ...item, value: switchingValueOf(item, t) })).filter(({ value }) => value > 0)
  const sum = (chosen: readonly { readonly value: Minor }[]) => chosen.reduce((all, { value }) => all + value, 0)
  const total = sum(weighed)
  const ratio = items.length === 0 || annualSpend <= 0 ? undefined : total / annualSpend
  return {
    investment: sum(weighed.filter(({ part }) => part === 'investment')),
    risk: sum(weighed.filter(({ part }) => part === 'risk')),
    total,
    byLever: Object.fromEntries(levers.map(lever => [lever, sum(weighed.filter(item => item.lever === lever))])) as Record<Lever, Minor>,
    items: weighed.length,
    withoutBenefit: weighed.filter(({ benefit }) => benefit === undefined || benefit.trim() === '').length,
    ratio,
    score: ratio === undefined ? undefined : switchingScoreOf(ratio),
  }
}
