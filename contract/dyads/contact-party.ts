import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Nullable } from '../endpoint.ts'
import { Contact } from './contact.ts'

const contactParams = Type.Object({ dyadId: Id, contactId: Id })
const Text = (max: number) => Type.String({ maxLength: max })

/** A firm of a person: the first one (`isMain`), others beside it, and those that they left. */
export const ContactParty = Type.Object({
  /** Null for the first firm. */
  linkId: Nullable(Id),
  isMain: Type.Boolean(),
  /** Null where the caller may not see that firm. */
  name: Nullable(Type.String()),
  dyadId: Nullable(Id),
  role: Nullable(Type.String()),
  startedOn: Nullable(Day),
  endedOn: Nullable(Day),
})
export type ContactParty = Static<typeof ContactParty>

export const ContactWhole = Type.Object({
  contact: Contact,
  phoneE164: Nullable(Type.String()),
  parties: Type.Array(ContactParty),
  mayWrite: Type.Boolean(),
})
export type ContactWhole = Static<typeof ContactWhole>

export const readContactWhole = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/contacts/:contactId',
  summary: 'A contact person with all firms that they belong or belonged to.',
  needs: 'customers.read',
  params: contactParams,
  answer: ContactWhole,
})

export const joinParty = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/contacts/:contactId/parties',
  summary: 'A person belongs to another firm as well, or moves there: then the present one ends on that day. History is kept.',
  needs: 'customers.write',
  params: contactParams,
  body: Type.Object({
    partyId: Id,
    how: Type.Enum(['also', 'moves']),
    role: Type.Optional(Nullable(Text(100))),
    on: Day,
    version: Type.Integer(),
  }),
  answer: ContactWhole,
})

export const leaveParty = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/contacts/:contactId/leave',
  summary: 'A person has left this customer; they stay in its history.',
  needs: 'customers.write',
  params: contactParams,
  body: Type.Object({ on: Day, version: Type.Integer() }),
  answer: ContactWhole,
})
