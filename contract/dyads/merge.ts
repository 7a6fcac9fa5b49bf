import { type Static, Type } from 'typebox'
import { mergeFields, mergeSides } from '#core/dyads/merge.ts'
import { endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'
import { DuplicateReason, DuplicateStrength } from './duplicate.ts'
import { PartyRole } from './standing.ts'

export const MergeSide = Type.Enum([...mergeSides])
export const MergeField = Type.Enum([...mergeFields])
const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

/** One of the two as it stands. `version` is sent back with the merge: when anybody has written since, nothing is merged. */
export const MergeEnd = Type.Object({
  partyId: Id,
  /** The customer, or the supplier's relation. */
  dyadId: Id,
  name: Type.String(),
  roles: Type.Array(PartyRole),
  ownerName: Nullable(Type.String()),
  departmentName: Nullable(Type.String()),
  updatedAt: Time,
  version: Type.Integer(),
  orders: Type.Integer(),
  contacts: Type.Integer(),
  activities: Type.Integer(),
})
export type MergeEnd = Static<typeof MergeEnd>

export const MergeLine = Type.Object({
  field: MergeField,
  survivor: Value,
  merged: Value,
  /** Whose value stands unless another is chosen. */
  side: MergeSide,
  /** The record that was written last. */
  newest: MergeSide,
})
export type MergeLine = Static<typeof MergeLine>

export const MergePreview = Type.Object({
  survivor: MergeEnd,
  merged: MergeEnd,
  /** Fields in which they differ. */
  lines: Type.Array(MergeLine),
  /** Why they cannot be merged, in the caller's language; null where they can. */
  obstacle: Nullable(Type.String()),
  strength: Nullable(DuplicateStrength),
  reasons: Type.Array(DuplicateReason),
})
export type MergePreview = Static<typeof MergePreview>

export const previewMerge = endpoint({
  method: 'GET',
  path: '/api/merges/preview',
  summary: 'Two customers or suppliers side by side, before they are merged.',
  needs: 'customers.merge',
  query: Type.Object({ survivorId: Id, mergedId: Id }),
  answer: MergePreview,
})

const Choices = Type.Partial(
  Type.Object(Object.fromEntries(mergeFields.map(field => [field, MergeSide])) as Record<(typeof mergeFields)[number], typeof MergeSide>),
)

export const mergeParties = endpoint({
  method: 'POST',
  path: '/api/merges',
  summary: 'Merge one party into another. Facts stay as they are: pointers say where they are read. Can be undone.',
  needs: 'customers.merge',
  body: Type.Object({
    survivorId: Id,
    mergedId: Id,
    survivorVersion: Type.Integer(),
    mergedVersion: Type.Integer(),
    choices: Type.Optional(Choices),
    reason: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  }),
  answer: Type.Object({ mergeId: Id, dyadId: Id }),
})

export const Merge = Type.Object({
  mergeId: Id,
  survivorId: Id,
  mergedId: Id,
  survivorName: Type.String(),
  mergedName: Type.String(),
  /** The relation that the survivor is opened by. */
  dyadId: Id,
  side: Type.Enum(['sale', 'supply', 'other']),
  state: Type.Enum(['merged', 'undone']),
  reason: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  undoneByName: Nullable(Type.String()),
  undoneAt: Nullable(Time),
})
export type Merge = Static<typeof Merge>

export const listMerges = endpoint({
  method: 'GET',
  path: '/api/merges',
  summary: 'What was merged and undone, the newest first; of one party where it is named.',
  needs: 'customers.read',
  query: Type.Object({
    partyId: Type.Optional(Id),
    after: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(Merge),
})

export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/merges/:mergeId/undo',
  summary: 'Take a merge back. Fields that somebody has written since keep what was written (`kept`).',
  needs: 'customers.merge',
  params: Type.Object({ mergeId: Id }),
  answer: Type.Object({ dyadId: Id, kept: Type.Array(Type.String()) }),
})
