import { type Static, Type } from 'typebox'
import { confidences, evidenceKinds } from '#core/dyads/customer.ts'
import { Day, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

export const EvidenceKind = Type.Enum([...evidenceKinds])
export const Confidence = Type.Enum([...confidences])

/** What someone has entered about a customer's potential. Value: points of 100, a share of 1, a ratio to annual spend, or minor units, by kind. */
export const Evidence = Type.Object({
  evidenceId: Id,
  kind: EvidenceKind,
  value: Type.Number(),
  categoryId: Nullable(Id),
  categoryName: Nullable(Type.String()),
  observedOn: Day,
  confidence: Nullable(Confidence),
  source: Type.String(),
  note: Nullable(Type.String()),
  authorId: Nullable(Id),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  withdrawnAt: Nullable(Time),
})
export type Evidence = Static<typeof Evidence>

const dyadParams = Type.Object({ dyadId: Id })

export const listEvidence = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/evidence',
  summary: 'All evidence entered for a customer, the newest first, withdrawn ones with them.',
  needs: 'values.read',
  params: dyadParams,
  answer: Type.Object({ rows: Type.Array(Evidence) }),
})

export const addEvidence = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/evidence',
  summary: 'Enter evidence with its day and source. The newest of a kind that is not withdrawn counts.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({
    kind: EvidenceKind,
    value: Type.Number(),
    categoryId: Type.Optional(Nullable(Id)),
    observedOn: Day,
    confidence: Type.Optional(Nullable(Confidence)),
    source: Type.String({ minLength: 1, maxLength: 300, pattern: visible }),
    note: Type.Optional(Nullable(Type.String({ maxLength: 4000 }))),
  }),
  answer: Evidence,
})

export const withdrawEvidence = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/evidence/:evidenceId/withdraw',
  summary: 'Withdraw evidence: it stays readable and no longer counts.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id, evidenceId: Id }),
  answer: Evidence,
})
