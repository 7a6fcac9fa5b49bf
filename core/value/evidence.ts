import type { CivilDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'

/** Answers of one survey: scores 0..100, the competitor's pull 0..1. What was not asked is absent. */
export type PerceptionSurvey = {
  readonly day: CivilDay
  readonly product?: number | undefined
  readonly service?: number | undefined
  readonly price?: number | undefined
  readonly needsMet?: number | undefined
  readonly competitorPull?: number | undefined
}

/** A score 0..100 that someone entered with its grounds. */
export type EnteredScore = { readonly day: CivilDay; readonly score: number }

/** Our share 0..1 of what the customer buys a year, in one category or (category absent) in all; the purchases themselves where known. */
export type WalletFact = {
  readonly day: CivilDay
  readonly share: number
  readonly purchases?: Minor | undefined
  readonly category?: string | undefined
}

export type Opportunity = {
  readonly opened: CivilDay
  readonly closed?: CivilDay | undefined
  /** Expected contribution of it, probability already applied. */
  readonly expected?: Minor | undefined
  /** Sales to be expected of it, probability already applied: what it contributes is these times the margin. */
  readonly sales?: Minor | undefined
}

export type Contract = { readonly from: CivilDay; readonly until: CivilDay }

/**
 * What is known of a dyad beside its trade. Everything is optional: absent = unknown, never zero. A fact counts at t only if it is dated <= t.
 */
export type Evidence = {
  readonly perception?: readonly PerceptionSurvey[] | undefined
  readonly strategic?: readonly EnteredScore[] | undefined
  readonly brand?: readonly EnteredScore[] | undefined
  /** Switching cost as a ratio to the customer's annual spend. */
  readonly switching?: readonly { readonly day: CivilDay; readonly ratio: number }[] | undefined
  readonly wallet?: readonly WalletFact[] | undefined
  readonly opportunities?: readonly Opportunity[] | undefined
  /** Days of contacts, quotes and samples. */
  readonly contacts?: readonly CivilDay[] | undefined
  readonly contracts?: readonly Contract[] | undefined
  readonly endNotice?: CivilDay | undefined
  readonly deregistered?: CivilDay | undefined
}

/** The latest fact dated <= t; undefined where there is none. Of two on one day the later entry counts. */
export function latest<T extends { readonly day: CivilDay }>(facts: readonly T[] | undefined, t: CivilDay): T | undefined {
  let found: T | undefined
  for (const fact of facts ?? []) if (fact.day <= t && (found === undefined || fact.day >= found.day)) found = fact
  return found
}
