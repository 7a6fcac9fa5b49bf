import { type Static, Type } from 'typebox'
import { Day, endpoint, Id, Nullable, Page, Time } from '../endpoint.ts'

export const AuditEntry = Type.Object({
  auditId: Id,
  at: Time,
  userId: Nullable(Id),
  userName: Nullable(Type.String()),
  action: Type.String(),
  entity: Type.String(),
  entityId: Nullable(Type.String()),
  before: Type.Unknown(),
  after: Type.Unknown(),
  rowsAffected: Nullable(Type.Integer()),
  fileHash: Nullable(Type.String()),
  ipAddress: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  requestId: Nullable(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntry>

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'Every write and every export, the newest first: who, what, before, after, from where.',
  needs: 'audit.read',
  query: Type.Object({
    entity: Type.Optional(Type.String({ maxLength: 100 })),
    entityId: Type.Optional(Type.String({ maxLength: 200 })),
    userId: Type.Optional(Id),
    action: Type.Optional(Type.String({ maxLength: 100 })),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Page(AuditEntry),
})
