import { foldHeading } from '#core/units/text-key.ts'
import { type Delimiter, newScanner } from './csv-scanner.ts'
import { looksLikeDate } from './date-format.ts'
import { looksNumeric } from './number-format.ts'
import { type Decode, textsOf } from './record.ts'
import { targetNames, targets } from './targets.ts'

/** How a table is laid out. */
export type Dialect = {
  readonly delimiter: Delimiter
  /** Records before the heading (titles of a report, `sep=;`), or before the data where there is no heading. */
  readonly skip: number
  readonly header: boolean
}

/** The first rows of a table, read as its dialect says. */
export type Sample = {
  readonly dialect: Dialect
  /** What the columns are called; `1`, `2` … where there is no heading. */
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|', 'blanks']
const sampleRecords = 5_000

function recordsOf(bytes: Uint8Array, delimiter: Delimiter, decode: Decode, whole: boolean, most: number): string[][] {
  const records: string[][] = []
  const scanner = newScanner(delimiter, record => {
    if (records.length < most && !record.broken) records.push(textsOf(record, decode))
  })
  if (!scanner.push(bytes) && whole) scanner.end()
  return records
}

/** How well a delimiter explains the records: many columns, the same number in every row. Blanks only where nothing else does. */
function scoreOf(records: readonly (readonly string[])[], delimiter: Delimiter): number {
  const counts = new Map<number, number>()
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  const [width, rows] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])
  if (width < 2) return 0
  const share = rows / records.length
  return share * share * Math.log(width + 1) * (delimiter === 'blanks' ? 0.3 : 1)
}

/** The delimiter that explains the first bytes of a table best; a comma where there is only one column. */
export function guessDelimiter(bytes: Uint8Array, decode: Decode, whole: boolean): Delimiter {
  const scored = delimiters.map(delimiter => ({ delimiter, score: scoreOf(recordsOf(bytes, delimiter, decode, whole, 200), delimiter) }))
  const best = scored.reduce((found, next) => (next.score > found.score ? next : found))
  return best.score > 0 ? best.delimiter : ','
}

const everyHeading = new Set(targetNames.flatMap(name => targets[name].fields.flatMap(field => field.synonyms.map(foldHeading))))
const known = (cells: readonly string[]) => new Set(cells.map(foldHeading).filter(heading => everyHeading.has(heading))).size

/** Which record is the heading: the first of the top rows with two known headings or more, else the first row where it reads like one; -1 = none. */
export function findHeader(records: readonly (readonly string[])[]): number {
  const top = records.slice(0, 20)
  const widest = Math.max(0, ...records.slice(0, 200).map(record => record.length))
  const found = top.findIndex(cells => known(cells) >= 2 && cells.filter(cell => cell.trim() !== '').length * 3 >= widest)
  if (found !== -1) return found
  const first = top[0] ?? []
  return first.length > 0 && readsLikeHeading(first) ? 0 : -1
}

function readsLikeHeading(cells: readonly string[]): boolean {
  const filled = cells.filter(cell => cell.trim() !== '')
  return (
    filled.length * 2 >= cells.length &&
    new Set(filled).size === filled.length &&
    !filled.some(cell => looksNumeric(cell) || looksLikeDate(cell))
  )
}

/** Reads the head of a table: bytes are UTF-8 without a mark; `whole` says that they are all there is. */
export function takeSample(bytes: Uint8Array, decode: Decode, whole: boolean, given?: Delimiter): Sample {
  const declared = /^sep=(.)\r?\n/.exec(decode(bytes, 0, Math.min(bytes.length, 8)))?.[1]
  const delimiter = given ?? delimiters.find(one => one === declared) ?? guessDelimiter(bytes, decode, whole)
  const records = recordsOf(bytes, delimiter, decode, whole, sampleRecords)
  const first = declared === undefined ? 0 : 1
  const header = findHeader(records.slice(first))
  return layOut(records.slice(first), delimiter, first, header)
}

function layOut(records: readonly (readonly string[])[], delimiter: Delimiter, skipped: number, header: number): Sample {
  const rows = records.slice(header + 1)
  const width = Math.max(0, ...rows.slice(0, 200).map(row => row.length))
  const numbered = Array.from({ length: width }, (_, column) => String(column + 1))
  const dialect = { delimiter, skip: skipped + Math.max(header, 0), header: header !== -1 }
  return { dialect, headings: header === -1 ? numbered : (records[header] ?? []).map(text => text.trim()), rows }
}

/** A sample out of rows that are already cells (a workbook's sheet). */
export function sampleOfRows(records: readonly (readonly string[])[]): Sample {
  return layOut(records, ',', 0, findHeader(records))
}
