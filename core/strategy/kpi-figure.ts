import { growthOf, type Kpi, shareOf } from './kpi.ts'

/** Sums over the customers that are seen, of one month-end and of the one a year before. Money in minor units. */
export type StandSums = {
  /** Customers with sales in the twelve months up to a year ago, and those of them with sales in the last twelve. */
  readonly before: number
  readonly kept: number
  /** Net contribution of the kept: of the last twelve months, and of the twelve before. */
  readonly keptNow: number
  readonly keptBefore: number
  /** Customers with sales now, and those of them with a type and a confidence of data of at least 0.5. */
  readonly active: number
  readonly identified: number
  readonly contribution: number
  readonly sales: number
}

/** Events of a month: so many of all, or their sum. */
export type EventSums = { readonly part: number; readonly n: number }

/** A figure with what it rests on; null is "no data". */
export type KpiFigure = { readonly value: number | null; readonly n: number }

/** Answers that a mean of satisfaction is shown from. */
const fewestAnswers = 3

const ofStand: Partial<Record<Kpi, (sums: StandSums) => KpiFigure>> = {
  retained_share: ({ kept, before }) => ({ value: shareOf(kept, before), n: before }),
  kept_growth: ({ kept, keptNow, keptBefore }) => ({ value: kept > 0 ? growthOf(keptNow, keptBefore) : null, n: kept }),
  identified_share: ({ identified, active }) => ({ value: shareOf(identified, active), n: active }),
  kept_customers: ({ kept, before }) => ({ value: before > 0 ? kept : null, n: before }),
  cost_share: ({ sales, contribution, active }) => ({ value: sales > 0 ? 1 - contribution / sales : null, n: active }),
  profit: ({ active, contribution }) => ({ value: active > 0 ? contribution : null, n: active }),
}

/** A figure that is read off the month-ends; undefined for those that events make. docs/methods/kpi.md */
export const standFigure = (kpi: Kpi, sums: StandSums): KpiFigure | undefined => ofStand[kpi]?.(sums)

/** A figure of a month's events. `active`: customers with sales at that month's end, undefined where it was not reckoned. docs/methods/kpi.md */
export function eventFigure(kpi: Kpi, { part, n }: EventSums, active: number | undefined): KpiFigure {
  if (kpi === 'new_customers') return { value: part, n }
  if (kpi === 'care') return { value: active ? Math.min(1, part / active) : null, n: active ?? 0 }
  if (kpi === 'satisfaction' && n < fewestAnswers) return { value: null, n }
  return { value: shareOf(part, n), n }
}
