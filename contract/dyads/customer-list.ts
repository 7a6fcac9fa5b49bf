import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { GroupFilter } from '../platform/group-filter.ts'
import { OwnColumn, OwnColumns, OwnSums, OwnValues } from '../platform/own-columns.ts'
import { customerGroupings } from './customer-filter-columns.ts'
import { Day, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { BandName, ChurnKind, CompletenessItem, CustomerKind, StageName, Standing, TierName, WarningCode } from './standing.ts'

const Text = (max: number) => Type.String({ maxLength: max })

const names = {
  dyadId: Id,
  partyId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  shortName: Nullable(Type.String()),
}
const record = Type.Object({
  code: Nullable(Type.String()),
  customerKind: Nullable(CustomerKind),
  ownerId: Nullable(Id),
  /** The owner's name; where the files named somebody who is no user, that text. */
  ownerName: Nullable(Type.String()),
  departmentId: Nullable(Id),
  departmentName: Nullable(Type.String()),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  city: Nullable(Type.String()),
  industry: Nullable(Type.String()),
  completeness: Type.Integer(),
  createdAt: Time,
})
const ofTheFirm = {
  /** Where they were asked for. */
  tags: Type.Optional(Type.Array(Type.String())),
  /** The firm's own fields that were asked for, by key; people and parties by their names. */
  custom: Type.Optional(OwnValues),
}

export const CustomerRow = Type.Object({ ...names, ...record.properties, standing: Nullable(Standing), ...ofTheFirm })
export type CustomerRow = Static<typeof CustomerRow>

/** What the list can be sorted by, each a column of it. */
export const customerSorts = [
  'name',
  'code',
  'customerKind',
  'owner',
  'department',
  'country',
  'region',
  'city',
  'industry',
  'completeness',
  'createdAt',
  'type',
  'tier',
  'stage',
  'currentBand',
  'potentialBand',
  'netContribution',
  'netSales',
  'potential',
  'dataConfidence',
  'orders',
  'firstOrder',
  'lastOrder',
  'mu',
  'recency',
  'growth',
  'adi',
  'cv2',
  'movedOn',
  'stageSince',
  'pAlive',
  'expectedOrders',
  'nextOrder',
  'clv',
  'atStake',
] as const
export type CustomerSort = (typeof customerSorts)[number]

export const customerColumns = [
  ...customerSorts,
  'nameEn',
  'shortName',
  'provisional',
  'belowZero',
  'netContributionState',
  'buyingClass',
  'pending',
  'expectedOrdersLow',
  'expectedOrdersHigh',
  'nextOrderFrom',
  'nextOrderTo',
  'clvLow',
  'clvHigh',
  'warning',
  'churn',
] as const
export type CustomerColumn = (typeof customerColumns)[number]

const Many = <T extends import('typebox').TSchema>(schema: T) => Type.Optional(Type.Array(schema, { maxItems: 100 }))
const Fraction = Type.Number({ minimum: 0, maximum: 1 })

/** Every filter of the list. Values of one list are alternatives; different filters must all hold. */
export const customerFilters = {
  /** Name, pinyin, initials or code, or parts of them; words apart by blanks must all be found. */
  q: Type.Optional(Text(200)),
  type: Many(Type.Enum([...customerTypes, 'unplaced'])),
  tier: Many(TierName),
  stage: Many(StageName),
  currentBand: Many(BandName),
  potentialBand: Many(BandName),
  pending: Type.Optional(Type.Boolean()),
  provisional: Type.Optional(Type.Boolean()),
  belowZero: Type.Optional(Type.Boolean()),
  overridden: Type.Optional(Type.Boolean()),
  dormant: Type.Optional(Type.Boolean()),
  /** People's ids, `me`, or `nobody`. */
  owner: Many(Type.Union([Id, Type.Enum(['me', 'nobody'])])),
  /** Departments' ids, or `mine`. */
  department: Many(Type.Union([Id, Type.Enum(['mine'])])),
  customerKind: Many(Type.Union([CustomerKind, Type.Literal('unknown')])),
  country: Many(Text(100)),
  region: Many(Text(100)),
  group: GroupFilter,
  lastOrderFrom: Type.Optional(Day),
  lastOrderTo: Type.Optional(Day),
  valueFrom: Type.Optional(Minor),
  valueTo: Type.Optional(Minor),
  confidenceFrom: Type.Optional(Fraction),
  confidenceTo: Type.Optional(Fraction),
  completenessFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  completenessTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  /** Items that the record lacks; where several are named, any of them. The credit code is lacking only where there is one to ask for. */
  missing: Many(CompletenessItem),
  /** At least so many usual intervals since the last order: 1 = later than their rhythm. */
  recencyFrom: Type.Optional(Type.Number({ minimum: 0 })),
  /** Later than their rhythm: over one and a half usual intervals and thirty days since the last order, and not ended. */
  late: Type.Optional(Type.Boolean()),
  /** Warned of: later than their own rhythm allows by the purchase model; and of what kind. */
  warned: Type.Optional(Type.Boolean()),
  warning: Many(WarningCode),
  churn: Many(ChurnKind),
  pAliveFrom: Type.Optional(Fraction),
  pAliveTo: Type.Optional(Fraction),
  clvFrom: Type.Optional(Minor),
  clvTo: Type.Optional(Minor),
  nextOrderFrom: Type.Optional(Day),
  nextOrderTo: Type.Optional(Day),
  /** Conditions on any column and groups of them as JSON: `{"all":[{"column":"clv","is":"at_least","value":100000},{"any":[…]}]}`. */
  filter: Type.Optional(Text(8000)),
  /** Customers on which the caller works beside their owner. */
  collaborating: Type.Optional(Type.Boolean()),
  /** These customers alone: the lasso of the map. */
  dyadId: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  /** A column of the list, or one of the firm's own fields that is used in filters. */
  sort: Type.Optional(Type.Union([Type.Enum([...customerSorts]), OwnColumn])),
  direction: Type.Optional(Type.Enum(['asc', 'desc'])),
  /** The month's end as which values, types and stages are shown; left out: now. */
  asOf: Type.Optional(Day),
}

export const CustomerQuery = Type.Object(customerFilters)
export type CustomerQuery = Static<typeof CustomerQuery>

/** A count that stops early (at two hundred, or at the page of a search that finds very many): `more` says that there are at least so many. */
export const CheapTotal = Type.Object({ count: Type.Integer(), more: Type.Boolean() })

/** A row in the columns that were asked for: who it is always, all else where its column is among them. */
const ListedRow = Type.Object({
  ...names,
  ...Type.Partial(record).properties,
  standing: Nullable(Type.Partial(Standing)),
  ...ofTheFirm,
})
export type ListedRow = Static<typeof ListedRow>

export const listCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  summary: 'Customers with where they stand, one page by key. Rows without a value in the sorted column come last.',
  needs: 'customers.read',
  query: Type.Object({
    ...customerFilters,
    /** Which columns the rows carry beside the names; left out: all of them. What is not shown need not be read. */
    column: Type.Optional(Type.Array(Type.Enum([...customerColumns]), { maxItems: 100 })),
    own: OwnColumns,
    after: Type.Optional(Text(1000)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    rows: Type.Array(ListedRow),
    next: Nullable(Type.String()),
    /** With the first page only. */
    total: Nullable(CheapTotal),
  }),
})

