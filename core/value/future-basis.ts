import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { originAt } from './baselines.ts'
import type { Fit, PurchaseModelName } from './fit.ts'
import { expectedOf } from './purchase-model.ts'
import { type Candidate, fitOn, forecastAt } from './validation-forecasts.ts'
import type { OrderDays } from './window.ts'
import { type ClvTerms } from './clv.ts'
import { fitGammaGamma, type GammaGammaParameters, type SpendColumns } from './gamma-gamma.ts'
import { type MarginRows, marginModelOf } from './margin-model.ts'
import type { OutlookModel } from './outlook-model.ts'
import { sampleForOutlook } from './outlook-model.ts'
import { posteriorOf } from './posterior.ts'
import type { PurchaseDraws } from './posterior-counts.ts'
import type { PurchaseStatistics } from './purchase-statistics.ts'
import type { ValuationSettings } from './settings.ts'

/**
 * What every customer's future in a book is reckoned from: the purchase model with draws of its parameters, the spend of an order and the margin among
 * customers, and the terms. Plain data: kept with a rebuild, it gives one changed customer the same figures without the book. docs/methods/future.md
 */
export type FutureBasis = {
  readonly outlook: OutlookModel
  /** The model of orders, ranges and lifetime values: that of P(alive), unless another did better on this book. */
  readonly fit: Fit
  readonly choice: ForecastChoice
  /** Orders expected of the whole book by what forecasts them, over those expected by the fit. */
  readonly scale: number
  readonly draws: DrawsRecord
  readonly spend: SpendBasis
  /** null where the cost of goods is unknown: then lifetime values are. */
  readonly margin: MarginBasis | null
  readonly terms: ClvTerms
  /** The share of cases that a stated range holds. */
  readonly level: number
}

/** What was chosen for a book by its past (choose-model.ts): what forecasts the number of orders, and the model of all else. */
export type ForecastChoice = { readonly orders: Candidate; readonly model: PurchaseModelName }

/** Until the past has been asked. */
export const usualChoice: ForecastChoice = { orders: { method: 'mbgcnbd', clock: 'calendar' }, model: 'mbgcnbd' }

/** Draws of the parameters as arrays that JSON can hold. */
export type DrawsRecord = Pick<PurchaseDraws, 'drops'> & { readonly [Name in 'k' | 'r' | 'alpha' | 'a' | 'b']: readonly number[] }

/** Gamma-Gamma among customers, and the mean spend of an order over the book. Minor units. Without parameters everybody spends its own mean. */
export type SpendBasis = { readonly parameters: GammaGammaParameters | null; readonly mean: Minor }

/** Mean margin rate of the book, its variance among customers, and within one times the sales behind it (core/value/margin-model.ts). */
export type MarginBasis = { readonly mean: number; readonly variance: number; readonly within: number }

/** The days that "the next 12 months" are. */
export const yearAhead = 365

/** The level of all ranges that the product states. */
export const statedLevel = 0.9

/** Throws a customer: more for small books, where a range says more about what is not known. */
const drawsFor = (customers: number): number => Math.round(Math.min(400, Math.max(100, 1e7 / Math.max(1, customers))))

function recordOf({ drops, k, r, alpha, a, b }: PurchaseDraws): DrawsRecord {
  const short = (values: Float64Array) => Array.from(values, value => Number(value.toPrecision(8)))
  return { drops, k: Array.from(k), r: short(r), alpha: short(alpha), a: short(a), b: short(b) }
}

export function drawsOf({ drops, k, r, alpha, a, b }: DrawsRecord): PurchaseDraws {
  const column = (values: readonly number[]) => Float64Array.from(values)
  return { count: k.length, drops, k: Uint8Array.from(k), r: column(r), alpha: column(alpha), a: column(a), b: column(b) }
}

