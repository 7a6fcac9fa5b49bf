import type { Objective } from '#core/numerics/minimise.ts'
import { cnbdObjective, logsOf, parametersAt } from './cnbd-likelihood.ts'
import { cnbdRowsOf } from './cnbd-rows.ts'
import { type Fit, type FitWarning, fewestCustomers, fewestGaps, largestK } from './fit.ts'
import { paretoNbdWeakPrior } from './pareto-nbd-fit.ts'
import { paretoNbdObjective, paretoNbdParametersAt } from './pareto-nbd-likelihood.ts'
import type { PurchaseDraws } from './posterior-counts.ts'
import { type Candidate, drawLaplace, drawPosterior, type PosteriorPoints } from './posterior-pool.ts'
import { type PurchaseStatistics, timeScaleOf } from './purchase-statistics.ts'
import { lnWeakPriorOfK, weakPrior, weakPriorOf, withPrior } from './weak-prior.ts'

/** What a posterior is drawn from: a fit says the model, its k and its parameters. */
export type FittedModel = Pick<Fit, 'model' | 'k' | 'customers' | 'parameters'>

export type PosteriorOptions = {
  readonly seed?: number
  /** Draws of the parameters; by default as many as the size of the book allows (3000 for a small one, 200 for 100,000 customers). */
  readonly draws?: number
  /** Whether k is known for sure; otherwise a small book's range also holds what is not known about k. Default false. */
  readonly isKCertain?: boolean
}

/** Parameters as likely as the data and the weak prior make them, and how they came about. */
export type Posterior = {
  readonly draws: PurchaseDraws
  /** Too few customers or gaps for a population of their own: the industry's experience stands in. */
  readonly isIndustry: boolean
  /** Draws of the parameters that were worth something, of those drawn; equal where no weights were needed. */
  readonly effective: number
  readonly drawn: number
  readonly warnings: readonly FitWarning[]
}

/** Books of so many customers are sure enough of their parameters for the normal approximation. */
export const largeBook = 500
/** Throws of a t that are weighed. */
const thrown = 1200
/** Where a book says too little of itself: days between the orders of a customer who buys for resale or use, as usual in trade between firms. */
const industryGapDays = 60

const dropsOf = { nbd: 'never', bgnbd: 'repeat', mbgnbd: 'start', bgcnbd: 'repeat', mbgcnbd: 'start', paretonbd: 'anytime' } as const
type DrawnModel = keyof typeof dropsOf
const isDrawn = (model: string): model is DrawnModel => model in dropsOf

const scaled =
  (objective: Objective, factor: number): Objective =>
  (at, gradient) => {
    const value = objective(at, gradient) * factor
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) * factor
    return value
  }

/** Minus ln posterior by parameters in logs, for every k; the prior alone where no time has passed yet. */
function objectivesOf(s: PurchaseStatistics, drops: PurchaseDraws['drops'], timeScale: number): (k: number) => Objective {
  const isObserved = s.age.some(age => age > 0)
  if (!isObserved) return drops === 'anytime' ? () => paretoNbdWeakPrior(timeScale) : k => weakPriorOf(timeScale, k)
  if (drops === 'anytime') return () => withPrior(scaled(paretoNbdObjective(s), s.count), paretoNbdWeakPrior(timeScale))
  const rows = cnbdRowsOf(s)
  return k => withPrior(cnbdObjective(rows, { k, drops }), weakPriorOf(timeScale, k))
}

/** Where a search begins: in the middle of the prior. */
function middleOf(drops: PurchaseDraws['drops'], timeScale: number, k: number): Float64Array {
  if (drops === 'never') return Float64Array.of(0, Math.log(timeScale / k))
  if (drops === 'anytime') return Float64Array.of(0, Math.log(timeScale), 0, Math.log(timeScale / 0.08))
  return Float64Array.of(0, Math.log(timeScale / k), weakPrior.logitDropout.mean, weakPrior.lnPrecision.mean)
}

/** The fit's own parameters in logs; undefined where one is missing, or at a bound. */
function logsOfFit({ parameters }: FittedModel, drops: PurchaseDraws['drops']): Float64Array | undefined {
  const [r, alpha, a, b] = ['r', 'alpha', drops === 'anytime' ? 's' : 'a', drops === 'anytime' ? 'beta' : 'b'].map(
    name => parameters[name] ?? 1,
  )
  const p = { r, alpha, a, b } as { r: number; alpha: number; a: number; b: number }
  const logs = drops === 'anytime' ? Float64Array.of(p.r, p.alpha, p.a, p.b).map(Math.log) : logsOf(p, drops)
  return logs.every(value => Math.abs(value) < 12) ? logs : undefined
}

