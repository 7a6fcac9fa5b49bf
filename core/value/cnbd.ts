import type { Objective } from '#core/numerics/minimise.ts'
import { type CnbdShape, cnbdObjective, logsOf, parametersAt } from './cnbd-likelihood.ts'
import { type CnbdRows, cnbdRowsOf } from './cnbd-rows.ts'
import { identification, standardErrorsOf } from './cnbd-identification.ts'
import {
  type Fit,
  type FitOptions,
  type Fitted,
  fewestCustomers,
  fewestGaps,
  type FitWarning,
  type LogFit,
  largestK,
  type PurchaseModelName,
} from './fit.ts'
import { type Box, findMode, type Mode } from './mode-search.ts'
import { badRowOf, type PurchaseStatistics, statisticsAt, timeScaleOf } from './purchase-statistics.ts'
import { lnWeakPriorOfK, weakPriorOf, withPrior } from './weak-prior.ts'

/** The models of this family: NBD, (M)BG/NBD and (M)BG/CNBD-k. */
export type CnbdName = Exclude<PurchaseModelName, 'paretonbd'>

export const dropsOf = (model: CnbdName): CnbdShape['drops'] => (model === 'nbd' ? 'never' : model.startsWith('m') ? 'start' : 'repeat')
const hasTicks = (model: CnbdName): boolean => model.endsWith('cnbd')

/** Books of more than twice as many customers are searched on a sample of so many first. */
const sampleSize = 10_000

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/**
 * A systematic sample of a large book; the book itself when it is small. It goes about the book in steps of a golden section, so that neither a sorted
 * nor a periodic file shows in it.
 */
export function sampleOf(s: PurchaseStatistics): PurchaseStatistics {
  if (s.count <= 2 * sampleSize) return s
  let step = Math.floor(s.count * 0.6180339887498949)
  while (commonDivisor(s.count, step) !== 1) step++
  return statisticsAt(
    s,
    Int32Array.from({ length: sampleSize }, (_, i) => (i * step) % s.count),
  )
}

/** -ln posterior (likelihood without a prior) of a book, by parameters in logs; what draws of the parameters are weighed with. */
export function cnbdPosterior(rows: CnbdRows, shape: CnbdShape, timeScale: number, prior: FitOptions['prior']): Objective {
  const objective = cnbdObjective(rows, shape)
  return prior === 'weak' ? withPrior(objective, weakPriorOf(timeScale, shape.k)) : objective
}

function boxFor(timeScale: number, parameters: number): Box {
  const centre = Math.log(timeScale)
  const low = Float64Array.of(-12, centre - 14, -16, -10)
  const high = Float64Array.of(9, centre + 16, 16, 12)
  return { low: low.subarray(0, parameters), high: high.subarray(0, parameters) }
}

/** Two starts well apart: the book's own rate with a moderate spread, and a broad spread with half of all leaving. */
function startsFor(timeScale: number, { k, drops }: CnbdShape): Float64Array[] {
  const alpha = timeScale / k
  const starts = [logsOf({ r: 1, alpha, a: 0.5, b: 4.5 }, drops), logsOf({ r: 0.25, alpha: alpha / 4, a: 0.8, b: 1.2 }, drops)]
  return starts.map(start => (drops === 'never' ? start.subarray(0, 2) : start))
}

type Found = { readonly k: number; readonly mode: Mode; readonly objective: Objective; readonly ofSample: Objective }
type Book = { readonly rows: CnbdRows; readonly sample: CnbdRows; readonly timeScale: number }

/**
 * Where dropout ended at next to none, at next to all or without a spread: starts about the same rates with small and great dropout. A little dropout
 * may be likelier than none, and a step too long walks past it.
 */
function again(mode: Float64Array): Float64Array[] {
  const [lnR, lnAlpha, logit = 0, lnTotal = 0] = mode
  if (mode.length === 2 || (Math.abs(logit) < 6 && lnTotal < 7 && lnTotal > -4)) return []
  const spreads = [0, 2, 4]
  return [-7, -4.5, -2].flatMap(dropout => spreads.map(spread => Float64Array.of(lnR as number, lnAlpha as number, dropout, spread)))
}

