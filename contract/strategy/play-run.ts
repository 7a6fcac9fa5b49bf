import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { careKinds, playKinds, runSources, runStates, stepKinds } from '#core/strategy/play.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { BondLevel } from './play.ts'
import { RecordGroups, RecordPage, recordQuery } from '../platform/record-list.ts'

const Both = Type.Object({ zh: Type.String(), en: Type.String() })
const Hours = Type.Number({ minimum: 0, maximum: 100_000 })

export const PlayRun = Type.Object({
  playRunId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  playId: Id,
  playVersion: Type.Integer(),
  playName: Both,
  kind: Type.Enum([...playKinds]),
  strategyGroup: Nullable(Type.Enum([...strategyGroups])),
  bondLevel: Nullable(BondLevel),
  care: Nullable(Type.Enum([...careKinds])),
  state: Type.Enum([...runStates]),
  source: Type.Enum([...runSources]),
  sourceId: Nullable(Id),
  /** As it was when the run started. */
  customerType: Nullable(Type.Enum([...customerTypes])),
  startedOn: Day,
  endedOn: Nullable(Day),
  plannedMinor: Minor,
  plannedHours: Type.Number(),
  /** What it did cost; null until it is booked. */
  bookedMinor: Nullable(Minor),
  bookedHours: Nullable(Type.Number()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  outcome: Nullable(Type.String()),
  steps: Type.Integer(),
  stepsDone: Type.Integer(),
  /** The next open step and its day. */
  nextStep: Nullable(Type.String()),
  nextOn: Nullable(Day),
  mayWrite: Type.Boolean(),
  createdAt: Time,
  version: Type.Integer(),
})
export type PlayRun = Static<typeof PlayRun>

export const RunStep = Type.Object({
  taskId: Id,
  step: Type.Integer(),
  title: Type.String(),
  titles: Nullable(Both),
  kind: Nullable(Type.Enum([...stepKinds])),
  dueOn: Nullable(Day),
  assigneeName: Nullable(Type.String()),
  state: Type.Enum(['open', 'done', 'cancelled']),
  doneAt: Nullable(Time),
})

export const listPlayRuns = endpoint({
  method: 'GET',
  path: '/api/play-runs',
  summary: 'Plays at work with the customers that you see, one page by key; the newest first unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object({
    ...recordQuery,
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: RecordPage(PlayRun),
})

export const groupPlayRuns = endpoint({
  method: 'GET',
  path: '/api/play-runs/groups',
  summary: 'The list by the values of one column, with counts, money and hours.',
  needs: 'customers.read',
  query: Type.Object({ ...recordQuery, by: Type.Optional(Type.String({ maxLength: 60 })) }),
  answer: RecordGroups,
})

const params = Type.Object({ dyadId: Id, playRunId: Id })
const whole = Type.Object({ ...PlayRun.properties, stepRows: Type.Array(RunStep) })
export type RunWhole = Static<typeof whole>
export type RunStep = Static<typeof RunStep>

export const readPlayRun = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/play-runs/:playRunId',
  summary: 'One run with its steps.',
  needs: 'customers.read',
  params,
  answer: whole,
})

export const startPlayRun = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/play-runs',
  summary: 'Start a play with a customer: its steps become tasks. Refused with a sentence where something stands against it.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({
    playId: Id,
    /** Left out: today. A later day plans it. */
    startOn: Type.Optional(Day),
    ownerId: Type.Optional(Nullable(Id)),
    note: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
    /** You have checked the basic duties that are unknown, today. */
    checked: Type.Optional(Type.Boolean()),
    /** Why it starts although its start condition is not met. */
    despite: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  }),
  answer: whole,
})

export const changePlayRun = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/play-runs/:playRunId',
  summary: 'Write down what a run did cost and what came of it, or hand it on.',
  needs: 'customers.write',
  params,
  body: Type.Object({
    bookedMinor: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }))),
    bookedHours: Type.Optional(Nullable(Hours)),
    outcome: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
    note: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
    ownerId: Type.Optional(Nullable(Id)),
    version: Type.Integer(),
  }),
  answer: whole,
})

export const stopPlayRun = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/play-runs/:playRunId/stop',
  summary: 'Stop a run: its open steps are cancelled.',
  needs: 'customers.write',
  params,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000, pattern: visible }), version: Type.Integer() }),
  answer: whole,
})

const CareMonth = Type.Object({
  /** First day of the month. */
  month: Day,
  runs: Type.Integer(),
  plannedMinor: Minor,
  bookedMinor: Minor,
})

export const readCare = endpoint({
  method: 'GET',
  path: '/api/care',
  summary: 'The care calendar of a year: care of customers by month against the year’s budget.',
  needs: 'customers.read',
  query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })) }),
  answer: Type.Object({
    year: Type.Integer(),
    today: Day,
    budgetMinor: Nullable(Minor),
    version: Type.Integer(),
    mayManage: Type.Boolean(),
    months: Type.Array(CareMonth),
    rows: Type.Array(PlayRun),
  }),
})

export const setCareBudget = endpoint({
  method: 'PUT',
  path: '/api/care/budget',
  summary: 'Set what is meant to be spent on care in a year.',
  needs: 'settings.manage',
  body: Type.Object({
    year: Type.Integer({ minimum: 2000, maximum: 2200 }),
    moneyMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
    /** 0: none was set yet. */
    version: Type.Integer(),
  }),
  answer: Done,
})
