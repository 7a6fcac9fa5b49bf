import { type Static, Type } from 'typebox'
import { customerKinds } from '#core/dyads/customer.ts'
import { bands, customerTypes, lifecycleStages, moves, pyramidTiers } from '#core/segments/grid.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Page, Time } from './endpoint.ts'
import { Settings, SettingsDraft, SettingsVersion, ValueState } from './value.ts'

export const CustomerType = Type.Enum([...customerTypes])
export const Band = Type.Enum([...bands])
export const Tier = Type.Enum([...pyramidTiers])
export const Stage = Type.Enum([...lifecycleStages])
export const Move = Type.Enum([...moves])
const Score = Nullable(Type.Number())

/** One sentence of an explanation: its code, what was filled in, and the sentence in both languages. */
export const Because = Type.Object({
  code: Type.String(),
  args: Type.Record(Type.String(), Type.Unknown()),
  zh: Type.String(),
  en: Type.String(),
})
export type Because = Static<typeof Because>

/** Bits of `MapPoints.flags`. */
export const pointFlags = { provisional: 1, overridden: 2, belowZero: 4, dormant: 8 } as const

/**
 * Dots in columns of one length. `current` and `potential`: scores 0..100; `type` indexes customerTypes (-1 not placed), `was` likewise at the compared
 * day (-1: not placed then), `stage` indexes lifecycleStages (-1 unknown). Money in minor units, null unknown.
 */
export const MapPoints = Type.Object({
  id: Type.Array(Id),
  name: Type.Array(Type.String()),
  current: Type.Array(Score),
  potential: Type.Array(Score),
  value: Type.Array(Nullable(Minor)),
  sales: Type.Array(Minor),
  type: Type.Array(Type.Integer()),
  was: Type.Array(Type.Integer()),
  wasCurrent: Type.Array(Score),
  wasPotential: Type.Array(Score),
  /** The type that the next run may confirm, an index likewise; -1 where the place stands firm. */
  pending: Type.Array(Type.Integer()),
  stage: Type.Array(Type.Integer()),
  flags: Type.Array(Type.Integer()),
})
export type MapPoints = Static<typeof MapPoints>

/** What stands in one cell, one layer of the pyramid, one type. */
const Sum = { count: Type.Integer(), value: Minor, sales: Minor }
export const Cell = Type.Object({ type: CustomerType, ...Sum, before: Nullable(Type.Integer()), valueBefore: Nullable(Minor) })
export type Cell = Static<typeof Cell>
export const Layer = Type.Object({
  tier: Tier,
  ...Sum,
  /** Share of the contribution of all layers that bring any, 0..1; null where there is none. */
  share: Nullable(Type.Number()),
  before: Nullable(Type.Integer()),
})
export type Layer = Static<typeof Layer>

/** Cuts of the current value: where the bands begin, as scores on the axis and as money; potential as scores. */
export const Cuts = Type.Object({
  scale: Type.Enum(['percentile', 'money']),
  high: Type.Number(),
  medium: Type.Number(),
  highValue: Nullable(Minor),
  mediumValue: Nullable(Minor),
  /** Where the cuts lie on the axis of the current score, 0..100, whatever their scale. */
  highScore: Type.Number(),
  mediumScore: Type.Number(),
  potentialHigh: Type.Number(),
  potentialMedium: Type.Number(),
})
export type Cuts = Static<typeof Cuts>

/**
 * A raster over the map for those who are not sent as dots: middle of each square on scores 0..100, index of the type, count. In columns of one
 * length; squares without anybody are left out.
 */
export const Density = Type.Object({
  current: Type.Array(Type.Number()),
  potential: Type.Array(Type.Number()),
  type: Type.Array(Type.Integer()),
  count: Type.Array(Type.Integer()),
})

const several = <T extends Parameters<typeof Type.Array>[0]>(one: T) => Type.Optional(Type.Array(one, { maxItems: 100 }))

/** What narrows the map, in any mixture: the filters of the customer list, judged as of the day shown. */
export const MapFilters = {
  type: several(Type.Enum([...customerTypes, 'unplaced'])),
  tier: several(Tier),
  stage: several(Stage),
  customerKind: several(Type.Union([Type.Enum([...customerKinds]), Type.Literal('unknown')])),
  owner: several(Type.Union([Id, Type.Enum(['me', 'nobody'])])),
  department: several(Type.Union([Id, Type.Enum(['mine'])])),
  country: several(Type.String({ maxLength: 100 })),
  region: several(Type.String({ maxLength: 100 })),
  provisional: Type.Optional(Type.Boolean()),
  pending: Type.Optional(Type.Boolean()),
  overridden: Type.Optional(Type.Boolean()),
  belowZero: Type.Optional(Type.Boolean()),
  dormant: Type.Optional(Type.Boolean()),
  /** Only with a compared day: those whose type differs. */
  moved: Type.Optional(Type.Boolean()),
  /** These customers alone: the lasso. */
  dyadId: Type.Optional(Type.Array(Id, { maxItems: 200 })),
}

