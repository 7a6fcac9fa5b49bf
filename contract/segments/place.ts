import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { ValueState } from '../value/valuation.ts'
import { Band, CustomerType, Move, Score, Stage, Tier } from './enumerations.ts'
import { Cuts } from './map.ts'

/** One sentence of an explanation: its code, what was filled in, and the sentence in both languages. */
export const Because = Type.Object({
  code: Type.String(),
  args: Type.Record(Type.String(), Type.Unknown()),
  zh: Type.String(),
  en: Type.String(),
})
export type Because = Static<typeof Because>

const SubIndices = Type.Object({ headroom: Score, perception: Score, loyalty: Score, outlook: Score, strategic: Score })

/** Where one customer stands on one day, in full. */
export const Standing = Type.Object({
  asOf: Day,
  type: Nullable(CustomerType),
  fromType: Nullable(CustomerType),
  currentBand: Nullable(Band),
  potentialBand: Nullable(Band),
  rawCurrentBand: Nullable(Band),
  rawPotentialBand: Nullable(Band),
  pendingCurrentBand: Nullable(Band),
  pendingPotentialBand: Nullable(Band),
  currentScore: Score,
  potential: Score,
  subIndices: SubIndices,
  netContribution: Nullable(Minor),
  state: ValueState,
  netSales: Minor,
  dataConfidence: Type.Number(),
  provisional: Type.Boolean(),
  stage: Nullable(Stage),
  stageRule: Nullable(Type.String()),
  dormant: Type.Boolean(),
  tier: Nullable(Tier),
  belowZero: Type.Boolean(),
  overridden: Type.Boolean(),
  move: Nullable(Move),
  orders: Type.Integer(),
  lastOrder: Nullable(Day),
  mu: Score,
  recency: Score,
  growth: Score,
})
export type Standing = Static<typeof Standing>

export const Override = Type.Object({
  overrideId: Id,
  type: CustomerType,
  reason: Type.String(),
  author: Nullable(Type.String()),
  createdAt: Time,
  startsOn: Day,
  expiresOn: Day,
  endedAt: Nullable(Time),
  active: Type.Boolean(),
})
export type Override = Static<typeof Override>

export const StageEntry = Type.Object({
  stage: Stage,
  rule: Type.String(),
  enteredOn: Day,
  leftOn: Nullable(Day),
  netSales: Minor,
  netContribution: Nullable(Minor),
})
export type StageEntry = Static<typeof StageEntry>

/** One month of a customer's path through the grid, short. */
export const PathStep = Type.Object({
  asOf: Day,
  type: Nullable(CustomerType),
  currentScore: Score,
  potential: Score,
  netContribution: Nullable(Minor),
  stage: Nullable(Stage),
  move: Nullable(Move),
  shortWindow: Type.Boolean(),
  overridden: Type.Boolean(),
})
export type PathStep = Static<typeof PathStep>

const dyad = Type.Object({ dyadId: Id })

export const readPlace = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/place',
  summary: 'Where a customer stands and why, its path month by month, its lifecycle, its overrides.',
  needs: 'values.read',
  params: dyad,
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Type.Object({
    dyadId: Id,
    /** Null for a customer that no run has seen yet. */
    standing: Nullable(Standing),
    because: Type.Array(Because),
    path: Type.Array(PathStep),
    stages: Type.Array(StageEntry),
    overrides: Type.Array(Override),
    overrideDays: Type.Integer(),
    cuts: Nullable(Cuts),
    currency: Type.String(),
    settingsVersion: Nullable(Type.Integer()),
    /** A recalculation that is still to come: this place is shown until then. */
    jobId: Nullable(Id),
  }),
})

export const setOverride = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/override',
  summary: 'Set a customer’s type by hand, with a reason and a day on which it ends; the runs go on beneath it.',
  needs: 'types.override',
  params: dyad,
  body: Type.Object({
    type: CustomerType,
    reason: Type.String({ minLength: 2, maxLength: 1000, pattern: visible }),
    /** The first day on which it no longer holds; the firm's default of days from today unless given. */
    expiresOn: Type.Optional(Day),
  }),
  answer: Type.Object({ overrideId: Id, jobId: Nullable(Id) }),
})

export const endOverride = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/override',
  summary: 'End the override of a customer’s type: the computed type is shown again.',
  needs: 'types.override',
  params: dyad,
  answer: Type.Object({ jobId: Nullable(Id) }),
})
