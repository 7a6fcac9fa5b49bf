import { type Static, Type } from 'typebox'
import { valueParts, valueStates } from '#core/value/valuation.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'

export const ValueState = Type.Enum([...valueStates])
export const ValuePart = Type.Enum([...valueParts])

/** One part of the net contribution: its signed effect, what it was counted on and the rate (core/value/valuation.ts). */
export const PartValue = Type.Object({
  part: ValuePart,
  amount: Nullable(Minor),
  quantity: Nullable(Type.Number()),
  rate: Nullable(Type.Number()),
  state: ValueState,
})
export type PartValue = Static<typeof PartValue>

/** The net contribution of one customer over a window (from, to], opened to its parts. */
export const Valuation = Type.Object({
  from: Day,
  to: Day,
  parts: Type.Array(PartValue),
  total: Nullable(Minor),
  state: ValueState,
  unknown: Type.Array(ValuePart),
})
export type Valuation = Static<typeof Valuation>

/** How a customer orders (core/value/rhythm.ts): gaps and usual interval in days, recency in usual intervals. */
const Demand = Type.Object({ adi: Type.Number(), cv2: Type.Number(), class: Type.Enum(['smooth', 'erratic', 'intermittent', 'lumpy']) })
export const Rhythm = Type.Object({
  orders: Type.Integer(),
  firstOrder: Nullable(Day),
  lastOrder: Nullable(Day),
  gaps: Type.Array(Type.Number()),
  mu: Type.Number(),
  isOwnMu: Type.Boolean(),
  recency: Nullable(Type.Number()),
  demand: Nullable(Demand),
  demandBefore: Nullable(Demand),
  classChanged: Type.Boolean(),
})
export type Rhythm = Static<typeof Rhythm>

export const CustomerValue = Type.Object({
  dyadId: Id,
  currency: Type.String(),
  settingsVersion: Type.Integer(),
  asOf: Day,
  /** The 12 months that end on `to`, and the 12 before; null where the book does not reach back that far. */
  now: Valuation,
  before: Nullable(Valuation),
  /** Every month of the customer's history up to `to`: net sales and contribution of that month alone, orders placed in it. */
  months: Type.Array(Type.Object({ month: Day, netSales: Minor, netContribution: Nullable(Minor), orders: Type.Integer() })),
  rhythm: Rhythm,
})
export type CustomerValue = Static<typeof CustomerValue>

export const readValue = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/value',
  summary: 'What a customer brought in the 12 months to a day, opened to its parts with quantity, rate and state; months and order rhythm.',
  needs: 'values.read',
  params: Type.Object({ dyadId: Id }),
  query: Type.Object({
    /** Last day of the window; the as-of day of the firm unless given. */
    to: Type.Optional(Day),
  }),
  answer: CustomerValue,
})