export const exportCustomers = endpoint({
  method: 'GET',
  path: '/api/customers/export',
  summary: 'The same list, whole, as CSV (UTF-8 with byte-order mark) in the columns asked for. Written to the audit trail with its count.',
  needs: 'exports.create',
  form: 'file',
  query: Type.Object({
    ...customerFilters,
    column: Type.Optional(Type.Array(Type.Union([Type.Enum([...customerColumns]), OwnColumn, Type.Literal('tags')]), { maxItems: 100 })),
  }),
  answer: Type.Unknown(),
})

/** Customers of one value: how many, and what they bring together. Null where none of them has such a figure. */
export const CustomerSum = Type.Object({
  value: Nullable(Type.String()),
  count: Type.Integer(),
  netContributionMinor: Nullable(Minor),
  netSalesMinor: Nullable(Minor),
  clvMinor: Nullable(Minor),
  atStakeMinor: Nullable(Minor),
  /** The name of the party or person that the value is the id of. */
  label: Type.Optional(Type.String()),
  /** The firm's own figures that were asked for, added up. */
  own: Type.Optional(OwnSums),
})
export type CustomerSum = Static<typeof CustomerSum>

export const sumCustomers = endpoint({
  method: 'GET',
  path: '/api/customers/sums',
  summary: 'The same list by the values of one column, the largest group first, at most 200: how many customers, and their money together.',
  needs: 'customers.read',
  query: Type.Object({ ...customerFilters, own: OwnColumns, by: Type.Union([Type.Enum([...customerGroupings]), OwnColumn]) }),
  answer: Type.Object({ rows: Type.Array(CustomerSum) }),
})

const Choice = Type.Object({ value: Type.String(), count: Type.Integer() })

export const readCustomerChoices = endpoint({
  method: 'GET',
  path: '/api/customers/choices',
  summary: 'Countries and regions that customers are in, with counts, to choose a filter from.',
  needs: 'customers.read',
  answer: Type.Object({ countries: Type.Array(Choice), regions: Type.Array(Choice) }),
})
