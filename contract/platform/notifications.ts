import { type Static, Type } from 'typebox'
import { noticeKinds } from '#core/platform/notice.ts'
import { Done, endpoint, Id, Nullable, Time } from '../endpoint.ts'

/** One thing that the caller is told. `kind` and `args` make its sentence; without a customer that may be seen, `args` is empty. */
export const Notification = Type.Object({
  notificationId: Id,
  kind: Type.Enum([...noticeKinds]),
  args: Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number()]))),
  dyadId: Nullable(Id),
  customerName: Nullable(Type.String()),
  customerNameEn: Nullable(Type.String()),
  createdAt: Time,
  readAt: Nullable(Time),
})
export type Notification = Static<typeof Notification>

export const listNotifications = endpoint({
  method: 'GET',
  path: '/api/notifications',
  summary: 'What you are told, the newest first, with how many are unread (counted to 100).',
  needs: 'customers.read',
  query: Type.Object({
    unread: Type.Optional(Type.Boolean()),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Type.Object({ rows: Type.Array(Notification), next: Nullable(Type.String()), unread: Type.Integer() }),
})

export const readNotifications = endpoint({
  method: 'POST',
  path: '/api/notifications/read',
  summary: 'Mark notifications as read: those named, or all of yours.',
  needs: 'customers.read',
  body: Type.Object({ notificationIds: Type.Optional(Type.Array(Id, { maxItems: 500 })) }),
  answer: Done,
})
