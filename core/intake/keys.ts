import { type Decode, type TableRecord, textOf } from './record.ts'

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

/** Texts by number, 0, 1, 2 … in the order of their first appearance; bytes are compared, so it is exact. */
export type Dictionary = {
  readonly idOf: (record: TableRecord, field: number) => number
  readonly text: (id: number) => string
  readonly size: () => number
}

export function newDictionary(decode: Decode): Dictionary {
  const texts: string[] = []
  const hash = newHash()
  let places = new Int32Array(1024)
  let hashes = new Int32Array(512)
  let bounds = new Float64Array(513)
  let arena = new Uint8Array(8192)
  const same = (id: number, record: TableRecord, start: number, length: number) => {
    const from = bounds[id] ?? 0
    if ((bounds[id + 1] ?? 0) - from !== length) return false
    for (let at = 0; at < length; at++) if (arena[from + at] !== record.bytes[start + at]) return false
    return true
  }
  const keep = (record: TableRecord, start: number, length: number) => {
    const from = bounds[texts.length] ?? 0
    if (from + length > arena.length) arena = widened(arena, new Uint8Array(Math.max(arena.length * 2, from + length)))
    arena.set(record.bytes.subarray(start, start + length), from)
    bounds[texts.length + 1] = from + length
  }
  const grow = () => {
    hashes = widened(hashes, new Int32Array(hashes.length * 2))
    bounds = widened(bounds, new Float64Array(hashes.length + 1))
    places = new Int32Array(hashes.length * 2)
    for (let id = 0; id < texts.length; id++) {
      let place = (hashes[id] ?? 0) & (places.length - 1)
      while (places[place] !== 0) place = (place + 1) & (places.length - 1)
      places[place] = id + 1
    }
  }
  const idOf = (record: TableRecord, field: number) => {
    const start = record.starts[field] ?? 0
    const length = (record.ends[field] ?? 0) - start
    startHash(hash, 0)
    hashField(hash, record, field)
    endHash(hash)
    const mark = hash.low | 0
    let place = mark & (places.length - 1)
    for (let id = places[place] ?? 0; id !== 0; id = places[place] ?? 0) {
      if (hashes[id - 1] === mark && same(id - 1, record, start, length)) return id - 1
      place = (place + 1) & (places.length - 1)
    }
    const id = texts.length
    keep(record, start, length)
    hashes[id] = mark
    places[place] = id + 1
    texts.push(textOf(record, field, decode))
    if (texts.length === hashes.length) grow()
    return id
  }
  return { idOf, text: id => texts[id] ?? '', size: () => texts.length }
}

function widened<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never)
  return to
}
