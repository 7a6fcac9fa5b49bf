import { type Static, Type } from 'typebox'
import { completenessItems } from '#core/dyads/completeness.ts'
import { customerKinds, partyRoles } from '#core/dyads/customer.ts'
import { bands, customerTypes, lifecycleStages, moves, pyramidTiers } from '#core/segments/grid.ts'
import { valueStates } from '#core/value/valuation.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { Contact } from './contact.ts'

export const CustomerKind = Type.Enum([...customerKinds])
export const PartyRole = Type.Enum([...partyRoles])
export const CustomerTypeName = Type.Enum([...customerTypes])
export const BandName = Type.Enum([...bands])
export const StageName = Type.Enum([...lifecycleStages])
export const TierName = Type.Enum([...pyramidTiers])
export const CompletenessItem = Type.Enum([...completenessItems])

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: '\\S' })

/** Where a customer stands: the latest placement, or that of the month's end asked for. Null in a row: not computed yet. */
export const Standing = Type.Object({
  asOf: Day,
  type: Nullable(CustomerTypeName),
  tier: Nullable(TierName),
  stage: Nullable(StageName),
  currentBand: Nullable(BandName),
  potentialBand: Nullable(BandName),
  pendingCurrentBand: Nullable(BandName),
  pendingPotentialBand: Nullable(BandName),
  provisional: Type.Boolean(),
  dormant: Type.Boolean(),
  belowZero: Type.Boolean(),
  overridden: Type.Boolean(),
  netContributionMinor: Nullable(Minor),
  netContributionState: Type.Enum([...valueStates]),
  /** The same twelve months a year earlier; null where unknown. */
  netContributionBeforeMinor: Nullable(Minor),
  netSalesMinor: Minor,
  potential: Nullable(Type.Number()),
  dataConfidence: Type.Number(),
  orders: Type.Integer(),
  firstOrder: Nullable(Day),
  lastOrder: Nullable(Day),
  /** Usual days between orders, and days since the last order in that measure. */
  mu: Nullable(Type.Number()),
  recency: Nullable(Type.Number()),
  growth: Nullable(Type.Number()),
  adi: Nullable(Type.Number()),
  cv2: Nullable(Type.Number()),
  buyingClass: Nullable(Type.Enum(['smooth', 'erratic', 'intermittent', 'lumpy'])),
  move: Nullable(Type.Enum([...moves])),
  previousType: Nullable(CustomerTypeName),
  movedOn: Nullable(Day),
  stageSince: Nullable(Day),
})
export type Standing = Static<typeof Standing>

export const CustomerRow = Type.Object({
  dyadId: Id,
  partyId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  shortName: Nullable(Type.String()),
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
  standing: Nullable(Standing),
})
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
] as const
export type CustomerSort = (typeof customerSorts)[number]

const Many = <T extends import('typebox').TSchema>(schema: T) => Type.Optional(Type.Array(schema, { maxItems: 100 }))
const Fraction = Type.Number({ minimum: 0, maximum: 1 })

/** Every filter of the list. Values of one list are alternatives; different filters must all hold. */
const filters = {
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
  /** These customers alone: the lasso of the map. */
  dyadId: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  sort: Type.Optional(Type.Enum([...customerSorts])),
  direction: Type.Optional(Type.Enum(['asc', 'desc'])),
  /** The month's end as which values, types and stages are shown; left out: now. */
  asOf: Type.Optional(Day),
}

export const CustomerQuery = Type.Object(filters)
export type CustomerQuery = Static<typeof CustomerQuery>

/** A count that stops at a thousand: `more` says that there are at least so many. */
export const CheapTotal = Type.Object({ count: Type.Integer(), more: Type.Boolean() })

export const listCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  summary: 'Customers with where they stand, one page by key. Rows without a value in the sorted column come last.',
  needs: 'customers.read',
  query: Type.Object({
    ...filters,
    after: Type.Optional(Text(1000)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    rows: Type.Array(CustomerRow),
    next: Nullable(Type.String()),
    /** With the first page only. */
    total: Nullable(CheapTotal),
  }),
})

export const customerColumns = [
  ...customerSorts,
  'nameEn',
  'shortName',
  'provisional',
  'belowZero',
  'netContributionState',
  'buyingClass',
  'pending',
] as const
export type CustomerColumn = (typeof customerColumns)[number]

