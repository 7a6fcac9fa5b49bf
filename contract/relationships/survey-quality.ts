import { type Static, Type } from 'typebox'
import { valueParts } from '#core/relationships/delivered-value.ts'
import { serviceDimensions } from '#core/relationships/service-quality.ts'
import { Day, Done, endpoint, Id, Nullable, Page, Time, visible } from '../endpoint.ts'

const Figure = Nullable(Type.Number())
const ServiceDimension = Type.Enum([...serviceDimensions])
const ValuePart = Type.Enum([...valueParts])

const Quality = Type.Object({ points: Type.Number(), theirs: Figure, ours: Figure, gap: Figure, sides: Type.Integer() })
const Disagreement = Type.Object({ gap: Type.Number(), direction: Type.Enum(['felt_worse', 'felt_better']) })

const DimensionRow = Type.Object({
  dimension: ServiceDimension,
  perceived: Figure,
  answers: Type.Integer(),
  /** Points of 100 of what was counted; null: not measured. */
  measured: Figure,
  good: Figure,
  events: Nullable(Type.Integer()),
  expected: Figure,
  expectedOn: Nullable(Day),
  expectedFrom: Nullable(Type.String()),
  importance: Figure,
  /** Expected minus perceived: above 0 the service falls short. */
  gap: Figure,
  urgency: Figure,
  disagreement: Nullable(Disagreement),
})
export type DimensionRow = Static<typeof DimensionRow>

const DeliveredValue = Type.Object({
  benefit: Type.Number(),
  cost: Type.Number(),
  difference: Type.Number(),
  ratio: Figure,
  missing: Type.Array(ValuePart),
})

export const SurveyRating = Type.Object({
  ratingId: Id,
  what: Type.Enum(['expectation', 'value']),
  dimension: Type.String(),
  value: Type.Number(),
  observedOn: Day,
  source: Type.String(),
  note: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  withdrawnAt: Nullable(Time),
  createdAt: Time,
})
export type SurveyRating = Static<typeof SurveyRating>

/** Quality of a relationship and of its service over the twelve months up to `to`, each figure with what it is made of. */
export const CustomerQuality = Type.Object({
  from: Day,
  to: Day,
  answers: Type.Object({ theirs: Type.Integer(), ours: Type.Integer(), withheld: Type.Integer() }),
  quality: Nullable(Quality),
  parts: Type.Array(Type.Object({ side: Type.Enum(['theirs', 'ours']), trust: Figure, satisfaction: Figure, answers: Type.Integer() })),
  trend: Type.Array(Type.Object({ quarter: Type.String(), points: Type.Number(), theirs: Figure, ours: Figure })),
  change: Figure,
  nps: Figure,
  csat: Figure,
  dimensions: Type.Array(DimensionRow),
  value: Type.Object({
    parts: Type.Array(
      Type.Object({
        part: ValuePart,
        points: Figure,
        source: Nullable(Type.Enum(['survey', 'entered'])),
        answers: Type.Integer(),
        observedOn: Nullable(Day),
      }),
    ),
    delivered: Nullable(DeliveredValue),
    /** Perceived value index: (utility + process quality) / (price + acquisition cost). */
    index: Figure,
    utility: Figure,
    processQuality: Figure,
    price: Figure,
    acquisition: Figure,
  }),
  ratings: Type.Array(SurveyRating),
  mayWrite: Type.Boolean(),
})
export type CustomerQuality = Static<typeof CustomerQuality>

const dyadParams = Type.Object({ dyadId: Id })

export const readCustomerQuality = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/quality',
  summary: 'Relationship quality, the nine service items beside what was measured, expectation and delivered value of one customer.',
  needs: 'customers.read',
  params: dyadParams,
  answer: CustomerQuality,
})

export const addSurveyRating = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/survey-ratings',
  summary: 'Keep what a customer expects of a service item, or how it sees a part of the delivered value, with day and source.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({
    what: Type.Enum(['expectation', 'value']),
    dimension: Type.Union([ServiceDimension, ValuePart]),
    value: Type.Number({ minimum: 0, maximum: 100 }),
    observedOn: Day,
    source: Type.String({ minLength: 1, maxLength: 300, pattern: visible }),
    note: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
  }),
  answer: SurveyRating,
})

export const withdrawSurveyRating = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/survey-ratings/:ratingId/withdraw',
  summary: 'Withdraw what was kept: it stays readable and no longer counts.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, ratingId: Id }),
  answer: Done,
})

export const SurveyAlert = Type.Object({
  alertId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  dimension: ServiceDimension,
  perceived: Type.Number(),
  measured: Type.Number(),
  answers: Type.Integer(),
  events: Type.Integer(),
  openedOn: Day,
  closedOn: Nullable(Day),
  lookedAt: Nullable(Time),
  lookedByName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  mayWrite: Type.Boolean(),
})
export type SurveyAlert = Static<typeof SurveyAlert>

export const listSurveyAlerts = endpoint({
  method: 'GET',
  path: '/api/survey-alerts',
  summary: 'Where what customers feel and what is measured disagree, the newest first.',
  needs: 'customers.read',
  query: Type.Object({
    state: Type.Optional(Type.Enum(['open', 'all'])),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Page(SurveyAlert),
})

export const lookIntoAlert = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/survey-alerts/:alertId/looked',
  summary: 'Say what a disagreement turned out to be.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, alertId: Id }),
  body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 2000, pattern: visible }) }),
  answer: SurveyAlert,
})

const Path = Type.Object({
  estimate: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  verdict: Type.Enum(['holds', 'against', 'unclear']),
})
const loyalties = ['repeat', 'alive', 'share'] as const
export type LoyaltyMeasure = (typeof loyalties)[number]

export const ValueChainFound = Type.Object({
  state: Type.Enum(['too_few', 'no_spread', 'estimated']),
  customers: Type.Integer(),
  needed: Type.Integer(),
  loyalty: Type.Enum([...loyalties]),
  asOf: Nullable(Day),
  paths: Nullable(Type.Object({ valueToSatisfaction: Path, satisfactionToLoyalty: Path, valueToLoyalty: Path, indirect: Path })),
  ranks: Nullable(Type.Object({ valueSatisfaction: Type.Number(), satisfactionLoyalty: Type.Number(), valueLoyalty: Type.Number() })),
  /** The customers behind it, those with the least value first, at most 500. */
  rows: Type.Array(
    Type.Object({
      dyadId: Id,
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      value: Type.Number(),
      satisfaction: Type.Number(),
      loyalty: Type.Number(),
    }),
  ),
})
export type ValueChainFound = Static<typeof ValueChainFound>

export const readValueChain = endpoint({
  method: 'GET',
  path: '/api/value-chain',
  summary: 'Does delivered value lead to satisfaction, and satisfaction to loyalty, among the customers that you see? With intervals.',
  needs: 'values.read',
  query: Type.Object({
    /** repeat: share of the last twelve months with an order; alive: probability that the customer still buys; share: our share of its wallet. */
    loyalty: Type.Optional(Type.Enum([...loyalties])),
  }),
  answer: ValueChainFound,
})
