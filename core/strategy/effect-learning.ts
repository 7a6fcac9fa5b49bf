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
