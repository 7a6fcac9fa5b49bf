import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { causes, concernChannels, concernKinds, concernStates, severities } from '#core/service/concern.ts'
import { Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'
import { CustomGiven } from '../platform/custom-fields.ts'
import { recordExtras, recordGroupsQuery, RecordGroups, RecordPage, recordPageQuery, recordRights } from '../platform/record-list.ts'

export const ConcernKind = Type.Enum([...concernKinds])
export const Severity = Type.Enum([...severities])
export const Cause = Type.Enum([...causes])

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })

export const Concern = Type.Object({
  concernId: Id,
  dyadId: Id,
  customerName: Type.String(),
  customerCode: Nullable(Type.String()),
  kind: ConcernKind,
  number: Nullable(Type.String()),
  title: Type.String(),
  severity: Severity,
  state: Type.Enum([...concernStates]),
  channel: Nullable(Type.Enum([...concernChannels])),
  receivedAt: Time,
  description: Nullable(Type.String()),
  contactId: Nullable(Id),
  contactName: Nullable(Type.String()),
  /** Promised by the firm's service times; whether it was kept is null while it is open and not yet due. */
  firstResponseBy: Nullable(Time),
  firstRespondedAt: Nullable(Time),
  resolvedBy: Nullable(Time),
  resolvedAt: Nullable(Time),
  /** The next promise still to be kept. */
  dueAt: Nullable(Time),
  resolution: Nullable(Type.String()),
  cause: Nullable(Cause),
  causeNote: Nullable(Type.String()),
  departmentId: Nullable(Id),
  departmentName: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  orderNumber: Nullable(Type.String()),
  deliveryNumber: Nullable(Type.String()),
  /** The service times that its promises come from. */
  settingsVersion: Type.Integer(),
  ...recordExtras,
  importId: Nullable(Id),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
  ...recordRights,
})
export type Concern = Static<typeof Concern>

const written = {
  kind: Type.Optional(ConcernKind),
  number: Type.Optional(Nullable(Text(60))),
  severity: Type.Optional(Severity),
  channel: Type.Optional(Nullable(Type.Enum([...concernChannels]))),
  /** Left out: now. */
  receivedAt: Type.Optional(Time),
  description: Type.Optional(Nullable(Text(20_000))),
  contactId: Type.Optional(Nullable(Id)),
  /** Left out: by the firm's service times. */
  firstResponseBy: Type.Optional(Nullable(Time)),
  firstRespondedAt: Type.Optional(Nullable(Time)),
  resolvedBy: Type.Optional(Nullable(Time)),
  resolvedAt: Type.Optional(Nullable(Time)),
  resolution: Type.Optional(Nullable(Text(20_000))),
  cause: Type.Optional(Nullable(Cause)),
  causeNote: Type.Optional(Nullable(Text(1000))),
  departmentId: Type.Optional(Nullable(Id)),
  ownerId: Type.Optional(Nullable(Id)),
  orderNumber: Type.Optional(Nullable(Text(100))),
  deliveryNumber: Type.Optional(Nullable(Text(100))),
  tags: Type.Optional(Type.Array(Line(40), { maxItems: 30 })),
}

export const listConcerns = endpoint({
  method: 'GET',
  path: '/api/concerns',
  summary: 'Concerns, one page by key; the longest overdue first unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(recordPageQuery),
  answer: RecordPage(Concern),
})

export const groupConcerns = endpoint({
  method: 'GET',
  path: '/api/concerns/groups',
  summary: 'The list by the values of one column, with counts.',
  needs: 'customers.read',
  query: Type.Object(recordGroupsQuery),
  answer: RecordGroups,
})

const params = Type.Object({ dyadId: Id, concernId: Id })

export const readConcern = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/concerns/:concernId',
  summary: 'One concern.',
  needs: 'customers.read',
  params,
  answer: Concern,
})

export const createConcern = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/concerns',
  summary: 'Enter what a customer raises: complaint, question, return or dispute.',
  needs: 'customers.write',
  params: Type.Object({ dyadId: Id }),
  body: Type.Object({ ...written, kind: ConcernKind, title: Line(200), custom: CustomGiven }),
  answer: Concern,
})

export const updateConcern = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/concerns/:concernId',
  summary: 'Change a concern: answer it, name its cause, resolve it, open it again.',
  needs: 'customers.write',
  params,
  body: Type.Object({ ...written, title: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: Concern,
})

export const removeConcern = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/concerns/:concernId',
  summary: 'Remove a concern; it can be brought back.',
  needs: 'customers.write',
  params,
  answer: Done,
})

export const restoreConcern = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/concerns/:concernId/restore',
  summary: 'Bring a removed concern back.',
  needs: 'customers.write',
  params,
  answer: Concern,
})

const Hours = Nullable(Type.Number({ minimum: 0, maximum: 8784 }))
const time = { respondHours: Hours, resolveHours: Hours }
const Times = Type.Object({
  kinds: Type.Object({ complaint: Type.Object(time), question: Type.Object(time), return: Type.Object(time), dispute: Type.Object(time) }),
  byType: Type.Array(Type.Object({ kind: ConcernKind, type: Type.Enum([...customerTypes]), ...time }), { maxItems: 36 }),
})
const ServiceSettings = Type.Object({ version: Type.Integer(), times: Times })
export type ServiceSettings = Static<typeof ServiceSettings>

export const readServiceTimes = endpoint({
  method: 'GET',
  path: '/api/service-times',
  summary: 'Within how many hours concerns are answered and resolved, with the version (0: the defaults).',
  needs: 'customers.read',
  answer: ServiceSettings,
})

export const saveServiceTimes = endpoint({
  method: 'PUT',
  path: '/api/service-times',
  summary: 'Set the service times anew; they hold for concerns received from now on.',
  needs: 'settings.manage',
  body: Type.Object({ version: Type.Integer(), times: Times }),
  answer: ServiceSettings,
})
