import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Nullable, Time } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'
import { CustomerQuery } from './customer-list.ts'
import { CustomerKind } from './standing.ts'

const Place = Type.Optional(Nullable(Type.String({ maxLength: 100 })))
const Tags = Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 20 }))

/** What is changed of many customers at once; null empties a field. */
export const CustomerBatch = Type.Object({
  set: Type.Optional(
    Type.Object({
      customerKind: Type.Optional(Nullable(CustomerKind)),
      ownerId: Type.Optional(Nullable(Id)),
      departmentId: Type.Optional(Nullable(Id)),
      region: Place,
      city: Place,
      industry: Place,
      paymentTermsDays: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 3650 }))),
      contractEndsOn: Type.Optional(Nullable(Day)),
      /** The firm's own fields of customers and their companies, by key; null empties one. */
      custom: CustomGiven,
    }),
  ),
  addTags: Tags,
  removeTags: Tags,
})
export type CustomerBatch = Static<typeof CustomerBatch>

/** Which customers: named one by one, or all that the list shows under these filters. */
const Chosen = Type.Object({
  dyadId: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 2000 })),
  query: Type.Optional(CustomerQuery),
})
export type Chosen = Static<typeof Chosen>

const body = Type.Object({ chosen: Chosen, change: CustomerBatch })
const Values = Type.Record(Type.String(), Type.Unknown())

const Preview = Type.Object({
  found: Type.Integer(),
  /** There are more than can be changed at once: nothing would be changed. */
  isTooMany: Type.Boolean(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  /** Customers, or fields of theirs, that the caller may not change. */
  refused: Type.Integer(),
  sample: Type.Array(Type.Object({ dyadId: Id, name: Type.String(), before: Values, after: Values })),
})

export const previewBatch = endpoint({
  method: 'POST',
  path: '/api/customers/batch/preview',
  summary: 'What a change of many customers would do, without doing it.',
  needs: 'customers.write',
  body,
  answer: Preview,
})

export const BatchState = Type.Enum(['running', 'done', 'failed', 'undoing', 'undone'])

export const Batch = Type.Object({
  batchId: Id,
  change: CustomerBatch,
  state: BatchState,
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  putBack: Type.Integer(),
  createdAt: Time,
  undoneAt: Nullable(Time),
  mayUndo: Type.Boolean(),
})
export type Batch = Static<typeof Batch>

export const changeBatch = endpoint({
  method: 'POST',
  path: '/api/customers/batch',
  summary: 'Change up to 20,000 customers at once: up to 500 while you wait, more as a background job (state "running").',
  needs: 'customers.write',
  body,
  answer: Batch,
})

const params = Type.Object({ batchId: Id })

export const readBatch = endpoint({
  method: 'GET',
  path: '/api/customers/batch/:batchId',
  summary: 'A change of many customers of your own: how far it is and what it did.',
  needs: 'customers.write',
  params,
  answer: Batch,
})

export const listBatches = endpoint({
  method: 'GET',
  path: '/api/customers/batch',
  summary: 'Your changes of many customers in the last 30 days, the newest first.',
  needs: 'customers.write',
  answer: Type.Object({ rows: Type.Array(Batch) }),
})

export const undoBatch = endpoint({
  method: 'POST',
  path: '/api/customers/batch/:batchId/undo',
  summary: 'Take a change of many customers back, within 30 days. What somebody has changed since stays as it is.',
  needs: 'customers.write',
  params,
  answer: Batch,
})
