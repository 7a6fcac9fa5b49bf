import { newScanner, type ScanFault } from '#core/intake/csv-scanner.ts'
import type { Dialect } from '#core/intake/dialect.ts'
import type { TableRecord } from '#core/intake/record.ts'
import type { LogScan } from '#core/value/purchase-log-scan.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import { detect, readUtf8, type Source, type Told } from '#server/intake/read-bytes.ts'
import { readRecords } from '#server/intake/read-records.ts'

type Take = (record: TableRecord) => void

const [quote, lineFeed] = [0x22, 0x0a]
const longestRecord = 16 * 1024 * 1024

/**
 * Feeds the rows of a file to `take`, or whole lines to the quick way where there is one and it can read them. Text in quotes ends the quick way: from
 * there on every row goes to `take`. Throws FileRefusal.
 */
export async function feedLog(source: Source, dialect: Dialect, scan: LogScan | undefined, take: Take): Promise<Told> {
  const told = { bytes: 0, broken: false }
  const { detected } = await detect(source)
  if (scan === undefined || detected.kind === 'zip') {
    for await (const _rows of readRecords(source, dialect, take, told));
    return told
  }
  const feed = newQuickFeed(source, dialect, scan, take)
  for await (const chunk of readUtf8(source, told)) feed.push(chunk)
  feed.end()
  return told
}

/** Whole lines go to the quick way; those it hands back, and the file's end, to the scanner of all tables. */
function newQuickFeed(source: Source, dialect: Dialect, scan: LogScan, take: Take) {
  const first = dialect.skip + (dialect.header ? 1 : 0)
  const scanner = newScanner(dialect.delimiter, record => {
    if (record.number > first) take(record)
  })
  const slow = (bytes: Uint8Array) => refuse(source, scanner.push(bytes))
  let work = new Uint8Array(1 << 20)
  let kept = 0
  let isSlow = false
  const push = (chunk: Uint8Array) => {
    if (!isSlow && (chunk.includes(quote) || kept > longestRecord)) {
      isSlow = true
      slow(work.subarray(0, kept))
    }
    if (isSlow) return slow(chunk)
    const length = kept + chunk.length
    if (length > work.length) work = wider(work, kept, length)
    work.set(chunk, kept)
    const end = work.lastIndexOf(lineFeed, length - 1) + 1
    const lines = work.subarray(0, end)
    scan.lines(lines, (from, until) => slow(lines.subarray(from, until)))
    work.copyWithin(0, end, length)
    kept = length - end
  }
  const end = () => {
    if (!isSlow) slow(work.subarray(0, kept))
    refuse(source, scanner.end())
  }
  return { push, end }
}

function wider(work: Uint8Array, kept: number, length: number): Uint8Array<ArrayBuffer> {
  const found = new Uint8Array(length + (length >> 2))
  found.set(work.subarray(0, kept))
  return found
}

function refuse(source: Source, fault: ScanFault | undefined): void {
  if (fault?.code === 'line_too_long')
    throw new FileRefusal('line_too_long', { file: source.name, row: Math.max(1, fault.record), limit: 16 })
  if (fault) throw new FileRefusal('too_many_columns', { file: source.name, columns: fault.columns, limit: 16_384 })
}
