import type { Minor } from '#core/units/money.ts'
import { type Choice, type ChoiceProblem, none } from './choice-problem.ts'
import { type ChoiceAnswer, chooseWithin } from './choice-search.ts'

/** A play that may start with a customer. `gain`: what it is expected to add to the customer's value, minor units; duties of hygiene may gain nothing. */
export type PlanOption = {
  readonly playId: string
  readonly money: Minor
  readonly hours: number
  readonly gain: Minor
  readonly isDuty: boolean
}

export type PlanCustomer = {
  readonly dyadId: string
  /** The caps that what is spent on this customer counts against. */
  readonly caps: readonly string[]
  /** A basic duty is broken: its duty play comes before all else, and nothing that motivates is bought until it is kept again. */
  readonly isRed: boolean
  readonly mustServe: boolean
  readonly options: readonly PlanOption[]
}

/** Money in minor units, people-hours, and what may be spent at most on the customers under a cap. */
export type PlanLimits = {
  readonly money: Minor
  readonly hours: number
  readonly caps: readonly { readonly key: string; readonly money: Minor }[]
}

/** One limit of a plan. `price`: what one more unit of it (a minor unit of money, an hour) would add, minor units; above 0 it binds. */
export type PlanLimit = {
  readonly key: string
  readonly kind: 'money' | 'hours' | 'cap'
  readonly limit: number
  readonly used: number
  readonly price: number
}

export type PlanAnswer = {
  /** For each customer, in the order given, the option chosen. */
  readonly chosen: readonly (PlanOption | undefined)[]
  readonly gain: Minor
  /** No plan under these limits, with the same customers served first, can gain more. */
  readonly bound: number
  readonly limits: readonly PlanLimit[]
  /** Customers (by their place) whose broken duty cannot be paid for: then nothing else is bought. */
  readonly unpaid: readonly number[]
  /** Customers that must be served and have no play, or none that fits within the limits. */
  readonly unserved: readonly number[]
}

/** A choice problem with the options that stand behind its numbers. */
export type PlanProblem = { readonly problem: ChoiceProblem; readonly options: readonly PlanOption[] }

/** What a customer may get: only duties while one is broken. */
const openTo = ({ isRed, options }: PlanCustomer): readonly PlanOption[] => (isRed ? options.filter(({ isDuty }) => isDuty) : options)

/** The columns of a plan: its resources are money, hours, then each cap. Customers that `isIn` leaves out have no options. */
export function planProblemOf(
  customers: readonly PlanCustomer[],
  limits: PlanLimits,
  isIn: (customer: PlanCustomer) => boolean,
): PlanProblem {
  const held = customers.map(customer => (isIn(customer) ? openTo(customer) : []))
  const options = held.flat()
  const starts = new Int32Array(customers.length + 1)
  held.forEach((own, j) => {
    starts[j + 1] = (starts[j] as number) + own.length
  })
  const uses = held.flatMap((own, j) =>
    own.flatMap(({ money, hours }) => [money, hours, ...limits.caps.map(({ key }) => (customers[j]?.caps.includes(key) ? money : 0))]),
  )
  const problem = {
    starts,
    gain: Float64Array.from(options, ({ gain }) => gain),
    uses: Float64Array.from(uses),
    limits: Float64Array.from([limits.money, limits.hours, ...limits.caps.map(({ money }) => money)]),
    must: new Uint8Array(customers.length),
  }
  return { problem, options }
}

/** A way to choose: near the best as chooseWithin(), or exactly. */
export type Chooser = (problem: ChoiceProblem, from: Choice) => ChoiceAnswer

/** Serves as many as can be, then for the most gain: each one served counts 1, and all gains together less than that. */
function serveMost({ problem }: PlanProblem, from: Choice, choose: Chooser): Choice {
  const weight = 1 + 2 * problem.gain.reduce((sum, gain) => sum + Math.abs(gain), 0)
  return choose({ ...problem, gain: problem.gain.map(gain => 1 + gain / weight) }, from).choice
}