export const exportCustomers = endpoint({
  method: 'GET',
  path: '/api/customers/export',
  summary: 'The same list, whole, as CSV (UTF-8 with byte-order mark) in the columns asked for. Written to the audit trail with its count.',
  needs: 'exports.create',
  form: 'file',
  query: Type.Object({ ...filters, column: Type.Optional(Type.Array(Type.Enum([...customerColumns]), { maxItems: 60 })) }),
  answer: Type.Unknown(),
})

const Choice = Type.Object({ value: Type.String(), count: Type.Integer() })

export const readCustomerChoices = endpoint({
  method: 'GET',
  path: '/api/customers/choices',
  summary: 'Countries and regions that customers are in, with counts, to choose a filter from.',
  needs: 'customers.read',
  answer: Type.Object({ countries: Type.Array(Choice), regions: Type.Array(Choice) }),
})

/** One customer whole: the company, the relation to us, the people, what is missing, and where they stand. */
export const Customer = Type.Object({
  dyadId: Id,
  partyId: Id,
  /** True where the id asked for was merged into this one. */
  merged: Type.Boolean(),
  partyKind: Type.Enum(['company', 'person']),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  shortName: Nullable(Type.String()),
  code: Nullable(Type.String()),
  uscc: Nullable(Type.String()),
  /** False: the code fails its check digit and was kept all the same. */
  usccValid: Nullable(Type.Boolean()),
  customerKind: Nullable(CustomerKind),
  roles: Type.Array(PartyRole),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  departmentId: Nullable(Id),
  departmentName: Nullable(Type.String()),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  city: Nullable(Type.String()),
  address: Nullable(Type.String()),
  postalCode: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  website: Nullable(Type.String()),
  industry: Nullable(Type.String()),
  note: Nullable(Type.String()),
  currency: Nullable(Type.String()),
  paymentTermsDays: Nullable(Type.Integer()),
  since: Nullable(Day),
  endNoticedOn: Nullable(Day),
  contractEndsOn: Nullable(Day),
  isProjectBuyer: Type.Boolean(),
  importId: Nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
  completeness: Type.Object({ percent: Type.Integer(), gaps: Type.Array(CompletenessItem) }),
  contacts: Type.Array(Contact),
  standing: Nullable(Standing),
  mayWrite: Type.Boolean(),
})
export type Customer = Static<typeof Customer>

const dyadParams = Type.Object({ dyadId: Id })

export const readCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId',
  summary: 'One customer: company, relation, contacts, gaps and standing.',
  needs: 'customers.read',
  params: dyadParams,
  query: Type.Object({ asOf: Type.Optional(Day) }),
  answer: Customer,
})

/** What can be written of a customer; null empties a field, a field left out stays. */
const written = {
  partyKind: Type.Optional(Type.Enum(['company', 'person'])),
  nameEn: Type.Optional(Nullable(Text(200))),
  shortName: Type.Optional(Nullable(Text(100))),
  code: Type.Optional(Nullable(Text(100))),
  uscc: Type.Optional(Nullable(Text(40))),
  /** Keeps a credit code that fails its check digit. */
  acceptUscc: Type.Optional(Type.Boolean()),
  customerKind: Type.Optional(Nullable(CustomerKind)),
  ownerId: Type.Optional(Nullable(Id)),
  departmentId: Type.Optional(Nullable(Id)),
  country: Type.Optional(Nullable(Text(100))),
  region: Type.Optional(Nullable(Text(100))),
  city: Type.Optional(Nullable(Text(100))),
  address: Type.Optional(Nullable(Text(500))),
  postalCode: Type.Optional(Nullable(Text(20))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Type.String({ format: 'email', maxLength: 254 }))),
  website: Type.Optional(Nullable(Text(300))),
  industry: Type.Optional(Nullable(Text(100))),
  note: Type.Optional(Nullable(Text(4000))),
  paymentTermsDays: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 3650 }))),
  since: Type.Optional(Nullable(Day)),
  endNoticedOn: Type.Optional(Nullable(Day)),
  contractEndsOn: Type.Optional(Nullable(Day)),
  isProjectBuyer: Type.Optional(Type.Boolean()),
}

export const createCustomer = endpoint({
  method: 'POST',
  path: '/api/customers',
  summary: 'Add a customer. Owner and department are your own unless given.',
  needs: 'customers.write',
  body: Type.Object({ ...written, name: Line(200) }),
  answer: Customer,
})

export const updateCustomer = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId',
  summary: 'Change a customer. `version` is the one that was read; when somebody else has written since, nothing is changed (409).',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...written, name: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: Customer,
})

export const removeCustomer = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId',
  summary: 'Remove a customer that has no orders, deliveries or payments.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})
