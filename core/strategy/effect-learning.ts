import type { PlayEffect } from './play.ts'
import { type Belief, learnt } from './uplift.ts'

/** What the newest measuring found that one run of a play adds (app.effect_measure): of what its customers brought before (share), and in minor units. */
export type EffectMeasured = { readonly horizonMonths: number; readonly share: Belief | null; readonly minor: Belief | null }

const foundOf = (effect: PlayEffect, measured: EffectMeasured | undefined): Belief | undefined => {
  if (measured === undefined || measured.horizonMonths !== effect.horizonMonths) return undefined
  const found = measured[effect.measure]
  return found === null || !Number.isFinite(found.mean) || !(found.sd > 0) ? undefined : found
}

/**
 * What a run of a play is to be expected to bring, in the play's own measure: what was assumed and what was measured, each weighed by its precision.
 * Without a measurement over the same months it is the assumption as it stands. The plan, and what is proposed for a customer, go by this; the
 * newest measurement of each play is read with `readLearnt` (server/strategy/effect-learnt.sql.ts). docs/methods/learning.md
 */
export function effectOf(effect: PlayEffect, measured: EffectMeasured | undefined): PlayEffect {
  const found = foundOf(effect, measured)
  return found === undefined ? effect : { ...effect, ...learnt(effect, found), source: 'measured' }
}

/** On how many a measurement rests: runs whose months are over, customers held back beside them, and its day. */
export type EffectGround = { readonly runs: number; readonly held: number; readonly asOf: string }

/** What a run is expected to bring now. `low`, `high`: where it lies in 95 of 100 cases, by what is believed. `learnt`: null where it is the playbook's own figure. */
export type ExpectedEffect = Pick<PlayEffect, 'measure' | 'mean' | 'sd' | 'horizonMonths' | 'source'> & {
  readonly low: number
  readonly high: number
  readonly learnt: EffectGround | null
}

const ninetyFive = 1.959963985

/** `effectOf` with its range and the ground it stands on. docs/methods/learning.md */
export function expectedOf(effect: PlayEffect, measured: (EffectMeasured & EffectGround) | undefined): ExpectedEffect {
  const { measure, mean, sd, horizonMonths, source } = effectOf(effect, measured)
  const isLearnt = measured !== undefined && foundOf(effect, measured) !== undefined
  const { runs, held, asOf } = measured ?? { runs: 0, held: 0, asOf: '' }
  return {
    measure,
    mean,
    sd,
    horizonMonths,
    source,
    low: mean - ninetyFive * sd,
    high: mean + ninetyFive * sd,
    learnt: isLearnt ? { runs, held, asOf } : null,
  }
}
