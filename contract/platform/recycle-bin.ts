import { type Static, Type } from 'typebox'
import { binEntities } from '#core/platform/recycle-bin.ts'
import { Day, Done, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'

const Entity = Type.Enum([...binEntities])

export const BinRow = Type.Object({
  entity: Entity,
  id: Id,
  dyadId: Nullable(Id),
  name: Type.String(),
  customer: Nullable(Type.String()),
  deletedAt: Time,
  deletedBy: Nullable(Type.String()),
  /** The day from which it is removed for good. */
  purgedOn: Day,
  mayRestore: Type.Boolean(),
})
export type BinRow = Static<typeof BinRow>

const Counts = Type.Array(Type.Object({ entity: Entity, count: Type.Integer() }))

export const listBin = endpoint({
  method: 'GET',
  path: '/api/recycle-bin',
  summary: 'What was removed in the last 30 days of the customers that you see, the newest first.',
  needs: 'customers.read',
  query: Type.Object({
    entity: Type.Optional(Entity),
    after: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(BinRow),
})

export const restoreRecord = endpoint({
  method: 'POST',
  path: '/api/recycle-bin/:entity/:id/restore',
  summary: 'Bring a removed record back; codes that it held are claimed again.',
  needs: 'customers.write',
  params: Type.Object({ entity: Entity, id: Id }),
  answer: Done,
})

export const previewEmptyBin = endpoint({
  method: 'GET',
  path: '/api/recycle-bin/all',
  summary: 'How many records of each kind emptying the recycle bin would remove for good.',
  needs: 'privacy.manage',
  answer: Type.Object({ counts: Counts }),
})

export const emptyBin = endpoint({
  method: 'POST',
  path: '/api/recycle-bin/empty',
  summary: 'Remove for good what lies in the recycle bin; facts of trade are never in it. Cannot be undone.',
  needs: 'privacy.manage',
  body: Type.Object({ count: Type.Integer({ minimum: 0 }) }),
  answer: Type.Object({ counts: Counts }),
})
