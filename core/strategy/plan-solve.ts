import type { Minor } from '#core/units/money.ts'
import { type Chooser, type PlanAnswer, type PlanCustomer, type PlanLimits, planWithin } from './budget-plan.ts'

/** What a little more of a limit would buy: the plan made once more with it. `newcomers`: customers that get a play then and not now. */
export type NextStep = { readonly step: number; readonly gain: Minor; readonly newcomers: number }

export type SolvedPlan = {
  readonly answer: PlanAnswer
  /** No better plan exists: proven. */
  readonly isExact: boolean
  readonly nextMoney: NextStep
  readonly nextHour: NextStep
}

/** How far under the bound a plan may lie by rounding. */
export const isProven = ({ gain, bound }: Pick<PlanAnswer, 'gain' | 'bound'>): boolean =>
  bound - gain <= 1e-9 * Math.max(1, Math.abs(bound))

/** How much better the best plan could be at most, as a share of the bound, 0..1. */
export const gapOf = ({ gain, bound }: Pick<PlanAnswer, 'gain' | 'bound'>): number =>
  isProven({ gain, bound }) || bound <= 0 ? 0 : Math.min(1, (bound - gain) / bound)

function nextOf(customers: readonly PlanCustomer[], now: PlanAnswer, more: PlanLimits, step: number, choose: Chooser): NextStep {
  const then = planWithin(customers, more, choose)
  const newcomers = then.chosen.reduce((sum, chosen, j) => sum + (chosen !== undefined && now.chosen[j] === undefined ? 1 : 0), 0)
  return { step, gain: Math.max(0, Math.round(then.gain - now.gain)), newcomers }
}

/**
 * The plan, and what one step more of money (minor units) and one more hour would buy, each by making the plan again. Where duties stay unpaid the
 * next step goes into them and its gain is said as 0. docs/methods/budget-plan.md
 */
export function solvePlan(customers: readonly PlanCustomer[], limits: PlanLimits, moneyStep: Minor, choose: Chooser): SolvedPlan {
  const answer = planWithin(customers, limits, choose)
  return {
    answer,
    isExact: isProven(answer),
    nextMoney: nextOf(customers, answer, { ...limits, money: limits.money + moneyStep }, moneyStep, choose),
    nextHour: nextOf(customers, answer, { ...limits, hours: limits.hours + 1 }, 1, choose),
  }
}

/** Why a customer that had to come first gets nothing. */
export type LeftOut = 'no_play' | 'money' | 'hours' | `cap:${string}` | 'together'

/** The limit that forbids every play of a customer even alone; `together`: each would fit alone, but not beside the others served first. */
export function whyLeftOut(customer: PlanCustomer, limits: PlanLimits): LeftOut {
  const options = customer.isRed ? customer.options.filter(({ isDuty }) => isDuty) : customer.options
  if (options.length === 0) return 'no_play'
  const cheapest = Math.min(...options.map(({ money }) => money))
  const cap = limits.caps.find(({ key, money }) => customer.caps.includes(key) && cheapest > money)
  if (cap !== undefined) return `cap:${cap.key}`
  if (cheapest > limits.money) return 'money'
  return options.every(({ hours }) => hours > limits.hours) ? 'hours' : 'together'
}
