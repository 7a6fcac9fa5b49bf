import { newScanner, type ScanFault } from '#core/intake/csv-scanner.ts'
import { type Dialect, type Sample, sampleOfRows, takeSample } from '#core/intake/dialect.ts'
import { isBlank, type TableRecord } from '#core/intake/record.ts'
import { decode } from './decode.ts'
import { FileRefusal } from './file-refusal.ts'
import { detect, readUtf8, refuseOthers, type Source, type Told } from './read-bytes.ts'
import { newRecordWriter, readWorkbook } from './read-workbook.ts'

const sampleSize = 1 << 20
const sampleRows = 5_000

/** The head of a file, its layout guessed. Refuses what is no table, an empty file and one with a heading only. */
export async function readSample(source: Source): Promise<Sample> {
  const { detected } = await detect(source)
  refuseOthers(source, detected)
  const sample = detected.kind === 'zip' ? await sampleOfWorkbook(source) : await sampleOfText(source)
  if (sample.headings.length === 0) throw new FileRefusal('empty_file', { file: source.name })
  if (sample.rows.length === 0) throw new FileRefusal('header_only', { file: source.name })
  return sample
}

async function sampleOfText(source: Source): Promise<Sample> {
  const parts: Uint8Array[] = []
  let length = 0
  let whole = true
  try {
    for await (const chunk of readUtf8(source, { bytes: 0, broken: false })) {
      parts.push(Uint8Array.from(chunk))
      length += chunk.length
      whole = length < sampleSize
      if (!whole) break
    }
  } catch (fault) {
    // Cut off within the sample: reading its rows finds the same fault, and says after which row.
    if (parts.length > 0) await findFault(source, takeSample(Buffer.concat(parts), decode, false).dialect)
    throw fault
  }
  const sample = takeSample(Buffer.concat(parts), decode, whole)
  if (sample.headings.length === 0) await findFault(source, sample.dialect)
  return sample
}

/** Reads on without keeping anything, so that what is wrong (a first line without end, a cut) is refused with its row. */
async function findFault(source: Source, dialect: Dialect): Promise<void> {
  for await (const _rows of readRecords(source, dialect, () => {}, { bytes: 0, broken: false }));
}

async function sampleOfWorkbook(source: Source): Promise<Sample> {
  const rows: string[][] = []
  for await (const cells of readWorkbook(source)) {
    if (cells.some(cell => cell.trim() !== '')) rows.push(cells)
    if (rows.length >= sampleRows) break
  }
  return sampleOfRows(rows)
}

/** Called with each data record and its row number (1 = the first below the heading). The record is reused. */
export type OnRow = (record: TableRecord, row: number) => void

/**
 * Reads all data rows of a file; yields the number of rows so far after each chunk, so that the caller can take a breath, write what it has
 * and tell progress. Memory stays bounded whatever the size.
 */
export async function* readRecords(source: Source, dialect: Dialect, onRow: OnRow, told: Told): AsyncGenerator<number> {
  const { detected } = await detect(source)
  yield* detected.kind === 'zip' ? readSheetRows(source, dialect, onRow) : readTextRows(source, dialect, onRow, told)
}

const before = ({ skip, header }: Dialect) => skip + (header ? 1 : 0)

async function* readTextRows(source: Source, dialect: Dialect, onRow: OnRow, told: Told): AsyncGenerator<number> {
  const first = before(dialect)
  let rows = 0
  const scanner = newScanner(dialect.delimiter, record => {
    if (record.number > first) onRow(record, ++rows)
  })
  try {
    for await (const chunk of readUtf8(source, told)) {
      refuseFault(source, scanner.push(chunk), first)
      yield rows
    }
  } catch (fault) {
    if (fault instanceof FileRefusal && fault.code.startsWith('gzip')) throw new FileRefusal(fault.code, { ...fault.args, rows })
    throw fault
  }
  refuseFault(source, scanner.end(), first)
  yield rows
}

function refuseFault(source: Source, fault: ScanFault | undefined, first: number): void {
  if (fault?.code === 'line_too_long')
    throw new FileRefusal('line_too_long', { file: source.name, row: Math.max(1, fault.record - first), limit: 16 })
  if (fault) throw new FileRefusal('too_many_columns', { file: source.name, columns: fault.columns, limit: 16_384 })
}

async function* readSheetRows(source: Source, dialect: Dialect, onRow: OnRow): AsyncGenerator<number> {
  const lay = newRecordWriter()
  const first = before(dialect)
  let records = 0
  for await (const cells of readWorkbook(source)) {
    const record = lay(cells)
    if (isBlank(record)) continue
    if (++records > first) onRow(record, records - first)
    if (records % 2_000 === 0) yield records - first
  }
  yield records - first
}
