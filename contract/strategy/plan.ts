import { type Static, Type } from 'typebox'
import { customerTypes, pyramidTiers } from '#core/segments/grid.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { capKeys, planStandings, planStates } from '#core/strategy/plan-outcome.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { ExpectedEffect } from './play-expected.ts'

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: visible })
const Money = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const Hours = Type.Number({ minimum: 0, maximum: 1_000_000 })
const Cap = Type.Object({ key: Type.Enum([...capKeys]), moneyMinor: Money })
const Both = Type.Object({ zh: Type.String(), en: Type.String() })

/** What one step more of a limit would buy: the plan was made once more with it. */
const NextStep = Type.Object({ step: Type.Number(), gain: Minor, newcomers: Type.Integer() })

export const PlanOutcome = Type.Object({
  /** Customers that the plan looked at, and those with a play that may start. */
  customers: Type.Integer(),
  offered: Type.Integer(),
  chosen: Type.Integer(),
  moneyMinor: Minor,
  hours: Type.Number(),
  /** Expected to be added to the value of the customers, and that after the money. */
  worthMinor: Minor,
  gainMinor: Minor,
  /** No plan under these limits can gain more than this. */
  boundMinor: Minor,
  /** Share of the bound, 0..1. */
  gap: Type.Number(),
  isExact: Type.Boolean(),
  /** `price`: what one more minor unit or hour would add, minor units. */
  limits: Type.Array(
    Type.Object({
      key: Type.String(),
      kind: Type.Enum(['money', 'hours', 'cap']),
      limit: Type.Number(),
      used: Type.Number(),
      price: Type.Number(),
    }),
  ),
  nextMoney: NextStep,
  nextHour: NextStep,
  groups: Type.Array(
    Type.Object({
      group: Nullable(Type.Enum([...strategyGroups])),
      customers: Type.Integer(),
      moneyMinor: Minor,
      hours: Type.Number(),
      worthMinor: Minor,
    }),
  ),
  duties: Type.Integer(),
  unpaid: Type.Integer(),
  unserved: Type.Integer(),
  needsCheck: Type.Integer(),
  /** Customers to whom the plan gives nothing, by the first reason that holds. */
  without: Type.Object({
    /** A play that an accepted plan started is still at work. */
    planned: Type.Integer(),
    heldOut: Type.Integer(),
    noPlay: Type.Integer(),
    notKnown: Type.Integer(),
    notWorth: Type.Integer(),
    notWithin: Type.Integer(),
  }),
  /** What was expected of each play that was weighed, when the plan was made; plans of earlier days do not know it. */
  expected: Type.Optional(Type.Array(Type.Object({ playId: Id, ...ExpectedEffect.properties }))),
})
export type PlanOutcome = Static<typeof PlanOutcome>

export const Plan = Type.Object({
  planId: Id,
  name: Type.String(),
  startsOn: Day,
  endsOn: Day,
  moneyMinor: Minor,
  hours: Type.Number(),
  caps: Type.Array(Cap),
  mustServe: Type.Array(Id),
  state: Type.Enum([...planStates]),
  jobId: Nullable(Id),
  outcome: Nullable(PlanOutcome),
  /** The values that it was made from: their day and calculation. */
  asOf: Nullable(Day),
  generation: Nullable(Type.Integer()),
  departmentName: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  acceptedByName: Nullable(Type.String()),
  acceptedAt: Nullable(Time),
  createdAt: Time,
  /** Of its choices: started, and not started with a reason. */
  started: Type.Integer(),
  refused: Type.Integer(),
  /** Of an accepted plan: chosen, and neither started nor refused, because the starting was broken off; accepting it again goes on. */
  waiting: Type.Integer(),
  mayManage: Type.Boolean(),
  version: Type.Integer(),
})
export type Plan = Static<typeof Plan>

export const PlanOption = Type.Object({
  playId: Id,
  version: Type.Integer(),
  moneyMinor: Minor,
  hours: Type.Number(),
  worthMinor: Minor,
  isDuty: Type.Boolean(),
})