/** The fit alone, where its posterior has no draws: a range that holds chance but not what is unknown of the parameters. */
function drawsOfFit(fit: Fit): DrawsRecord {
  const count = 100
  const repeated = (value: number) => Array.from({ length: count }, () => value)
  const all = (name: string) => repeated(fit.parameters[name] ?? 1)
  return { drops: 'start', k: repeated(fit.k), r: all('r'), alpha: all('alpha'), a: all('a'), b: all('b') }
}

function spendOf(columns: SpendColumns): SpendBasis {
  let [orders, money] = [0, 0]
  for (let i = 0; i < columns.orders.length; i++) {
    const spent = (columns.orders[i] as number) * (columns.meanSpend[i] as number)
    if (!(spent > 0)) continue
    orders += columns.orders[i] as number
    money += spent
  }
  const fitted = fitGammaGamma(columns, { unit: 'day' })
  const isUsable = !('refusal' in fitted) && (fitted.fit.parameters['q'] ?? 0) > 1
  const { p = 0, q = 0, gamma = 0 } = isUsable ? fitted.fit.parameters : {}
  return { parameters: isUsable ? { p, q, gamma } : null, mean: orders > 0 ? money / orders : 0 }
}

export type BasisInput = {
  readonly outlook: OutlookModel
  readonly choice: ForecastChoice
  readonly orders: OrderDays
  /** First day of the book, and the day looked from. */
  readonly from: CivilDay
  readonly at: CivilDay
  /** All customers with an order, in days. */
  readonly statistics: PurchaseStatistics
  /** Order days of each, and net sales an order day in minor units. */
  readonly spend: SpendColumns
  /** Net sales and contribution by customer and period; null where the cost of goods is unknown. */
  readonly margins: MarginRows | null
  readonly settings: Pick<ValuationSettings, 'discountRate' | 'horizonYears'>
}

/** A model is fitted to at most so many customers. */
const largestFit = 5000

function fitOf({ outlook, choice, statistics, at }: BasisInput): Fit {
  const { prior } = outlook
  if (choice.model === 'mbgcnbd' || prior === 'industry') return outlook.fit
  return fitOn(statistics, choice.model, at, { prior, largestFit }) ?? outlook.fit
}

/** Orders of the next year by what was chosen to forecast them; by the fit where that is it, or cannot be. */
function expectedBy({ outlook, choice, orders, from, at }: BasisInput, byFit: Float64Array): Float64Array {
  const { method, clock } = choice.orders
  if (outlook.prior === 'industry' || (method === choice.model && clock === 'calendar')) return byFit
  const data = { origin: originAt(orders, at, yearAhead), from, cache: new Map() }
  return forecastAt(data, choice.orders, { until: at, prior: outlook.prior, largestFit })?.expected ?? byFit
}

/** A basis, and the orders of the next year that it expects of each customer. */
export type MadeBasis = { readonly basis: FutureBasis; readonly expected: Float64Array }

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

/** The basis of a book at a day. Draws have a seed of their own, so the same book has the same basis. */
export function futureBasisOf(input: BasisInput): MadeBasis {
  const { outlook, choice, statistics, spend, margins, settings } = input
  const fit = fitOf(input)
  const byFit = expectedOf(fit, statistics, yearAhead)
  const expected = expectedBy(input, byFit)
  const posterior = posteriorOf(sampleForOutlook(statistics), fit, { draws: drawsFor(statistics.count), seed: 1 })
  const margin = margins && marginModelOf(margins, statistics.count)
  const basis: FutureBasis = {
    outlook,
    fit,
    choice,
    scale: sum(byFit) > 0 ? sum(expected) / sum(byFit) : 1,
    draws: posterior ? recordOf(posterior.draws) : drawsOfFit(fit),
    spend: spendOf(spend),
    margin: margin === null || 'no' in margin ? null : { mean: margin.mean, variance: margin.variance, within: margin.within },
    terms: { annualDiscount: settings.discountRate, horizonYears: settings.horizonYears },
    level: statedLevel,
  }
  return { basis, expected }
}
