import { dateFormatOf, type DateGuess } from './date-format.ts'
import type { Sample } from './dialect.ts'
import { contentOf, guessColumns } from './guess-columns.ts'
import { type ColumnGuess, defaultOptions, fieldIn, type Mapping, type MappingOptions } from './mapping.ts'
import { countMarks, type NumberFormat, numberFormatOf } from './number-format.ts'
import { ownFieldsOf, type OwnImportField } from './own-field.ts'
import { type TargetName, targets } from './targets.ts'

/** A mapping with what it was guessed from. */
export type GuessedMapping = {
  readonly mapping: Mapping
  readonly guesses: readonly ColumnGuess[]
  readonly dates: readonly (DateGuess & { readonly role: string })[]
}

/** Guesses the columns, formats and options of a file that holds a target. `given`: columns that someone named, by role. */
export function guessMapping(
  sample: Sample,
  target: TargetName,
  given: Readonly<Record<string, number>> = {},
  all: readonly OwnImportField[] = [],
): GuessedMapping {
  const own = ownFieldsOf(target, all)
  const known = { target, own }
  const guesses = guessColumns(
    sample,
    own.length === 0 ? targets[target] : { ...targets[target], fields: [...targets[target].fields, ...own] },
    given,
  )
  const columns = Object.fromEntries(guesses.flatMap(guess => (guess.role === null ? [] : [[guess.role, guess.column] as const])))
  const placed = { ...columns, ...given }
  const dates = rolesOf(known, placed, ['date', 'moment']).map(role => ({ role, ...dateFormatOf(cellsOf(sample, placed[role])) }))
  const mapping: Mapping = {
    target,
    dialect: sample.dialect,
    headings: sample.headings,
    columns: placed,
    numbers: numberFormatsOf(sample, known, placed),
    dates: Object.fromEntries(dates.map(({ role, format }) => [role, format])),
    options: optionsOf(sample, placed),
    ...(own.length > 0 ? { own } : {}),
  }
  return { mapping, guesses, dates }
}

type Known = Pick<Mapping, 'target' | 'own'>

const rolesOf = (known: Known, columns: Readonly<Record<string, number>>, types: readonly string[]) =>
  Object.keys(columns).filter(role => types.includes(fieldIn(known, role)?.type ?? ''))

const cellsOf = (sample: Sample, column: number | undefined) =>
  column === undefined ? [] : sample.rows.map(row => (row[column] ?? '').trim()).filter(cell => cell !== '')

function numberFormatsOf(sample: Sample, known: Known, columns: Readonly<Record<string, number>>): Record<string, NumberFormat> {
  const roles = rolesOf(known, columns, ['decimal', 'money', 'fraction'])
  const found = roles.map(role => countMarks(cellsOf(sample, columns[role])))
  const [comma, dot] = [found.reduce((sum, next) => sum + next.comma, 0), found.reduce((sum, next) => sum + next.dot, 0)]
  const file: NumberFormat | undefined = comma === dot ? undefined : { decimal: comma > dot ? ',' : '.' }
  return Object.fromEntries(roles.map(role => [role, numberFormatOf(cellsOf(sample, columns[role]), file)]))
}

function optionsOf(sample: Sample, columns: Readonly<Record<string, number>>): MappingOptions {
  const orders = cellsOf(sample, columns.order)
  return {
    ...defaultOptions,
    customerBy: customerByOf(sample, columns),
    percent: ['discount', 'taxRate'].filter(role =>
      cellsOf(sample, columns[role]).some(cell => /^\d/.test(cell) && !cell.endsWith('%') && Number.parseFloat(cell) > 1),
    ),
    creditPrefixes: creditPrefixes.filter(prefix => isMinor(orders, prefix)),
    adjustmentPrefixes: ['A', 'ADJ'].filter(prefix => isMinor(orders, prefix)),
    freightPer: repeatsFreight(sample, columns) ? 'order' : 'line',
  }
}

/** Beginnings of order numbers that mean a credit note or a return. */
const creditPrefixes = ['C', 'CN', 'CM', 'CR', 'CRN', 'RT', 'RMA', 'RET', 'RN', '退', '销退', '退货', 'TH', 'XSTH', '红', '红字']

/** A prefix marks something out of the ordinary only where most order numbers do without it (`C536379` among `536365`, not `CN-0001` on every row). */
function isMinor(orders: readonly string[], prefix: string): boolean {
  const marked = orders.filter(order => startsWithPrefix(order, prefix)).length
  return marked * 3 < orders.length || orders.length === 0
}

/** Whether an order number is a prefix followed by a digit, directly or after `-`, `_`, `#`, `/` or a blank. */
export function startsWithPrefix(order: string, prefix: string): boolean {
  const folded = order.normalize('NFKC').trim().toUpperCase()
  return folded.startsWith(prefix) && /^[-_#/ .]?\d/.test(folded.slice(prefix.length))
}

/** A cell as far as a name reaches: the pattern behind tries every beginning with every end, which a damaged cell of thousands of letters would not survive. */
const longestName = 100

/** A customer column without a code beside it is one of names where most cells hold blanks between words, or Chinese. */
function customerByOf(sample: Sample, columns: Readonly<Record<string, number>>): 'code' | 'name' {
  if (columns.customer === undefined) return columns.customerName === undefined ? 'code' : 'name'
  const { cells } = contentOf(sample, columns.customer)
  const looksNamed = (cell: string) => /\p{Letter}{2,}.*\s.*\p{Letter}{2,}/u.test(cell) || /\p{Script=Han}{2,}/u.test(cell)
  const names = cells.filter(cell => looksNamed(cell.slice(0, longestName))).length
  return names * 2 > cells.length ? 'name' : 'code'
}

/** Freight belongs to the order where every order with several lines shows one and the same figure. */
function repeatsFreight(sample: Sample, columns: Readonly<Record<string, number>>): boolean {
  const { order, freight } = columns
  if (order === undefined || freight === undefined) return false
  const found = new Map<string, string[]>()
  for (const row of sample.rows) found.set(row[order] ?? '', [...(found.get(row[order] ?? '') ?? []), row[freight] ?? ''])
  const several = [...found.values()].filter(cells => cells.length > 1)
  return several.length > 0 && several.every(cells => new Set(cells).size === 1)
}