export const PlanChoice = Type.Object({
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  standing: Type.Enum([...planStandings]),
  playId: Nullable(Id),
  customerType: Nullable(Type.Enum([...customerTypes])),
  tier: Nullable(Type.Enum([...pyramidTiers])),
  contributionMinor: Nullable(Minor),
  moneyMinor: Minor,
  hours: Type.Number(),
  worthMinor: Minor,
  isDuty: Type.Boolean(),
  isMust: Type.Boolean(),
  needsCheck: Type.Boolean(),
  options: Type.Array(PlanOption),
  /** Why a duty is not paid for or a customer that must be served is not: no_play, money, hours, cap:..., together. */
  reason: Nullable(Type.String()),
  playRunId: Nullable(Id),
  refusal: Nullable(Both),
})
export type PlanChoice = Static<typeof PlanChoice>

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/plans',
  summary: 'The plans of the quarters that you see, the newest first; at most 200.',
  needs: 'values.read',
  answer: Type.Object({ rows: Type.Array(Plan), mayMake: Type.Boolean(), today: Day, currency: Type.String() }),
})

export const makePlan = endpoint({
  method: 'POST',
  path: '/api/plans',
  summary: 'Make a plan of a quarter over the customers that you see: which play each gets under money, hours and caps. A job computes it.',
  needs: 'customers.assign',
  body: Type.Object({
    name: Name,
    year: Type.Integer({ minimum: 2000, maximum: 2200 }),
    quarter: Type.Integer({ minimum: 1, maximum: 4 }),
    moneyMinor: Money,
    hours: Hours,
    caps: Type.Array(Cap, { maxItems: 9 }),
    mustServe: Type.Array(Id, { maxItems: 500 }),
  }),
  answer: Plan,
})

export const readUsualLimits = endpoint({
  method: 'GET',
  path: '/api/plans/usual-limits',
  summary:
    'What a new plan may begin with: hours by the people who own the customers that you may change, money by what these brought in twelve months.',
  needs: 'customers.assign',
  answer: Type.Object({
    people: Type.Integer(),
    hoursEach: Type.Number(),
    hours: Nullable(Type.Number()),
    contributionMinor: Nullable(Minor),
    /** Share 0..1 of that contribution. */
    moneyShare: Type.Number(),
    moneyMinor: Nullable(Minor),
  }),
})

const one = Type.Object({ planId: Id })

export const readPlan = endpoint({
  method: 'GET',
  path: '/api/plans/:planId',
  summary: 'One plan: its limits, what it chose in sum, the proven gap and what a little more would buy.',
  needs: 'values.read',
  params: one,
  answer: Plan,
})

export const listPlanChoices = endpoint({
  method: 'GET',
  path: '/api/plans/:planId/choices',
  summary: 'What a plan chose for each customer that you see, most expected worth first; one page by key.',
  needs: 'values.read',
  params: one,
  query: Type.Object({
    standing: Type.Optional(Type.Enum([...planStandings])),
    group: Type.Optional(Type.Enum([...strategyGroups, 'unplaced'])),
    /** Those alone that were to start and did not. */
    refused: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    rows: Type.Array(PlanChoice),
    plays: Type.Array(Type.Object({ playId: Id, name: Both })),
    next: Nullable(Type.String()),
  }),
})

export const acceptPlan = endpoint({
  method: 'POST',
  path: '/api/plans/:planId/accept',
  summary: 'Accept a plan, once: a job starts the chosen plays, each checked again. What does not start is told, and can be tried again.',
  needs: 'customers.assign',
  params: one,
  body: Type.Object({
    /** You have checked the duties that are unknown, today. */
    checked: Type.Boolean(),
    version: Type.Integer(),
  }),
  answer: Plan,
})

export const removePlan = endpoint({
  method: 'DELETE',
  path: '/api/plans/:planId',
  summary: 'Throw a plan away that is not accepted.',
  needs: 'customers.assign',
  params: one,
  answer: Done,
})

const Side = Type.Object({ playId: Nullable(Id), moneyMinor: Minor, hours: Type.Number(), worthMinor: Minor })

export const comparePlans = endpoint({
  method: 'GET',
  path: '/api/plans/:planId/against/:otherPlanId',
  summary:
    'Two plans beside each other: how many customers get the same, and those that do not, the largest difference first; at most 200.',
  needs: 'values.read',
  params: Type.Object({ planId: Id, otherPlanId: Id }),
  answer: Type.Object({
    one: Plan,
    other: Plan,
    same: Type.Integer(),
    onlyOne: Type.Integer(),
    onlyOther: Type.Integer(),
    otherPlay: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        dyadId: Id,
        customerName: Type.String(),
        customerNameEn: Nullable(Type.String()),
        one: Nullable(Side),
        other: Nullable(Side),
      }),
    ),
    plays: Type.Array(Type.Object({ playId: Id, name: Both })),
    more: Type.Boolean(),
  }),
})
