import { type Cause, causeNatureOf } from '#core/service/concern.ts'
import type { Minor } from '#core/units/money.ts'

/** How a customer was lost: by our fault, to a competitor, in the course of things, or by its own bad faith. DOMAIN section 4 */
export const lossTypes = ['fault', 'competitive', 'natural', 'malicious'] as const
export type LossType = (typeof lossTypes)[number]

/** What the chance of winning back is told by. */
export const winBackKinds = ['fault_remedied', 'fault_open', 'competitor_feature', 'competitor_price', 'natural', 'malicious'] as const
export type WinBackKind = (typeof winBackKinds)[number]

/** Chances to begin with, before the firm has outcomes of its own. DOMAIN section 4 */
export const defaultChances: Readonly<Record<WinBackKind, number>> = {
  fault_remedied: 0.35,
  fault_open: 0.1,
  competitor_feature: 0.25,
  competitor_price: 0.2,
  natural: 0.02,
  malicious: 0,
}

/** The loss that a cause points to; a person may know better. */
export function lossTypeOf(cause: Cause): LossType {
  if (cause === 'fraud' || cause === 'default') return 'malicious'
  if (causeNatureOf(cause) === 'objective') return 'natural'
  return cause === 'competitor' || cause === 'price_perception' ? 'competitive' : 'fault'
}

/** Which chance applies: a fault counts as remedied once its cause is put right; a competitive loss went by price or by what the other offers. */
export function winBackKindOf(loss: LossType, isRemedied: boolean, isByPrice: boolean): WinBackKind {
  if (loss === 'fault') return isRemedied ? 'fault_remedied' : 'fault_open'
  if (loss === 'competitive') return isByPrice ? 'competitor_price' : 'competitor_feature'
  return loss
}

/** How many outcomes the default of a chance is worth. */
export const priorWeight = 10

export type Outcomes = { readonly won: number; readonly lost: number }

export type Chance = { readonly p: number; readonly prior: number; readonly won: number; readonly lost: number; readonly sd: number }

/**
 * The chance of winning back as learnt: a beta distribution that begins at the default with the weight of ten outcomes and takes in the firm's own.
 * Malicious losses are never tried, so nothing is learnt there. Gelman et al., Bayesian Data Analysis, section 2.4. docs/methods/win-back.md
 */
export function chanceOf(kind: WinBackKind, { won, lost }: Outcomes, prior = defaultChances[kind]): Chance {
  if (kind === 'malicious') return { p: 0, prior: 0, won, lost, sd: 0 }
  const [a, b] = [prior * priorWeight + won, (1 - prior) * priorWeight + lost]
  return { p: a / (a + b), prior, won, lost, sd: Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))) }
}

/** What winning a customer back is reckoned by, minor units; `avoidedWord`: the damage of its bad word that is spared by winning it back. */
export type WinBack = {
  readonly p: number
  readonly secondLifetimeValue: Minor
  readonly offer: Minor
  readonly effort: Minor
  readonly avoidedWord: Minor
}

/** EV = p (second lifetime value - offer) - effort + p x avoided bad word of mouth, minor units. DOMAIN section 4; docs/methods/win-back.md */
export const winBackValueOf = ({ p, secondLifetimeValue, offer, effort, avoidedWord }: WinBack): number =>
  p * (secondLifetimeValue - offer) - effort + p * avoidedWord

/** Whether it should be tried: it is worth more than nothing, and the loss was not malicious. */
export const isWorthTrying = (given: WinBack, loss: LossType): boolean => loss !== 'malicious' && winBackValueOf(given) > 0

/** The chance at which trying pays nothing and costs nothing; undefined where no chance would make it pay. */
export function chanceToBreakEven({ secondLifetimeValue, offer, effort, avoidedWord }: Omit<WinBack, 'p'>): number | undefined {
  const won = secondLifetimeValue - offer + avoidedWord
  return won > 0 && effort <= won ? effort / won : undefined
}
