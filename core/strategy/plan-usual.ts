/** Hours of a quarter that a person with customers can give to plays: a third of thirteen weeks of 37 hours. */
export const usualHoursEach = 160

/** Of the net contribution of twelve months, what a quarter of plays may cost. */
export const usualMoneyShare = 0.01

/** To two figures, so that nobody takes it for a calculation: 310,642 becomes 310,000. */
function roundly(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1)
  return Math.round(amount / step) * step
}

export type UsualLimits = { readonly hours: number | null; readonly moneyMinor: number | null }

/**
 * What a form for a plan begins with. `people`: how many own customers; `contributionMinor`: what these customers brought in twelve months, minor units.
 * Null where a fact is missing, or the customers cost more than they bring. Both are a convention, no optimum: docs/methods/budget-plan.md
 */
export function usualLimits(people: number, contributionMinor: number | null): UsualLimits {
  return {
    hours: people > 0 ? people * usualHoursEach : null,
    moneyMinor:
      contributionMinor !== null && contributionMinor * usualMoneyShare >= 1 ? roundly(contributionMinor * usualMoneyShare) : null,
  }
}
