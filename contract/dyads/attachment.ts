import { type Static, Type } from 'typebox'
import { attachmentEntities, mostFileBytes } from '#core/dyads/attachment.ts'
import { Done, endpoint, Id, Nullable, Page, Time, visible } from '../endpoint.ts'

const Entity = Type.Enum([...attachmentEntities])
const fileParams = Type.Object({ dyadId: Id, attachmentId: Id })

export const Attachment = Type.Object({
  attachmentId: Id,
  dyadId: Id,
  entity: Entity,
  recordId: Id,
  name: Type.String(),
  bytes: Type.Integer(),
  mediaType: Type.String(),
  /** Shown where it lies: a picture that the browser may draw. */
  isPicture: Type.Boolean(),
  /** The how-many-eth file of this name on the record. */
  revision: Type.Integer(),
  isNewest: Type.Boolean(),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  version: Type.Integer(),
})
export type Attachment = Static<typeof Attachment>

const Room = Type.Object({
  fileBytes: Type.Integer(),
  quotaBytes: Nullable(Type.Integer()),
  usedBytes: Type.Integer(),
  endings: Type.Array(Type.String()),
})

export const listAttachments = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/attachments',
  summary:
    'The files of a customer and of its records, the newest first; of several of one name the last, unless `recordId` and `name` ask for all.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id }),
  query: Type.Object({
    recordId: Type.Optional(Id),
    name: Type.Optional(Type.String({ maxLength: 255 })),
    after: Type.Optional(Id),
  }),
  answer: Type.Intersect([Page(Attachment), Type.Object({ mayWrite: Type.Boolean() })]),
})

export const readFileRoom = endpoint({
  method: 'GET',
  path: '/api/file-room',
  summary: 'How large a file may be, which endings are taken, and how much room the files of the firm take.',
  needs: 'customers.read',
  answer: Room,
})

export const saveFileRoom = endpoint({
  method: 'PUT',
  path: '/api/file-room',
  summary: 'Set how large a file may be, and all of them together (null: no limit).',
  needs: 'settings.manage',
  body: Type.Object({
    fileBytes: Type.Integer({ minimum: 1024, maximum: mostFileBytes }),
    quotaBytes: Nullable(Type.Integer({ minimum: 1024, maximum: Number.MAX_SAFE_INTEGER })),
  }),
  answer: Room,
})

export const addAttachment = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/attachments',
  summary:
    'Put a file on a customer or one of its records. Content is stored once however often it comes; a file of a name that is there becomes its next revision.',
  needs: 'customers.write',
  form: 'upload',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({ entity: Type.Optional(Entity), recordId: Type.Optional(Id) }),
  answer: Attachment,
})

export const downloadAttachment = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/attachments/:attachmentId/content',
  summary: 'The file itself, always as a download.',
  needs: 'customers.read',
  form: 'file',
  params: fileParams,
  answer: Type.String(),
})

export const renameAttachment = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/attachments/:attachmentId',
  summary: 'Give a file another name; its ending stays.',
  needs: 'customers.write',
  params: fileParams,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 255, pattern: visible }), version: Type.Integer() }),
  answer: Attachment,
})

export const removeAttachment = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/attachments/:attachmentId',
  summary: 'Remove a file; its content is kept for thirty days.',
  needs: 'customers.write',
  params: fileParams,
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})

export const restoreAttachment = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/attachments/:attachmentId/restore',
  summary: 'Bring a removed file back.',
  needs: 'customers.write',
  params: fileParams,
  answer: Attachment,
})
