/** The key of a customer just scanned: two words, and its length and spelling. Of a key of more than eight bytes the words are a hash. */
export type ScannedKey = {
  readonly folds: Uint16Array
  high: number
  low: number
  spelling: number
  /** Whether any key was longer than two words. */
  hasLong: boolean
}

/** Up to so many bytes a key is its two words; of a longer one they are a hash, and its bytes are compared. */
export const wordBytes = 8
/** What `folds` answers for a byte that the quick way cannot fold. */
const special = 256
/** `,` `;` `|` and the quote. */
const dividers = [0x2c, 0x3b, 0x7c, 0x22]

/** What each byte becomes in a key. By code: small letters; blanks inside, what divides fields and what is not ASCII go the slow way. */
export function foldsBy(by: 'code' | 'name'): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    if (by === 'name') return byte
    if (byte >= 0x80 || byte <= 0x20 || dividers.includes(byte)) return special
    return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  })
}

/** Scans the key that begins at a place and gives back where it ends: at the first byte that the quick way cannot fold, or at `end`. */
export function scanKey(into: ScannedKey, bytes: Uint8Array, start: number, end: number): number {
  const { folds } = into
  let [high, low, spelling, left, right] = [0, 0, 0, 0, 0]
  let at = start
  for (let block = at + wordBytes; ; block += wordBytes) {
    const until = block < end ? block : end
    let folded = 0
    for (; at < until; at++) {
      const byte = bytes[at] as number
      folded = folds[byte] as number
      if (folded === special) break
      spelling = (spelling << 1) | (byte === folded ? 0 : 1)
      high = (high << 8) | (low >>> 24)
      low = (low << 8) | folded
    }
    if (folded === special || at === end || folds[bytes[at] as number] === special) break
    left = Math.imul(left ^ high, 2_654_435_761) ^ low
    right = Math.imul(right ^ low, 1_597_334_677) ^ (high >>> 7)
  }
  const isLong = at - start > wordBytes
  into.hasLong ||= isLong
  into.high = isLong ? Math.imul(left ^ high, 2_246_822_507) ^ low : high
  into.low = isLong ? Math.imul(right ^ low, 3_266_489_909) ^ (left >>> 13) : low
  into.spelling = ((at - start) & 0xff) | ((spelling & 0x7fffff) << 8)
  return at
}

/** The words of a key as one well-mixed number. */
export function mixed(high: number, low: number): number {
  const both = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b)
  return both ^ (both >>> 15)
}
