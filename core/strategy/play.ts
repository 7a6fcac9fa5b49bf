import { type CustomerType } from '#core/segments/grid.ts'
import { groupOf, type StrategyGroup } from './group.ts'
import type { StartCondition } from './start-condition.ts'

/** A duty is owed to every customer; a motivator is spent on those of whom something is hoped (two-factor theory, DOMAIN section 4). */
export const playKinds = ['duty', 'motivator'] as const
export type PlayKind = (typeof playKinds)[number]

export const needs = ['hygiene', 'motivator'] as const
export type Need = (typeof needs)[number]

/** 1 financial (prices and rewards), 2 social (people who know each other), 3 structural (what is built for each other). */
export const bondLevels = [1, 2, 3] as const
export type BondLevel = (typeof bondLevels)[number]

/** In what way a play cares for a customer; such plays stand in the care calendar. */
export const careKinds = ['service', 'gift', 'discount'] as const
export type CareKind = (typeof careKinds)[number]

/** Who does a step: the run's owner, or somebody of that role in the customer's department. */
export const stepRoles = ['owner', 'manager', 'service', 'marketing', 'planner'] as const
export type StepRole = (typeof stepRoles)[number]

export const stepKinds = ['visit', 'call', 'message', 'email', 'meeting', 'note'] as const
export type StepKind = (typeof stepKinds)[number]

export type Bilingual = { readonly zh: string; readonly en: string }

/** One thing to do; `afterDays` workdays after the play's start. */
export type PlayStep = { readonly title: Bilingual; readonly afterDays: number; readonly role: StepRole; readonly kind: StepKind }

/** What an effect is counted in: a share of the customer's 12-month net contribution, or an amount in minor units. */
export const effectMeasures = ['share', 'minor'] as const
export type EffectMeasure = (typeof effectMeasures)[number]

export const effectSources = ['assumption', 'measured'] as const
export type EffectSource = (typeof effectSources)[number]

/** What a run is expected to change over the horizon, with its uncertainty, and from where that is known. */
export type PlayEffect = {
  readonly measure: EffectMeasure
  readonly mean: number
  readonly sd: number
  readonly horizonMonths: number
  readonly source: EffectSource
  readonly evidence: Bilingual
}

/** What may be done with a customer: one version of it. Money in minor units of the base currency and hours are of one run. */
export type Play = {
  readonly key: string
  readonly name: Bilingual
  readonly about: Bilingual
  readonly kind: PlayKind
  readonly need: Need
  readonly strategyGroup: StrategyGroup | null
  readonly customerTypes: readonly CustomerType[]
  readonly bondLevel: BondLevel | null
  readonly care: CareKind | null
  readonly moneyMinor: number
  readonly hours: number
  /** Days after the end of a run before the same customer is given it again. */
  readonly restDays: number
  readonly startCondition: StartCondition
  readonly steps: readonly PlayStep[]
  readonly effect: PlayEffect
  readonly holdoutShare: number
}

export const runStates = ['planned', 'running', 'done', 'stopped'] as const
export type RunState = (typeof runStates)[number]

export const runSources = ['plan', 'case', 'manual'] as const
export type RunSource = (typeof runSources)[number]

type Fitted = Pick<Play, 'kind' | 'strategyGroup' | 'customerTypes'>

/** Whether a play is meant for customers of a type. A customer not yet placed is given what is for everyone. */
export function fitsType({ strategyGroup, customerTypes }: Fitted, type: CustomerType | null): boolean {
  if (type === null) return strategyGroup === null && customerTypes.length === 0
  if (strategyGroup !== null && groupOf(type) !== strategyGroup) return false
  return customerTypes.length === 0 || customerTypes.includes(type)
}

/** Whether this is more than a customer of group `minimum` is given: hygiene only (DOMAIN section 4). */
export const isTooMuch = ({ kind }: Fitted, type: CustomerType | null): boolean =>
  kind === 'motivator' && type !== null && groupOf(type) === 'minimum'

/** What a run is expected to bring, in minor units, for a customer whose 12-month net contribution is known; undefined where a share of nothing known is asked for. */
export function expectedMinor({ measure, mean, horizonMonths }: PlayEffect, contributionMinor: number | null): number | undefined {
  if (measure === 'minor') return Math.round(mean)
  return contributionMinor === null ? undefined : Math.round(mean * Math.max(0, contributionMinor) * (horizonMonths / 12))
}
