import type { CivilDay } from '#core/units/civil-day.ts'
import { cellState, type DateSlot, newDateSlot, newNumberSlot, type NumberSlot, readDateCell, readNumberCell, trimField } from './cells.ts'
import { columnName, fieldIn, type Mapping } from './mapping.ts'
import type { ReasonArgs, RowReason } from './reasons.ts'
import { type Decode, isBlank, type TableRecord, textOf } from './record.ts'

/** Why a row cannot be taken. */
export type Fault = { readonly code: RowReason; readonly args: ReasonArgs }

/** Everything needed to read the cells of one file's rows by role. */
export type RowReader = {
  readonly mapping: Mapping
  readonly decode: Decode
  readonly numbers: ReadonlyMap<string, NumberSlot>
  readonly dates: ReadonlyMap<string, DateSlot>
  readonly columns: number
}

const numeric = ['decimal', 'money', 'fraction']
const longestText = 2_000

export function newRowReader(mapping: Mapping, decode: Decode): RowReader {
  const roles = Object.keys(mapping.columns)
  const of = (types: readonly string[]) => roles.filter(role => types.includes(fieldIn(mapping, role)?.type ?? ''))
  return {
    mapping,
    decode,
    numbers: new Map(of(numeric).map(role => [role, newNumberSlot()])),
    dates: new Map(of(['date', 'moment']).map(role => [role, newDateSlot()])),
    columns: mapping.headings.length,
  }
}

/** Reads the typed cells of a record into the reader's slots; the first fault found, in the order that helps most. */
export function readCells(reader: RowReader, record: TableRecord): Fault | undefined {
  if (record.broken) return { code: 'broken_quote', args: {} }
  if (isBlank(record)) return { code: 'empty_row', args: {} }
  return findSurplus(reader, record) ?? readDates(reader, record) ?? readNumbers(reader, record)
}

function findSurplus(reader: RowReader, record: TableRecord): Fault | undefined {
  for (let field = reader.columns; field < record.count; field++)
    if (trimField(record, field)) return { code: 'too_many_fields', args: { found: record.count, expected: reader.columns } }
  return undefined
}

function readDates(reader: RowReader, record: TableRecord): Fault | undefined {
  for (const [role, slot] of reader.dates) {
    const format = reader.mapping.dates[role] ?? { order: 'ymd' }
    if (readDateCell(record, columnOf(reader, role), format, reader.decode, slot) !== cellState.bad) continue
    const args = { column: columnName(reader.mapping, role), text: shortText(reader, record, role) }
    return (
      totalOf(reader, record) ??
      (slot.year === 0 ? { code: 'bad_date', args } : { code: 'year_out_of_range', args: { ...args, year: slot.year } })
    )
  }
  return undefined
}

function readNumbers(reader: RowReader, record: TableRecord): Fault | undefined {
  for (const [role, slot] of reader.numbers) {
    const format = reader.mapping.numbers[role] ?? { decimal: '.' }
    if (readNumberCell(record, columnOf(reader, role), format, reader.decode, slot) !== cellState.bad) continue
    return { code: 'bad_number', args: { column: columnName(reader.mapping, role), text: shortText(reader, record, role) } }
  }
  return undefined
}

const total = /^(?:合\s*计|总\s*计|小\s*计|grand total|sub-?total|total|summe|gesamt)\s*[:：]?$/i

/** A row that sums up others, as reports end with. */
export function totalOf(reader: RowReader, record: TableRecord): Fault | undefined {
  for (let field = 0; field < record.count; field++) {
    if (!trimField(record, field)) continue
    const text = (record.ends[field] ?? 0) - (record.starts[field] ?? 0) > 40 ? '' : textOf(record, field, reader.decode).trim()
    return total.test(text) ? { code: 'total_row', args: { text } } : undefined
  }
  return undefined
}

export function columnOf(reader: RowReader, role: string): number {
  return reader.mapping.columns[role] ?? -1
}

const shortText = (reader: RowReader, record: TableRecord, role: string) => {
  const text = textOf(record, columnOf(reader, role), reader.decode).trim()
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** The day of a role just read; null where the cell is empty or not mapped. */
export function dayIn(reader: RowReader, role: string): CivilDay | null {
  const slot = reader.dates.get(role)
  return slot?.state === cellState.read ? slot.day : null
}

/** The number of a role just read; undefined where the cell is empty or not mapped. */
export function numberIn(reader: RowReader, role: string): NumberSlot | undefined {
  const slot = reader.numbers.get(role)
  return slot?.state === cellState.read ? slot : undefined
}

/** A text longer than 2,000 characters is no code and no name: most likely a quote that swallowed rows. */
export function findLongText(reader: RowReader, record: TableRecord, role: string): Fault | undefined {
  const column = columnOf(reader, role)
  if (column === -1 || column >= record.count || (record.ends[column] ?? 0) - (record.starts[column] ?? 0) <= longestText) return undefined
  const { length } = textOf(record, column, reader.decode)
  return length > longestText
    ? { code: 'text_too_long', args: { column: columnName(reader.mapping, role), length, limit: longestText } }
    : undefined
}
