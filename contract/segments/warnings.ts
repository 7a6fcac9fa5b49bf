import { type Static, Type } from 'typebox'
import { WarningCode } from '../dyads/standing.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { NextOrder, Warning } from '../value/future.ts'
import { Told } from '../value/told.ts'
import { CustomerType, Score, Stage, Tier } from './enumerations.ts'
import { MapFilters } from './map.ts'

/** A customer that is later than its own rhythm allows. */
export const Warned = Type.Object({
  dyadId: Id,
  name: Type.String(),
  code: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  type: Nullable(CustomerType),
  tier: Nullable(Tier),
  stage: Nullable(Stage),
  pAlive: Score,
  lastOrder: Nullable(Day),
  nextOrder: Nullable(NextOrder),
  netContributionMinor: Nullable(Minor),
  clvMinor: Nullable(Minor),
  warning: Warning,
})
export type Warned = Static<typeof Warned>

export const listWarnings = endpoint({
  method: 'GET',
  path: '/api/warnings',
  summary: 'Customers that are later than their own rhythm allows, those with most money at stake first, each with its reason.',
  needs: 'values.read',
  query: Type.Object({
    ...MapFilters,
    code: Type.Optional(Type.Array(WarningCode, { maxItems: 20 })),
    after: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    rows: Type.Array(Warned),
    next: Nullable(Type.String()),
    /** With the first page only. */
    total: Nullable(Type.Object({ count: Type.Integer(), atStakeMinor: Minor })),
    asOf: Nullable(Day),
    currency: Type.String(),
  }),
})

/** How a way of warning did on months that it had not seen. A share is null where nobody was warned of, or nobody stayed away. */
export const WarningScore = Type.Object({
  /** `model`: the early warning; `rule`: no order for k x the usual interval. */
  kind: Type.Enum(['model', 'rule']),
  k: Nullable(Type.Number()),
  warned: Type.Integer(),
  /** Of those warned of, so many did stay away. */
  right: Type.Integer(),
  stayedAway: Type.Integer(),
  precision: Score,
  recall: Score,
})
export type WarningScore = Static<typeof WarningScore>

export const readWarningQuality = endpoint({
  method: 'GET',
  path: '/api/warnings/quality',
  summary: 'Precision and recall of the early warning on held-out months, beside the rule "no order for k x the usual interval".',
  needs: 'values.read',
  answer: Type.Object({
    /** Null: not reckoned yet, or too little history to hold any back. */
    quality: Nullable(
      Type.Object({
        months: Type.Array(Day),
        /** Who is taken to have stayed away: no order in so many days after the month. */
        windowDays: Nullable(Type.Integer()),
        cases: Type.Integer(),
        scores: Type.Array(WarningScore),
        verdict: Told,
      }),
    ),
    jobId: Nullable(Id),
  }),
})
