import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable, Page, visible } from '../endpoint.ts'
import { customerFilters } from './customer-list.ts'
import { PartyRole } from './standing.ts'

const Text = (max: number) => Type.String({ maxLength: max })

/** Sums over customers that the caller sees; money over the last twelve months, null where it is not known. */
const Figures = Type.Object({
  customers: Type.Integer(),
  netSalesMinor: Nullable(Minor),
  netContributionMinor: Nullable(Minor),
})

/** One party of a group, in the order of the tree. A member outside of what the caller sees has no name and brings nothing into the sums. */
export const GroupMember = Type.Object({
  partyId: Id,
  parentId: Nullable(Id),
  level: Type.Integer(),
  /** Null where the caller may not see this member. */
  name: Nullable(Type.String()),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  /** Its page, where it is a customer that the caller sees. */
  dyadId: Nullable(Id),
  type: Nullable(Type.String()),
  fromOn: Nullable(Day),
  mayWrite: Type.Boolean(),
  own: Figures,
  sum: Figures,
})
export type GroupMember = Static<typeof GroupMember>

export const PastParent = Type.Object({ name: Nullable(Type.String()), fromOn: Day, untilOn: Day, note: Nullable(Type.String()) })
export type PastParent = Static<typeof PastParent>

/** The whole group of a party, from its top down. Alone: `members` has the party and nobody else. */
export const Group = Type.Object({
  partyId: Id,
  members: Type.Array(GroupMember),
  /** Members outside of what the caller sees. */
  unseen: Type.Integer(),
  /** True where the group has more members than are listed. */
  more: Type.Boolean(),
  /** Under whom the party stood before. */
  past: Type.Array(PastParent),
})
export type Group = Static<typeof Group>

export const readCustomerGroup = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/group',
  summary: 'The group that a customer belongs to, as a tree with sums at each level.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: Group,
})

export const readGroup = endpoint({
  method: 'GET',
  path: '/api/groups/:partyId',
  summary: 'The group of a party, as a tree with sums at each level.',
  needs: 'customers.read',
  params: Type.Object({ partyId: Id }),
  answer: Group,
})

export const moveParty = endpoint({
  method: 'PUT',
  path: '/api/parties/:partyId/parent',
  summary:
    'Put a party, with all below it, under another party, under a new one, or on its own. `wasParentId` is the parent that was read: where another stands there by now, nothing is changed (409).',
  needs: 'customers.write',
  params: Type.Object({ partyId: Id }),
  body: Type.Object({
    parentId: Nullable(Id),
    /** Makes a party of this name for the top: a holding that is no customer itself. */
    newParentName: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: visible })),
    wasParentId: Nullable(Id),
    /** From which day on; today unless given. */
    fromOn: Type.Optional(Day),
    note: Type.Optional(Nullable(Text(500))),
  }),
  answer: Group,
})

export const GroupRow = Type.Object({
  partyId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  dyadId: Nullable(Id),
  customers: Type.Integer(),
  netSalesMinor: Minor,
  netContributionMinor: Minor,
})
export type GroupRow = Static<typeof GroupRow>

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/groups',
  summary:
    'The list of customers by group: each top with the sums over those of its members that the filters leave and the caller sees, the largest net contribution first. Customers without a group are not among them.',
  needs: 'customers.read',
  query: Type.Object({
    ...customerFilters,
    after: Type.Optional(Text(1000)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(GroupRow),
})

export const PartyChoice = Type.Object({
  partyId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  roles: Type.Array(PartyRole),
})
export type PartyChoice = Static<typeof PartyChoice>

export const listPartyChoices = endpoint({
  method: 'GET',
  path: '/api/parties/choices',
  summary: 'Parties of any role found by name, pinyin or initials, to choose one from: at most twenty.',
  needs: 'customers.read',
  query: Type.Object({ q: Text(200) }),
  answer: Type.Object({ rows: Type.Array(PartyChoice) }),
})