/** Carries a choice over to a problem of the same customers with more options, by the place of each option among its customer's own. */
const carried = (choice: Choice, from: PlanProblem, to: PlanProblem): Choice =>
  choice.map((option, j) => (option === none ? none : option - (from.problem.starts[j] as number) + (to.problem.starts[j] as number)))

const placesOf = (customers: readonly PlanCustomer[], isMeant: (customer: PlanCustomer, j: number) => boolean): number[] =>
  customers.flatMap((customer, j) => (isMeant(customer, j) ? [j] : []))

/** Who has to be served first, and how far the limits reach for them. Duties come before must-serve. */
export type Firsts = {
  readonly plan: PlanProblem
  readonly from: Choice
  readonly unpaid: readonly number[]
  readonly unserved: readonly number[]
}

const hasDuty = ({ isRed, options }: PlanCustomer): boolean => isRed && options.some(({ isDuty }) => isDuty)

/** The problem of a plan after its duties: whoever is served first must be served, by whichever of its options. docs/methods/budget-plan.md */
export function firstsOf(customers: readonly PlanCustomer[], limits: PlanLimits, choose: Chooser = chooseWithin): Firsts {
  const duties = planProblemOf(customers, limits, hasDuty)
  const paid = serveMost(duties, new Int32Array(customers.length).fill(none), choose)
  const unpaid = placesOf(customers, (customer, j) => hasDuty(customer) && paid[j] === none)
  if (unpaid.length > 0)
    return {
      plan: locked(duties, paid),
      from: paid,
      unpaid,
      unserved: placesOf(customers, ({ mustServe }, j) => mustServe && paid[j] === none),
    }
  const firsts = planProblemOf(customers, limits, customer => hasDuty(customer) || customer.mustServe)
  const served = serveMost(locked(firsts, carried(paid, duties, firsts)), carried(paid, duties, firsts), choose)
  const unserved = placesOf(customers, ({ mustServe }, j) => mustServe && served[j] === none)
  const whole = planProblemOf(customers, limits, () => true)
  const from = carried(served, firsts, whole)
  return { plan: locked(whole, from), from, unpaid, unserved }
}

/** The same problem in which everybody who is served in the choice must be. */
function locked({ problem, options }: PlanProblem, choice: Choice): PlanProblem {
  return { problem: { ...problem, must: Uint8Array.from(choice, option => (option === none ? 0 : 1)) }, options }
}

/** Told from a choice: what each customer gets, what the limits are worth. */
export function planAnswerOf(
  { plan, unpaid, unserved }: Firsts,
  limits: PlanLimits,
  { choice, gain, bound, used, prices }: ChoiceAnswer,
): PlanAnswer {
  const named = [
    { key: 'money', kind: 'money' as const, limit: limits.money },
    { key: 'hours', kind: 'hours' as const, limit: limits.hours },
    ...limits.caps.map(({ key, money }) => ({ key, kind: 'cap' as const, limit: money })),
  ]
  return {
    chosen: Array.from(choice, option => (option === none ? undefined : plan.options[option])),
    gain,
    bound: Math.max(bound, gain),
    limits: named.map((each, r) => ({ ...each, used: used[r] as number, price: prices[r] as number })),
    unpaid,
    unserved,
  }
}

/**
 * The plan under a budget: broken duties are paid for first, then whom it must serve is served, and the rest goes where it gains most; at most one
 * play a customer. What cannot be paid or served is named, never dropped in silence. docs/methods/budget-plan.md
 */
export function planWithin(customers: readonly PlanCustomer[], limits: PlanLimits, choose: Chooser = chooseWithin): PlanAnswer {
  const firsts = firstsOf(customers, limits, choose)
  return planAnswerOf(firsts, limits, choose(firsts.plan.problem, firsts.from))
}
