import { type Static, Type } from 'typebox'
import { timelineKinds } from '#core/activities/timeline.ts'
import { Day, endpoint, Id, Nullable, Time } from '../endpoint.ts'

export const TimelineKind = Type.Enum([...timelineKinds])

/** One thing that happened. What `detail` holds depends on the kind: numbers, amounts in minor units of the base currency, states, texts. */
export const TimelineEntry = Type.Object({
  kind: TimelineKind,
  id: Type.String(),
  day: Day,
  /** When it has a time beside its day. */
  at: Nullable(Time),
  /** Who did it, of ours. */
  who: Nullable(Type.String()),
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/timeline',
  summary:
    'Everything that happened with a customer or supplier in one stream, the latest first: trade, contacts, tasks, moves, changes of hands.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  query: Type.Object({
    kind: Type.Optional(Type.Array(TimelineKind, { maxItems: timelineKinds.length })),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    /** The latest day to begin with. */
    to: Type.Optional(Day),
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({ rows: Type.Array(TimelineEntry), next: Nullable(Type.String()), kinds: Type.Array(TimelineKind) }),
})
export type Timeline = Static<typeof readTimeline.answer>
