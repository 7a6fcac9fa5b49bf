import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { nextActionKinds, noActions } from '#core/strategy/next-action.ts'
import { stepKinds } from '#core/strategy/play.ts'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { ExpectedEffect } from './play-expected.ts'

const Both = Type.Object({ zh: Type.String(), en: Type.String() })

/** The one thing to do with a customer now: when, how, at what price, with what message, and why. */
export const NextAction = Type.Object({
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  customerType: Nullable(Type.Enum([...customerTypes])),
  kind: Type.Enum([...nextActionKinds]),
  /** Of `none`: why there is nothing to do. */
  why: Nullable(Type.Enum([...noActions])),
  playId: Nullable(Id),
  playRunId: Nullable(Id),
  playName: Nullable(Both),
  /** What the play is about: the message. */
  about: Nullable(Both),
  /** The step to do, or the play’s first. */
  step: Nullable(Type.String()),
  channel: Nullable(Type.Enum([...stepKinds])),
  dueOn: Nullable(Day),
  isLate: Type.Boolean(),
  moneyMinor: Nullable(Minor),
  hours: Nullable(Type.Number()),
  /** Expected to be added, and from what it is reckoned; null for who may not read values. */
  worthMinor: Nullable(Minor),
  /** Of a play to start: what is expected of it, and from where that is known. */
  expected: Nullable(ExpectedEffect),
  contributionMinor: Nullable(Minor),
})
export type NextAction = Static<typeof NextAction>

export const readNextAction = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/next-action',
  summary: 'The next best action with a customer and why, or why there is none.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: NextAction,
})

export const listNextActions = endpoint({
  method: 'GET',
  path: '/api/next-actions',
  summary: 'The week’s list: the next best action with each customer, what is late and what is owed first, then what nets most.',
  needs: 'customers.read',
  query: Type.Object({
    whose: Type.Optional(Type.Enum(['mine', 'seen'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    rows: Type.Array(NextAction),
    /** Customers looked at, and with how many there is something to do. */
    customers: Type.Integer(),
    actions: Type.Integer(),
  }),
})
