import { addField, newRecord, type TableRecord } from './record.ts'

/** What divides the fields. `blanks` = runs of spaces and tabs, as in tables typed for the eye. */
export type Delimiter = ',' | ';' | '\t' | '|' | 'blanks'

/** A line longer than this is no line of data: the file has lost its line breaks. */
export const longestRecord = 16 * 1024 * 1024

export type ScanFault = { readonly code: 'line_too_long' | 'too_many_columns'; readonly record: number; readonly columns: number }

export type Scanner = {
  /** Takes the next bytes (UTF-8, no byte-order mark) and calls back for every record that they complete. */
  readonly push: (chunk: Uint8Array) => ScanFault | undefined
  /** The end of the file: the last record may lack its line break. */
  readonly end: () => ScanFault | undefined
}

/** More columns than this are refused: Excel itself ends at 16,384. */
export const mostColumns = 16_384

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

type State = {
  readonly divider: number
  readonly blanks: boolean
  readonly record: TableRecord
  readonly onRecord: (record: TableRecord) => void
  /** Where the record that is being read begins; set by `readRecord` to the byte after it. */
  next: number
}

/**
 * Reads a table as RFC 4180 means it, forgivingly: any delimiter, quotes with doubled quotes inside, line breaks inside quotes, LF, CRLF or CR,
 * ragged records. A quote inside an unquoted field is a character. A quote that is never closed makes one broken record of its line, and
 * reading goes on behind it. Empty lines are no records. The record handed to `onRecord` is reused.
 */
export function newScanner(delimiter: Delimiter, onRecord: (record: TableRecord) => void): Scanner {
  const blanks = delimiter === 'blanks'
  const state: State = { divider: blanks ? 0x20 : delimiter.charCodeAt(0), blanks, record: newRecord(), onRecord, next: 0 }
  let work = new Uint8Array(0)
  let kept = 0
  const take = (chunk: Uint8Array, last: boolean): ScanFault | undefined => {
    const length = kept + chunk.length
    if (length > work.length) work = grown(work, kept, length)
    work.set(chunk, kept)
    const bytes = work.subarray(0, length)
    const rest = scan(state, bytes, last)
    if (typeof rest !== 'number') return rest
    work.copyWithin(0, rest, length)
    kept = length - rest
    return undefined
  }
  return { push: chunk => take(chunk, false), end: () => take(new Uint8Array(0), true) }
}

const tooLong = (state: State): ScanFault => ({ code: 'line_too_long', record: state.record.number + 1, columns: 0 })

function grown(work: Uint8Array, kept: number, length: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(length + (length >> 2) + 4096)
  wider.set(work.subarray(0, kept))
  return wider
}

/** Reads the records that lie in the bytes as a whole; gives back where the unfinished one begins. */
function scan(state: State, bytes: Uint8Array, last: boolean): number | ScanFault {
  const { record } = state
  record.bytes = bytes
  let at = 0
  while (at < bytes.length) {
    record.count = 0
    record.broken = false
    const found = state.blanks ? readBlanks(state, bytes, at, last) : readRecord(state, bytes, at, last)
    if (!found) {
      if (!last && bytes.length - at <= longestRecord) return at
      if (!last && !hasLineBreak(bytes, at)) return tooLong(state)
      readBroken(state, bytes, at)
    }
    if (record.count > mostColumns) return { code: 'too_many_columns', record: record.number + 1, columns: record.count }
    if (!isEmptyLine(record)) {
      record.number++
      state.onRecord(record)
    }
    at = state.next
  }
  return bytes.length
}

const isEmptyLine = (record: TableRecord) =>
  record.count === 0 ||
  (record.count === 1 && record.quoted[0] === 0 && blankBetween(record.bytes, record.starts[0] ?? 0, record.ends[0] ?? 0))

function blankBetween(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0x20 && bytes[at] !== 0x09) return false
  return true
}

function hasLineBreak(bytes: Uint8Array, from: number): boolean {
  return bytes.indexOf(lineFeed, from) !== -1 || bytes.indexOf(carriageReturn, from) !== -1
}

/** Whether the record is complete; a line break at the very end of the bytes may be half of CRLF and waits. */
function readRecord(state: State, bytes: Uint8Array, from: number, last: boolean): boolean {
  const { divider, record } = state
  const length = bytes.length
  let at = from
  for (;;) {
    let start = at
    while (start < length && bytes[start] === 0x20) start++
    if (start < length && bytes[start] === quote) {
      at = readQuoted(record, bytes, start, divider)
      if (at < 0) return false
    } else {
      start = at
      let byte = at < length ? bytes[at] : lineFeed
      while (byte !== divider && byte !== lineFeed && byte !== carriageReturn) byte = ++at < length ? bytes[at] : lineFeed
      addField(record, start, at, 0)
    }
    if (at >= length) {
      state.next = length
      return last
    }
    if (bytes[at] !== divider) return closeLine(state, bytes, at, last)
    at++
  }
}

function closeLine(state: State, bytes: Uint8Array, at: number, last: boolean): boolean {
  if (bytes[at] === carriageReturn && at + 1 >= bytes.length && !last) return false
  state.next = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1
  return true
}

/** Reads a field that opens with a quote; gives back the place of the delimiter or line break after it, -1 where the quote stays open. */
function readQuoted(record: TableRecord, bytes: Uint8Array, open: number, divider: number): number {
  let at = open + 1
  let doubled = 0
  for (;;) {
    at = bytes.indexOf(quote, at)
    if (at === -1) return -1
    if (bytes[at + 1] !== quote) break
    doubled = 1
    at += 2
  }
  const close = at++
  while (at < bytes.length && bytes[at] === 0x20) at++
  const byte = at < bytes.length ? bytes[at] : lineFeed
  if (byte === divider || byte === lineFeed || byte === carriageReturn) {
    addField(record, open + 1, close, doubled)
    return at
  }
  while (at < bytes.length && bytes[at] !== divider && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++
  addField(record, open + 1, at, 1)
  return at
}

function readBroken(state: State, bytes: Uint8Array, from: number): void {
  let at = from
  while (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++
  state.record.count = 0
  state.record.broken = true
  addField(state.record, from, at, 0)
  state.next = Math.min(bytes.length, bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1)
}

function readBlanks(state: State, bytes: Uint8Array, from: number, last: boolean): boolean {
  let at = from
  for (;;) {
    while (bytes[at] === 0x20 || bytes[at] === 0x09) at++
    const start = at
    let byte = at < bytes.length ? bytes[at] : lineFeed
    while (byte !== 0x20 && byte !== 0x09 && byte !== lineFeed && byte !== carriageReturn) byte = ++at < bytes.length ? bytes[at] : lineFeed
    if (at > start) addField(state.record, start, at, 0)
    if (at >= bytes.length) {
      state.next = bytes.length
      return last
    }
    if (bytes[at] === lineFeed || bytes[at] === carriageReturn) return closeLine(state, bytes, at, last)
  }
}
