import { isHeldOut } from './hold-out.ts'
import { upliftOf } from './uplift.ts'

/** Customers with what each brought in a time before and a time after, in which nobody was treated by the lots that are tried. */
export type AaBook = { readonly dyadIds: readonly string[]; readonly before: Float64Array; readonly after: Float64Array }

export type AaFound = {
  readonly customers: number
  readonly lots: number
  /** Lots that seemed to show an effect though they stand for nothing. */
  readonly alarms: number
  /** How many of them chance allows for at 5 %, in 99 of 100 such checks. */
  readonly low: number
  readonly high: number
  readonly isSound: boolean
}

export const aaLots = 200
const aaPermutations = 199
export const mostAaCustomers = 2000

/** The smallest count whose share of the binomial reaches `at`. */
function binomialQuantile(n: number, p: number, at: number): number {
  let term = (1 - p) ** n
  let reached = term
  for (let k = 0; k < n; k++) {
    if (reached >= at) return k
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
    reached += term
  }
  return n
}

/** Counts of false alarms that a true 5 % leaves room for. */
export const allowedAlarms = (lots: number): readonly [low: number, high: number] => [
  binomialQuantile(lots, 0.05, 0.005),
  binomialQuantile(lots, 0.05, 0.995),
]

/**
 * Tries the comparison on the firm's own customers with 200 lots that stand for nothing: an effect is seen in 5 of 100 if all is right (A/A test:
 * Kohavi, Tang & Xu 2020, Trustworthy Online Controlled Experiments, chapter 19). undefined where a side stays under eight customers.
 * docs/methods/uplift.md
 */
export function aaTest(
  { dyadIds, before, after }: AaBook,
  tenantId: string,
  share: number,
  seed: number,
  lots = aaLots,
): AaFound | undefined {
  let tried = 0
  let alarms = 0
  for (let lot = 0; lot < lots; lot++) {
    const isTreated = Uint8Array.from(dyadIds, dyadId => (isHeldOut(tenantId, `a/a ${lot}`, dyadId, share) ? 0 : 1))
    const found = upliftOf({ before, after, isTreated }, seed + lot, aaPermutations)
    if (found === undefined) continue
    tried++
    if (found.p <= 0.05) alarms++
  }
  if (tried < lots / 2) return undefined
  const [low, high] = allowedAlarms(tried)
  return { customers: dyadIds.length, lots: tried, alarms, low, high, isSound: alarms >= low && alarms <= high }
}
