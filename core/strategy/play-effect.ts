import {
  type Belief,
  customersNeeded,
  fewestOfSide,
  mostPermutations,
  powerFor,
  smallestSeen,
  type Uplift,
  upliftOf,
  verdictOf,
} from './uplift.ts'
import type { PlayEffect } from './play.ts'

/** One customer whose months before and after are over. Money in minor units, NaN where it is not known. */
export type Ripe = {
  readonly isHeld: boolean
  readonly wasGiven: boolean
  readonly before: number
  readonly after: number
  readonly ordersBefore: number
  readonly ordersAfter: number
}

export type SideFound = {
  readonly customers: number
  /** Of whom so many were given the play within the time. */
  readonly given: number
  /** Means of a customer. */
  readonly beforeMinor: number
  readonly afterMinor: number
  readonly ordersBefore: number
  readonly ordersAfter: number
  /** Share that brought more after than before. */
  readonly grew: number
}

export const effectVerdicts = ['works', 'harms', 'no_effect_seen', 'cannot_tell', 'too_few', 'too_early', 'not_given'] as const
export type EffectVerdict = (typeof effectVerdicts)[number]

export type Range = { readonly mean: number; readonly low: number; readonly high: number }

/** What a comparison found of one play. Money in minor units a customer, over the play's months. */
export type EffectFound = {
  readonly treated: SideFound
  readonly held: SideFound
  /** How many customers of those not held back were given the play, less those of the held-back that were, 0..1. */
  readonly uptake: number
  /** What being up for the play adds: the difference of the sides of the lot. */
  readonly offered: (Range & { readonly p: number; readonly standardError: number; readonly slope: number }) | null
  /** What one run adds: the same difference, borne by those alone who were given it. */
  readonly run: (Range & { readonly sd: number }) | null
  /** The same as a share of what a customer brought before. */
  readonly share: Belief | null
  /** Those who were given it against the held-back, whoever chose them: not a fair comparison, shown beside it. */
  readonly asTreated: Range | null
  readonly moreOrders: Range | null
  readonly expectedMinor: number
  readonly power: number | null
  readonly smallestMinor: number | null
  readonly needed: number | null
  readonly verdict: EffectVerdict
}

const least = 199
const work = 2e7
/** Below this share of takers a difference of the sides says nothing of a run. */
const leastUptake = 0.05

const meanOf = (rows: readonly Ripe[], of: (row: Ripe) => number) =>
  rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + of(row), 0) / rows.length

const sideFound = (rows: readonly Ripe[]): SideFound => ({
  customers: rows.length,
  given: rows.filter(({ wasGiven }) => wasGiven).length,
  beforeMinor: meanOf(rows, ({ before }) => before),
  afterMinor: meanOf(rows, ({ after }) => after),
  ordersBefore: meanOf(rows, ({ ordersBefore }) => ordersBefore),
  ordersAfter: meanOf(rows, ({ ordersAfter }) => ordersAfter),
  grew: meanOf(rows, ({ before, after }) => (after > before ? 1 : 0)),
})

const upliftBetween = (
  rows: readonly Ripe[],
  seed: number,
  of: readonly [(row: Ripe) => number, (row: Ripe) => number],
): Uplift | undefined =>
  upliftOf(
    {
      before: Float64Array.from(rows, of[0]),
      after: Float64Array.from(rows, of[1]),
      isTreated: Uint8Array.from(rows, ({ isHeld }) => (isHeld ? 0 : 1)),
    },
    seed,
    Math.max(least, Math.min(mostPermutations, Math.floor(work / Math.max(1, rows.length)))),
  )

const money = [({ before }: Ripe) => before, ({ after }: Ripe) => after] as const
const orders = [({ ordersBefore }: Ripe) => ordersBefore, ({ ordersAfter }: Ripe) => ordersAfter] as const
const rangeOf = (found: Uplift | undefined): Range | null => (found ? { mean: found.mean, low: found.low, high: found.high } : null)

/** The difference of the sides shared out among those who took the play (Angrist, Imbens & Rubin 1996, JASA 91, 444-455). */
function perRun(found: Uplift | undefined, uptake: number): EffectFound['run'] {
  if (found === undefined || uptake < leastUptake) return null
  return { mean: found.mean / uptake, low: found.low / uptake, high: found.high / uptake, sd: found.standardError / uptake }
}

