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

/** A set of keys known by their hashes alone: 8 bytes a place, however long the keys are. */
export type KeySet = {
  /** Whether the key is new; from now on it is in. */
  readonly add: (hash: Hash) => boolean
  readonly has: (hash: Hash) => boolean
  readonly size: () => number
}

export function newKeySet(): KeySet {
  let highs = new Uint32Array(1024)
  let lows = new Uint32Array(1024)
  let size = 0
  const placeOf = (high: number, low: number) => {
    const mask = lows.length - 1
    let place = (high ^ (low >>> 7)) & mask
    while (lows[place] !== 0 && (lows[place] !== low || highs[place] !== high)) place = (place + 1) & mask
    return place
  }
  const put = (high: number, low: number) => {
    const place = placeOf(high, low)
    highs[place] = high
    lows[place] = low
  }
  const grow = () => {
    const [oldHighs, oldLows] = [highs, lows]
    highs = new Uint32Array(oldLows.length * 2)
    lows = new Uint32Array(oldLows.length * 2)
    for (let place = 0; place < oldLows.length; place++) if (oldLows[place]) put(oldHighs[place] ?? 0, oldLows[place] ?? 0)
  }
  const has = ({ high, low }: Hash) => lows[placeOf(high, low)] !== 0
  const add = (hash: Hash) => {
    if (has(hash)) return false
    if (++size * 4 > lows.length * 3) grow()
    put(hash.high, hash.low)
    return true
  }
  return { add, has, size: () => size }
}
