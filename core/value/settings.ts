import type { Minor } from '#core/units/money.ts'

/** What costs us an activity rate when it happens once (docs/methods/net-contribution.md). */
export const activityKinds = ['order', 'line', 'delivery', 'rushDelivery', 'visit', 'call', 'complaint', 'return', 'creditNote'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** The five sub-indices of the potential value, in the order of DOMAIN section 2. */
export const subIndices = ['headroom', 'perception', 'loyalty', 'outlook', 'strategic'] as const
export type SubIndex = (typeof subIndices)[number]

/**
 * What P(alive) is taken from. `auto`: a purchase model fitted to the book at each month-end (docs/methods/outlook.md); `rhythm`: the customer's own
 * rhythm alone, which needs no book and no belief in a model.
 */
export const purchaseModels = ['auto', 'rhythm'] as const
export type PurchaseModelChoice = (typeof purchaseModels)[number]

/**
 * How the bands of the current value are cut. `percentile`: points of the mid-rank percentile; `tertile`: three equal parts; `money`: amounts in
 * minor units of the book's currency; `abc`: cumulative share of the net contribution in per cent (high to 80, medium to 95).
 */
export type CurrentCuts =
  | { readonly method: 'percentile'; readonly high: number; readonly medium: number }
  | { readonly method: 'tertile' }
  | { readonly method: 'money'; readonly high: Minor; readonly medium: Minor }
  | { readonly method: 'abc'; readonly high: number; readonly medium: number }

/** Money cuts of a book with fewer than `below` active customers, where ranks say little. They hold in `currency` alone. */
export type SmallBook = { readonly below: number; readonly currency: string; readonly high: Minor; readonly medium: Minor }

/** Everything that can be set about value and place. A record of JSON: the file of `--settings` and the settings of a tenant are this shape. */
export type ValuationSettings = {
  readonly version: number
  /** Gross margin on net sales, 0..1, for lines without a known cost; null = switched off: then such lines leave the value unknown. */
  readonly margin: number | null
  /** Minor units for one activity; null = unknown. */
  readonly rates: Readonly<Record<ActivityKind, Minor | null>>
  /** The currency of the rates: a book in another has no activity costs. */
  readonly ratesCurrency: string
  /** Cost of capital a year, 0..1, and the days a receivable stands out where no payment is known. */
  readonly financingRate: number
  readonly daysOutstandingDefault: number
  readonly cuts: { readonly current: CurrentCuts; readonly potential: { readonly high: number; readonly medium: number } }
  readonly smallBook: SmallBook
  readonly weights: Readonly<Record<SubIndex, number>>
  /** Points of buffer at each cut (per cent of the cut where cuts are money), and the runs in a row that confirm a move. */
  readonly hysteresis: { readonly buffer: number; readonly runs: number }
  /** A type is provisional below this data confidence. */
  readonly provisionalBelow: number
  readonly discountRate: number
  readonly horizonYears: number
  readonly overrideDays: number
  readonly purchaseModel: PurchaseModelChoice
}

/** Settings version 1 (DOMAIN section 8), rates and small-book cuts in fen. */
export const defaultSettings: ValuationSettings = {
  version: 1,
  margin: 0.25,
  rates: {
    order: 4_000,
    line: 400,
    delivery: 6_000,
    rushDelivery: 20_000,
    visit: 50_000,
    call: 3_000,
    complaint: 30_000,
    return: 15_000,
    creditNote: 8_000,
  },
  ratesCurrency: 'CNY',
  financingRate: 0.06,
  daysOutstandingDefault: 30,
  cuts: { current: { method: 'percentile', high: 80, medium: 50 }, potential: { high: 65, medium: 40 } },
  smallBook: { below: 20, currency: 'CNY', high: 50_000_000, medium: 5_000_000 },
  weights: { headroom: 0.35, perception: 0.2, loyalty: 0.25, outlook: 0.1, strategic: 0.1 },
  hysteresis: { buffer: 5, runs: 2 },
  provisionalBelow: 0.5,
  discountRate: 0.1,
  horizonYears: 5,
  overrideDays: 90,
  purchaseModel: 'auto',
}

const noRates: ValuationSettings['rates'] = {
  order: null,
  line: null,
  delivery: null,
  rushDelivery: null,
  visit: null,
  call: null,
  complaint: null,
  return: null,
  creditNote: null,
}

/** The default settings of a book in a currency (ISO 4217): the yuan rates are of no use in another, where activity costs are unknown until set. */
export function settingsFor(currency: string): ValuationSettings {
  return currency === defaultSettings.ratesCurrency ? defaultSettings : { ...defaultSettings, rates: noRates, ratesCurrency: currency }
}

/** The rate of one activity in a book's currency, in minor units; null where it is unknown. */
export function rateOf(settings: ValuationSettings, kind: ActivityKind, currency: string): Minor | null {
  return currency === settings.ratesCurrency ? settings.rates[kind] : null
}
