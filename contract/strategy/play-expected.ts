import { type Static, Type } from 'typebox'
import { effectMeasures, effectSources } from '#core/strategy/play.ts'
import { Day, Nullable } from '../endpoint.ts'

/** What one run of a play is expected to bring now, in its own measure, with the range that holds in 95 of 100 cases. */
export const ExpectedEffect = Type.Object({
  measure: Type.Enum([...effectMeasures]),
  mean: Type.Number(),
  sd: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  horizonMonths: Type.Integer(),
  source: Type.Enum([...effectSources]),
  /** From what it was learnt: runs whose months are over, against so many customers held back, measured on that day. Null: the playbook’s own figure. */
  learnt: Nullable(Type.Object({ runs: Type.Integer(), held: Type.Integer(), asOf: Day })),
})
export type ExpectedEffect = Static<typeof ExpectedEffect>
