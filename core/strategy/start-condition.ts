import type { CustomerType, LifecycleStage, PyramidTier } from '#core/segments/grid.ts'
import type { HygieneDuty, HygieneState } from './hygiene.ts'
import type { StrategyGroup } from './group.ts'

/** What is known of a customer when it is asked whether a play may start; null = not known. */
export type Known = {
  readonly type: CustomerType | null
  readonly group: StrategyGroup | null
  readonly stage: LifecycleStage | null
  readonly tier: PyramidTier | null
  readonly daysSinceOrder: number | null
  /** Probability that the customer still buys, 0..1. */
  readonly alive: number | null
  readonly warning: string | null
  /** Score 0..100. */
  readonly headroom: number | null
  readonly hygiene: Readonly<Record<HygieneDuty, HygieneState>>
  readonly openConcern: boolean
  readonly tags: readonly string[]
}

/** One thing that must hold. */
export type StartTest =
  | {
      readonly field: 'type' | 'group' | 'stage' | 'tier' | 'warning' | 'tag'
      readonly is: 'in' | 'not_in'
      readonly value: readonly string[]
    }
  | { readonly field: 'daysSinceOrder' | 'alive' | 'headroom'; readonly is: 'at_least' | 'at_most'; readonly value: number }
  | { readonly field: 'openConcern'; readonly is: 'yes' | 'no' }
  | { readonly field: 'hygiene'; readonly duty: HygieneDuty | 'any'; readonly is: 'in' | 'not_in'; readonly value: readonly HygieneState[] }

/** All of `all` must hold; none = always. */
export type StartCondition = { readonly all: readonly StartTest[] }
