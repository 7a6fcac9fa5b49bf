import type { CivilDay } from '#core/units/civil-day.ts'
import { monthOf } from '#core/units/civil-day.ts'
import { fitCnbd, tooFew } from './cnbd.ts'
import { cnbdAliveOfBook, type CnbdModel } from './cnbd-expectation.ts'
import type { Fit } from './fit.ts'
import { type PurchaseStatistics, statisticsAt, timeScaleOf } from './purchase-statistics.ts'
import { weakPrior } from './weak-prior.ts'

/**
 * The purchase model that P(alive) of a book is taken from, as it stood on a day: plain data that can be kept and used on one customer alone. MBG/CNBD-k in
 * days; `prior`: nothing believed beforehand (500 customers and more), the weak prior (fewer), or, where there is no population to fit, the industry's
 * experience, which the customer's own history sharpens. docs/methods/outlook.md
 */
export type OutlookModel = {
  readonly until: CivilDay
  readonly prior: 'none' | 'weak' | 'industry'
  readonly fit: Fit
}

/** From so many customers on the book speaks for itself. */
export const customersWithoutPrior = 500

/** What wholesale books are like: gaps at random, a rate spread of r = 1, and 8 of 100 customers lost after an order, give or take. */
function industryFit(s: PurchaseStatistics, until: CivilDay): Fit {
  const r = Math.exp(weakPrior.lnR.mean)
  const precision = Math.exp(weakPrior.lnPrecision.mean)
  const share = 1 / (1 + Math.exp(-weakPrior.logitDropout.mean))
  const few = tooFew(s)
  return {
    model: 'mbgcnbd',
    k: 1,
    unit: 'day',
    customers: s.count,
    repeatCustomers: s.x.reduce((sum, x) => sum + (x > 0 ? 1 : 0), 0),
    until,
    parameters: { r, alpha: r * timeScaleOf(s), a: share * precision, b: (1 - share) * precision },
    standardErrors: { r: null, alpha: null, a: null, b: null },
    logLikelihood: 0,
    gradientNorm: 0,
    hessianPositive: false,
    iterations: 0,
    warnings: few ? [few] : [],
  }
}

/** The k of the model before holds for a year, until January: it is a trait of the trade and changes slowly, and to seek it costs twelve fits. */
function ticksToTry(until: CivilDay, before: OutlookModel | undefined): number | 'auto' {
  const isJanuary = monthOf(until) % 12 === 0
  return before === undefined || before.prior === 'industry' || isJanuary ? 'auto' : before.fit.k
}

/** A book of more is fitted on every n-th of its customers: four parameters are known to a per cent or two by then. */
export const largestFit = 4000

/** The customers that a book is fitted on: all, or every n-th. */
export function sampleForOutlook(s: PurchaseStatistics): PurchaseStatistics {
  if (s.count <= largestFit) return s
  return statisticsAt(
    s,
    Int32Array.from({ length: largestFit }, (_, i) => Math.floor((i * s.count) / largestFit)),
  )
}

/**
 * Fits the model to the statistics in days of all customers at the end of day `until`. `before`: the model of the month before, if any. undefined where
 * nobody has ordered yet.
 */
export function fitOutlook(seen: PurchaseStatistics, until: CivilDay, before?: OutlookModel): OutlookModel | undefined {
  if (seen.count === 0) return undefined
  const statistics = sampleForOutlook(seen)
  const industry = (): OutlookModel => ({ until, prior: 'industry', fit: industryFit(statistics, until) })
  if (tooFew(statistics)) return industry()
  const prior = statistics.count >= customersWithoutPrior ? 'none' : 'weak'
  const fitted = fitCnbd('mbgcnbd', statistics, { unit: 'day', until, prior, k: ticksToTry(until, before) })
  if ('refusal' in fitted) return industry()
  return { until, prior, fit: fitted.fit }
}

/** A fit of this family as its formulas take it. */
export function cnbdModelOf({ k, parameters }: Fit): CnbdModel {
  const { r = Number.NaN, alpha = Number.NaN, a = Number.NaN, b = Number.NaN } = parameters
  return { shape: { k, drops: 'start' }, parameters: { r, alpha, a, b } }
}

/** Statistics in days of the customers with an order, and the dyad of each (`statisticsOf`). */
export type Seen = { readonly statistics: PurchaseStatistics; readonly dyads: Int32Array }

/** P(alive) of every dyad into `alive`; dyads without an order keep what is there. Rounded to single precision by the column. */
export function fillAlive({ fit }: OutlookModel, { statistics, dyads }: Seen, alive: Float32Array): void {
  const model = cnbdModelOf(fit)
  const chances = cnbdAliveOfBook(model, statistics)
  dyads.forEach((dyad, i) => {
    alive[dyad] = chances[i] as number
  })
}
