import { type CivilDay, firstDayOf, monthOf } from '#core/units/civil-day.ts'
import type { Profile } from './profiles.ts'
import { monthsOfHistory } from './world.ts'

/**
 * The demo's one planted truth: customers of a middling size who are not held back from this play order more from the month in which it was started,
 * a year before the trade ends. Nobody tells the product: the page of effects has to find it by the customers held back. What it finds lies near this
 * number and not at it: the play reached not all of them, customers differ, and more orders cost more to serve.
 */
export const plantedPlay = { key: 'grow-repeat', holdoutShare: 0.35, moreOrders: 0.7 } as const

const startedMonth = monthsOfHistory - 13

/** The first day of the month in which the planted play was started, for a trade that ends on a day. */
export const plantedFrom = (endDate: CivilDay): CivilDay => firstDayOf(monthOf(endDate) - 12)

/** The month-end before it: who is compared is settled there. */
export const plantedEntry = (endDate: CivilDay): CivilDay => plantedFrom(endDate) - 1

const middling = { from: 30_000, to: 900_000 }

/** The customer as it is where the play worked: the same up to the play's month, with more orders after it. */
export function withPlanted(profile: Profile): Profile {
  const { career, buying } = profile
  const spend = buying.ordersPerYear * buying.ticket
  if (career.large || spend < middling.from || spend > middling.to) return profile
  const activity = (month: number) => career.activity(month) * (month >= startedMonth ? 1 + plantedPlay.moreOrders : 1)
  return { ...profile, career: { ...career, activity } }
}
