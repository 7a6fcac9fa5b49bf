import { type Static, Type } from 'typebox'
import { duplicateReasons, duplicateStrengths } from '#core/dyads/duplicate.ts'
import { Done, endpoint, Id, Minor, Nullable, Page, Time, visible } from '../endpoint.ts'
import { PartyRole } from './standing.ts'

export const DuplicateReason = Type.Enum([...duplicateReasons])
export const DuplicateStrength = Type.Enum([...duplicateStrengths])

/** Somebody who may be the one that is about to be written: what the answer with the code `duplicates` lists in its details. */
export const LikelyDuplicate = Type.Object({
  partyId: Id,
  /** The relation to open: a customer, or a supplier's. */
  dyadId: Id,
  side: Type.Enum(['sale', 'supply']),
  name: Type.String(),
  code: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  departmentName: Nullable(Type.String()),
  strength: DuplicateStrength,
  reasons: Type.Array(DuplicateReason),
})
export type LikelyDuplicate = Static<typeof LikelyDuplicate>

/** Details of the answer 409 `duplicates`. `unseen`: of those that the caller may not see, only how many and whom to ask. */
export const DuplicatesFound = Type.Object({
  duplicates: Type.Array(LikelyDuplicate),
  unseen: Type.Array(Type.Object({ departmentName: Nullable(Type.String()), count: Type.Integer() })),
})
export type DuplicatesFound = Static<typeof DuplicatesFound>

/** Written with a customer although there are likely duplicates: why it is another one. */
export const DuplicateReasonGiven = Type.String({ minLength: 2, maxLength: 500, pattern: visible })

export const DuplicateState = Type.Enum(['open', 'dismissed', 'merged'])

export const DuplicateParty = Type.Object({
  partyId: Id,
  dyadId: Id,
  side: Type.Enum(['sale', 'supply']),
  name: Type.String(),
  code: Nullable(Type.String()),
  city: Nullable(Type.String()),
  ownerName: Nullable(Type.String()),
  roles: Type.Array(PartyRole),
  /** Net sales of the twelve months valued last; null where it was never valued. */
  netSalesMinor: Nullable(Minor),
})
export type DuplicateParty = Static<typeof DuplicateParty>

export const DuplicatePair = Type.Object({
  one: DuplicateParty,
  other: DuplicateParty,
  state: DuplicateState,
  /** 0..1. */
  score: Type.Number(),
  strength: DuplicateStrength,
  reasons: Type.Array(DuplicateReason),
  valueMinor: Minor,
  foundBy: Type.Enum(['entry', 'import', 'sweep']),
  importId: Nullable(Id),
  /** Why somebody took them for two. */
  reason: Nullable(Type.String()),
  decidedByName: Nullable(Type.String()),
  decidedAt: Nullable(Time),
  foundAt: Time,
})
export type DuplicatePair = Static<typeof DuplicatePair>

export const listDuplicates = endpoint({
  method: 'GET',
  path: '/api/duplicates',
  summary:
    'Pairs of customers and suppliers that may be one, by likelihood or by net sales at stake. Both ends are among those that the caller sees.',
  needs: 'customers.merge',
  query: Type.Object({
    state: Type.Optional(DuplicateState),
    sort: Type.Optional(Type.Enum(['score', 'value'])),
    importId: Type.Optional(Id),
    partyId: Type.Optional(Id),
    after: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(DuplicatePair),
})

export const decideDuplicate = endpoint({
  method: 'POST',
  path: '/api/duplicates/:partyId/:otherId/decision',
  summary: 'Keep two apart for good (`dismissed`, with a reason), or look at them again (`open`).',
  needs: 'customers.merge',
  params: Type.Object({ partyId: Id, otherId: Id }),
  body: Type.Object({ state: Type.Enum(['open', 'dismissed']), reason: Type.Optional(Nullable(Type.String({ maxLength: 500 }))) }),
  answer: Done,
})

export const sweepDuplicates = endpoint({
  method: 'POST',
  path: '/api/duplicates/sweep',
  summary: 'Compare all customers and suppliers with each other anew, as a background job.',
  needs: 'customers.merge',
  answer: Type.Object({ jobId: Id }),
})