/** Points in logs as columns of parameters. */
function drawsOf(points: PosteriorPoints, drops: PurchaseDraws['drops'], size: number): PurchaseDraws {
  const count = points.k.length
  const column = () => new Float64Array(count)
  const draws = { count, drops, k: points.k, r: column(), alpha: column(), a: column(), b: column() }
  for (let d = 0; d < count; d++) {
    const at = points.at.subarray(d * size, d * size + size)
    const p = drops === 'anytime' ? ofHazards(at) : parametersAt(at)
    draws.r[d] = p.r
    draws.alpha[d] = p.alpha
    draws.a[d] = p.a
    draws.b[d] = p.b
  }
  return draws
}

function ofHazards(at: Float64Array) {
  const { r, alpha, s, beta } = paretoNbdParametersAt(at)
  return { r, alpha, a: s, b: beta }
}

/** Is this too little for a population of its own? Then a warning, in the words of the fit's. */
function scarcityOf(s: PurchaseStatistics): readonly FitWarning[] {
  const gaps = s.x.reduce((sum, x) => sum + x, 0)
  const isEnough = s.count >= fewestCustomers && gaps >= fewestGaps
  return isEnough ? [] : [{ code: 'industry_prior', args: { customers: s.count, gaps } }]
}

/** As many draws as keep customers x draws within bounds. */
function drawsFor(customers: number): number {
  const fewest = Math.min(200, Math.max(60, 2e7 / customers))
  return Math.round(Math.min(3000, Math.max(fewest, 2e6 / customers)))
}

/** The k that a small book's posterior is taken over; the fit's own where the data do not tell it or it is known. */
function candidateKs(s: PurchaseStatistics, fit: FittedModel, isKCertain: boolean): readonly number[] {
  const isOpen = (fit.model === 'bgcnbd' || fit.model === 'mbgcnbd') && s.lnGaps !== null && !isKCertain
  return isOpen ? Array.from({ length: largestK }, (_, k) => k + 1) : [fit.k]
}

/**
 * Draws of a purchase model's parameters given a book, under the weak prior: by Laplace for books of 500 customers and more; below, by weighted throws
 * of a multivariate t about the mode of every k. Fewer than 15 customers or 3 gaps do not make a population: the prior is then that of the industry and
 * only its own history moves it. undefined for models without x, t_x and T (bgbb, sbg), for an empty book, and where the likelihood has no finite value.
 * docs/methods/prediction-intervals.md
 */
export function posteriorOf(s: PurchaseStatistics, fit: FittedModel, options: PosteriorOptions = {}): Posterior | undefined {
  if (!isDrawn(fit.model) || s.count === 0) return undefined
  const drops = dropsOf[fit.model]
  const count = options.draws ?? drawsFor(s.count)
  const seed = options.seed ?? 1
  const own = logsOfFit(fit, drops)
  if (own && fit.customers > 2 * s.count) return knownPosterior(fit, drops, own, count)
  const warnings = scarcityOf(s)
  const timeScale = warnings.length > 0 ? industryGapDays / s.unitDays : timeScaleOf(s)
  const objectiveOf = objectivesOf(s, drops, timeScale)
  const candidateOf = (k: number, start: Float64Array): Candidate => ({ k, objective: objectiveOf(k), lnPrior: lnWeakPriorOfK(k), start })
  const middle = (k: number) => middleOf(drops, timeScale, k)
  const points =
    s.count >= largeBook
      ? (drawLaplace(candidateOf(fit.k, own ?? middle(fit.k)), count, seed) ?? drawLaplace(candidateOf(fit.k, middle(fit.k)), count, seed))
      : drawPosterior(
          candidateKs(s, fit, options.isKCertain ?? false).map(k => candidateOf(k, middle(k))),
          count,
          thrown,
          seed,
        )
  if (!points) return undefined
  return {
    draws: drawsOf(points, drops, middle(1).length),
    isIndustry: warnings.length > 0,
    effective: points.effective,
    drawn: points.drawn,
    warnings,
  }
}

/** A fit on a far larger book is taken as it is: these few customers do not move it. */
function knownPosterior(fit: FittedModel, drops: PurchaseDraws['drops'], at: Float64Array, count: number): Posterior {
  const points = { k: new Uint8Array(count).fill(fit.k), at: new Float64Array(count * at.length), effective: count, drawn: count }
  for (let d = 0; d < count; d++) points.at.set(at, d * at.length)
  return { draws: drawsOf(points, drops, at.length), isIndustry: false, effective: count, drawn: count, warnings: [] }
}
