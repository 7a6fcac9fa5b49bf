import { type Static, Type } from 'typebox'
import { forecastMethods } from '#core/value/future.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { ChurnKind, WarningCode } from '../dyads/standing.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { Told } from './told.ts'
import { ValueState } from './valuation.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })

/** What the figures of a customer's future come from: a purchase model, a rule of thumb, or the industry's experience. */
export const ForecastMethod = Type.Enum([...forecastMethods])

/** A model in use: which, on how much, and why this one. */
export const ModelInUse = Type.Object({
  method: ForecastMethod,
  /** Erlang stages between orders: 1 = at random, more = regular. Null where the method has none. */
  k: Nullable(Type.Integer()),
  unit: Type.Enum(['day', 'week']),
  /** Facts to this day went into it. */
  fittedUntil: Day,
  customers: Type.Integer(),
  repeatCustomers: Type.Integer(),
  /** How much was believed beforehand: none (the book alone), weak (few customers), industry (too few to fit anything). */
  prior: Type.Enum(['none', 'weak', 'industry']),
  /** What forecasts the number of orders: this model, or the rule that is as good on this book ("How good is the forecast"). */
  ordersBy: ForecastMethod,
  /** Why this method and not another. */
  reason: Told,
  warnings: Type.Array(Told),
})
export type ModelInUse = Static<typeof ModelInUse>

/** Later than its own rhythm allows. */
export const Warning = Type.Object({
  ...Told.properties,
  code: WarningCode,
  /** Net contribution of the last 12 months x (1 - P(alive)): what is lost if it is gone. */
  atStakeMinor: Nullable(Minor),
})
export type Warning = Static<typeof Warning>

/** Gone, or gone in part. */
export const Churn = Type.Object({
  kind: ChurnKind,
  /** The day on which it counts as gone: when it was to have ordered again, or the end of the first month that shows it. */
  on: Day,
  /** Net contribution of the 12 months before, and what of it is lost a year. */
  beforeMinor: Nullable(Minor),
  lostMinor: Nullable(Minor),
  because: Told,
})
export type Churn = Static<typeof Churn>

/** Discounted net contribution of the orders still to come, with its range, opened to what it is reckoned from. */
export const Clv = Type.Object({
  amountMinor: Minor,
  lowMinor: Minor,
  highMinor: Minor,
  /** The share of cases in which the truth is to lie within low..high. */
  level: Share,
  state: ValueState,
  horizonYears: Type.Number(),
  /** A year. */
  discountRate: Type.Number(),
  /** Orders over the horizon, and the same discounted to today. */
  expectedOrders: Type.Number(),
  discountedOrders: Type.Number(),
  /** Net sales of an order: what is expected, of how many own orders it is the experience, and their own mean. */
  spendPerOrderMinor: Minor,
  ownSpendPerOrderMinor: Nullable(Minor),
  ownOrders: Type.Integer(),
  /** Net contribution as a share of net sales, and where it is from. */
  margin: Type.Number(),
  marginFrom: Type.Enum(['own', 'mixed', 'book']),
})
export type Clv = Static<typeof Clv>

export const NextOrder = Type.Object({
  /** The day on which half of the possible cases have come, given that it is still with us; and the range. Null days: not in sight (over 3 years). */
  on: Nullable(Day),
  from: Nullable(Day),
  to: Nullable(Day),
  level: Share,
  /** It orders every so many to so many days. */
  everyFromDays: Type.Number(),
  everyToDays: Type.Number(),
  /** Days since the last order. */
  silenceDays: Type.Integer(),
})
export type NextOrder = Static<typeof NextOrder>

export const CustomerFuture = Type.Object({
  dyadId: Id,
  currency: Type.String(),
  asOf: Day,
  /** Probability that the customer is still one, 0..1. Null: has not ordered yet. */
  pAlive: Nullable(Share),
  /** Orders in the next 12 months. */
  orders: Nullable(Type.Object({ expected: Type.Number(), low: Type.Number(), high: Type.Number(), level: Share })),
  nextOrder: Nullable(NextOrder),
  clv: Nullable(Clv),
  /** Net contribution over all the time that the book knows of, to add to the future. */
  achievedMinor: Nullable(Minor),
  /** Of each of the nine types, adding up to 1; null for a customer that is not placed. */
  typeProbabilities: Nullable(Type.Array(Type.Object({ type: Type.Enum([...customerTypes]), probability: Share }))),
  warning: Nullable(Warning),
  churn: Nullable(Churn),
  model: Nullable(ModelInUse),
})
export type CustomerFuture = Static<typeof CustomerFuture>

export const readFuture = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/future',
  summary:
    'What is to come of a customer: P(alive), expected orders, next order, lifetime value with its range and parts, types by probability.',
  needs: 'values.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({
    /** Null for a customer that no run has seen yet. */
    future: Nullable(CustomerFuture),
    /** A recalculation that is still to come: this is shown until then. */
    jobId: Nullable(Id),
  }),
})
