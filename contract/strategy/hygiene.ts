import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { hygieneDuties, hygieneStates } from '#core/strategy/hygiene.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { Play } from './play.ts'
import { ExpectedEffect } from './play-expected.ts'
import { PlayRun } from './play-run.ts'

export const HygieneDuty = Type.Enum([...hygieneDuties])

export const HygieneFinding = Type.Object({
  duty: HygieneDuty,
  state: Type.Enum([...hygieneStates]),
  /** Share 0..1: kept, but for `quality` claimed; null with fewer than 5 events. */
  value: Nullable(Type.Number()),
  hits: Type.Integer(),
  events: Type.Integer(),
  limit: Nullable(Type.Object({ red: Type.Number(), amber: Nullable(Type.Number()), isMost: Type.Boolean() })),
  overdue: Type.Integer(),
  isChecked: Type.Boolean(),
  /** A person’s newest answer, and until when a yes holds. */
  check: Nullable(
    Type.Object({
      checkId: Id,
      isKept: Type.Boolean(),
      checkedOn: Day,
      validUntil: Day,
      byName: Nullable(Type.String()),
      note: Nullable(Type.String()),
    }),
  ),
})
export type HygieneFinding = Static<typeof HygieneFinding>

export const PlayOffer = Type.Object({
  play: Play,
  expected: ExpectedEffect,
  /** What it is expected to bring this customer, minor units; null where that is not known. */
  expectedMinor: Nullable(Minor),
  /** What stands against it, in the caller’s language; none: it may start. `passable`: a check or a reason puts it right at once. */
  obstacles: Type.Array(Type.Object({ kind: Type.String(), text: Type.String(), passable: Type.Boolean() })),
})
export type PlayOffer = Static<typeof PlayOffer>

const at = Type.Object({ dyadId: Id })

export const readCustomerPlays = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/plays',
  summary:
    'Whether the basic duties towards a customer are kept, what is at work with it, and which plays may start, with the reasons why not for the others.',
  needs: 'customers.read',
  params: at,
  answer: Type.Object({
    type: Nullable(Type.Enum([...customerTypes])),
    group: Nullable(Type.Enum([...strategyGroups])),
    /** Facts of the six months up to this day. */
    asOf: Day,
    since: Day,
    today: Day,
    findings: Type.Array(HygieneFinding),
    overdueCases: Type.Array(Type.Object({ concernId: Id, number: Nullable(Type.String()), title: Type.String(), dueAt: Time })),
    runs: Type.Array(PlayRun),
    offers: Type.Array(PlayOffer),
    mayWrite: Type.Boolean(),
  }),
})
export type CustomerPlays = Static<typeof readCustomerPlays.answer>

export const listHygieneLines = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/hygiene-lines',
  summary:
    'What a duty’s figure is made of: deliveries, orders, complaints or claims of the six months, the broken ones first; at most 200.',
  needs: 'customers.read',
  params: at,
  query: Type.Object({ duty: HygieneDuty }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        on: Nullable(Day),
        number: Nullable(Type.String()),
        text: Nullable(Type.String()),
        promisedOn: Nullable(Day),
        doneOn: Nullable(Day),
        isKept: Type.Boolean(),
      }),
    ),
    more: Type.Boolean(),
  }),
})

export const checkHygiene = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/hygiene-checks',
  summary: 'Sign that you have checked basic duties of a customer: kept or not, on which day. A yes holds for 90 days.',
  needs: 'customers.write',
  params: at,
  body: Type.Object({
    duties: Type.Array(HygieneDuty, { minItems: 1, maxItems: 7 }),
    isKept: Type.Boolean(),
    /** Left out: today. */
    checkedOn: Type.Optional(Day),
    note: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  }),
  answer: Done,
})

export const withdrawCheck = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/hygiene-checks/:checkId',
  summary: 'Take an answer back; the one before it counts again.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, checkId: Id }),
  answer: Done,
})
