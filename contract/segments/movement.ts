import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable, Page } from '../endpoint.ts'
import { ValueState } from '../value/valuation.ts'
import { CustomerType, Move, Place, Score, Stage, Tier } from './enumerations.ts'
import { MapQuery } from './map.ts'

export const Flow = Type.Object({ from: Place, to: Place, count: Type.Integer(), valueBefore: Minor, value: Minor })
export type Flow = Static<typeof Flow>

export const readMigration = endpoint({
  method: 'GET',
  path: '/api/map/migration',
  summary: 'Who moved between two days: customers and money from each type to each type, entered and left included.',
  needs: 'values.read',
  query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day), ...MapQuery }),
  answer: Type.Object({
    from: Nullable(Day),
    to: Nullable(Day),
    currency: Type.String(),
    flows: Type.Array(Flow),
    moves: Type.Array(Type.Object({ move: Move, count: Type.Integer(), value: Minor, valueBefore: Minor })),
  }),
})

/** A customer in a list beside the map. */
export const Placed = Type.Object({
  dyadId: Id,
  name: Type.String(),
  code: Nullable(Type.String()),
  type: Nullable(CustomerType),
  fromType: Nullable(CustomerType),
  tier: Nullable(Tier),
  stage: Nullable(Stage),
  netContribution: Nullable(Minor),
  netContributionBefore: Nullable(Minor),
  state: ValueState,
  netSales: Minor,
  potential: Score,
  lastOrder: Nullable(Day),
  provisional: Type.Boolean(),
  overridden: Type.Boolean(),
})
export type Placed = Static<typeof Placed>

const pageQuery = {
  after: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
}

export const listPlaced = endpoint({
  method: 'GET',
  path: '/api/map/customers',
  summary: 'The customers of one cell, or of one move between two days, the largest contribution first.',
  needs: 'values.read',
  query: Type.Object({
    asOf: Type.Optional(Day),
    compare: Type.Optional(Day),
    /** Only with `compare`: where they stood then; `none` = not placed. */
    from: Type.Optional(Place),
    to: Type.Optional(Place),
    ...MapQuery,
    ...pageQuery,
  }),
  answer: Page(Placed),
})

export const readTimeInClass = endpoint({
  method: 'GET',
  path: '/api/map/time-in-class',
  summary: 'How long customers stay in each type, in months: of those there now, and of stays that have ended.',
  needs: 'values.read',
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        type: CustomerType,
        now: Type.Integer(),
        monthsNow: Score,
        ended: Type.Integer(),
        monthsEnded: Score,
        /** Where the stays that ended led to, the most frequent first. */
        next: Type.Array(Type.Object({ type: Place, count: Type.Integer() })),
      }),
    ),
  }),
})

/** Money and customers by lifecycle stage: what each stage brings. */
export const readStages = endpoint({
  method: 'GET',
  path: '/api/map/stages',
  summary: 'Customers, sales and contribution of the last 12 months by lifecycle stage, and how many entered each in the last 12 months.',
  needs: 'values.read',
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Type.Object({
    rows: Type.Array(Type.Object({ stage: Stage, count: Type.Integer(), sales: Minor, value: Minor, entered: Type.Integer() })),
    currency: Type.String(),
  }),
})
