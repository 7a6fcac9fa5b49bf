import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { hygieneDuties, hygieneStates } from '#core/strategy/hygiene.ts'
import { careKinds, effectMeasures, effectSources, needs, playKinds, stepKinds, stepRoles } from '#core/strategy/play.ts'
import { allOwnOperators } from '#core/strategy/own-test.ts'
import { choiceFields, flagFields, numberFields } from '#core/strategy/start-condition.ts'
import { Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { ExpectedEffect } from './play-expected.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Name = Type.Object({ zh: Line(80), en: Line(120) })
const Text = Type.Object({ zh: Type.String({ maxLength: 600 }), en: Type.String({ maxLength: 900 }) })

/** 1 financial, 2 social, 3 structural. */
export const BondLevel = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])

export const PlayStep = Type.Object({
  title: Type.Object({ zh: Line(200), en: Line(300) }),
  /** Workdays after the first workday of the run. */
  afterDays: Type.Integer({ minimum: 0, maximum: 500 }),
  role: Type.Enum([...stepRoles]),
  kind: Type.Enum([...stepKinds]),
})

const Choice = Type.String({ minLength: 1, maxLength: 60 })
export const StartTest = Type.Union([
  Type.Object({
    field: Type.Enum([...choiceFields]),
    is: Type.Enum(['in', 'not_in']),
    value: Type.Array(Choice, { minItems: 1, maxItems: 30 }),
  }),
  Type.Object({ field: Type.Enum([...numberFields]), is: Type.Enum(['at_least', 'at_most']), value: Type.Number() }),
  Type.Object({ field: Type.Enum([...flagFields]), is: Type.Enum(['yes', 'no']) }),
  Type.Object({
    field: Type.Literal('hygiene'),
    duty: Type.Enum([...hygieneDuties, 'any']),
    is: Type.Enum(['in', 'not_in']),
    value: Type.Array(Type.Enum([...hygieneStates]), { minItems: 1, maxItems: 4 }),
  }),
  /** A field of the firm's own, by its key: minor units for money, YYYY-MM-DD for days, keys for choices, two ends for `between`. */
  Type.Object({
    field: Type.Literal('own'),
    key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
    is: Type.Enum([...allOwnOperators]),
    value: Type.Union([
      Type.Number(),
      Type.String({ maxLength: 200 }),
      Type.Array(Type.Union([Type.Null(), Type.Number(), Type.String({ maxLength: 200 })]), { maxItems: 100 }),
    ]),
  }),
])
export const StartCondition = Type.Object({ all: Type.Array(StartTest, { maxItems: 20 }) })

export const PlayEffect = Type.Object({
  /** `share`: of the 12-month net contribution, 0.05 = 5 %; `minor`: money in minor units. */
  measure: Type.Enum([...effectMeasures]),
  mean: Type.Number({ minimum: -1e12, maximum: 1e12 }),
  sd: Type.Number({ minimum: 0, maximum: 1e12 }),
  horizonMonths: Type.Integer({ minimum: 1, maximum: 60 }),
  source: Type.Enum([...effectSources]),
  evidence: Text,
})

/** What a person writes of a play. */
export const PlayBody = Type.Object({
  name: Name,
  about: Text,
  kind: Type.Enum([...playKinds]),
  strategyGroup: Nullable(Type.Enum([...strategyGroups])),
  customerTypes: Type.Array(Type.Enum([...customerTypes]), { maxItems: 9 }),
  bondLevel: Nullable(BondLevel),
  care: Nullable(Type.Enum([...careKinds])),
  /** Of one run, minor units of the base currency. */
  moneyMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  hours: Type.Number({ minimum: 0, maximum: 10_000 }),
  restDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  startCondition: StartCondition,
  steps: Type.Array(PlayStep, { maxItems: 40 }),
  effect: PlayEffect,
  holdoutShare: Type.Number({ minimum: 0, maximum: 0.5 }),
})
export type PlayBody = Static<typeof PlayBody>

