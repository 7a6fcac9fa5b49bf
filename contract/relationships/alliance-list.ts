import { type Static, Type } from 'typebox'
import { allianceConditions, allianceModes, measureSources, problemStandings, reviewVerdicts } from '#core/relationships/alliance.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { RecordGroups, RecordPage, recordQuery } from '../platform/record-list.ts'
import { Alliance, AllianceSubMode, JointProblem } from './alliance.ts'

const page = {
  ...recordQuery,
  after: Type.Optional(Type.String({ maxLength: 1000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}
const grouped = Type.Object({ ...recordQuery, by: Type.Optional(Type.String({ maxLength: 60 })) })
const named = { dyadId: Id, customerName: Type.String(), customerNameEn: Nullable(Type.String()) }
const ofCustomer = { ...named, ownerName: Nullable(Type.String()), mayWrite: Type.Boolean() }

export const AllianceRow = Type.Object({
  ...ofCustomer,
  ...Type.Omit(Alliance, ['authorName', 'createdAt']).properties,
  milestones: Type.Integer(),
  milestonesDone: Type.Integer(),
  /** Of those not done, beyond their day. */
  milestonesLate: Type.Integer(),
  verdict: Nullable(Type.Enum([...reviewVerdicts])),
  reviewedOn: Nullable(Day),
})
export type AllianceRow = Static<typeof AllianceRow>

export const listAlliances = endpoint({
  method: 'GET',
  path: '/api/alliances',
  summary: 'Alliances with the customers that you see, one page by key; the newest first unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(page),
  answer: RecordPage(AllianceRow),
})

export const groupAlliances = endpoint({
  method: 'GET',
  path: '/api/alliances/groups',
  summary: 'The list by the values of one column, with counts.',
  needs: 'customers.read',
  query: grouped,
  answer: RecordGroups,
})

export const JointProblemRow = Type.Object({
  ...ofCustomer,
  ...Type.Omit(JointProblem, ['authorName', 'createdAt', 'ourTaskId']).properties,
  standing: Type.Enum([...problemStandings]),
  /** The first day of an action that is not done. */
  dueOn: Nullable(Day),
})
export type JointProblemRow = Static<typeof JointProblemRow>

export const listJointProblems = endpoint({
  method: 'GET',
  path: '/api/joint-problems',
  summary: 'Problems solved together with the customers that you see, one page by key; the newest first unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(page),
  answer: RecordPage(JointProblemRow),
})

export const groupJointProblems = endpoint({
  method: 'GET',
  path: '/api/joint-problems/groups',
  summary: 'The list by the values of one column, with counts.',
  needs: 'customers.read',
  query: grouped,
  answer: RecordGroups,
})

const Finding = Type.Object({
  condition: Type.Enum([...allianceConditions]),
  met: Nullable(Type.Boolean()),
  isPassable: Type.Boolean(),
})

/** One measure of facts before and after: the same days of the year before the start. `n`: order days, or deliveries promised; null value = no data. */
const Effect = Type.Object({
  source: Type.Enum([...measureSources]),
  before: Nullable(Type.Number()),
  after: Nullable(Type.Number()),
  nBefore: Type.Integer(),
  nAfter: Type.Integer(),
})
export type AllianceEffect = Static<typeof Effect>

/** `days`: of the window after its start; 0 = it has not begun. */
export const AllianceWhole = Type.Object({
  ...AllianceRow.properties,
  findings: Type.Array(Finding),
  effect: Type.Object({
    days: Type.Integer(),
    beforeFrom: Nullable(Day),
    beforeUntil: Nullable(Day),
    afterFrom: Nullable(Day),
    afterUntil: Nullable(Day),
    rows: Type.Array(Effect),
  }),
})
export type AllianceWhole = Static<typeof AllianceWhole>

export const readAlliance = endpoint({
  method: 'GET',
  path: '/api/alliances/:allianceId',
  summary: 'One alliance with its start condition and what the facts say before and after its start.',
  needs: 'customers.read',
  params: Type.Object({ allianceId: Id }),
  answer: AllianceWhole,
})

const Way = Type.Object({
  subMode: AllianceSubMode,
  mode: Type.Enum([...allianceModes]),
  findings: Type.Array(Finding),
  /** Every point that is known is met, and one of its own is. */
  suits: Type.Boolean(),
})

export const readAllianceWays = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/alliance-ways',
  summary: 'The nine ways of an alliance with what this customer meets of each start condition; those that suit first.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({ mayWrite: Type.Boolean(), ways: Type.Array(Way) }),
})

const Proposal = Type.Object({
  ...named,
  subMode: AllianceSubMode,
  mode: Type.Enum([...allianceModes]),
  met: Type.Array(Type.Enum([...allianceConditions])),
  unknown: Type.Array(Type.Enum([...allianceConditions])),
  netContributionMinor: Nullable(Minor),
})
export type AllianceProposal = Static<typeof Proposal>

export const listAllianceProposals = endpoint({
  method: 'GET',
  path: '/api/alliances/proposals',
  summary: 'Which of the customers of most value that you see, and have no alliance yet, suit which way, and why.',
  needs: 'values.read',
  answer: Type.Object({ looked: Type.Integer(), rows: Type.Array(Proposal) }),
})
