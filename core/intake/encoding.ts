import { sequenceLength } from './record.ts'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** What the first bytes of a file are. */
export type Detected =
  | { readonly kind: 'text'; readonly encoding: Encoding; readonly bom: number; readonly plain: boolean }
  | { readonly kind: 'gzip' | 'zip' | 'compound' | 'empty' }
  | { readonly kind: 'binary'; readonly detail: string }

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
]

const startsWith = (bytes: Uint8Array, signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte)

/**
 * What a file is by its first bytes (64 kB or more of them). `plain` = nothing but ASCII so far, so the encoding is not decided yet: the first
 * other byte does it. Without a byte-order mark: UTF-8 where the bytes are well-formed; else GB18030 where most pairs look Chinese; else Windows-1252.
 */
export function detectEncoding(bytes: Uint8Array): Detected {
  if (bytes.length === 0) return { kind: 'empty' }
  if (startsWith(bytes, [0x1f, 0x8b])) return { kind: 'gzip' }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { kind: 'zip' }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: 'compound' }
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return asText('utf-8', 3)
  if (startsWith(bytes, [0xff, 0xfe])) return asText('utf-16le', 2)
  if (startsWith(bytes, [0xfe, 0xff])) return asText('utf-16be', 2)
  const known = signatures.find(([, signature]) => startsWith(bytes, signature))
  if (known) return { kind: 'binary', detail: known[0] }
  return withoutMark(bytes)
}

const asText = (encoding: Encoding, bom: number, plain = false): Detected => ({ kind: 'text', encoding, bom, plain })

function withoutMark(bytes: Uint8Array): Detected {
  const zeros = countZeros(bytes)
  if (zeros.odd * 3 > bytes.length && zeros.even * 20 < bytes.length) return asText('utf-16le', 0)
  if (zeros.even * 3 > bytes.length && zeros.odd * 20 < bytes.length) return asText('utf-16be', 0)
  if (zeros.odd + zeros.even > 0) return { kind: 'binary', detail: 'NUL' }
  if (countControls(bytes) * 50 > bytes.length) return { kind: 'binary', detail: 'control characters' }
  return asText(encodingOf(bytes), 0, firstHigh(bytes) === -1)
}

function countZeros(bytes: Uint8Array): { odd: number; even: number } {
  const found = { odd: 0, even: 0 }
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) found[at % 2 === 1 ? 'odd' : 'even']++
  return found
}

function countControls(bytes: Uint8Array): number {
  let found = 0
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a) found++
  return found
}

function firstHigh(bytes: Uint8Array): number {
  return bytes.findIndex(byte => byte >= 0x80)
}

/** The encoding of text without a byte-order mark. A sequence that the end of the bytes cuts through is forgiven. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (firstInvalid(bytes) === -1) return 'utf-8'
  const pairs = countPairs(bytes)
  return pairs.chinese * 2 >= pairs.all ? 'gb18030' : 'windows-1252'
}

/** Where the bytes stop being UTF-8; -1 where all of them are, but for a sequence cut off at the end. */
export function firstInvalid(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++
      continue
    }
    const length = sequenceLength(bytes, at, bytes.length)
    if (length === 0) return at + 3 >= bytes.length && isOpening(bytes, at) ? -1 : at
    at += length
  }
  return -1
}

/** Whether the last bytes could be the beginning of a longer sequence. */
function isOpening(bytes: Uint8Array, from: number): boolean {
  const lead = bytes[from] ?? 0
  if (lead < 0xc2 || lead > 0xf4) return false
  for (let at = from + 1; at < bytes.length; at++) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return false
  return bytes.length - from < (lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)
}

/** Pairs that begin with a high byte; those with a high second byte too are Chinese characters rather than accented letters. */
function countPairs(bytes: Uint8Array): { all: number; chinese: number } {
  const found = { all: 0, chinese: 0 }
  for (let at = 0; at < bytes.length - 1; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    found.all++
    if ((bytes[at] ?? 0) >= 0x81 && (bytes[at + 1] ?? 0) >= 0x80) {
      found.chinese++
    }
    at++
  }
  return found
}
