import type { DateFormat } from './date-format.ts'
import type { Dialect } from './dialect.ts'
import type { NumberFormat } from './number-format.ts'
import type { OwnImportField } from './own-field.ts'
import type { Field } from './field.ts'
import { fieldOf, type TargetName } from './targets.ts'

/**
 * How a file is read: what it holds, which column (0 = first) is which field, and how its columns write numbers and dates. Plain JSON: it is
 * saved with an import and shown for editing.
 */
export type Mapping = {
  readonly target: TargetName
  readonly dialect: Dialect
  readonly headings: readonly string[]
  /** Column by role. */
  readonly columns: Readonly<Record<string, number>>
  readonly numbers: Readonly<Record<string, NumberFormat>>
  readonly dates: Readonly<Record<string, DateFormat>>
  readonly options: MappingOptions
  /** The firm's own fields that a file of this kind may fill, as they were when it was looked at. */
  readonly own?: readonly OwnImportField[]
}

export type MappingOptions = {
  /** Customers are told apart by code (folded) or by name (as written). */
  readonly customerBy: 'code' | 'name'
  /** Roles whose fractions are written as per cent: `15` is 15 %. */
  readonly percent: readonly string[]
  /** Beginnings of order numbers that mark credit documents, in capitals: `C`, `CN`, `退`. */
  readonly creditPrefixes: readonly string[]
  /** Beginnings of order numbers that mark adjustments, which are no sales where no customer is named: `A`. */
  readonly adjustmentPrefixes: readonly string[]
  /** Freight stands on each line, or is repeated for the order as a whole. */
  readonly freightPer: 'line' | 'order'
  /** Tax rate (0.13) for amounts with tax where the row gives none; null = used as they stand. */
  readonly taxRate: string | null
  /** An empty cell of a mapped column leaves what is known of a record, or clears it. Absent: leaves. */
  readonly emptyCells?: EmptyCells
}

export const emptyCellChoices = ['keep', 'clear'] as const
export type EmptyCells = (typeof emptyCellChoices)[number]

/** What was guessed for one column, for the mapping screen. */
export type ColumnGuess = {
  readonly column: number
  readonly heading: string
  readonly role: string | null
  /** 0..1 */
  readonly confidence: number
  readonly because: 'heading' | 'content' | 'given' | 'none'
  readonly examples: readonly string[]
}

export const defaultOptions: MappingOptions = {
  customerBy: 'code',
  percent: [],
  creditPrefixes: [],
  adjustmentPrefixes: [],
  freightPer: 'line',
  taxRate: null,
}

/** The field of a mapping by its role: one of its target, or one of the firm's own. */
export const fieldIn = ({ target, own = [] }: Pick<Mapping, 'target' | 'own'>, role: string): Field | undefined =>
  fieldOf(target, role) ?? own.find(field => field.role === role)

/** What a column is called in sentences: its heading, or its number where there is none. */
export function columnName(mapping: Mapping, role: string): string {
  const column = mapping.columns[role]
  return column === undefined ? role : (mapping.headings[column] ?? String(column + 1))
}
