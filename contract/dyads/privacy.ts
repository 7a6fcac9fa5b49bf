import { type Static, Type } from 'typebox'
import { requestKinds, requestStates, retentionKinds } from '#core/dyads/retention.ts'
import { Day, endpoint, Id, Nullable, Page, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Text = (max: number) => Nullable(Type.String({ maxLength: max }))
const Kind = Type.Enum([...requestKinds])
const Retention = Type.Enum([...retentionKinds])

const SettingsBody = Type.Object({
  deadlineDays: Type.Integer({ minimum: 1, maximum: 90 }),
  maxPerWeek: Nullable(Type.Integer({ minimum: 1, maximum: 100 })),
  consentText: Line(4000),
  months: Type.Object(Object.fromEntries(retentionKinds.map(kind => [kind, Nullable(Type.Integer({ minimum: 1, maximum: 600 }))]))),
})

export const PrivacySettings = Type.Object({ version: Type.Integer(), settings: SettingsBody })
export type PrivacySettings = Static<typeof PrivacySettings>

export const readPrivacySettings = endpoint({
  method: 'GET',
  path: '/api/privacy/settings',
  summary: 'Deadline of requests, contacts a week, text of consent, months that each kind of personal data is kept.',
  needs: 'settings.read',
  answer: PrivacySettings,
})

export const savePrivacySettings = endpoint({
  method: 'PUT',
  path: '/api/privacy/settings',
  summary: 'Set them anew: a new version.',
  needs: 'privacy.manage',
  body: PrivacySettings,
  answer: PrivacySettings,
})

export const PersonRequest = Type.Object({
  requestId: Id,
  contactId: Id,
  name: Type.String(),
  customer: Nullable(Type.String()),
  dyadId: Nullable(Id),
  kind: Kind,
  state: Type.Enum([...requestStates]),
  receivedOn: Day,
  dueOn: Day,
  isOverdue: Type.Boolean(),
  receivedBy: Type.String(),
  details: Nullable(Type.String()),
  identityCheckedOn: Nullable(Day),
  identityNote: Nullable(Type.String()),
  result: Nullable(Type.String()),
  steps: Type.Array(Type.Object({ at: Time, name: Nullable(Type.String()), text: Type.String() })),
  ownerName: Nullable(Type.String()),
  closedAt: Nullable(Time),
  isErased: Type.Boolean(),
  version: Type.Integer(),
})
export type PersonRequest = Static<typeof PersonRequest>

export const listRequests = endpoint({
  method: 'GET',
  path: '/api/privacy/requests',
  summary: 'Requests of people about their data: open ones by deadline, then the closed.',
  needs: 'privacy.manage',
  answer: Type.Object({ rows: Type.Array(PersonRequest) }),
})

export const findPeople = endpoint({
  method: 'GET',
  path: '/api/privacy/people',
  summary: 'Contacts by name, telephone number or e-mail address, removed ones too: whose request it is.',
  needs: 'privacy.manage',
  query: Type.Object({ q: Line(100) }),
  answer: Type.Object({
    rows: Type.Array(Type.Object({ contactId: Id, name: Type.String(), customer: Nullable(Type.String()), isRemoved: Type.Boolean() })),
  }),
})

export const addRequest = endpoint({
  method: 'POST',
  path: '/api/privacy/requests',
  summary: 'Register what a person asks for; the deadline follows from the settings.',
  needs: 'privacy.manage',
  body: Type.Object({ contactId: Id, kind: Kind, receivedOn: Day, receivedBy: Line(200), details: Type.Optional(Text(4000)) }),
  answer: PersonRequest,
})

const request = Type.Object({ requestId: Id })

export const updateRequest = endpoint({
  method: 'PATCH',
  path: '/api/privacy/requests/:requestId',
  summary: 'Note that the identity was checked, add a step, or close the request with its result.',
  needs: 'privacy.manage',
  params: request,
  body: Type.Object({
    version: Type.Integer(),
    identityCheckedOn: Type.Optional(Nullable(Day)),
    identityNote: Type.Optional(Text(1000)),
    step: Type.Optional(Line(1000)),
    state: Type.Optional(Type.Enum(['done', 'refused'])),
    result: Type.Optional(Text(4000)),
  }),
  answer: PersonRequest,
})

export const downloadPerson = endpoint({
  method: 'GET',
  path: '/api/privacy/requests/:requestId/file',
  summary: 'All that is kept about the person, in one file: readable, with the same as JSON inside.',
  needs: 'privacy.manage',
  form: 'file',
  params: request,
  answer: Type.Unknown(),
})

export const erasePerson = endpoint({
  method: 'POST',
  path: '/api/privacy/requests/:requestId/erase',
  summary: 'Erase the person everywhere and close the request; facts of trade stay. Cannot be undone.',
  needs: 'privacy.manage',
  params: request,
  body: Type.Object({ version: Type.Integer() }),
  answer: PersonRequest,
})

/** A file that may hold the person: on their own record, named after them, mentioning them, or one of their customer’s that no program reads. */
export const PersonFile = Type.Object({
  attachmentId: Id,
  dyadId: Id,
  customer: Type.String(),
  /** The company is one that we buy of: its page is another. */
  isSupplier: Type.Boolean(),
  name: Type.String(),
  why: Type.Enum(['of_person', 'named', 'mentioned', 'unread']),
})
export type PersonFile = Static<typeof PersonFile>

/** An entry of the registers of relationships that names the person. */
export const PersonText = Type.Object({
  entity: Type.Enum(['bond', 'switching_item', 'relationship_term', 'relationship_entry', 'relationship_fact']),
  recordId: Id,
  dyadId: Id,
  customer: Type.String(),
  isSupplier: Type.Boolean(),
  title: Type.String(),
  text: Type.String(),
})
export type PersonText = Static<typeof PersonText>

export const findPersonFiles = endpoint({
  method: 'GET',
  path: '/api/privacy/requests/:requestId/files',
  summary:
    'Attached files, and entries of the registers of relationships, that may hold the person of a request: for somebody to open and decide.',
  needs: 'privacy.manage',
  params: request,
  answer: Type.Object({ rows: Type.Array(PersonFile), isCut: Type.Boolean(), texts: Type.Array(PersonText) }),
})

const Counts = Type.Array(Type.Object({ kind: Retention, count: Type.Integer(), names: Type.Array(Type.String()) }))

export const previewRetention = endpoint({
  method: 'GET',
  path: '/api/privacy/retention',
  summary: 'What has been kept long enough by the settings, with the first names of each kind, and what was erased before.',
  needs: 'privacy.manage',
  answer: Type.Object({
    version: Type.Integer(),
    counts: Counts,
    runs: Type.Array(
      Type.Object({
        runId: Id,
        createdAt: Time,
        authorName: Nullable(Type.String()),
        planned: Type.Record(Type.String(), Type.Integer()),
        erased: Nullable(Type.Record(Type.String(), Type.Integer())),
        finishedAt: Nullable(Time),
      }),
    ),
  }),
})

export const approveRetention = endpoint({
  method: 'POST',
  path: '/api/privacy/retention',
  summary: 'Approve erasing what was shown; a background job does it. Cannot be undone.',
  needs: 'privacy.manage',
  body: Type.Object({ version: Type.Integer(), count: Type.Integer({ minimum: 1 }) }),
  answer: Type.Object({ jobId: Id }),
})

export const listExportRegister = endpoint({
  method: 'GET',
  path: '/api/privacy/exports',
  summary: 'Every list that left the product as a file: who, what, with which filter, how many rows, when, and the hash of the file.',
  needs: 'privacy.manage',
  query: Type.Object({ after: Type.Optional(Id) }),
  answer: Page(
    Type.Object({
      auditId: Id,
      at: Time,
      userName: Nullable(Type.String()),
      entity: Type.String(),
      filter: Type.Unknown(),
      rows: Nullable(Type.Integer()),
      fileHash: Nullable(Type.String()),
    }),
  ),
})

export const readConsentOverview = endpoint({
  method: 'GET',
  path: '/api/privacy/consent',
  summary: 'How many contacts have which consent by channel, are blocked or restricted, and of how many nothing is known.',
  needs: 'privacy.manage',
  answer: Type.Object({
    contacts: Type.Integer(),
    unknown: Type.Integer(),
    restricted: Type.Integer(),
    channels: Type.Array(
      Type.Object({ channel: Type.String(), given: Type.Integer(), withdrawn: Type.Integer(), blocked: Type.Integer() }),
    ),
  }),
})