/** A neighbour's mode as a start: the same gaps by other ticks. From a parameter at its bound, where all is flat, a search would not come back. */
function nearby({ mode, k }: Found, next: number): Float64Array {
  const [lnR = 0, lnAlpha = 0, logit, lnTotal] = mode.at
  const start = [lnR, lnAlpha + Math.log(k / next)]
  if (logit !== undefined && lnTotal !== undefined) start.push(Math.min(3, Math.max(-3, logit)), Math.min(4, Math.max(-1, lnTotal)))
  return Float64Array.from(start)
}

/** The mode for one k; from `warm` alone, where a neighbouring k's is known: good enough to tell the rivals, which are then searched from all starts. */
function findFor(book: Book, shape: CnbdShape, prior: FitOptions['prior'], warm?: Found): Found {
  const { rows, sample, timeScale } = book
  const full = cnbdPosterior(rows, shape, timeScale, prior)
  const ofSample = rows === sample ? full : cnbdPosterior(sample, shape, timeScale, prior)
  const starts = warm ? [nearby(warm, shape.k)] : startsFor(timeScale, shape)
  const box = boxFor(timeScale, starts[0]?.length ?? 2)
  return {
    k: shape.k,
    objective: full,
    ofSample,
    mode: findMode({ full, customers: rows.count, sample: ofSample, sampled: sample.count, starts, box, ...(warm ? {} : { again }) }),
  }
}

/** When so many k in a row were worse, the last by more than so much in ln likelihood (e^10 times as unlikely), larger ones are not tried. */
const hopeless = { inARow: 3, by: 10 } as const

/**
 * The k of the highest profile likelihood (or posterior): 1..12 on the sample of a large book, as far as there is hope, then, on the whole, the best and
 * those neighbours that the sample leaves open.
 */
function profile(book: Book, drops: CnbdShape['drops'], prior: FitOptions['prior']): Found {
  const small: Book = { ...book, rows: book.sample }
  const tried: Found[] = []
  const cost = ({ k, mode }: Found) => mode.value - (prior === 'weak' ? lnWeakPriorOfK(k) : 0)
  const lowest = (found: readonly Found[]) => found.reduce((one, other) => (cost(other) < cost(one) ? other : one))
  const isHopeless = (k: number) => {
    const best = lowest(tried)
    return k - best.k >= hopeless.inARow && cost(tried.at(-1) as Found) - cost(best) > hopeless.by
  }
  for (let k = 1; k <= largestK && (k === 1 || !isHopeless(k - 1)); k++) tried.push(findFor(small, { k, drops }, prior, tried.at(-1)))
  const best = lowest(tried)
  const rivals = tried.filter(found => cost(found) - cost(best) < hopeless.by)
  if (book.rows === book.sample) return lowest(rivals.map(found => better(found, findFor(book, { k: found.k, drops }, prior))))
  const open = tried.filter(found => Math.abs(found.k - best.k) === 1 && cost(found) - cost(best) < 5 * Math.sqrt(book.sample.count))
  return lowest([best, ...open].map(({ k }) => findFor(book, { k, drops }, prior)))
}

const better = (one: Found, other: Found): Found => (other.mode.value <= one.mode.value + 1e-9 * Math.abs(one.mode.value) ? other : one)

const gapsOf = (s: PurchaseStatistics): number => s.x.reduce((sum, x) => sum + x, 0)

/** What speaks against fitting at all; undefined when nothing does. */
export function refusalFor(s: PurchaseStatistics, prior: FitOptions['prior']): FitWarning | undefined {
  const bad = badRowOf(s)
  if (bad) return { code: bad.code, args: { row: bad.row + 1 } }
  if (s.count === 0) return { code: 'no_customers', args: {} }
  if (s.age.every(age => age === 0)) return { code: 'no_time', args: { customers: s.count } }
  return prior === 'weak' ? undefined : tooFew(s)
}

export function tooFew(s: PurchaseStatistics): FitWarning | undefined {
  if (s.count < fewestCustomers) return { code: 'few_customers', args: { customers: s.count, fewest: fewestCustomers } }
  const gaps = gapsOf(s)
  return gaps < fewestGaps ? { code: 'few_gaps', args: { gaps, fewest: fewestGaps } } : undefined
}

