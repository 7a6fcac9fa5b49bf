import { endHash, hashField, newHash, startHash } from './keys.ts'
import type { TableRecord } from './record.ts'

/** Numbers 0, 1, 2 … for the texts of fields in the order of their first appearance; bytes are compared, so it is exact. No text is made. */
export type ByteIndex = {
  /** The number of a field's bytes; a new one where they were not met before. */
  readonly idOf: (record: TableRecord, field: number) => number
  /** The number of a field's bytes, -1 where they were never met. */
  readonly find: (record: TableRecord, field: number) => number
  readonly size: () => number
}

type Store = {
  size: number
  /** Number + 1 by place, open addressing; 0 = free. */
  places: Int32Array
  hashes: Int32Array
  bounds: Float64Array
  arena: Uint8Array
}

const hash = newHash()

function markOf(record: TableRecord, field: number): number {
  startHash(hash, 0)
  hashField(hash, record, field)
  endHash(hash)
  return hash.low | 0
}

/** The place of a field's text, or the free one where it would go. */
function placeOf(store: Store, record: TableRecord, field: number, mark: number): number {
  const mask = store.places.length - 1
  let place = mark & mask
  for (let id = store.places[place] ?? 0; id !== 0; id = store.places[place] ?? 0) {
    if (store.hashes[id - 1] === mark && isSame(store, id - 1, record, field)) return place
    place = (place + 1) & mask
  }
  return place
}

function isSame({ bounds, arena }: Store, id: number, record: TableRecord, field: number): boolean {
  const from = bounds[id] ?? 0
  const start = record.starts[field] ?? 0
  const length = (record.ends[field] ?? 0) - start
  if ((bounds[id + 1] ?? 0) - from !== length) return false
  for (let at = 0; at < length; at++) if (arena[from + at] !== record.bytes[start + at]) return false
  return true
}

function keepBytes(store: Store, record: TableRecord, field: number): void {
  const id = store.size
  const [start, end] = [record.starts[field] ?? 0, record.ends[field] ?? 0]
  const from = store.bounds[id] ?? 0
  const until = from + end - start
  if (until > store.arena.length) store.arena = widened(store.arena, new Uint8Array(Math.max(store.arena.length * 2, until)))
  store.arena.set(record.bytes.subarray(start, end), from)
  store.bounds[id + 1] = until
}

function grow(store: Store): void {
  const size = store.hashes.length * 2
  store.hashes = widened(store.hashes, new Int32Array(size))
  store.bounds = widened(store.bounds, new Float64Array(size + 1))
  store.places = new Int32Array(size * 2)
  for (let id = 0; id < store.size; id++) {
    let place = (store.hashes[id] ?? 0) & (store.places.length - 1)
    while (store.places[place] !== 0) place = (place + 1) & (store.places.length - 1)
    store.places[place] = id + 1
  }
}

function widened<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never)
  return to
}

export function newByteIndex(): ByteIndex {
  const store: Store = {
    size: 0,
    places: new Int32Array(1024),
    hashes: new Int32Array(512),
    bounds: new Float64Array(513),
    arena: new Uint8Array(8192),
  }
  const idOf = (record: TableRecord, field: number) => {
    const mark = markOf(record, field)
    const place = placeOf(store, record, field, mark)
    const found = store.places[place] ?? 0
    if (found !== 0) return found - 1
    const id = store.size
    keepBytes(store, record, field)
    store.hashes[id] = mark
    store.places[place] = id + 1
    if (++store.size === store.hashes.length) grow(store)
    return id
  }
  const find = (record: TableRecord, field: number) => (store.places[placeOf(store, record, field, markOf(record, field))] ?? 0) - 1
  return { idOf, find, size: () => store.size }
}
