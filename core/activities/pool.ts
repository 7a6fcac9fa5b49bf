/** What a pool tells customers apart by: the nine types, and those not yet placed. */
export const poolTypes = [
  'pioneering',
  'activatable',
  'promising',
  'star',
  'release',
  'gold',
  'mature',
  'endangered',
  'overmature',
  'unplaced',
] as const
export type PoolType = (typeof poolTypes)[number]

/** Days that a customer may rest without follow-up, opportunity or deal, by type; null is never taken back. */
export type RecycleDays = { readonly [T in PoolType]: number | null }

export type PoolRules = {
  readonly dailyLimit: number
  readonly capacity: number
  readonly cooldownDays: number
  readonly recycleDays: RecycleDays
  /** Days before a customer is taken back on which its owner is told. */
  readonly warningDays: readonly number[]
}

/** A new pool (DOMAIN section 5). Who is not yet placed has no type of DOMAIN's table: 30 days, the shortest of it. docs/methods/public-pool.md */
export const poolDefaults: PoolRules = {
  dailyLimit: 20,
  capacity: 200,
  cooldownDays: 15,
  recycleDays: {
    pioneering: 60,
    activatable: 45,
    promising: 90,
    star: 120,
    release: 30,
    gold: null,
    mature: null,
    endangered: null,
    overmature: null,
    unplaced: 30,
  },
  warningDays: [7, 1],
}

const dayMillis = 86_400_000

/** However often it is followed up, a claimed customer is looked at again after so many days. */
export const longestOwnershipDays = 365

/** When a customer claimed at an instant (milliseconds) goes back, `days` being N of its type; null = never. */
export const recycleAfterClaim = (claimedAt: number, days: number | null): number | null =>
  days === null ? null : claimedAt + days * dayMillis

type Owned = { readonly claimedAt: number; readonly recycleAt: number | null }

/**
 * When it goes back after a follow-up, opportunity or deal at an instant: min(claimed + 365 d, max(recycle_at, now + N)) (DOMAIN section 5). A type
 * that is never taken back, or a customer without such a date, keeps what it has.
 */
export function prolonged({ claimedAt, recycleAt }: Owned, at: number, days: number | null): number | null {
  if (recycleAt === null || days === null) return recycleAt
  return Math.min(claimedAt + longestOwnershipDays * dayMillis, Math.max(recycleAt, at + days * dayMillis))
}

/** Whole days until an instant, begun ones counted; 0 or less once it has passed. */
export const daysUntil = (instant: number, now: number): number => Math.ceil((instant - now) / dayMillis)

/** The warning due on this day of the nightly look: the number of days of it, undefined where none is. */
export function warningDue(recycleAt: number, now: number, warningDays: readonly number[]): number | undefined {
  const left = daysUntil(recycleAt, now)
  return warningDays.find(days => days === left)
}

/**
 * The date of a customer that is protected tonight (locked, in dispute, with an open opportunity, or of a type that is never taken back): far
 * enough away that every warning comes before it once the protection ends.
 */
export function keptAway(recycleAt: number, now: number, warningDays: readonly number[]): number {
  return Math.max(recycleAt, now + (Math.max(0, ...warningDays) + 1) * dayMillis)
}

/** What a person has taken of a pool. */
export type Taken = { readonly claimedToday: number; readonly owned: number }

/** How many of the customers asked for a person may still claim, and which limit binds where it is fewer. */
export function roomFor(
  { claimedToday, owned }: Taken,
  { dailyLimit, capacity }: Pick<PoolRules, 'dailyLimit' | 'capacity'>,
  asked: number,
): { readonly room: number; readonly bound?: 'daily_limit' | 'capacity' } {
  const [today, held] = [Math.max(0, dailyLimit - claimedToday), Math.max(0, capacity - owned)]
  if (asked <= today && asked <= held) return { room: asked }
  return today <= held ? { room: today, bound: 'daily_limit' } : { room: held, bound: 'capacity' }
}
