import { type Static, Type } from 'typebox'
import { agreementKinds, agreementStandings, agreementStates } from '#core/sales/agreement.ts'
import { Day, Done, endpoint, Id, Minor, Nullable, Time, visible } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'
import { recordExtras, recordGroupsQuery, RecordGroups, RecordPage, recordPageQuery, recordRights } from '../platform/record-list.ts'

export const AgreementKind = Type.Enum([...agreementKinds])
export const AgreementState = Type.Enum([...agreementStates])

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })

export const Agreement = Type.Object({
  agreementId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerCode: Nullable(Type.String()),
  kind: AgreementKind,
  number: Nullable(Type.String()),
  title: Type.String(),
  state: AgreementState,
  /** How it stands today. */
  standing: Type.Enum([...agreementStandings]),
  startsOn: Nullable(Day),
  endsOn: Nullable(Day),
  signedOn: Nullable(Day),
  /** How long before its end it must be renewed or given notice of. */
  noticeDays: Nullable(Type.Integer()),
  /** The last day for that. */
  actBy: Nullable(Day),
  /** Goes on by itself unless notice is given. */
  renews: Type.Boolean(),
  amountMinor: Nullable(Minor),
  currency: Nullable(Type.String()),
  terms: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  ...recordExtras,
  importId: Nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
  ...recordRights,
})
export type Agreement = Static<typeof Agreement>

const written = {
  kind: Type.Optional(AgreementKind),
  number: Type.Optional(Nullable(Text(60))),
  state: Type.Optional(AgreementState),
  startsOn: Type.Optional(Nullable(Day)),
  endsOn: Type.Optional(Nullable(Day)),
  signedOn: Type.Optional(Nullable(Day)),
  noticeDays: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1095 }))),
  renews: Type.Optional(Type.Boolean()),
  amountMinor: Type.Optional(Nullable(Type.Integer({ minimum: 0 }))),
  currency: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{3}$' }))),
  terms: Type.Optional(Nullable(Text(20_000))),
  ownerId: Type.Optional(Nullable(Id)),
  note: Type.Optional(Nullable(Text(4000))),
  tags: Type.Optional(Type.Array(Line(40), { maxItems: 30 })),
}

export const listAgreements = endpoint({
  method: 'GET',
  path: '/api/agreements',
  summary: 'Agreements, one page by key; the first to act upon first unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(recordPageQuery),
  answer: RecordPage(Agreement),
})

export const groupAgreements = endpoint({
  method: 'GET',
  path: '/api/agreements/groups',
  summary: 'The list by the values of one column, with counts.',
  needs: 'customers.read',
  query: Type.Object(recordGroupsQuery),
  answer: RecordGroups,
})

const params = Type.Object({ dyadId: Id, agreementId: Id })

export const readAgreement = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/agreements/:agreementId',
  summary: 'One agreement.',
  needs: 'customers.read',
  params,
  answer: Agreement,
})

export const createAgreement = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/agreements',
  summary: 'Add an agreement.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({ ...written, title: Line(200), custom: CustomGiven }),
  answer: Agreement,
})

export const updateAgreement = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/agreements/:agreementId',
  summary: 'Change an agreement.',
  needs: 'customers.write',
  params,
  body: Type.Object({ ...written, title: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: Agreement,
})

export const removeAgreement = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/agreements/:agreementId',
  summary: 'Remove an agreement; it can be brought back.',
  needs: 'customers.write',
  params,
  answer: Done,
})

export const restoreAgreement = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/agreements/:agreementId/restore',
  summary: 'Bring a removed agreement back.',
  needs: 'customers.write',
  params,
  answer: Agreement,
})
