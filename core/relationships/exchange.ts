import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { holdsOn } from './bond.ts'

/** Who gives: we, or they. What one gives the other gets. */
export const givers = ['us', 'them'] as const
export type Giver = (typeof givers)[number]

export const exchangeKinds = [
  'price',
  'credit',
  'service',
  'information',
  'technology',
  'training',
  'people',
  'volume',
  'prompt_payment',
  'referral',
  'priority',
  'other',
] as const
export type ExchangeKind = (typeof exchangeKinds)[number]

export type ExchangeEntry = {
  readonly giver: Giver
  readonly since: CivilDay
  readonly until?: CivilDay | undefined
  /** Worth a year; undefined: nobody has put a figure to it. */
  readonly amount?: Minor | undefined
}

export type Side = { readonly entries: number; readonly valued: number; readonly amount: Minor }
export type Balance = {
  readonly us: Side
  readonly them: Side
  /** Share 0..1 of what they give in all that has a figure; .5 is even. undefined: one side has no figure. */
  readonly theirShare: number | undefined
}

function sideOf(entries: readonly ExchangeEntry[], reckoned: readonly Minor[]): Side {
  const amounts = [...entries.flatMap(({ amount }) => amount ?? []), ...reckoned]
  return { entries: entries.length + reckoned.length, valued: amounts.length, amount: amounts.reduce((sum, each) => sum + each, 0) }
}

/**
 * What each side gives a year beyond the trade itself, and how it is balanced; what our bonds cost us counts on our side. The goods and their price
 * are no part of it: that they pay for what they buy is no gift. docs/methods/fairness.md
 */
export function balanceOf(entries: readonly ExchangeEntry[], t: CivilDay, bondCost: Minor): Balance {
  const held = entries.filter(entry => holdsOn(entry, t))
  const given = (giver: Giver) => held.filter(entry => entry.giver === giver)
  const us = sideOf(given('us'), bondCost > 0 ? [bondCost] : [])
  const them = sideOf(given('them'), [])
  const whole = us.amount + them.amount
  return { us, them, theirShare: us.valued === 0 || them.valued === 0 || whole === 0 ? undefined : them.amount / whole }
}
