import { type Static, Type } from 'typebox'
import { customerKinds } from '#core/dyads/customer.ts'
import { fieldColours } from '#core/platform/custom-field.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { GroupFilter } from '../platform/group-filter.ts'
import { CustomerType, Score, Stage, Tier } from './enumerations.ts'

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
  /** With a field to colour by: the place of the customer's choice in `colours.choices`, -1 for none; else empty. */
  colour: Type.Array(Type.Integer()),
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
  group: GroupFilter,
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

/** The map's filters, and conditions on tags and the firm's own fields as JSON: see core/platform/list-filter.ts. */
export const MapQuery = { ...MapFilters, filter: Type.Optional(Type.String({ maxLength: 8000 })) }

/** One of the firm's own fields with choices, by which the dots are coloured. */
export const MapColours = Type.Object({
  column: Type.String(),
  choices: Type.Array(
    Type.Object({ key: Type.String(), labelZh: Type.String(), labelEn: Type.String(), colour: Type.Enum([...fieldColours]) }),
  ),
})
export type MapColours = Static<typeof MapColours>

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
  colours: Nullable(MapColours),
})
export type MapAnswer = Static<typeof MapAnswer>

export const readMap = endpoint({
  method: 'GET',
  path: '/api/map',
  summary:
    'The value map at a past month-end or now: a dot a customer, counts and money a cell, the cuts and the pyramid; moves since a compared month.',
  needs: 'values.read',
  query: Type.Object({
    asOf: Type.Optional(Day),
    compare: Type.Optional(Day),
    ...MapQuery,
    /** A column of the firm's own with choices, custom.…: what colours the dots. */
    colour: Type.Optional(Type.String({ maxLength: 100 })),
  }),
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
  query: Type.Object({ asOf: Type.Optional(Day), compare: Type.Optional(Day), ...MapQuery }),
  answer: Done,
})
