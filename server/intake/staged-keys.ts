import { foldCode } from '#core/units/text-key.ts'
import { bucketCount } from './import-work.ts'

const remembered = 20_000

/** Keys of texts that come again and again, worked out once each; forgets everything when there are too many. */
function remembering(make: (text: string) => string): (text: string) => string {
  let known = new Map<string, string>()
  return text => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= remembered) known = new Map()
    const key = make(text)
    known.set(text, key)
    return key
  }
}

/** The key of a code: case, width and blanks at the ends make no difference. */
export const codeKey = remembering(foldCode)

const byCode = remembering(text => `c:${foldCode(text)}`)
const byName = remembering(text => `n:${text.trim()}`)

/** The key of a customer: by code (folded), or by name as written; '' for trade without a customer. */
export function customerKey(code: string | null, name: string | null, by: 'code' | 'name'): string {
  if (by === 'code' && code !== null) return byCode(code)
  const text = by === 'name' ? (code ?? name) : name
  return text === null ? '' : byName(text)
}

export const partnerKey = byCode

/** The number of a document as it is compared: width and blanks make no difference, case does. */
export const documentNumber = remembering(text => text.normalize('NFKC').trim().replace(/\s+/g, ' '))

/** 0..255, the same for the same text everywhere. FNV-1a. */
export function bucketOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return ((hash ^ (hash >>> 16)) >>> 0) % bucketCount
}

/** A fingerprint of 16 hex digits as a signed whole number of 64 bits, in decimal. */
export function hashNumberOf(fingerprint: string): string {
  return String(BigInt.asIntN(64, BigInt(`0x${fingerprint}`)))
}

/** A fingerprint of texts: two halves of 32 bits (cyrb53 by bryc, public domain). */
export function fingerprintOf(texts: readonly (string | number | boolean | null | undefined)[]): string {
  const text = texts.map(value => (value === null || value === undefined ? '\u0000' : String(value))).join('\u0001')
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  const first = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  const second = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909)
  return (first >>> 0).toString(16).padStart(8, '0') + (second >>> 0).toString(16).padStart(8, '0')
}
