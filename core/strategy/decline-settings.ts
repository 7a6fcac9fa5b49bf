import type { Minor } from '#core/units/money.ts'
import { defaultChances, type WinBackKind } from './win-back.ts'

/** What winning back is reckoned with in a firm; each version is kept. */
export type WinBackSettings = {
  /** Chances to begin with, 0..1; learnt from the firm's own outcomes from there. */
  readonly chances: Readonly<Record<WinBackKind, number>>
  /** What an hour of one's own people costs, minor units. */
  readonly hourMinor: Minor
  /** How many others a customer that is cross tells of it, and the share of them that heed it. */
  readonly told: number
  readonly heed: number
}

export const defaultWinBackSettings: WinBackSettings = { chances: defaultChances, hourMinor: 15_000, told: 5, heed: 0.02 }

/** The damage of bad word that winning back spares: people told x share that heed it x what a customer brings in a year. Minor units. docs/methods/win-back.md */
export const avoidedWordOf = ({ told, heed }: Pick<WinBackSettings, 'told' | 'heed'>, meanContribution: Minor): Minor =>
  Math.round(told * heed * Math.max(0, meanContribution))

/** What a second life is worth, minor units, and from where it is known. */
export type SecondLife = { readonly minor: Minor; readonly from: 'clv' | 'year' }

/** Below this the lifetime value as it stands tells too little of what it would be. */
const leastAlive = 0.01

/**
 * The lifetime value as if the customer were with us: its lifetime value counts the orders still to come times P(alive), so that dividing takes the doubt
 * out. Without one, what it brought in the year before it fell. docs/methods/win-back.md
 */
export function secondLifeOf(clv: Minor | null, alive: number | null, atStake: Minor): SecondLife {
  if (clv === null || alive === null || alive < leastAlive || clv <= 0) return { minor: atStake, from: 'year' }
  return { minor: Math.round(clv / Math.min(1, alive)), from: 'clv' }
}

export type SettingsProblem = 'malicious'

/** What may not be set: a malicious loss is never tried, so its chance is none. */
export const settingsProblem = ({ chances }: Pick<WinBackSettings, 'chances'>): SettingsProblem | undefined =>
  chances.malicious === 0 ? undefined : 'malicious'
