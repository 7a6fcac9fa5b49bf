import type { PlanOutcome } from '#contract/strategy/plan.ts'
import type { PlanLimits } from '#core/strategy/budget-plan.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { gapOf, type SolvedPlan, whyLeftOut } from '#core/strategy/plan-solve.ts'
import type { WeighedOption } from '#core/strategy/plan-options.ts'
import type { NewChoice } from './plan-choices.sql.ts'
import type { Candidate } from './read-plan-ground.ts'

/** The option that the plan took for each candidate, by the play's id: what comes back from the thread is a copy. */
const takenOf = (candidates: readonly Candidate[], { answer }: SolvedPlan): readonly (WeighedOption | undefined)[] =>
  answer.chosen.map((chosen, j) => candidates[j]?.plan.options.find(({ playId }) => playId === chosen?.playId))

const optionShown = ({ playId, version, money, hours, worth, isDuty }: WeighedOption) => ({
  playId,
  version,
  moneyMinor: money,
  hours,
  worthMinor: worth,
  isDuty,
})

const nothing = { playId: null, playVersion: null, moneyMinor: 0, hours: 0, worthMinor: 0, isDuty: false, needsCheck: false } as const

const chosenOf = (taken: WeighedOption) => ({
  playId: taken.playId,
  playVersion: taken.version,
  moneyMinor: taken.money,
  hours: taken.hours,
  worthMinor: taken.worth,
  isDuty: taken.isDuty,
  needsCheck: taken.needsCheck,
})

/** What is written down of a plan: a row for each customer that gets a play, and for each that had to come first and gets none. */
export function choicesOf(candidates: readonly Candidate[], solved: SolvedPlan, limits: PlanLimits): NewChoice[] {
  const { unpaid, unserved } = solved.answer
  const [lacksDuty, lacksPlay] = [new Set(unpaid), new Set(unserved)]
  return takenOf(candidates, solved).flatMap((taken, j) => {
    const { customer, plan } = candidates[j] as Candidate
    const standing = taken !== undefined ? 'chosen' : lacksDuty.has(j) ? 'unpaid' : lacksPlay.has(j) ? 'unserved' : undefined
    if (standing === undefined) return []
    return [
      {
        dyadId: plan.dyadId,
        standing,
        customerType: customer.known.type,
        tier: customer.known.tier,
        contributionMinor: customer.contributionMinor,
        isMust: plan.mustServe,
        options: plan.options.map(optionShown),
        reason: taken === undefined ? whyLeftOut(plan, limits) : null,
        ...(taken === undefined ? nothing : chosenOf(taken)),
      },
    ]
  })
}

type Lack = keyof PlanOutcome['without']

function lackOf({ plan, without }: Candidate): Lack {
  if (without !== undefined) return without
  return plan.isRed || plan.options.some(({ gain }) => gain > 0) ? 'notWithin' : 'notWorth'
}

function groupsOf(candidates: readonly Candidate[], taken: readonly (WeighedOption | undefined)[]): PlanOutcome['groups'] {
  const sums = [...strategyGroups, null].map(group => ({ group, customers: 0, moneyMinor: 0, hours: 0, worthMinor: 0 }))
  taken.forEach((option, j) => {
    const sum = sums.find(({ group }) => group === candidates[j]?.customer.known.group)
    if (option === undefined || sum === undefined) return
    sum.customers++
    sum.moneyMinor += option.money
    sum.hours += option.hours
    sum.worthMinor += option.worth
  })
  return sums.filter(({ customers }) => customers > 0)
}

const sumOf = (taken: readonly (WeighedOption | undefined)[], of: (option: WeighedOption) => number): number =>
  taken.reduce((sum, option) => sum + (option === undefined ? 0 : of(option)), 0)

/** What is expected of each play that any customer could be given. */
function expectedIn(candidates: readonly Candidate[]): PlanOutcome['expected'] {
  const offered = new Set(candidates.flatMap(({ plan }) => plan.options.map(({ playId }) => playId)))
  return [...(candidates[0]?.expected ?? [])]
    .filter(([playId]) => offered.has(playId))
    .map(([playId, expected]) => ({ playId, ...expected }))
}

/** The plan in figures, as it is kept and shown. */
export function outcomeOf(candidates: readonly Candidate[], solved: SolvedPlan): PlanOutcome {
  const { answer, isExact, nextMoney, nextHour } = solved
  const taken = takenOf(candidates, solved)
  const without = { planned: 0, heldOut: 0, noPlay: 0, notKnown: 0, notWorth: 0, notWithin: 0 }
  candidates.forEach((candidate, j) => {
    if (taken[j] === undefined) without[lackOf(candidate)]++
  })
  return {
    customers: candidates.length,
    offered: candidates.filter(({ plan }) => plan.options.length > 0).length,
    chosen: taken.filter(option => option !== undefined).length,
    moneyMinor: sumOf(taken, ({ money }) => money),
    hours: Math.round(sumOf(taken, ({ hours }) => hours) * 100) / 100,
    worthMinor: sumOf(taken, ({ worth }) => worth),
    gainMinor: sumOf(taken, ({ gain }) => gain),
    boundMinor: Math.ceil(answer.bound - 1e-6),
    gap: gapOf(answer),
    isExact,
    limits: [...answer.limits],
    nextMoney,
    nextHour,
    groups: groupsOf(candidates, taken),
    duties: taken.filter((option, j) => option?.isDuty === true && candidates[j]?.plan.isRed === true).length,
    unpaid: answer.unpaid.length,
    unserved: answer.unserved.length,
    needsCheck: taken.filter(option => option?.needsCheck === true).length,
    without,
    expected: expectedIn(candidates) ?? [],
  }
}
