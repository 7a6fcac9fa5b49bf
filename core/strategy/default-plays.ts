import { activatePlays } from './default-activate-plays.ts'
import { dutyPlays } from './default-duty-plays.ts'
import { growPlays } from './default-grow-plays.ts'
import { rescuePlays } from './default-rescue-plays.ts'
import { retainPlays } from './default-retain-plays.ts'
import type { Play } from './play.ts'

/** The plays of DOMAIN section 4's table that a firm begins with. Money is in fen, written for the mainland. docs/methods/playbooks.md */
export const defaultPlays: readonly Play[] = [...dutyPlays, ...retainPlays, ...growPlays, ...activatePlays, ...rescuePlays]

/** By what yuan are divided for a book in another currency: a rough start that says so, to be set by the firm. */
const foreignDivisor = 7

/** The plays in minor units of a firm's currency, as its first version of each. */
export function defaultPlaysIn(currency: string): readonly Play[] {
  if (currency === 'CNY') return defaultPlays
  return defaultPlays.map(play => ({ ...play, moneyMinor: Math.round(play.moneyMinor / foreignDivisor / 100) * 100 }))
}
