import { type Static, Type } from 'typebox'
import { partyRoles } from '#core/dyads/customer.ts'
import { endpoint, Id, Nullable, Page } from '../endpoint.ts'

export const PartyRow = Type.Object({
  partyId: Id,
  /** The relation in which we buy of it, under which its page is opened. */
  supplyDyadId: Nullable(Id),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  roles: Type.Array(Type.Enum([...partyRoles])),
  code: Nullable(Type.String()),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  city: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  website: Nullable(Type.String()),
  contactName: Nullable(Type.String()),
  /** Items that this supplier is named for, and deliveries that this carrier brought; counted to 1,000. */
  items: Type.Integer(),
  deliveries: Type.Integer(),
})
export type PartyRow = Static<typeof PartyRow>

export const listParties = endpoint({
  method: 'GET',
  path: '/api/parties',
  summary: 'Suppliers, carriers and other parties of the chain by name, one page by key.',
  needs: 'customers.read',
  query: Type.Object({
    role: Type.Optional(Type.Enum([...partyRoles])),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(PartyRow),
})