/** Gaps shorter than this many days on average suffer from days that are counted whole. */
const coarseGap = 4

export function dayRounding(s: PurchaseStatistics): FitWarning[] {
  const gaps = gapsOf(s)
  const days = (s.recency.reduce((sum, time) => sum + time, 0) / gaps) * s.unitDays
  return days < coarseGap ? [{ code: 'day_rounding', args: { days: Math.round(days * 10) / 10 } }] : []
}

const warn = (isTrue: boolean, code: FitWarning['code'], args: FitWarning['args'] = {}): FitWarning[] => (isTrue ? [{ code, args }] : [])

/**
 * Fits NBD, (M)BG/NBD or (M)BG/CNBD-k to a book: maximum likelihood, or the mode under the weak prior. `k` a number fixes it (1..12). A refusal says why
 * there is no fit: fewer than 15 customers or 3 gaps without a prior, impossible rows, no time passed.
 */
export function fitCnbd(model: CnbdName, s: PurchaseStatistics, options: FitOptions): Fitted {
  const refusal = refusalFor(s, options.prior)
  if (refusal) return { refusal }
  const drops = dropsOf(model)
  const rows = cnbdRowsOf(s)
  const sampled = sampleOf(s)
  const book: Book = { rows, sample: sampled === s ? rows : cnbdRowsOf(sampled), timeScale: timeScaleOf(s) }
  const wanted = hasTicks(model) ? (options.k ?? 'auto') : 1
  const blind = rows.lnGaps === null && wanted !== 1
  const few = options.prior === 'weak' ? tooFew(s) : undefined
  const k = wanted === 'auto' ? (blind || gapsOf(s) < fewestGaps ? 1 : undefined) : Math.min(largestK, Math.max(1, Math.round(wanted)))
  const found = k === undefined ? profile(book, drops, options.prior) : findFor(book, { k, drops }, options.prior)
  const warnings = [
    ...warn(blind, 'k_without_gaps', { k: found.k }),
    ...warn(k === undefined && found.k === largestK, 'k_at_bound', { k: largestK }),
    ...(few ? [few] : []),
    ...dayRounding(s),
  ]
  const { mode } = found
  const likelihood =
    options.prior === 'weak' ? cnbdObjective(rows, { k: found.k, drops })(mode.at, new Float64Array(mode.at.length)) : mode.value
  const blurred = options.prior === 'weak' ? [] : identification(found.ofSample, mode, rows.count / book.sample.count)
  return assemble(model, s, options, found, -likelihood, [...warnings, ...blurred], blurred)
}

function assemble(
  model: CnbdName,
  s: PurchaseStatistics,
  { until = null, unit }: FitOptions,
  { k, mode, objective }: Found,
  logLikelihood: number,
  before: readonly FitWarning[],
  blurred: readonly FitWarning[],
): Fitted {
  const { r, alpha, a, b } = parametersAt(mode.at)
  const names = ['r', 'alpha', 'a', 'b'] as const
  const isInside = blurred.length === 0 && mode.atBound.length === 0
  const fit: Fit = {
    model,
    k,
    unit,
    customers: s.count,
    repeatCustomers: s.x.reduce((sum, x) => sum + (x > 0 ? 1 : 0), 0),
    until,
    parameters: mode.at.length === 2 ? { r, alpha } : { r, alpha, a, b },
    standardErrors: standardErrorsOf(mode, blurred),
    logLikelihood,
    gradientNorm: mode.gradientNorm,
    hessianPositive: mode.hessianPositive,
    iterations: mode.iterations,
    warnings: [
      ...before,
      ...(blurred.length > 0 ? [] : mode.atBound.flatMap(i => warn(true, 'parameter_at_bound', { parameter: names[i] ?? '' }))),
      ...warn(isInside && !mode.converged, 'not_converged', { gradient: mode.gradientNorm }),
      ...warn(isInside && !mode.hessianPositive, 'hessian_not_positive'),
      ...warn(isInside && !mode.startsAgree, 'starts_disagree'),
    ],
  }
  const log: LogFit = { mode: mode.at, hessian: mode.hessian, objective }
  return { fit, log }
}