export const MapAnswer = Type.Object({
  /** The day shown: the month-end asked for, or the firm's as-of day. */
  asOf: Day,
  compared: Nullable(Day),
  isLatest: Type.Boolean(),
  shortWindow: Type.Boolean(),
  provisional: Type.Boolean(),
  currency: Type.String(),
  generation: Type.Integer(),
  computedAt: Time,
  settingsVersion: Type.Integer(),
  cuts: Cuts,
  cells: Type.Array(Cell),
  pyramid: Type.Array(Layer),
  placed: Type.Integer(),
  /** Customers seen under the filters that have no type yet. */
  unplaced: Type.Integer(),
  /** Customers that this person may see at all, whatever the filters: 0 means that there is nothing to filter. */
  visible: Type.Integer(),
  points: MapPoints,
  /** Where there are too many for dots: the raster of all, and the largest as dots. */
  density: Nullable(Density),
})
export type MapAnswer = Static<typeof MapAnswer>

export const readMap = endpoint({
  method: 'GET',
  path: '/api/map',
  summary:
    'The value map at a past month-end or now: a dot a customer, counts and money a cell, the cuts and the pyramid; moves since a compared month.',
  needs: 'values.read',
  query: Type.Object({ asOf: Type.Optional(Day), compare: Type.Optional(Day), ...MapFilters }),
  answer: Type.Object({
    /** Null until the first map is computed. */
    map: Nullable(MapAnswer),
    /** Why there is none, or that a newer one is being computed: the job to watch. */
    jobId: Nullable(Id),
    hasFacts: Type.Boolean(),
  }),
})

export const MapMonth = Type.Object({
  asOf: Day,
  isMonthEnd: Type.Boolean(),
  shortWindow: Type.Boolean(),
  provisional: Type.Boolean(),
  ranked: Type.Integer(),
  /** Customers by type, of the whole firm, in the order of customerTypes. */
  counts: Type.Array(Type.Integer()),
})
export type MapMonth = Static<typeof MapMonth>

export const listMonths = endpoint({
  method: 'GET',
  path: '/api/map/months',
  summary: 'Every day that the map can be shown for, the oldest first.',
  needs: 'values.read',
  answer: Type.Object({ rows: Type.Array(MapMonth), generation: Nullable(Type.Integer()) }),
})

/** A customer in a list beside the map. */
export const Placed = Type.Object({
  dyadId: Id,
  name: Type.String(),
  code: Nullable(Type.String()),
  type: Nullable(CustomerType),
  fromType: Nullable(CustomerType),
  tier: Nullable(Tier),
  stage: Nullable(Stage),
  netContribution: Nullable(Minor),
  netContributionBefore: Nullable(Minor),
  state: ValueState,
  netSales: Minor,
  potential: Score,
  lastOrder: Nullable(Day),
  provisional: Type.Boolean(),
  overridden: Type.Boolean(),
})
export type Placed = Static<typeof Placed>

/** A place in a migration: a type, or none (not placed that day). */
const Place = Type.Union([CustomerType, Type.Literal('none')])
export const Flow = Type.Object({ from: Place, to: Place, count: Type.Integer(), valueBefore: Minor, value: Minor })
export type Flow = Static<typeof Flow>

export const readMigration = endpoint({
  method: 'GET',
  path: '/api/map/migration',
  summary: 'Who moved between two days: customers and money from each type to each type, entered and left included.',
  needs: 'values.read',
  query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day), ...MapFilters }),
  answer: Type.Object({
    from: Nullable(Day),
    to: Nullable(Day),
    currency: Type.String(),
    flows: Type.Array(Flow),
    moves: Type.Array(Type.Object({ move: Move, count: Type.Integer(), value: Minor, valueBefore: Minor })),
  }),
})

const pageQuery = {
  after: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
}

