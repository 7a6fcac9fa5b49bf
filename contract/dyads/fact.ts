import { type Static, Type } from 'typebox'
import { factSubjects, preferenceDocuments } from '#core/dyads/party-fact.ts'
import { Day, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Document = Type.Enum([...preferenceDocuments])

/** A dated fact of a customer or one of its people. `holds`: it is the newest of its kind, person and document, and not withdrawn. */
export const PartyFact = Type.Object({
  factId: Id,
  subject: Type.Enum([...factSubjects]),
  kind: Type.String(),
  contactId: Nullable(Id),
  contactName: Nullable(Type.String()),
  document: Nullable(Document),
  /** Null where the rules on fields hide it. */
  value: Nullable(Type.String()),
  source: Nullable(Type.String()),
  observedOn: Day,
  note: Nullable(Type.String()),
  needsConsent: Type.Boolean(),
  consentNote: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  withdrawnAt: Nullable(Time),
  holds: Type.Boolean(),
})
export type PartyFact = Static<typeof PartyFact>

export const listFacts = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/facts',
  summary: 'Business profile, behaviour, preferences and personal facts of a customer, those that hold first, then what they superseded.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({ rows: Type.Array(PartyFact) }),
})

export const addFact = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/facts',
  summary:
    'Enter a fact with day and source; it takes the place of older ones of its kind. Personal facts need a contact and a note of their consent.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({
    kind: Line(100),
    contactId: Type.Optional(Nullable(Id)),
    document: Type.Optional(Nullable(Document)),
    /** A whole number for counts, minor units of the base currency for money, one of the choices, or text. */
    value: Line(2000),
    source: Line(300),
    observedOn: Day,
    note: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
    consentNote: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
  }),
  answer: PartyFact,
})

export const withdrawFact = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/facts/:factId/withdraw',
  summary: 'Withdraw a fact: it stays readable and no longer holds; what it superseded holds again.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, factId: Id }),
  answer: PartyFact,
})
