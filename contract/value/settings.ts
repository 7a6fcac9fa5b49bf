import { type Static, Type } from 'typebox'
import { activityKinds, purchaseModels, subIndices } from '#core/value/settings.ts'
import { endpoint, Minor, Nullable, Time } from '../endpoint.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })
const Sentence = Type.Object({ zh: Type.String(), en: Type.String() })

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
  /** What P(alive) comes from: a purchase model fitted to the book, or the customer's own rhythm alone. */
  purchaseModel: Type.Enum([...purchaseModels]),
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
