import type { DateGuess } from '#core/intake/date-format.ts'
import type { Dialect } from '#core/intake/dialect.ts'
import type { ColumnGuess, Mapping } from '#core/intake/mapping.ts'
import type { OwnImportField } from '#core/intake/own-field.ts'
import type { FileReason, ReasonArgs } from '#core/intake/reasons.ts'
import type { RejectedRow } from '#core/intake/rows.ts'
import type { TargetName } from '#core/intake/targets.ts'
import type { Rate } from './exchange.ts'
import type { StagedTable } from './stage-related.ts'

type Source = { readonly name: string; readonly path: string }

/** Looks at files and says what each is. */
export type PlanTask = {
  readonly kind: 'plan'
  readonly files: readonly Source[]
  readonly given?: readonly ({ readonly target?: TargetName; readonly columns?: Readonly<Record<string, number>> } | null)[]
  /** The firm's own fields that files may fill. */
  readonly own?: readonly OwnImportField[]
}

/** Reads mapped files into rows for the staging tables. `after`: rows of a file that are staged already. */
export type StageTask = {
  readonly kind: 'stage'
  readonly files: readonly (Source & { readonly fileNo: number; readonly mapping: Mapping })[]
  readonly baseCurrency: string
  readonly currency: string
  readonly rates: readonly Rate[]
  readonly after: Readonly<Record<string, number>>
  readonly rowsEach: number
}

/** Picks rows of a file by number (ascending) and writes them as CSV, cells behind them. */
export type PickTask = {
  readonly kind: 'pick'
  readonly file: { readonly source: Source; readonly dialect: Dialect }
  readonly rows: readonly number[]
  readonly width: number
  readonly lead: readonly (readonly string[])[]
}

export type ThreadTask = PlanTask | StageTask | PickTask

export type PlannedFile = {
  readonly headings: readonly string[]
  readonly dialect: Dialect
  readonly rows: readonly (readonly string[])[]
  readonly sampled: number
  readonly mapping: Mapping | undefined
  readonly guesses: readonly ColumnGuess[]
  readonly dates: readonly (DateGuess & { readonly role: string })[]
}

export type StagedBatch = {
  readonly kind: 'batch'
  readonly fileNo: number
  /** Rows of the file read so far, and bytes as they lie on disk. */
  readonly read: number
  readonly bytes: number
  readonly done: boolean
  readonly tables: readonly { readonly table: StagedTable; readonly rows: number; readonly text: Uint8Array<ArrayBuffer> }[]
  readonly rejected: readonly RejectedRow[]
}

export type FromThread =
  | { readonly kind: 'planned'; readonly files: readonly PlannedFile[] }
  | StagedBatch
  | { readonly kind: 'text'; readonly text: string; readonly read: number }
  | { readonly kind: 'refused'; readonly code: FileReason; readonly args: ReasonArgs }
  | { readonly kind: 'done' }
