import type { DeskEntry } from './desk-entry.ts'
import { staff } from './desk-entry.ts'
import { type Life, momentOf } from './desk-life.ts'
import { diceOf, happens, pick, wholeBetween } from './dice.ts'
import { sellersOf, serviceLead } from './firm.ts'

/** Who works along on a customer beside its owner: a colleague from another department, or customer service that only reads. */
export function* colleaguesOf({ world, profile, care, today }: Life): Generator<DeskEntry> {
  const dice = diceOf(world.seed, profile.index, 27)
  const entry = (user: number, mayWrite: boolean): DeskEntry => ({
    table: 'dyad_collaborator',
    row: {
      dyad_id: { dyad: profile.code },
      user_id: staff(user),
      may_write: mayWrite,
      author_id: staff(profile.seller),
      created_at: momentOf(today - wholeBetween(dice, 20, 300), 630),
    },
  })
  if (care < 3) return
  const others = ['EAST', 'FAR', 'CHANNEL'].flatMap(sellersOf).filter(one => one !== profile.seller)
  if (happens(dice, care === 4 ? 0.5 : 0.15)) yield entry(pick(dice, others), true)
  if (happens(dice, care === 4 ? 0.6 : 0.2)) yield entry(serviceLead, false)
}
