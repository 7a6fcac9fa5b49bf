import { freePages, newPages } from '#core/numerics/pages.ts'
import type { TableRecord } from './record.ts'

/** Two 32-bit halves of one 64-bit hash: a clash among 10 million keys has a chance below one in 300,000. */
export type Hash = { high: number; low: number }

export function newHash(): Hash {
  return { high: 0, low: 0 }
}

export function startHash(hash: Hash, seed: number): void {
  hash.high = 0xdeadbeef ^ seed
  hash.low = 0x41c6ce57 ^ seed
}

export function hashNumber(hash: Hash, value: number): void {
  hash.high = Math.imul(hash.high ^ value, 2_654_435_761)
  hash.low = Math.imul(hash.low ^ value, 1_597_334_677)
}

/** Mixes the bytes of a field in, and its end. */
export function hashField(hash: Hash, record: TableRecord, field: number): void {
  const { bytes } = record
  let { high, low } = hash
  const end = record.ends[field] ?? 0
  for (let at = record.starts[field] ?? 0; at < end; at++) {
    const byte = bytes[at] ?? 0
    high = Math.imul(high ^ byte, 2_654_435_761)
    low = Math.imul(low ^ byte, 1_597_334_677)
  }
  hash.high = Math.imul(high ^ 0x1f5, 2_654_435_761)
  hash.low = Math.imul(low ^ 0x1f5, 1_597_334_677)
}

/** Ends a hash: both halves depend on every bit (cyrb53 by bryc, public domain). Never both zero. */
export function endHash(hash: Hash): void {
  const high = Math.imul(hash.high ^ (hash.high >>> 16), 2_246_822_507) ^ Math.imul(hash.low ^ (hash.low >>> 13), 3_266_489_909)
  const low = Math.imul(hash.low ^ (hash.low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  hash.high = high >>> 0
  hash.low = low >>> 0 || 1
}

/** Mixes a text in, and its end. */
export function hashText(hash: Hash, text: string): void {
  for (let at = 0; at < text.length; at++) hashNumber(hash, text.charCodeAt(at))
  hashNumber(hash, 0x1f5)
}

/** A set of keys known by their hashes alone: 11 to 21 bytes a key, however long the keys are. */
export type KeySet = {
  /** Whether the key is new; from now on it is in. */
  readonly add: (hash: Hash) => boolean
  readonly has: (hash: Hash) => boolean
  readonly size: () => number
}

/** Whole numbers 1 .. 2^32 - 1 by keys that are known by their hashes alone: 16 to 32 bytes a key. */
export type KeyMap = {
  /** The number kept for the key; where there was none, undefined, and from now on it is the one given. */
  readonly keep: (hash: Hash, value: number) => number | undefined
}

/** Keys lie in so many parts, each of which grows by itself: a set that grows never needs the room of two. */
const partCount = 64
const firstPlaces = 16

type Part = { highs: Uint32Array; lows: Uint32Array; values: Uint32Array; size: number }

/** From so many places on a column of a part lies on pages of its own: what is outgrown is given back at once, and leaves no holes among what others hold. */
const placesOnPages = 1 << 14

/** The length is named: a column that followed its buffer would be slower to read. */
const columnOf = (places: number) => (places < placesOnPages ? new Uint32Array(places) : new Uint32Array(newPages(places * 4), 0, places))

const newPart = (places: number, hasValues: boolean): Part => ({
  highs: columnOf(places),
  lows: columnOf(places),
  values: columnOf(hasValues ? places : 0),
  size: 0,
})

const newParts = (hasValues: boolean) => Array.from({ length: partCount }, () => newPart(firstPlaces, hasValues))

const partOf = (parts: readonly Part[], { low }: Hash) => parts[low >>> 26] as Part

/** The place of a key, or the free one where it would go. */
function placeOf({ highs, lows }: Part, high: number, low: number): number {
  const mask = lows.length - 1
  let place = (high ^ (low >>> 7)) & mask
  while (lows[place] !== 0 && (lows[place] !== low || highs[place] !== high)) place = (place + 1) & mask
  return place
}

function put(part: Part, high: number, low: number, value: number): void {
  const place = placeOf(part, high, low)
  part.highs[place] = high
  part.lows[place] = low
  if (part.values.length > 0) part.values[place] = value
}

function insert(part: Part, { high, low }: Hash, value: number): void {
  if (++part.size * 4 > part.lows.length * 3) {
    const { highs, lows, values } = part
    Object.assign(part, newPart(lows.length * 2, values.length > 0), { size: part.size })
    for (let place = 0; place < lows.length; place++) if (lows[place]) put(part, highs[place] ?? 0, lows[place] ?? 0, values[place] ?? 0)
    for (const { buffer } of [highs, lows, values]) freePages(buffer)
  }
  put(part, high, low, value)
}

export function newKeySet(): KeySet {
  const parts = newParts(false)
  const isIn = (part: Part, { high, low }: Hash) => part.lows[placeOf(part, high, low)] !== 0
  const add = (hash: Hash) => {
    const part = partOf(parts, hash)
    if (isIn(part, hash)) return false
    insert(part, hash, 0)
    return true
  }
  return { add, has: hash => isIn(partOf(parts, hash), hash), size: () => parts.reduce((sum, { size }) => sum + size, 0) }
}

export function newKeyMap(): KeyMap {
  const parts = newParts(true)
  const keep = (hash: Hash, value: number) => {
    const part = partOf(parts, hash)
    const found = part.values[placeOf(part, hash.high, hash.low)]
    if (found) return found
    insert(part, hash, value)
    return undefined
  }
  return { keep }
}