export const listPlaced = endpoint({
  method: 'GET',
  path: '/api/map/customers',
  summary: 'The customers of one cell, or of one move between two days, the largest contribution first.',
  needs: 'values.read',
  query: Type.Object({
    asOf: Type.Optional(Day),
    compare: Type.Optional(Day),
    /** Only with `compare`: where they stood then; `none` = not placed. */
    from: Type.Optional(Place),
    to: Type.Optional(Place),
    ...MapFilters,
    ...pageQuery,
  }),
  answer: Page(Placed),
})

export const readTimeInClass = endpoint({
  method: 'GET',
  path: '/api/map/time-in-class',
  summary: 'How long customers stay in each type, in months: of those there now, and of stays that have ended.',
  needs: 'values.read',
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        type: CustomerType,
        now: Type.Integer(),
        monthsNow: Score,
        ended: Type.Integer(),
        monthsEnded: Score,
        /** Where the stays that ended led to, the most frequent first. */
        next: Type.Array(Type.Object({ type: Place, count: Type.Integer() })),
      }),
    ),
  }),
})

/** Money and customers by lifecycle stage: what each stage brings. */
export const readStages = endpoint({
  method: 'GET',
  path: '/api/map/stages',
  summary: 'Customers, sales and contribution of the last 12 months by lifecycle stage, and how many entered each in the last 12 months.',
  needs: 'values.read',
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Type.Object({
    rows: Type.Array(Type.Object({ stage: Stage, count: Type.Integer(), sales: Minor, value: Minor, entered: Type.Integer() })),
    currency: Type.String(),
  }),
})

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
    reason: Type.String({ minLength: 2, maxLength: 1000, pattern: '\\S' }),
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

export const previewSettings = endpoint({
  method: 'POST',
  path: '/api/value/settings/preview',
  summary: 'What a draft of the settings would do to the map: nothing is saved.',
  needs: 'settings.manage',
  body: Type.Object({ draft: SettingsDraft }),
  answer: Type.Object({
    asOf: Day,
    currency: Type.String(),
    settings: Settings,
    cuts: Cuts,
    cutsNow: Nullable(Cuts),
    /** By type, and null for the customers without one: how many and how much, now and under the draft. */
    types: Type.Array(
      Type.Object({ type: Nullable(CustomerType), now: Type.Integer(), then: Type.Integer(), valueNow: Minor, valueThen: Minor }),
    ),
    tiers: Type.Array(Type.Object({ tier: Tier, now: Type.Integer(), then: Type.Integer(), valueNow: Minor, valueThen: Minor })),
    moved: Type.Integer(),
    /** The movers with the largest contribution, at most 200. */
    movers: Type.Array(
      Type.Object({
        dyadId: Id,
        name: Type.String(),
        code: Nullable(Type.String()),
        from: Nullable(CustomerType),
        to: Nullable(CustomerType),
        netContributionNow: Nullable(Minor),
        netContributionThen: Nullable(Minor),
      }),
    ),
    valueNow: Minor,
    valueThen: Minor,
  }),
})

export const saveSettings = endpoint({
  method: 'POST',
  path: '/api/value/settings',
  summary: 'Save a draft as a new version of the settings; everything is recalculated with it.',
  needs: 'settings.manage',
  body: Type.Object({
    draft: SettingsDraft,
    /** The version that the draft began from: refused as stale when a newer one has been saved since. */
    base: Type.Integer({ minimum: 1 }),
    note: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }),
  }),
  answer: Type.Object({ version: SettingsVersion, jobId: Nullable(Id) }),
})

export const listGenerations = endpoint({
  method: 'GET',
  path: '/api/map/generations',
  summary: 'The rebuilds of all runs that are still readable: when, why, by whom, with which settings.',
  needs: 'values.read',
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        generation: Type.Integer(),
        isCurrent: Type.Boolean(),
        asOf: Day,
        settingsVersion: Type.Integer(),
        reason: Type.String(),
        author: Nullable(Type.String()),
        customers: Type.Integer(),
        placed: Type.Integer(),
        computedAt: Time,
      }),
    ),
  }),
})

export const recalculate = endpoint({
  method: 'POST',
  path: '/api/map/recalculate',
  summary: 'Compute values, types and history anew from the facts of today.',
  needs: 'imports.manage',
  answer: Type.Object({ jobId: Id }),
})

export const exportMap = endpoint({
  method: 'GET',
  path: '/api/map/export',
  summary: 'The customers on the map as CSV, with type, value, potential and stage.',
  needs: 'exports.create',
  form: 'file',
  query: Type.Object({ asOf: Type.Optional(Day), compare: Type.Optional(Day), ...MapFilters }),
  answer: Done,
})
