/**
 * One record of a table as bounds into bytes: nothing is made into text until someone asks. It is reused for the next record: copy what
 * you keep. Bytes are UTF-8.
 */
export type TableRecord = {
  bytes: Uint8Array
  /** Field i is bytes[starts[i]..ends[i]), without its quotes. */
  starts: Int32Array
  ends: Int32Array
  /** 1 where the field holds quotes that still have to be undone. */
  quoted: Uint8Array
  count: number
  /** 1 = the first record of the file. */
  number: number
  /** A quote was opened and never closed: the record is its first line, as it stands. */
  broken: boolean
}

/** Makes text of UTF-8 bytes; the server passes the machine's own. */
export type Decode = (bytes: Uint8Array, start: number, end: number) => string

export function newRecord(columns = 64): TableRecord {
  return {
    bytes: new Uint8Array(0),
    starts: new Int32Array(columns),
    ends: new Int32Array(columns),
    quoted: new Uint8Array(columns),
    count: 0,
    number: 0,
    broken: false,
  }
}

/** Adds a field; the columns grow as needed. */
export function addField(record: TableRecord, start: number, end: number, quoted: number): void {
  if (record.count === record.starts.length) widen(record)
  record.starts[record.count] = start
  record.ends[record.count] = end
  record.quoted[record.count] = quoted
  record.count++
}

function widen(record: TableRecord): void {
  const { starts, ends, quoted } = record
  record.starts = new Int32Array(starts.length * 2)
  record.ends = new Int32Array(starts.length * 2)
  record.quoted = new Uint8Array(starts.length * 2)
  record.starts.set(starts)
  record.ends.set(ends)
  record.quoted.set(quoted)
}

/** The text of a field, quotes undone; '' where the record has no such field. */
export function textOf(record: TableRecord, field: number, decode: Decode): string {
  if (field < 0 || field >= record.count) return ''
  const text = decode(record.bytes, record.starts[field] ?? 0, record.ends[field] ?? 0)
  return record.quoted[field] === 1 ? unquote(text) : text
}

/** `""` stands for a quote; a quote alone, after the closing one, is dropped. */
function unquote(text: string): string {
  return text.replace(/""?/g, pair => (pair === '""' ? '"' : ''))
}

/** The record as an array of texts. */
export function textsOf(record: TableRecord, decode: Decode): string[] {
  return Array.from({ length: record.count }, (_, field) => textOf(record, field, decode))
}

/** Whether every field is empty or blanks. */
export function isBlank(record: TableRecord): boolean {
  for (let field = 0; field < record.count; field++) {
    for (let at = record.starts[field] ?? 0; at < (record.ends[field] ?? 0); at++) {
      const byte = record.bytes[at]
      if (byte !== 0x20 && byte !== 0x09) return false
    }
  }
  return true
}

/** Makes text of UTF-8 bytes without the machine's help; broken sequences become U+FFFD. */
export const decodeUtf8: Decode = (bytes, start, end) => {
  let text = ''
  for (let at = start; at < end; ) {
    const length = sequenceLength(bytes, at, end)
    text += length === 0 ? '\uFFFD' : String.fromCodePoint(codePointAt(bytes, at, length))
    at += Math.max(length, 1)
  }
  return text
}

/** Length of the well-formed UTF-8 sequence at a place, 0 where there is none (Unicode standard, table 3-7). */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > end) return 0
  const second = bytes[at + 1] ?? 0
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  for (let next = 2; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let point = length === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) & (0x7f >> length)
  for (let next = 1; next < length; next++) point = (point << 6) | ((bytes[at + next] ?? 0) & 0x3f)
  return point
}
