import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'

const FieldChange = Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })

export const HistoryEntry = Type.Object({
  auditId: Id,
  at: Time,
  userId: Nullable(Id),
  userName: Nullable(Type.String()),
  action: Type.String(),
  entity: Type.String(),
  entityId: Nullable(Type.String()),
  /** What the record is called now, where it can be told. */
  name: Nullable(Type.String()),
  changes: Type.Array(FieldChange),
  /** Whether it is a change whose fields can be put back, and the caller may write the record. */
  mayPutBack: Type.Boolean(),
})
export type HistoryEntry = Static<typeof HistoryEntry>

const params = Type.Object({ dyadId: Id })
const entry = Type.Object({ dyadId: Id, auditId: Id })

export const listHistory = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/history',
  summary: 'Who changed what of a customer or supplier, and of all that hangs on it, the newest first, with the values before and after.',
  needs: 'customers.read',
  params,
  query: Type.Object({
    entity: Type.Optional(Type.String({ maxLength: 40 })),
    entityId: Type.Optional(Id),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(HistoryEntry),
})

/** What putting a change back would do, before it is done. */
export const previewPutBack = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/history/:auditId',
  summary: 'What putting a change back would write: each field as it is and as it was, and whether it was changed again since.',
  needs: 'customers.write',
  params: entry,
  answer: Type.Object({
    fields: Type.Array(
      Type.Object({ field: Type.String(), now: Type.Unknown(), was: Type.Unknown(), state: Type.Enum(['ready', 'newer', 'same']) }),
    ),
    version: Type.Integer(),
  }),
})

export const putBack = endpoint({
  method: 'POST',
  path: '/api/dyads/:dyadId/history/:auditId/put-back',
  summary: 'Put one field or the whole of a change back; a write of its own. Refused where a field was changed again since.',
  needs: 'customers.write',
  params: entry,
  body: Type.Object({
    version: Type.Integer(),
    fields: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 60 })),
  }),
  answer: Done,
})
