import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Nullable, visible } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const dyadParams = Type.Object({ dyadId: Id })

export const Contact = Type.Object({
  contactId: Id,
  name: Type.String(),
  title: Nullable(Type.String()),
  department: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  language: Nullable(Type.String()),
  isPrimary: Type.Boolean(),
  note: Nullable(Type.String()),
  version: Type.Integer(),
})
export type Contact = Static<typeof Contact>

const person = {
  title: Type.Optional(Nullable(Text(100))),
  department: Type.Optional(Nullable(Text(100))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Type.String({ format: 'email', maxLength: 254 }))),
  language: Type.Optional(Nullable(Text(20))),
  isPrimary: Type.Optional(Type.Boolean()),
  note: Type.Optional(Nullable(Text(2000))),
}

export const addContact = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/contacts',
  summary: 'Add a contact person.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...person, name: Line(100), custom: CustomGiven }),
  answer: Contact,
})

const contactParams = Type.Object({ dyadId: Id, contactId: Id })

export const updateContact = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/contacts/:contactId',
  summary: 'Change a contact person.',
  needs: 'customers.write',
  params: contactParams,
  body: Type.Object({ ...person, name: Type.Optional(Line(100)), version: Type.Integer() }),
  answer: Contact,
})

export const removeContact = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/contacts/:contactId',
  summary: 'Remove a contact person.',
  needs: 'customers.write',
  params: contactParams,
  answer: Done,
})
