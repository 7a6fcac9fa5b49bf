import type { Play } from '#contract/strategy/play.ts'
import type { PlayRow } from './plays.sql.ts'

/** A play as the contract shapes it. */
export function playAnswer({ deletedAt, createdAt, startCondition, steps, effect, customerTypes, ...row }: PlayRow): Play {
  return {
    ...row,
    customerTypes: [...customerTypes],
    startCondition: startCondition as Play['startCondition'],
    steps: [...steps],
    effect,
    isRemoved: deletedAt !== null,
    createdAt: createdAt.toISOString(),
  }
}
