import type { Endpoint } from '#contract/endpoint.ts'
import type { Language, Words } from '#contract/platform/language.ts'
import type { CsvCell } from '#core/units/csv-line.ts'
import type { Ctx } from './context.ts'

/** What a list is asked by when it is exported: its own query, and a place in it. */
export type ExportPage = {
  readonly after: string | undefined
  readonly limit: number
  /** Which of the firm's own fields the file has columns of. */
  readonly own?: readonly string[]
}

/** The part of a call that a list needs; a job has it from its author's membership of now. */
export type ExportCtx = Pick<
  Ctx,
  | 'tenantId'
  | 'userId'
  | 'role'
  | 'scope'
  | 'departmentId'
  | 'departmentIds'
  | 'poolIds'
  | 'fieldRules'
  | 'language'
  | 'now'
  | 'signal'
  | 'inTenant'
>

/** What cells are written with: the language and what amounts are counted in where a row does not say. */
export type ExportWords = { readonly language: Language; readonly currency: string; readonly timeZone: string }

export type ExportColumn<Row> = { readonly title: Words; readonly cell: (row: Row, words: ExportWords) => CsvCell }

/** A list that can be written to a file: read page by page by its own use-case, so that policy and rules on fields are the list's. */
export type TypedSource<Row> = {
  readonly entity: string
  readonly title: Words
  /** Its list, whose query an export's is held to; left out: it takes none. */
  readonly endpoint?: Endpoint
  readonly columnsOf: (ctx: ExportCtx) => Promise<Readonly<Record<string, ExportColumn<Row>>>>
  readonly usual: readonly string[]
  readonly read: (
    ctx: ExportCtx,
    query: Readonly<Record<string, unknown>>,
    page: ExportPage,
  ) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>
}

/** A source whose rows only it knows: what it reads it writes. */
export type ExportSource = TypedSource<unknown>

export function exportSource<Row>(source: TypedSource<Row>): ExportSource {
  return source as unknown as ExportSource
}

export type ExportSources = Readonly<Partial<Record<string, ExportSource>>>
