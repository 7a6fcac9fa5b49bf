import { effectOf, type ExpectedEffect, expectedOf } from '#core/strategy/effect-learning.ts'
import type { Tx } from '#server/platform/database.ts'
import { readLearnt } from './effect-learnt.sql.ts'
import { findPlays } from './find-plays.ts'
import type { PlayRow } from './plays.sql.ts'

/** What a firm has learnt of its plays: a play with what is believed of it in place of what was assumed, and where that comes from. */
export async function readBeliefs(tx: Tx, tenantId: string) {
  const learnt = await readLearnt(tx, tenantId)
  return {
    believed: (play: PlayRow): PlayRow => ({ ...play, effect: effectOf(play.effect, learnt.get(play.playId)) }),
    expected: ({ playId, effect }: Pick<PlayRow, 'playId' | 'effect'>): ExpectedEffect => expectedOf(effect, learnt.get(playId)),
  }
}

/** The plays in use as they are believed now, and by play what is expected of it. */
export type BelievedPlays = { readonly plays: readonly PlayRow[]; readonly expected: ReadonlyMap<string, ExpectedEffect> }

export async function findBelievedPlays(tx: Tx, tenantId: string): Promise<BelievedPlays> {
  const plays = await findPlays(tx, tenantId)
  const { believed, expected } = await readBeliefs(tx, tenantId)
  return { plays: plays.map(believed), expected: new Map(plays.map(play => [play.playId, expected(play)])) }
}
