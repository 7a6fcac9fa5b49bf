import { type Static, Type } from 'typebox'
import { emptyCellChoices } from '#core/intake/mapping.ts'
import { targetNames } from '#core/intake/targets.ts'
import { Day, Done, endpoint, Id, Nullable, Page, Time, visible } from './endpoint.ts'
import { Currency } from './platform/tenant.ts'

export const importStates = [
  'uploaded',
  'reading',
  'ready',
  'staging',
  'publishing',
  'published',
  'undoing',
  'undone',
  'failed',
  'cancelled',
] as const
export const ImportState = Type.Enum([...importStates])
export type ImportState = Static<typeof ImportState>

export const TargetName = Type.Enum([...targetNames])
export const Source = Type.String({ minLength: 1, maxLength: 60, pattern: visible })
export const dateOrders = ['ymd', 'mdy', 'dmy'] as const

/** What was settled for an import as a whole. */
export const ImportSettings = Type.Object({
  /** Of rows that name none. */
  currency: Currency,
  /** Only while the company has no facts: its base currency becomes the import's. */
  setsBaseCurrency: Type.Boolean(),
  /** How dates are read that could be read two ways; null = as guessed for each column. */
  dateOrder: Nullable(Type.Enum([...dateOrders])),
  /** Prices and amounts include tax; null = as the headings say. */
  taxIncluded: Nullable(Type.Boolean()),
  /** A fraction, `0.13`: for amounts with tax where the row names no rate. */
  taxRate: Nullable(Type.String({ pattern: '^0(\\.\\d{1,6})?$' })),
  /** What an empty cell of a known record means: what is known stays, or is cleared. */
  emptyCells: Type.Enum([...emptyCellChoices]),
})
export type ImportSettings = Static<typeof ImportSettings>

/** A sentence in both languages. */
export const Sentence = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })

export const ReasonArgs = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))

/** Rows of a file by what became of them: read = accepted + rejected + unchanged; updated are among the accepted. */
const rowCounts = {
  read: Type.Integer(),
  accepted: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Integer(),
}
export const FileCounts = Type.Object({ fileNo: Type.Integer(), ...rowCounts })

export const RejectionCount = Type.Object({
  fileNo: Type.Integer(),
  reason: Type.String(),
  rows: Type.Integer(),
  /** The first rows. Row 1 is the first data row. */
  samples: Type.Array(Type.Object({ rowNo: Type.Integer(), args: ReasonArgs })),
})

/** What an import does, or, as a dry run, would do. Money is net sales written, in minor units of `currency`. */
export const ImportCounts = Type.Object({
  ...rowCounts,
  files: Type.Array(FileCounts),
  currency: Type.String(),
  figures: Type.Record(Type.String(), Type.Number()),
  firstDay: Nullable(Day),
  lastDay: Nullable(Day),
  rejections: Type.Array(RejectionCount),
  /** Customer codes that are taken as one although they are written differently. */
  mergedCodes: Type.Array(Type.Object({ first: Type.String(), second: Type.String(), spellings: Type.Integer() })),
  /** New customers whose names are as good as another's: kept apart, to be looked at. */
  possibleDuplicates: Type.Array(
    Type.Object({
      name: Type.String(),
      code: Nullable(Type.String()),
      other: Type.String(),
      otherCode: Nullable(Type.String()),
      otherDyadId: Nullable(Id),
    }),
  ),
})
export type ImportCounts = Static<typeof ImportCounts>

const ImportFile = Type.Object({ fileNo: Type.Integer(), name: Type.String(), bytes: Type.Integer(), sha256: Type.String() })

export const ImportRow = Type.Object({
  importId: Id,
  source: Type.String(),
  state: ImportState,
  files: Type.Array(ImportFile),
  counts: Nullable(ImportCounts),
  currency: Type.String(),
  error: Nullable(Sentence),
  jobId: Nullable(Id),
  createdBy: Nullable(Id),
  createdByName: Nullable(Type.String()),
  createdAt: Time,
  publishedAt: Nullable(Time),
  undoneAt: Nullable(Time),
})
export type ImportRow = Static<typeof ImportRow>

/** A column of a file with what was guessed and what is settled for it. */
export const ImportColumn = Type.Object({
  column: Type.Integer(),
  heading: Type.String(),
  /** The field it is read as; null = left out. */
  role: Nullable(Type.String()),
  guess: Nullable(Type.String()),
  /** 0..1, of the guess. */
  confidence: Type.Number(),
  examples: Type.Array(Type.String()),
})

