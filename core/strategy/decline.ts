import { bands, cellOf, type CustomerType } from '#core/segments/grid.ts'

/** How a decline case stands: opened, its cause known and to be decided, at work, and how it ended. DOMAIN section 4 */
export const declineStates = ['open', 'deciding', 'acting', 'won', 'lost', 'let_go', 'closed'] as const
export type DeclineState = (typeof declineStates)[number]

/** What opened it: the move on the map, the early warning, a person. */
export const declineTriggers = ['map', 'warning', 'manual'] as const
export type DeclineTrigger = (typeof declineTriggers)[number]

export const declineDecisions = ['attempt', 'let_go'] as const
export type DeclineDecision = (typeof declineDecisions)[number]

/** How a case may end by a person's word; `closed`: it was none, or the customer recovered by itself. */
export const declineOutcomes = ['won', 'lost', 'let_go', 'closed'] as const
export type DeclineOutcome = (typeof declineOutcomes)[number]

export const isUnderWay = (state: DeclineState): boolean => state === 'open' || state === 'deciding' || state === 'acting'

/** Types that a customer falls into. */
const fallen: readonly CustomerType[] = ['overmature', 'endangered', 'release']

const bandOf = (type: CustomerType): number => bands.indexOf(cellOf(type).current)

/**
 * Whether a customer fell: its current band is lower than before (also where potential rose, mature to star), or it came into overmature, endangered
 * or release from a higher place. DOMAIN section 8, Moves
 */
export function isFall(from: CustomerType, to: CustomerType): boolean {
  if (bandOf(to) < bandOf(from)) return true
  return fallen.includes(to) && !fallen.includes(from) && bandOf(to) === bandOf(from)
}

/** Whether a customer stands again as high as before its fall: closing the case is then proposed. */
export const hasRecovered = (from: CustomerType | null, now: CustomerType | null): boolean =>
  from !== null && now !== null && bandOf(now) >= bandOf(from) && (!fallen.includes(now) || fallen.includes(from))

/** Share of past falls that stood again as high within a year, with its range; `prior` counts as `weight` falls. */
export type Leading = {
  readonly recovered: number
  readonly fallen: number
  readonly p: number
  readonly low: number
  readonly high: number
}

const priorRecovery = 0.25
const priorFalls = 4

/**
 * Where a fall leads, from the firm's own moves: a beta distribution that begins at one recovery in four falls. `low`..`high`: two standard deviations
 * about the mean, within 0..1. docs/methods/decline-case.md
 */
export function leadingOf(recovered: number, falls: number): Leading {
  const [a, b] = [priorRecovery * priorFalls + recovered, (1 - priorRecovery) * priorFalls + falls - recovered]
  const p = a / (a + b)
  const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)))
  return { recovered, fallen: falls, p, low: Math.max(0, p - 2 * sd), high: Math.min(1, p + 2 * sd) }
}

/** Months before the fall that count as its own time; the twelve before them are what it is compared with. */
export const turnMonths = 6
export const compareMonths = 12
/** A fall so many days after one that had a case already is the same, seen from another rebuild of the history. */
export const sameFallDays = 45
/** Falls of so many month-ends back open a case when the map is first made. */
export const freshMonths = 3
/** A customer that is warned of again within so many days after its case ended is not opened anew. */
export const quietDays = 180
