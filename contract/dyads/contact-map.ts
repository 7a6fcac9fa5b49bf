import { type Static, Type } from 'typebox'
import { buyingRoles, mapLevels, tieKinds } from '#core/dyads/contact-map.ts'
import { Day, Done, endpoint, Id, Nullable } from '../endpoint.ts'

const dyadParams = Type.Object({ dyadId: Id })
const contactParams = Type.Object({ dyadId: Id, contactId: Id })
const Role = Type.Enum([...buyingRoles])
const Level = Type.Enum([...mapLevels])

export const MappedPerson = Type.Object({
  contactId: Id,
  name: Type.String(),
  title: Nullable(Type.String()),
  department: Nullable(Type.String()),
  buyingRole: Nullable(Role),
  level: Nullable(Level),
  isPrimary: Type.Boolean(),
  /** True where the customer is one of several firms of this person, not the first. */
  isGuest: Type.Boolean(),
  role: Nullable(Type.String()),
  leftOn: Nullable(Day),
  /** The day of the last activity that they took part in. */
  lastTalk: Nullable(Day),
  bonds: Type.Array(Type.Object({ userId: Id, name: Nullable(Type.String()), strength: Type.Integer() })),
  version: Type.Integer(),
})
export type MappedPerson = Static<typeof MappedPerson>

export const MapGapName = Type.Enum([
  'no_people',
  'no_executive',
  'no_decider',
  'executive_unknown',
  'nobody_knows',
  'single_threaded',
  'strongest_left',
  'silent',
])

/** The people of a customer: what they do when it buys, how well each of ours knows them, who knows whom, and what is missing. */
export const ContactMap = Type.Object({
  people: Type.Array(MappedPerson),
  ties: Type.Array(Type.Object({ contactId: Id, otherId: Id, kind: Type.Enum([...tieKinds]) })),
  gaps: Type.Array(
    Type.Object({
      gap: MapGapName,
      side: Nullable(Type.Enum(['ours', 'theirs'])),
      /** Whom it is about. */
      name: Nullable(Type.String()),
      days: Nullable(Type.Integer()),
    }),
  ),
})
export type ContactMap = Static<typeof ContactMap>

export const readContactMap = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/contact-map',
  summary: 'The map of contacts of a customer with its gaps.',
  needs: 'customers.read',
  params: dyadParams,
  answer: ContactMap,
})

export const placeContact = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/contacts/:contactId/place',
  summary: 'Say what a person does when the customer buys, and on which level they stand.',
  needs: 'customers.write',
  params: contactParams,
  body: Type.Object({ buyingRole: Nullable(Role), level: Nullable(Level), version: Type.Integer() }),
  answer: Done,
})

export const keepBond = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/contacts/:contactId/bonds/:userId',
  summary: 'Say how well one of our people knows a contact: 0 not known, 1 acquainted, 2 working relation, 3 trusted.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, contactId: Id, userId: Id }),
  body: Type.Object({ strength: Type.Integer({ minimum: 0, maximum: 3 }) }),
  answer: Done,
})

export const keepTie = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/contacts/:contactId/ties/:otherId',
  summary: 'Say that two contacts know each other, that the first reports to the second, or nothing of both (null).',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, contactId: Id, otherId: Id }),
  body: Type.Object({ kind: Nullable(Type.Enum([...tieKinds])) }),
  answer: Done,
})
