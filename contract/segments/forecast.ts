import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable } from '../endpoint.ts'
import { ForecastMethod, ModelInUse } from '../value/future.ts'
import { Told } from '../value/told.ts'
import { Score } from './enumerations.ts'

/** Errors of orders a customer over the held-out time, pooled over customers and origins. */
const errors = {
  customers: Type.Integer(),
  mae: Score,
  rmse: Score,
  /** (expected - actual) / actual, of the sum; null where nobody ordered. */
  bias: Score,
  /** Rank correlation of expected and actual orders, -1..1. */
  ranking: Score,
}

export const MethodScore = Type.Object({
  method: ForecastMethod,
  /** `operational`: the model on a clock that knows season and growth. */
  clock: Type.Enum(['calendar', 'operational']),
  k: Nullable(Type.Integer()),
  /** Forecasts the number of orders of this book. */
  isInUse: Type.Boolean(),
  isBaseline: Type.Boolean(),
  ...errors,
  /** Of the customers' stated ranges, so many held; null for a method that states none. */
  coverage: Score,
})
export type MethodScore = Static<typeof MethodScore>

/** One day from which the time after it was forecast, on facts to that day alone. */
export const Origin = Type.Object({
  on: Day,
  until: Day,
  customers: Type.Integer(),
  expected: Type.Number(),
  low: Score,
  high: Score,
  actual: Type.Number(),
  bias: Score,
})
export type Origin = Static<typeof Origin>

export const Cohort = Type.Object({
  /** First orders of this time: `2025-Q3`. */
  name: Type.String(),
  method: ForecastMethod,
  customers: Type.Integer(),
  /** Orders expected and placed, in sum. */
  predicted: Type.Number(),
  actual: Type.Number(),
  mae: Score,
  rmse: Score,
  bias: Score,
})

/** Customers with like forecasts: what was expected of them on average, and what came. */
export const CalibrationPoint = Type.Object({
  customers: Type.Integer(),
  expected: Type.Number(),
  actual: Type.Number(),
})

export const Validation = Type.Object({
  /** The level at which ranges were stated. */
  level: Type.Number(),
  horizonDays: Type.Integer(),
  origins: Type.Array(Origin),
  methods: Type.Array(MethodScore),
  cohorts: Type.Array(Cohort),
  calibration: Type.Array(CalibrationPoint),
  /** P(alive) against the share that ordered, by the best model. */
  alive: Type.Array(CalibrationPoint),
  /** Of the customers' stated ranges, so many held; of the book's. */
  customerCoverage: Score,
  bookCoverage: Score,
  /** Set when the forecast has been too high or too low as a whole. */
  alarm: Nullable(Told),
  /** Whether the model beats the baselines on this book, and which is in use, in one sentence. */
  verdict: Told,
  /** What else has to be said: season, growth, regularity. */
  remarks: Type.Array(Told),
})
export type Validation = Static<typeof Validation>

export const Parameter = Type.Object({
  name: Type.String(),
  value: Type.Number(),
  standardError: Nullable(Type.Number()),
})

export const Forecast = Type.Object({
  asOf: Day,
  currency: Type.String(),
  generation: Type.Integer(),
  model: ModelInUse,
  parameters: Type.Array(Parameter),
  logLikelihood: Nullable(Type.Number()),
  /** What it says of the next 12 months of the book as a whole. */
  orders: Nullable(Type.Object({ expected: Type.Number(), low: Type.Number(), high: Type.Number(), level: Type.Number() })),
  /** All customers' lifetime value, and how many customers are expected to be with us still. */
  clvMinor: Nullable(Minor),
  clvLowMinor: Nullable(Minor),
  clvHighMinor: Nullable(Minor),
  aliveCustomers: Nullable(Type.Number()),
  /** How it has done so far. Null: being reckoned (jobId), or there is too little history (validationMissing says so). */
  validation: Nullable(Validation),
  validationMissing: Nullable(Told),
})
export type Forecast = Static<typeof Forecast>

export const readForecast = endpoint({
  method: 'GET',
  path: '/api/forecast',
  summary: 'How good the forecast is: the model in use and why, its parameters, and how it and the baselines did on time held back.',
  needs: 'values.read',
  answer: Type.Object({
    /** Null until the first map is computed. */
    forecast: Nullable(Forecast),
    jobId: Nullable(Id),
  }),
})