function verdictFor(
  treated: SideFound,
  held: SideFound,
  awaiting: number,
  found: Uplift | undefined,
  uptake: number,
  expected: number,
): EffectVerdict {
  if (found === undefined) return awaiting > 0 ? 'too_early' : 'too_few'
  if (treated.given > 0 && uptake < leastUptake) return 'not_given'
  return treated.given === 0 ? 'not_given' : verdictOf(found, expected)
}

/**
 * What a play added, by the lot: all customers that it was meant for, given it or not, against those held back from it (intention to treat), and from
 * that what one run adds. `awaiting`: how many more have their months still before them; `seed`: the same seed, the same range. docs/methods/uplift.md
 */
export function effectFound(all: readonly Ripe[], effect: PlayEffect, awaiting: number, seed: number): EffectFound {
  const rows = all.filter(({ before, after }) => Number.isFinite(before) && Number.isFinite(after))
  const [treated, held] = [sideFound(rows.filter(({ isHeld }) => !isHeld)), sideFound(rows.filter(({ isHeld }) => isHeld))]
  const uptake = treated.given / Math.max(1, treated.customers) - held.given / Math.max(1, held.customers)
  const found = upliftBetween(rows, seed, money)
  const base = meanOf(rows, ({ before }) => Math.max(0, before))
  const expectedMinor = effect.measure === 'minor' ? effect.mean : effect.mean * base
  const expected = expectedMinor * Math.max(0, uptake)
  const run = perRun(found, uptake)
  const spread = found ? found.standardError / Math.sqrt(1 / found.treated + 1 / found.held) : 0
  const needed = found ? customersNeeded(expected, spread, found.held / (found.held + found.treated)) : Number.POSITIVE_INFINITY
  return {
    treated,
    held,
    uptake,
    offered: found ? { ...(rangeOf(found) as Range), p: found.p, standardError: found.standardError, slope: found.slope } : null,
    run,
    share: run && base > 0 ? { mean: run.mean / base, sd: run.sd / base } : null,
    asTreated: rangeOf(
      upliftBetween(
        rows.filter(({ isHeld, wasGiven }) => isHeld || wasGiven),
        seed,
        money,
      ),
    ),
    moreOrders: rangeOf(upliftBetween(rows, seed, orders)),
    expectedMinor,
    power: found ? powerFor(expected, found.standardError) : null,
    smallestMinor: found && uptake >= leastUptake ? smallestSeen(found.standardError) / uptake : null,
    needed: Number.isFinite(needed) ? needed : null,
    verdict: verdictFor(treated, held, awaiting, found, uptake, expected),
  }
}

/** The day-number from which both sides have eight customers whose months are over; undefined: they have not even entered. `ripeOn`: by side. */
export function comparableFrom(ripeOn: { readonly treated: readonly number[]; readonly held: readonly number[] }): number | undefined {
  const of = (days: readonly number[]) => days.toSorted((a, b) => a - b)[fewestOfSide - 1]
  const [treated, held] = [of(ripeOn.treated), of(ripeOn.held)]
  return treated === undefined || held === undefined ? undefined : Math.max(treated, held)
}

// Armitage, McPherson & Rowe (1969), Journal of the Royal Statistical Society A 132, 235-244, table 2.
const looksTold = [
  [1, 0.05],
  [2, 0.083],
  [3, 0.107],
  [4, 0.126],
  [5, 0.142],
  [10, 0.193],
  [20, 0.248],
  [50, 0.32],
] as const

/** How often at least one of so many looks at growing data shows an effect where there is none, each judged at 5 %. */
export function falseAlarmAfter(looks: number): number {
  const above = looksTold.findIndex(([told]) => told >= looks)
  if (above < 0) return 0.32
  const [n, share] = looksTold[above] as readonly [number, number]
  const [n0, share0] = looksTold[Math.max(0, above - 1)] as readonly [number, number]
  return n === n0 ? share : share0 + ((share - share0) * (looks - n0)) / (n - n0)
}
