import { type Static, Type } from 'typebox'
import { Day, Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { Contact, updateContact } from './contact.ts'
import { PartyRole } from './standing.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const text = (max: number) => Type.Optional(Nullable(Type.String({ maxLength: max })))
const params = Type.Object({ supplyDyadId: Id })

const Traded = Type.Object({ orders: Type.Integer(), netMinor: Minor, lastOn: Nullable(Day) })
/** Somebody who sells to us, carries or stores for us: the relation in which we are the buyer. */
export const Supplier = Type.Object({
  dyadId: Id,
  partyId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  code: Nullable(Type.String()),
  roles: Type.Array(PartyRole),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  city: Nullable(Type.String()),
  address: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  website: Nullable(Type.String()),
  note: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  contacts: Type.Array(Contact),
  /** The same company as a customer, where it is one that the caller sees. */
  customerDyadId: Nullable(Id),
  /** The twelve months to `to`: what we bought, what we sold to the same company; null where nothing is recorded or may not be seen. */
  from: Day,
  to: Day,
  bought: Nullable(Traded),
  sold: Nullable(Traded),
  items: Type.Integer(),
  deliveries: Type.Integer(),
  mayWrite: Type.Boolean(),
  createdAt: Time,
  version: Type.Integer(),
})
export type Supplier = Static<typeof Supplier>

const written = {
  nameEn: text(200),
  code: text(100),
  country: text(100),
  region: text(100),
  city: text(100),
  address: text(500),
  phone: text(100),
  email: text(200),
  website: text(300),
  note: text(4000),
  ownerId: Type.Optional(Nullable(Id)),
}
const otherRoles = Type.Array(PartyRole, { minItems: 1, maxItems: 5 })

export const readSupplier = endpoint({
  method: 'GET',
  path: '/api/suppliers/:supplyDyadId',
  summary: 'One supplier, carrier or other partner on our supply side, with its people and both sides of the dealings with it.',
  needs: 'customers.read',
  params,
  answer: Supplier,
})

export const createSupplier = endpoint({
  method: 'POST',
  path: '/api/suppliers',
  summary:
    'Add a supplier by hand: the company, its roles, and the relation in which we buy of it. Refused where one of that name is there.',
  needs: 'customers.write',
  body: Type.Object({ ...written, name: Line(200), roles: otherRoles }),
  answer: Supplier,
})

export const updateSupplier = endpoint({
  method: 'PATCH',
  path: '/api/suppliers/:supplyDyadId',
  summary: 'Change a supplier.',
  needs: 'customers.write',
  params,
  body: Type.Object({ ...written, name: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: Supplier,
})

export const addSupplierContact = endpoint({
  method: 'POST',
  path: '/api/suppliers/:supplyDyadId/contacts',
  summary: 'Add a person to a supplier.',
  needs: 'customers.write',
  params,
  body: Type.Object({ name: Line(100), title: text(100), department: text(100), phone: text(60), email: text(254), note: text(2000) }),
  answer: Supplier,
})

const contactParams = Type.Object({ supplyDyadId: Id, contactId: Id })

export const updateSupplierContact = endpoint({
  method: 'PATCH',
  path: '/api/suppliers/:supplyDyadId/contacts/:contactId',
  summary: 'Change a person of a supplier.',
  needs: 'customers.write',
  params: contactParams,
  body: updateContact.body,
  answer: Contact,
})

export const removeSupplierContact = endpoint({
  method: 'DELETE',
  path: '/api/suppliers/:supplyDyadId/contacts/:contactId',
  summary: 'Remove a person of a supplier.',
  needs: 'customers.write',
  params: contactParams,
  answer: Done,
})
