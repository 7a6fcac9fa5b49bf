import { type Static, Type } from 'typebox'
import { cadenceGroups, cadenceStates } from '#core/activities/cadence.ts'
import { Day, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'
import { GroupFilter } from '../platform/group-filter.ts'

export const CadenceGroup = Type.Enum([...cadenceGroups])
export const CadenceState = Type.Enum([...cadenceStates])

const Days = Nullable(Type.Integer({ minimum: 1, maximum: 3650 }))
export const CadenceDays = Type.Object({
  gold: Days,
  star: Days,
  mature: Days,
  promising: Days,
  pioneering: Days,
  activatable: Days,
  overmature: Days,
  endangered: Days,
  release: Days,
  unplaced: Days,
  supplier: Days,
})

export const CadenceVersion = Type.Object({
  version: Type.Integer(),
  days: CadenceDays,
  note: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  createdAt: Nullable(Time),
})
export type CadenceVersion = Static<typeof CadenceVersion>

export const readCadenceSettings = endpoint({
  method: 'GET',
  path: '/api/cadence/settings',
  summary: 'How many days may pass between contacts, by customer type and for suppliers, with every earlier version.',
  needs: 'settings.read',
  answer: Type.Object({ now: CadenceVersion, versions: Type.Array(CadenceVersion), mayManage: Type.Boolean() }),
})

export const saveCadenceSettings = endpoint({
  method: 'PUT',
  path: '/api/cadence/settings',
  summary: 'Set the days between contacts: a new version; who is due changes at once.',
  needs: 'settings.manage',
  body: Type.Object({ version: Type.Integer(), days: CadenceDays, note: Type.Optional(Nullable(Type.String({ maxLength: 500 }))) }),
  answer: CadenceVersion,
})

/** When someone was last in contact and is next due. */
const Rhythm = {
  group: CadenceGroup,
  /** Days that hold: those set for this one alone, else those of its group; null = no rhythm. */
  every: Nullable(Type.Integer()),
  ownDays: Nullable(Type.Integer()),
  lastOn: Nullable(Day),
  dueOn: Nullable(Day),
  nextPlannedOn: Nullable(Day),
  state: CadenceState,
}

export const readCadence = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/cadence',
  summary: 'When a customer or supplier was last in contact, and when the next one is due.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({
    ...Rhythm,
    groupDays: Nullable(Type.Integer()),
    ownReason: Nullable(Type.String()),
    today: Day,
    mayWrite: Type.Boolean(),
  }),
})
export type Cadence = Static<typeof readCadence.answer>

export const setCadence = endpoint({
  method: 'PUT',
  path: '/api/dyads/:dyadId/cadence',
  summary: 'Set a rhythm for one customer or supplier alone, with the reason; null takes that of its type again.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({
    days: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
    reason: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
  }),
  answer: readCadence.answer,
})

export const DueRow = Type.Object({
  dyadId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  isSupplier: Type.Boolean(),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  ...Rhythm,
})
export type DueRow = Static<typeof DueRow>

export const listDueContacts = endpoint({
  method: 'GET',
  path: '/api/cadence/due',
  summary: 'Who is due or overdue for a contact, the longest overdue first, within what you see.',
  needs: 'customers.read',
  query: Type.Object({
    /** overdue: past their day; soon: today or within a week; all: everyone with a rhythm; not given: overdue and soon. */
    show: Type.Optional(Type.Enum(['overdue', 'soon', 'all'])),
    group: Type.Optional(Type.Array(CadenceGroup, { maxItems: 20 })),
    /** Customers and suppliers of these groups of companies. */
    under: GroupFilter,
    /** Ids of people, `me`, `nobody`. */
    owner: Type.Optional(Type.Array(Type.Union([Id, Type.Enum(['me', 'nobody'])]), { maxItems: 50 })),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    after: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({ ...Page(DueRow).properties, today: Day }),
})
export type DueQuery = Static<typeof listDueContacts.query>
