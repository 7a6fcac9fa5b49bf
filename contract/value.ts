import { type Static, Type } from 'typebox'
import { activityKinds, subIndices } from '#core/value/settings.ts'
import { valueParts, valueStates } from '#core/value/valuation.ts'
import { Day, endpoint, Id, Minor, Nullable, Time } from './endpoint.ts'

export const ValueState = Type.Enum([...valueStates])
export const ValuePart = Type.Enum([...valueParts])
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Sentence = Type.Object({ zh: Type.String(), en: Type.String() })

/** One part of the net contribution: its signed effect, what it was counted on and the rate (core/value/valuation.ts). */
export const PartValue = Type.Object({
  part: ValuePart,
  amount: Nullable(Minor),
  quantity: Nullable(Type.Number()),
  rate: Nullable(Type.Number()),
  state: ValueState,
})
export type PartValue = Static<typeof PartValue>

/** The net contribution of one customer over a window (from, to], opened to its parts. */
export const Valuation = Type.Object({
  from: Day,
  to: Day,
  parts: Type.Array(PartValue),
  total: Nullable(Minor),
  state: ValueState,
  unknown: Type.Array(ValuePart),
})
export type Valuation = Static<typeof Valuation>

/** How a customer orders (core/value/rhythm.ts): gaps and usual interval in days, recency in usual intervals. */
const Demand = Type.Object({ adi: Type.Number(), cv2: Type.Number(), class: Type.Enum(['smooth', 'erratic', 'intermittent', 'lumpy']) })
export const Rhythm = Type.Object({
  orders: Type.Integer(),
  firstOrder: Nullable(Day),
  lastOrder: Nullable(Day),
  gaps: Type.Array(Type.Number()),
  mu: Type.Number(),
  isOwnMu: Type.Boolean(),
  recency: Nullable(Type.Number()),
  demand: Nullable(Demand),
  demandBefore: Nullable(Demand),
  classChanged: Type.Boolean(),
})
export type Rhythm = Static<typeof Rhythm>

export const CustomerValue = Type.Object({
  dyadId: Id,
  currency: Type.String(),
  settingsVersion: Type.Integer(),
  asOf: Day,
  /** The 12 months that end on `to`, and the 12 before; null where the book does not reach back that far. */
  now: Valuation,
  before: Nullable(Valuation),
  /** Every month of the customer's history up to `to`: net sales and contribution of that month alone, orders placed in it. */
  months: Type.Array(Type.Object({ month: Day, netSales: Minor, netContribution: Nullable(Minor), orders: Type.Integer() })),
  rhythm: Rhythm,
})
export type CustomerValue = Static<typeof CustomerValue>

export const readValue = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/value',
  summary: 'What a customer brought in the 12 months to a day, opened to its parts with quantity, rate and state; months and order rhythm.',
  needs: 'values.read',
  params: Type.Object({ dyadId: Id }),
  query: Type.Object({
    /** Last day of the window; the as-of day of the firm unless given. */
    to: Type.Optional(Day),
  }),
  answer: CustomerValue,
})

const Rates = Type.Object(Object.fromEntries(activityKinds.map(kind => [kind, Nullable(Minor)])))
const Weights = Type.Object(Object.fromEntries(subIndices.map(index => [index, Share])))
const Pair = { high: Type.Number(), medium: Type.Number() }

/** Everything that can be set about value and place (core/value/settings.ts). The version is given by the server when it is saved. */
export const Settings = Type.Object({
  version: Type.Integer(),
  margin: Nullable(Share),
  rates: Rates,
  ratesCurrency: Type.String(),
  financingRate: Type.Number(),
  daysOutstandingDefault: Type.Number(),
  cuts: Type.Object({
    current: Type.Union([
      Type.Object({ method: Type.Literal('percentile'), ...Pair }),
      Type.Object({ method: Type.Literal('tertile') }),
      Type.Object({ method: Type.Literal('money'), ...Pair }),
      Type.Object({ method: Type.Literal('abc'), ...Pair }),
    ]),
    potential: Type.Object(Pair),
  }),
  smallBook: Type.Object({ below: Type.Integer(), currency: Type.String(), ...Pair }),
  weights: Weights,
  hysteresis: Type.Object({ buffer: Type.Number(), runs: Type.Integer() }),
  provisionalBelow: Type.Number(),
  discountRate: Type.Number(),
  horizonYears: Type.Number(),
  overrideDays: Type.Integer(),
})
export type Settings = Static<typeof Settings>

export const SettingsVersion = Type.Object({
  version: Type.Integer(),
  note: Nullable(Type.String()),
  author: Nullable(Type.String()),
  /** Null for the defaults that every firm begins with. */
  createdAt: Nullable(Time),
  /** Computes the map that is shown now. */
  inUse: Type.Boolean(),
})
export type SettingsVersion = Static<typeof SettingsVersion>

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/value/settings',
  summary: 'The newest settings of value and place, with the defaults of the firm’s currency beside them.',
  needs: 'settings.read',
  answer: Type.Object({ settings: Settings, defaults: Settings, currency: Type.String(), version: SettingsVersion }),
})

export const listSettingsVersions = endpoint({
  method: 'GET',
  path: '/api/value/settings/versions',
  summary: 'Every version of the settings, the newest first, and which the present map was computed with.',
  needs: 'settings.read',
  answer: Type.Object({ rows: Type.Array(SettingsVersion) }),
})

export const readSettingsVersion = endpoint({
  method: 'GET',
  path: '/api/value/settings/versions/:version',
  summary: 'One version of the settings.',
  needs: 'settings.read',
  params: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  answer: Type.Object({ settings: Settings, version: SettingsVersion }),
})

/** A draft as it comes from a form: what is wrong with it is said by the check, field by field. */
export const SettingsDraft = Type.Object({}, { additionalProperties: true })
export const SettingsProblem = Type.Object({ code: Type.String(), field: Nullable(Type.String()), text: Sentence })

export const checkDraft = endpoint({
  method: 'POST',
  path: '/api/value/settings/check',
  summary: 'What is wrong with a draft of the settings, field by field; an empty list is a good draft.',
  needs: 'settings.read',
  body: Type.Object({ draft: SettingsDraft }),
  answer: Type.Object({ problems: Type.Array(SettingsProblem) }),
})

const Comparisons = Type.Array(Type.Array(Type.Number({ minimum: 1 / 9, maximum: 9 }), { minItems: 5, maxItems: 5 }), {
  minItems: 5,
  maxItems: 5,
})

export const weighByPairs = endpoint({
  method: 'POST',
  path: '/api/value/settings/ahp',
  summary: 'Weights of the five sub-indices from pairwise comparisons (AHP), with their consistency ratio CR (accepted to .10).',
  needs: 'settings.read',
  body: Type.Object({ matrix: Comparisons }),
  answer: Type.Object({
    weights: Weights,
    lambdaMax: Type.Number(),
    consistencyIndex: Type.Number(),
    consistencyRatio: Type.Number(),
    accepted: Type.Boolean(),
    /** The table of random indices that CR is measured by. */
    randomIndexSource: Type.String(),
  }),
})
