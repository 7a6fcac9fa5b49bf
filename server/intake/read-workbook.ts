import { readFile } from 'node:fs/promises'
import { addField, newRecord, type TableRecord } from '#core/intake/record.ts'
import { FileRefusal } from './file-refusal.ts'
import { type Source, sizeOf } from './read-bytes.ts'

/** A workbook is unpacked in memory, so it has a limit; a million rows of ten columns take some 60 MB. */
const largestWorkbook = 100 * 1024 * 1024

/** A cell as text: dates as ISO, with the time where it has one; numbers in their shortest exact form. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : value
          .toISOString()
          .replace(/T00:00:00\.000Z$|\.\d+Z$/, '')
          .replace('T', ' ')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : ''
}

/** The rows of the first sheet that has any, as texts; rows that the sheet leaves out do not appear. A formula's last value counts, the formula never runs. */
export async function* readWorkbook(source: Source): AsyncGenerator<string[]> {
  const size = await sizeOf(source)
  if (size > largestWorkbook)
    throw new FileRefusal('workbook_too_large', { file: source.name, size: Math.ceil(size / 1048576), limit: largestWorkbook / 1048576 })
  const bytes = await readFile(source.path)
  const { streamXlsxRows } = await import('hucre/xlsx')
  try {
    for await (const row of streamXlsxRows(bytes)) yield row.values.map(cellText)
  } catch (fault) {
    throw fault instanceof FileRefusal ? fault : new FileRefusal('workbook_broken', { file: source.name, detail: shortMessage(fault) })
  }
}

const shortMessage = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)).slice(0, 120)

/** Lays the texts of a row out as the bytes of a record, so that files and workbooks are read by the same rules. */
export function newRecordWriter(): (cells: readonly string[]) => TableRecord {
  const record = newRecord()
  const encoder = new TextEncoder()
  let bytes = new Uint8Array(4096)
  return cells => {
    const need = cells.reduce((sum, cell) => sum + cell.length * 3, 0)
    if (need > bytes.length) bytes = new Uint8Array(need * 2)
    record.count = 0
    record.bytes = bytes
    let at = 0
    for (const cell of cells) {
      const { written } = encoder.encodeInto(cell, bytes.subarray(at))
      addField(record, at, at + written, 0)
      at += written
    }
    record.number++
    return record
  }
}
