import { cutAt, midRank } from '#core/numerics/order-statistics.ts'
import type { CurrentCuts, ValuationSettings } from '#core/value/settings.ts'
import { none } from './run.ts'
import type { CurrentCut } from './run.ts'

/** Cuts by points of the mid-rank percentile, with the amounts that they come to in this ranked set. */
function byPoints(sorted: Float64Array, high: number, medium: number): CurrentCut {
  return { scale: 'percentile', high, medium, highValue: cutAt(sorted, high), mediumValue: cutAt(sorted, medium) }
}

const byMoney = (high: number, medium: number): CurrentCut => ({ scale: 'money', high, medium, highValue: high, mediumValue: medium })

/**
 * ABC: from the greatest value down, high up to and with the customer that brings the running sum of the positive values to `high` per cent of all, medium
 * likewise. Source: Pareto analysis as in Dickie (1951), "ABC inventory analysis".
 */
function byAbc(sorted: Float64Array, high: number, medium: number): CurrentCut {
  const whole = sorted.reduce((sum, value) => sum + Math.max(0, value), 0)
  const reaches = (share: number): number => {
    let sum = 0
    for (let k = sorted.length - 1; k >= 0 && (sorted[k] as number) > 0; k--) {
      sum += sorted[k] as number
      if (sum >= (share / 100) * whole) return sorted[k] as number
    }
    return Number.POSITIVE_INFINITY
  }
  return byMoney(reaches(high), reaches(medium))
}

function byMethod(sorted: Float64Array, cuts: CurrentCuts): CurrentCut {
  switch (cuts.method) {
    case 'percentile':
      return byPoints(sorted, cuts.high, cuts.medium)
    case 'tertile':
      return byPoints(sorted, 200 / 3, 100 / 3)
    case 'money':
      return byMoney(cuts.high, cuts.medium)
    case 'abc':
      return byAbc(sorted, cuts.high, cuts.medium)
  }
}

export type RunCuts = { readonly cuts: CurrentCut; readonly provisional: boolean }

/**
 * The cuts of the current value for the net contributions of A(t), ascending. Fewer than 20 customers are cut by money where the settings name money
 * in this currency; elsewhere by P80 and P50 of those there are, and every type is provisional. docs/methods/cuts.md
 */
export function cutsFor(sorted: Float64Array, settings: ValuationSettings, currency: string): RunCuts {
  const { current } = settings.cuts
  const { smallBook } = settings
  if (current.method === 'money' || sorted.length >= smallBook.below) return { cuts: byMethod(sorted, current), provisional: false }
  if (smallBook.currency === currency) return { cuts: byMoney(smallBook.high, smallBook.medium), provisional: false }
  return { cuts: byPoints(sorted, 80, 50), provisional: true }
}

const bandBy = (score: number, high: number, medium: number): number => (score >= high ? 2 : score >= medium ? 1 : 0)

/** The raw band (index into `bands`) of a net contribution: value <= 0 and customers without an order in 12 months are low; NaN has none. */
export function rawCurrentBand(value: number, isActive: boolean, cuts: CurrentCut): number {
  if (Number.isNaN(value)) return none
  return value <= 0 || !isActive ? 0 : bandBy(value, cuts.highValue, cuts.mediumValue)
}

export type PotentialCuts = ValuationSettings['cuts']['potential']

export const rawPotentialBand = (score: number, cuts: PotentialCuts): number =>
  Number.isNaN(score) ? none : bandBy(score, cuts.high, cuts.medium)

/** The furthest band whose cut is cleared by the buffer, upwards or downwards; else the confirmed one. */
function beyond(confirmed: number, up: number, down: number): number {
  return up > confirmed ? up : down < confirmed ? down : confirmed
}

/**
 * Candidate band on the current axis. The score is the percentile, or with money cuts the value, the buffer then being per cent of the cut. No order in
 * 12 months and a value <= 0 need no buffer.
 */
export function candidateCurrent(
  confirmed: number,
  value: number,
  score: number,
  isActive: boolean,
  cuts: CurrentCut,
  buffer: number,
): number {
  if (confirmed === none || Number.isNaN(value)) return none
  if (value <= 0 || !isActive) return 0
  const { high, medium } = cuts
  if (cuts.scale === 'percentile') return beyond(confirmed, bandBy(score - buffer, high, medium), bandBy(score + buffer, high, medium))
  const [more, less] = [1 + buffer / 100, 1 - buffer / 100]
  return beyond(confirmed, bandBy(value, high * more, medium * more), bandBy(value, high * less, medium * less))
}

export function candidatePotential(confirmed: number, score: number, cuts: PotentialCuts, buffer: number): number {
  if (confirmed === none || Number.isNaN(score)) return none
  return beyond(confirmed, bandBy(score - buffer, cuts.high, cuts.medium), bandBy(score + buffer, cuts.high, cuts.medium))
}

/** Percentile of a value in the ranked set; NaN where either is missing. */
export const percentileIn = (sorted: Float64Array, value: number): number => (Number.isNaN(value) ? Number.NaN : midRank(sorted, value))
