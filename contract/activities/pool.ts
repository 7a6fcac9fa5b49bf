import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { CheapTotal } from '../dyads/customer-list.ts'
import { CustomerTypeName } from '../dyads/standing.ts'
import { Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Days = Nullable(Type.Integer({ minimum: 1, maximum: 365 }))

const RecycleDays = Type.Object({
  pioneering: Days,
  activatable: Days,
  promising: Days,
  star: Days,
  release: Days,
  gold: Days,
  mature: Days,
  endangered: Days,
  overmature: Days,
  /** Customers not yet placed on the map. */
  unplaced: Days,
})

const PoolMember = Type.Object({ kind: Type.Enum(['department', 'user']), id: Id })

const rules = {
  name: Line(60),
  note: Nullable(Type.String({ maxLength: 500 })),
  /** Everyone of the firm is a member; else those named. */
  isOpen: Type.Boolean(),
  /** Where customers go that are released or taken back, of the departments that are its members (of all where it is open). */
  isDefault: Type.Boolean(),
  members: Type.Array(PoolMember, { maxItems: 200 }),
  dailyLimit: Type.Integer({ minimum: 1, maximum: 10_000 }),
  capacity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  cooldownDays: Type.Integer({ minimum: 0, maximum: 3650 }),
  recycleDays: RecycleDays,
  warningDays: Type.Array(Type.Integer({ minimum: 1, maximum: 60 }), { maxItems: 5 }),
}

export const Pool = Type.Object({
  poolId: Id,
  ...rules,
  version: Type.Integer(),
  /** Customers that wait in it. */
  waiting: Type.Integer(),
  /** Whether you belong to it, and what you have taken of it. */
  isMember: Type.Boolean(),
  claimedToday: Type.Integer(),
  owned: Type.Integer(),
})
export type Pool = Static<typeof Pool>

export const listPools = endpoint({
  method: 'GET',
  path: '/api/pools',
  summary: 'The public pools that you see, with what waits in them and how much of your limits is left.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(Pool) }),
})

const poolBody = Type.Partial(Type.Object(rules))

export const createPool = endpoint({
  method: 'POST',
  path: '/api/pools',
  summary:
    'Create a public pool. What is left out is as usual: 20 claims a day, 200 customers, 15 days until a former owner may claim again.',
  needs: 'settings.manage',
  body: Type.Object({ ...poolBody.properties, name: Line(60) }),
  answer: Pool,
})

const poolParams = Type.Object({ poolId: Id })

export const updatePool = endpoint({
  method: 'PATCH',
  path: '/api/pools/:poolId',
  summary: 'Change the rules of a pool. Dates of customers that are owned already stay until their next follow-up.',
  needs: 'settings.manage',
  params: poolParams,
  body: Type.Object({ ...poolBody.properties, version: Type.Integer() }),
  answer: Pool,
})

export const removePool = endpoint({
  method: 'DELETE',
  path: '/api/pools/:poolId',
  summary: 'Remove a pool. Customers that wait in it, or would go back to it, move to another one; without one it must be empty.',
  needs: 'settings.manage',
  params: poolParams,
  body: Type.Object({ moveTo: Type.Optional(Id) }),
  answer: Done,
})

export const poolReasons = ['released', 'recycled', 'transferred', 'assigned'] as const

export const PooledCustomer = Type.Object({
  dyadId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  region: Nullable(Type.String()),
  city: Nullable(Type.String()),
  industry: Nullable(Type.String()),
  type: Nullable(CustomerTypeName),
  provisional: Type.Boolean(),
  netContributionMinor: Nullable(Minor),
  lastOrder: Nullable(Type.String()),
  pooledAt: Nullable(Time),
  /** Why it is there: given up by its owner, taken back by the rules, or handed over. */
  why: Nullable(Type.Enum([...poolReasons])),
  reason: Nullable(Type.String()),
  lastOwnerId: Nullable(Id),
  lastOwnerName: Nullable(Type.String()),
})
export type PooledCustomer = Static<typeof PooledCustomer>

export const poolSorts = ['pooledAt', 'name', 'netContribution', 'lastOrder'] as const

export const listPooled = endpoint({
  method: 'GET',
  path: '/api/pools/:poolId/customers',
  summary: 'The customers that wait in a pool, one page by key. `filter` is a filter of lists as JSON.',
  needs: 'customers.read',
  params: poolParams,
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    type: Type.Optional(Type.Array(Type.Enum([...customerTypes, 'unplaced']), { maxItems: 10 })),
    why: Type.Optional(Type.Array(Type.Enum([...poolReasons]), { maxItems: 4 })),
    lastOwner: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    filter: Type.Optional(Type.String({ maxLength: 20_000 })),
    sort: Type.Optional(Type.Enum([...poolSorts])),
    direction: Type.Optional(Type.Enum(['asc', 'desc'])),
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({ rows: Type.Array(PooledCustomer), next: Nullable(Type.String()), total: Nullable(CheapTotal) }),
})

const Ids = Type.Array(Id, { minItems: 1, maxItems: 200 })
const Reason = Line(500)

export const claimRefusals = ['taken', 'cooling_down', 'daily_limit', 'capacity'] as const

/** What became of each customer that was asked for. */
export const Claimed = Type.Object({
  claimed: Type.Array(Id),
  refused: Type.Array(Type.Object({ dyadId: Id, code: Type.Enum([...claimRefusals]), message: Type.String() })),
  claimedToday: Type.Integer(),
  owned: Type.Integer(),
})
export type Claimed = Static<typeof Claimed>

export const claimCustomers = endpoint({
  method: 'POST',
  path: '/api/pools/:poolId/claim',
  summary: 'Claim customers of a pool. Of many who claim one at once, one gets it; each that was not got says why.',
  needs: 'customers.write',
  params: poolParams,
  body: Type.Object({ dyadIds: Ids }),
  answer: Claimed,
})

/** What became of customers that were to change hands: those left as they were say why. */
export const Moved = Type.Object({
  moved: Type.Array(Id),
  refused: Type.Array(Type.Object({ dyadId: Id, message: Type.String() })),
})
export type Moved = Static<typeof Moved>

export const releaseCustomers = endpoint({
  method: 'POST',
  path: '/api/pools/release',
  summary: 'Give customers up to a pool, with the reason: your own, or any that you assign. Without a pool: the one they belong to.',
  needs: 'customers.write',
  body: Type.Object({ dyadIds: Ids, poolId: Type.Optional(Id), reason: Reason }),
  answer: Moved,
})

export const assignCustomers = endpoint({
  method: 'POST',
  path: '/api/pools/assign',
  summary: 'Assign customers to a person, out of a pool or from whoever owns them now. A manager is not held to limits.',
  needs: 'customers.assign',
  body: Type.Object({ dyadIds: Ids, ownerId: Id, reason: Type.Optional(Reason) }),
  answer: Moved,
})

export const Resting = Type.Object({
  dyadId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  type: Nullable(CustomerTypeName),
  provisional: Type.Boolean(),
  recycleAt: Time,
  days: Type.Integer(),
  netContributionMinor: Nullable(Minor),
  poolName: Nullable(Type.String()),
})
export type Resting = Static<typeof Resting>

export const listResting = endpoint({
  method: 'GET',
  path: '/api/pools/warnings',
  summary:
    'Your customers that go back to their pool within the days of its first warning, the soonest first; those protected are not among them.',
  needs: 'customers.read',
  answer: Type.Object({ rows: Type.Array(Resting) }),
})
