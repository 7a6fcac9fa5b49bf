import { type Static, Type } from 'typebox'
import { fieldLevels } from '#core/platform/field-policy.ts'
import { Day, Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'
import { Contact } from './contact.ts'
import { DuplicateReasonGiven } from './duplicate.ts'
import { CompletenessItem, CustomerKind, PartyRole, Standing } from './standing.ts'

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })

/** What may be done with a field, where not everything may. */
export const FieldLimits = Type.Record(Type.String(), Type.Enum([...fieldLevels]))

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
  /** Why such a code was kept. */
  usccReason: Nullable(Type.String()),
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
  /** Who entered the customer; null where nobody is known to have. */
  authorName: Nullable(Type.String()),
  updatedAt: Time,
  version: Type.Integer(),
  completeness: Type.Object({ percent: Type.Integer(), gaps: Type.Array(CompletenessItem) }),
  contacts: Type.Array(Contact),
  standing: Nullable(Standing),
  mayWrite: Type.Boolean(),
  /** Whose it is, seen by the caller: owned or worked on, somebody else's, or waiting in a public pool. */
  hold: Type.Enum(['mine', 'others', 'unclaimed']),
  /** Fields that the caller's role may not freely see or write, of the company and of its people. */
  limits: Type.Object({ customer: FieldLimits, contact: FieldLimits }),
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
  /** Why it is kept: needed with `acceptUscc`, kept with the code and shown beside it. */
  usccReason: Type.Optional(Nullable(Text(300))),
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
  /** Why it is another one than those that the answer `duplicates` (409) lists; a new customer or a new name is then written all the same. */
  duplicateReason: Type.Optional(DuplicateReasonGiven),
}

export const createCustomer = endpoint({
  method: 'POST',
  path: '/api/customers',
  summary: 'Add a customer. Owner and department are your own unless given.',
  needs: 'customers.write',
  body: Type.Object({ ...written, name: Line(200), custom: CustomGiven }),
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
