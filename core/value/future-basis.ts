import type { Minor } from '#core/units/money.ts'
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
  readonly draws: DrawsRecord
  readonly spend: SpendBasis
  /** null where the cost of goods is unknown: then lifetime values are. */
  readonly margin: MarginBasis | null
  readonly terms: ClvTerms
  /** The share of cases that a stated range holds. */
  readonly level: number
}

/** Draws of the parameters as arrays that JSON can hold. */
export type DrawsRecord = Pick<PurchaseDraws, 'drops'> & { readonly [Name in 'k' | 'r' | 'alpha' | 'a' | 'b']: readonly number[] }

/** Gamma-Gamma among customers, and the mean spend of an order over the book. Minor units. Without parameters everybody spends its own mean. */
export type SpendBasis = { readonly parameters: GammaGammaParameters | null; readonly mean: Minor }

/** Mean margin rate of the book, its variance among customers, and within one times the sales behind it (core/value/margin-model.ts). */
export type MarginBasis = { readonly mean: number; readonly variance: number; readonly within: number }

/** The level of all ranges that the product states. */
export const statedLevel = 0.9

/** Throws a customer: more for small books, where a range says more about what is not known. */
const drawsFor = (customers: number): number => Math.round(Math.min(400, Math.max(100, 2e7 / Math.max(1, customers))))

function recordOf({ drops, k, r, alpha, a, b }: PurchaseDraws): DrawsRecord {
  const short = (values: Float64Array) => Array.from(values, value => Number(value.toPrecision(8)))
  return { drops, k: Array.from(k), r: short(r), alpha: short(alpha), a: short(a), b: short(b) }
}

export function drawsOf({ drops, k, r, alpha, a, b }: DrawsRecord): PurchaseDraws {
  const column = (values: readonly number[]) => Float64Array.from(values)
  return { count: k.length, drops, k: Uint8Array.from(k), r: column(r), alpha: column(alpha), a: column(a), b: column(b) }
}

/** The fit alone, where its posterior has no draws: a range that holds chance but not what is unknown of the parameters. */
function drawsOfFit({ fit }: OutlookModel): DrawsRecord {
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
  /** All customers with an order, in days. */
  readonly statistics: PurchaseStatistics
  /** Order days of each, and net sales an order day in minor units. */
  readonly spend: SpendColumns
  /** Net sales and contribution by customer and period; null where the cost of goods is unknown. */
  readonly margins: MarginRows | null
  readonly settings: Pick<ValuationSettings, 'discountRate' | 'horizonYears'>
}

/** The basis of a book at a day. Draws have a seed of their own, so the same book has the same basis. */
export function futureBasisOf({ outlook, statistics, spend, margins, settings }: BasisInput): FutureBasis {
  const posterior = posteriorOf(sampleForOutlook(statistics), outlook.fit, { draws: drawsFor(statistics.count), seed: 1 })
  const margin = margins && marginModelOf(margins, statistics.count)
  return {
    outlook,
    draws: posterior ? recordOf(posterior.draws) : drawsOfFit(outlook),
    spend: spendOf(spend),
    margin: margin === null || 'no' in margin ? null : { mean: margin.mean, variance: margin.variance, within: margin.within },
    terms: { annualDiscount: settings.discountRate, horizonYears: settings.horizonYears },
    level: statedLevel,
  }
}
