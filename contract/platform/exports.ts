import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, Nullable, Time } from '../endpoint.ts'
import { JobState, Progress } from './jobs.ts'

/** The lists that can be written to a file. */
export const exportLists = [
  'customers',
  'contacts',
  'opportunities',
  'agreements',
  'concerns',
  'activities',
  'relationships',
  'play_runs',
  'decline_cases',
] as const
export type ExportList = (typeof exportLists)[number]
export const exportFormats = ['csv', 'xlsx'] as const
/** How long a file is kept. */
export const exportDays = 7

export const ExportFile = Type.Object({
  exportId: Id,
  list: Type.Enum([...exportLists]),
  format: Type.Enum([...exportFormats]),
  filename: Type.String(),
  state: JobState,
  progress: Progress,
  error: Nullable(Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })),
  jobId: Nullable(Id),
  rows: Nullable(Type.Integer()),
  bytes: Nullable(Type.Integer()),
  /** SHA-256 of the file, as it stands in the audit trail. */
  hash: Nullable(Type.String()),
  createdAt: Time,
  finishedAt: Nullable(Time),
  expiresAt: Time,
  /** Whether the file can be fetched now. */
  isReady: Type.Boolean(),
})
export type ExportFile = Static<typeof ExportFile>

export const listExports = endpoint({
  method: 'GET',
  path: '/api/exports',
  summary: 'Your own exports, the newest first, with how far those under way are.',
  needs: 'exports.create',
  answer: Type.Object({ rows: Type.Array(ExportFile) }),
})

export const createExport = endpoint({
  method: 'POST',
  path: '/api/exports',
  summary:
    'Have a list written to a file in the background: the same filters, columns, policy and rules on fields as the list. Kept seven days, for you alone.',
  needs: 'exports.create',
  body: Type.Object({
    list: Type.Enum([...exportLists]),
    format: Type.Enum([...exportFormats]),
    /** The list's own query, as its endpoint takes it, without place and limit. */
    query: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 60 })),
    /** The columns shown, in their order; left out or none known: the usual ones. */
    columns: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 })),
  }),
  answer: ExportFile,
})

const params = Type.Object({ exportId: Id })

export const downloadExport = endpoint({
  method: 'GET',
  path: '/api/exports/:exportId/file',
  summary: 'The file of an export of your own.',
  needs: 'exports.create',
  form: 'file',
  params,
  answer: Type.Unknown(),
})

export const removeExport = endpoint({
  method: 'DELETE',
  path: '/api/exports/:exportId',
  summary: 'Remove the file of an export; one under way is cancelled. That it was made stays in the audit trail.',
  needs: 'exports.create',
  params,
  answer: Done,
})
