import { type Static, Type } from 'typebox'
import { closeReasons, leadChannels, mostStages, opportunityStates } from '#core/sales/opportunity.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'
import {
  recordExtras,
  recordGroupsQuery,
  RecordGroups,
  RecordPage,
  recordPageQuery,
  recordQuery,
  recordRights,
} from '../platform/record-list.ts'

export const OpportunityState = Type.Enum([...opportunityStates])
export const CloseReason = Type.Enum([...closeReasons])
export const LeadChannel = Type.Enum([...leadChannels])

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const Amount = Type.Integer({ minimum: 0 })

export const Opportunity = Type.Object({
  opportunityId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerCode: Nullable(Type.String()),
  number: Nullable(Type.String()),
  title: Type.String(),
  /** A key of the firm's stages. */
  stage: Type.String(),
  state: OpportunityState,
  /** Of winning, in percent. */
  probability: Type.Integer(),
  /** Without tax, in minor units of `currency`. */
  amountMinor: Nullable(Minor),
  currency: Type.String(),
  /** The amount in the firm's currency, and that times the probability. */
  baseMinor: Nullable(Minor),
  weightedMinor: Nullable(Minor),
  expectedOn: Nullable(Day),
  openedOn: Day,
  closedOn: Nullable(Day),
  reasonCode: Nullable(CloseReason),
  reason: Nullable(Type.String()),
  channel: Nullable(LeadChannel),
  channelNote: Nullable(Type.String()),
  acquisitionMinor: Nullable(Minor),
  contactId: Nullable(Id),
  contactName: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  ...recordExtras,
  importId: Nullable(Id),
  stageSince: Time,
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
  ...recordRights,
})
export type Opportunity = Static<typeof Opportunity>

const written = {
  number: Type.Optional(Nullable(Text(60))),
  stage: Type.Optional(Line(40)),
  state: Type.Optional(OpportunityState),
  /** Left out: that of the stage. */
  probability: Type.Optional(Percent),
  amountMinor: Type.Optional(Nullable(Amount)),
  /** ISO 4217; left out: the firm's. */
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  expectedOn: Type.Optional(Nullable(Day)),
  openedOn: Type.Optional(Day),
  closedOn: Type.Optional(Nullable(Day)),
  reasonCode: Type.Optional(Nullable(CloseReason)),
  reason: Type.Optional(Nullable(Text(1000))),
  channel: Type.Optional(Nullable(LeadChannel)),
  channelNote: Type.Optional(Nullable(Text(200))),
  acquisitionMinor: Type.Optional(Nullable(Amount)),
  contactId: Type.Optional(Nullable(Id)),
  ownerId: Type.Optional(Nullable(Id)),
  note: Type.Optional(Nullable(Text(4000))),
  tags: Type.Optional(Type.Array(Line(40), { maxItems: 30 })),
}

export const listOpportunities = endpoint({
  method: 'GET',
  path: '/api/opportunities',
  summary: 'Opportunities, one page by key.',
  needs: 'customers.read',
  query: Type.Object(recordPageQuery),
  answer: RecordPage(Opportunity),
})

export const groupOpportunities = endpoint({
  method: 'GET',
  path: '/api/opportunities/groups',
  summary: 'The list by the values of one column, with counts and sums.',
  needs: 'customers.read',
  query: Type.Object(recordGroupsQuery),
  answer: RecordGroups,
})

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/opportunities/board',
  summary: 'Open opportunities by stage: counts, sums and the first thirty of each by their expected day.',
  needs: 'customers.read',
  query: Type.Object(recordQuery),
  answer: Type.Object({
    columns: Type.Array(
      Type.Object({
        stage: Type.String(),
        count: Type.Integer(),
        baseMinor: Nullable(Minor),
        weightedMinor: Nullable(Minor),
        rows: Type.Array(Opportunity),
      }),
    ),
  }),
})

const ChannelYield = Type.Object({
  channel: Nullable(LeadChannel),
  opened: Type.Integer(),
  open: Type.Integer(),
  won: Type.Integer(),
  lost: Type.Integer(),
  wonMinor: Nullable(Minor),
  /** Entered costs added up; null where none was entered. `costed`: of how many. */
  acquisitionMinor: Nullable(Minor),
  costed: Type.Integer(),
  winRate: Nullable(Type.Number()),
  costPerWonMinor: Nullable(Minor),
})
export type ChannelYield = Static<typeof ChannelYield>

export const readYield = endpoint({
  method: 'GET',
  path: '/api/opportunities/yield',
  summary: 'What each lead channel brought: opportunities opened in the time, won, lost, their worth, and what winning one has cost.',
  needs: 'customers.read',
  query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) }),
  answer: Type.Object({ from: Nullable(Day), to: Nullable(Day), currency: Type.String(), rows: Type.Array(ChannelYield) }),
})

const dyadParams = Type.Object({ dyadId: Id })
const params = Type.Object({ dyadId: Id, opportunityId: Id })

export const readOpportunity = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/opportunities/:opportunityId',
  summary: 'One opportunity.',
  needs: 'customers.read',
  params,
  answer: Opportunity,
})

export const createOpportunity = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/opportunities',
  summary: 'Add an opportunity.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...written, title: Line(200), custom: CustomGiven }),
  answer: Opportunity,
})

export const updateOpportunity = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/opportunities/:opportunityId',
  summary: 'Change an opportunity: move it to another stage, win or lose it, open it again.',
  needs: 'customers.write',
  params,
  body: Type.Object({ ...written, title: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: Opportunity,
})

export const removeOpportunity = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/opportunities/:opportunityId',
  summary: 'Remove an opportunity; it can be brought back.',
  needs: 'customers.write',
  params,
  answer: Done,
})

export const restoreOpportunity = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/opportunities/:opportunityId/restore',
  summary: 'Bring a removed opportunity back.',
  needs: 'customers.write',
  params,
  answer: Opportunity,
})

const Stage = Type.Object({
  key: Type.String({ pattern: '^[a-z0-9_-]{1,40}$' }),
  name: Line(40),
  nameEn: Nullable(Text(40)),
  probability: Percent,
  isRetired: Type.Boolean(),
})
const Stages = Type.Object({ version: Type.Integer(), stages: Type.Array(Stage), currency: Type.String() })
export type Stages = Static<typeof Stages>

export const readStages = endpoint({
  method: 'GET',
  path: '/api/opportunity-stages',
  summary:
    "The firm's stages in their order, retired ones last, with the version that they come from (0: the defaults), and the firm's currency.",
  needs: 'customers.read',
  answer: Stages,
})

export const saveStages = endpoint({
  method: 'PUT',
  path: '/api/opportunity-stages',
  summary: 'Set the stages anew. A stage left out is retired: what stands in it keeps it.',
  needs: 'settings.manage',
  body: Type.Object({ version: Type.Integer(), stages: Type.Array(Stage, { minItems: 1, maxItems: mostStages }) }),
  answer: Stages,
})