export const FileMapping = Type.Object({
  fileNo: Type.Integer(),
  name: Type.String(),
  bytes: Type.Integer(),
  /** What the file holds; null = put aside, not read. */
  target: Nullable(TargetName),
  columns: Type.Array(ImportColumn),
  customerBy: Type.Enum(['code', 'name']),
  /** The first rows as they stand in the file. */
  sample: Type.Array(Type.Array(Type.String())),
  /** What should be looked at before the rows are read. */
  questions: Type.Array(Type.Intersect([Sentence, Type.Object({ role: Nullable(Type.String()) })])),
  /** Lists of fields of each of which one is still needed. */
  missing: Type.Array(Type.Array(Type.String())),
  /** Why the file cannot be read. */
  error: Nullable(Sentence),
  /** The mapping was taken over from an earlier import of this source. */
  remembered: Nullable(Type.String()),
})
export type FileMapping = Static<typeof FileMapping>

/** An import whole: what it was made of, how its files are read, what it would do and what it did. */
export const Import = Type.Object({
  ...ImportRow.properties,
  settings: ImportSettings,
  mapping: Type.Array(FileMapping),
  preview: Nullable(ImportCounts),
  /** The company has no facts yet: the import may choose its currency. */
  mayChooseCurrency: Type.Boolean(),
  baseCurrency: Type.String(),
  mayUndo: Type.Boolean(),
})
export type Import = Static<typeof Import>

const params = Type.Object({ importId: Id })

export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  summary: 'Imports, the newest first. Who sees only some of the customers sees only the imports that they brought.',
  needs: 'imports.manage',
  query: Type.Object({ after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }),
  answer: Page(ImportRow),
})

export const createImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  summary:
    'Upload one or several files (CSV, plain or gzip, or .xlsx). They are looked at, not yet read: the answer shows how they would be.',
  needs: 'imports.manage',
  form: 'upload',
  body: Type.Object({ source: Type.Optional(Source) }),
  answer: Import,
})

export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:importId',
  summary: 'One import with its mapping and counts.',
  needs: 'imports.manage',
  params,
  answer: Import,
})

/** A file's mapping as edited: fields by column number. A role that is left out is not read. */
export const FileChoice = Type.Object({
  fileNo: Type.Integer({ minimum: 0 }),
  target: Nullable(TargetName),
  columns: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 0, maximum: 16_383 }))),
  customerBy: Type.Optional(Type.Enum(['code', 'name'])),
})

export const mapImport = endpoint({
  method: 'PATCH',
  path: '/api/imports/:importId',
  summary: 'Change how files are read, or what was settled for the import as a whole. An earlier dry run is forgotten.',
  needs: 'imports.manage',
  params,
  body: Type.Object({
    source: Type.Optional(Source),
    settings: Type.Optional(Type.Partial(ImportSettings)),
    files: Type.Optional(Type.Array(FileChoice, { maxItems: 100 })),
  }),
  answer: Import,
})

const started = Type.Object({ jobId: Id })

export const previewImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/preview',
  summary: 'The dry run: reads every row and says what would happen, without changing anything. Runs as a background job.',
  needs: 'imports.manage',
  params,
  answer: started,
})

export const publishImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/publish',
  summary: 'Read, check and publish: everything is seen from one moment on, or nothing. Runs as a background job.',
  needs: 'imports.manage',
  params,
  answer: started,
})

export const cancelImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/cancel',
  summary: 'Give up an import that is not published: whatever it had written is removed.',
  needs: 'imports.manage',
  params,
  answer: Done,
})

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/imports/:importId/undo',
  summary: 'Undo a published import: its facts disappear, what it replaced is there again. Refused where a later import builds on it.',
  needs: 'imports.manage',
  params,
  answer: started,
})

export const downloadRejections = endpoint({
  method: 'GET',
  path: '/api/imports/:importId/rejections.csv',
  summary: 'Every rejected row of one file as it stands there, with its reason, as CSV: correct it and import it again.',
  needs: 'imports.manage',
  form: 'file',
  params,
  query: Type.Object({ fileNo: Type.Optional(Type.Integer({ minimum: 0 })), lang: Type.Optional(Type.Enum(['zh-CN', 'en'])) }),
  answer: Type.Unknown(),
})

export const listSources = endpoint({
  method: 'GET',
  path: '/api/import-sources',
  summary: 'Names of the systems from which files were imported.',
  needs: 'imports.manage',
  answer: Type.Object({ rows: Type.Array(Type.String()) }),
})

/** How complete the records of customers are: in all, and how many lack what. */
export const readCompleteness = endpoint({
  method: 'GET',
  path: '/api/completeness',
  summary: 'How complete the customer records are that you may see, per cent, and how many lack each item.',
  needs: 'customers.read',
  answer: Type.Object({
    customers: Type.Integer(),
    percent: Nullable(Type.Integer()),
    gaps: Type.Array(Type.Object({ item: Type.String(), missing: Type.Integer() })),
  }),
})
