import type { Dialect } from '#core/intake/dialect.ts'
import type { ColumnGuess, EmptyCells, Mapping } from '#core/intake/mapping.ts'

export type ImportState =
  | 'uploaded'
  | 'reading'
  | 'ready'
  | 'staging'
  | 'publishing'
  | 'published'
  | 'undoing'
  | 'undone'
  | 'failed'
  | 'cancelled'

/** A file of an import on disk: `imports/<import_id>/<stored>` in the data folder. */
export type StoredFile = {
  readonly fileNo: number
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly stored: string
}

/** What was found in a file when it came in. `error` = it cannot be read and is put aside. */
export type FileProfile = {
  readonly fileNo: number
  readonly headings: readonly string[]
  readonly dialect: Dialect | null
  readonly rows: readonly (readonly string[])[]
  readonly guesses: readonly ColumnGuess[]
  readonly questions: readonly Question[]
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null
  /** The mapping comes from an earlier import of this source. */
  readonly remembered: string | null
}

/** What a person should look at before the rows are read. */
export type Question = {
  readonly code: 'day_order' | 'tax_included' | 'no_currency' | 'set_aside'
  readonly role: string | null
  readonly zh: string
  readonly en: string
}

export type ImportSettings = {
  /** Of rows that name none. */
  readonly currency: string
  /** The tenant has no facts yet: its base currency becomes the import's. */
  readonly setsBaseCurrency: boolean
  /** How dates are read that could be read two ways; null = as guessed. */
  readonly dateOrder: 'ymd' | 'mdy' | 'dmy' | null
  /** Prices and amounts include tax; null = as the headings say. */
  readonly taxIncluded: boolean | null
  /** 0.13; for amounts with tax where the row names no rate. */
  readonly taxRate: string | null
  /** Empty cells of known records. Absent in imports from before there was a choice: they are left. */
  readonly emptyCells?: EmptyCells
}

export type StoredImport = {
  readonly importId: string
  readonly source: string
  readonly state: ImportState
  readonly files: readonly StoredFile[]
  readonly mapping: readonly (Mapping | null)[] | null
  readonly profile: readonly FileProfile[] | null
  readonly settings: ImportSettings
  readonly preview: unknown
  readonly counts: unknown
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null
  readonly jobId: string | null
  readonly fileHash: string | null
  readonly stagedMark: string | null
  readonly removal: string | null
  readonly createdBy: string | null
  /** Null where no user brought it: the demo, the command line before anybody was there. */
  readonly createdByName: string | null
  readonly createdAt: Date
  readonly publishedAt: Date | null
  readonly undoneAt: Date | null
}