export const Play = Type.Object({
  ...PlayBody.properties,
  playId: Id,
  version: Type.Integer(),
  key: Type.String(),
  need: Type.Enum([...needs]),
  isCurrent: Type.Boolean(),
  /** Taken out of use: not started any more, runs under way go on. */
  isRemoved: Type.Boolean(),
  note: Nullable(Type.String()),
  /** Null: comes with the product. */
  authorName: Nullable(Type.String()),
  createdAt: Time,
})
export type Play = Static<typeof Play>

/** How often a play has run and what that has cost, of the customers that the caller sees. */
export const PlayUse = Type.Object({
  open: Type.Integer(),
  done: Type.Integer(),
  stopped: Type.Integer(),
  /** Planned of all runs, and what was booked of those that ended. */
  plannedMinor: Minor,
  bookedMinor: Minor,
  plannedHours: Type.Number(),
  bookedHours: Type.Number(),
})

export const listPlays = endpoint({
  method: 'GET',
  path: '/api/plays',
  summary: 'The firm’s playbooks as they hold now, with how often each has run and what it has cost.',
  needs: 'customers.read',
  query: Type.Object({ removed: Type.Optional(Type.Boolean()) }),
  answer: Type.Object({
    rows: Type.Array(Type.Object({ ...Play.properties, expected: ExpectedEffect, use: PlayUse })),
    mayManage: Type.Boolean(),
    currency: Type.String(),
  }),
})

const one = Type.Object({ playId: Id })
const Note = Type.Optional(Nullable(Type.String({ maxLength: 500 })))

export const listPlayVersions = endpoint({
  method: 'GET',
  path: '/api/plays/:playId/versions',
  summary: 'Every version of a play, the newest first; a version never changes once written.',
  needs: 'customers.read',
  params: one,
  answer: Type.Object({ rows: Type.Array(Play) }),
})

export const createPlay = endpoint({
  method: 'POST',
  path: '/api/plays',
  summary: 'Add a play of the firm’s own.',
  needs: 'settings.manage',
  body: Type.Object({ ...PlayBody.properties, note: Note }),
  answer: Play,
})

export const revisePlay = endpoint({
  method: 'PUT',
  path: '/api/plays/:playId',
  summary: 'Write a new version of a play; runs under way keep theirs.',
  needs: 'settings.manage',
  params: one,
  body: Type.Object({ ...PlayBody.properties, note: Note, version: Type.Integer() }),
  answer: Play,
})

export const removePlay = endpoint({
  method: 'DELETE',
  path: '/api/plays/:playId',
  summary: 'Take a play out of use; runs under way go on, and how many there are is answered.',
  needs: 'settings.manage',
  params: one,
  answer: Type.Object({ done: Type.Literal(true), openRuns: Type.Integer() }),
})

export const restorePlay = endpoint({
  method: 'POST',
  path: '/api/plays/:playId/restore',
  summary: 'Put a play back into use.',
  needs: 'settings.manage',
  params: one,
  answer: Done,
})

export const countFitting = endpoint({
  method: 'GET',
  path: '/api/plays/fitting',
  summary: 'With how many of the customers that you see each play may start now, and what stands against it with the others.',
  needs: 'customers.read',
  answer: Type.Object({
    customers: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        playId: Id,
        startable: Type.Integer(),
        /** With so many more as soon as somebody has checked the duties that are unknown. */
        afterCheck: Type.Integer(),
        /** Customers for whom it is meant, by the first thing that stands against it. */
        against: Type.Record(Type.String(), Type.Integer()),
      }),
    ),
  }),
})

export const listFitting = endpoint({
  method: 'GET',
  path: '/api/plays/:playId/customers',
  summary: 'The customers for whom a play is meant: those with whom it may start first, most value first; at most 200.',
  needs: 'customers.read',
  params: one,
  query: Type.Object({ startable: Type.Optional(Type.Boolean()) }),
  answer: Type.Object({
    expected: ExpectedEffect,
    rows: Type.Array(
      Type.Object({
        dyadId: Id,
        name: Type.String(),
        nameEn: Nullable(Type.String()),
        type: Nullable(Type.Enum([...customerTypes])),
        contributionMinor: Nullable(Minor),
        expectedMinor: Nullable(Minor),
        /** What stands against it, in the caller’s language; null: nothing. */
        obstacle: Nullable(Type.String()),
      }),
    ),
    more: Type.Boolean(),
  }),
})
