import { type Static, Type } from 'typebox'
import { pyramidTiers } from '#core/segments/grid.ts'
import { Day, endpoint, Minor, Nullable } from '../endpoint.ts'

/** What a layer of the pyramid got, new and existing customers apart. */
export const AttentionRow = Type.Object({
  tier: Nullable(Type.Enum([...pyramidTiers])),
  /** First order within the twelve months before the end, or none yet. */
  isNew: Type.Boolean(),
  customers: Type.Integer(),
  /** Net contribution of 12 months, of those of whom it is known. */
  contributionMinor: Minor,
  plannedMinor: Minor,
  plannedHours: Type.Number(),
  bookedMinor: Minor,
  bookedHours: Type.Number(),
  visits: Type.Integer(),
  calls: Type.Integer(),
  /** Written down of visits, meetings, calls and messages. */
  minutes: Type.Integer(),
})
export type AttentionRow = Static<typeof AttentionRow>

export const readAttention = endpoint({
  method: 'GET',
  path: '/api/attention',
  summary:
    'Attention by layer of the pyramid over some days: money and hours planned and booked on plays, visits and calls, new and existing customers apart.',
  needs: 'values.read',
  query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) }),
  answer: Type.Object({ from: Day, to: Day, rows: Type.Array(AttentionRow) }),
})
