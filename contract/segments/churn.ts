import { type Static, Type } from 'typebox'
import { ChurnKind } from '../dyads/standing.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { Told } from '../value/told.ts'
import { CustomerType, Score } from './enumerations.ts'
import { MapFilters } from './map.ts'

const Gone = Type.Object({ customers: Type.Integer(), lostMinor: Minor })

/** One month or quarter. */
export const ChurnPeriod = Type.Object({
  /** Its first and last day. */
  from: Day,
  to: Day,
  /** Customers that were with us when it began: an order in the 12 months before. */
  active: Type.Integer(),
  churned: Gone,
  partial: Gone,
  /** Those that were gone and ordered again. */
  returned: Type.Integer(),
  /** Churned of the active, 0..1; null where nobody was active. */
  rate: Score,
})
export type ChurnPeriod = Static<typeof ChurnPeriod>

const by = { by: Type.Optional(Type.Enum(['month', 'quarter'])) }

export const readChurn = endpoint({
  method: 'GET',
  path: '/api/churn',
  summary: 'Customers lost and lost in part, by month or quarter, with the net contribution a year that went with them.',
  needs: 'values.read',
  query: Type.Object({ ...by, ...MapFilters }),
  answer: Type.Object({ periods: Type.Array(ChurnPeriod), currency: Type.String(), asOf: Nullable(Day), definition: Type.Array(Told) }),
})

export const ChurnedCustomer = Type.Object({
  dyadId: Id,
  name: Type.String(),
  code: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  type: Nullable(CustomerType),
  kind: ChurnKind,
  on: Day,
  beforeMinor: Nullable(Minor),
  lostMinor: Nullable(Minor),
  /** Ordered again (churned), or back at its level (partial). */
  returnedOn: Nullable(Day),
  lastOrder: Nullable(Day),
  because: Told,
})
export type ChurnedCustomer = Static<typeof ChurnedCustomer>

export const listChurned = endpoint({
  method: 'GET',
  path: '/api/churn/customers',
  summary: 'Customers that were lost, wholly or in part, in a time, the largest loss first.',
  needs: 'values.read',
  query: Type.Object({
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    kind: Type.Optional(ChurnKind),
    /** Leaves out those that have come back. */
    stillGone: Type.Optional(Type.Boolean()),
    ...MapFilters,
    after: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({ rows: Type.Array(ChurnedCustomer), next: Nullable(Type.String()), currency: Type.String() }),
})
