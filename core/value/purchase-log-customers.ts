import { type Decode, type TableRecord, textOf } from '#core/intake/record.ts'
import { foldCode } from '#core/units/text-key.ts'
import { foldsBy, mixed, type ScannedKey, scanKey, wordBytes } from './purchase-log-key.ts'

/**
 * Customers by number, 0, 1, 2 … in the order of their first appearance, made for files of millions of lines: no text is made until someone asks
 * for it. By code, spellings that differ only by case, width or blanks are one customer; by name each spelling is its own (DOMAIN section 8).
 */
export type LogCustomers = {
  /** The customer of a field whose blanks at the ends are trimmed and that is not empty. */
  readonly ofField: (record: TableRecord, field: number) => number
  /**
   * The same in steps, for a reader of many lines that does not know yet where the field ends (customers by code alone): `scan` gives back where the key
   * ends, `hold` puts the key just scanned at a place 0 to `heldKeys - 1`, and `resolve` writes the customers of the places below `count`.
   */
  readonly scan: (bytes: Uint8Array, start: number, end: number) => number
  readonly hold: (place: number, start: number, end: number) => void
  readonly resolve: (bytes: Uint8Array, count: number, into: Int32Array) => void
  /** As first given. */
  readonly text: (customer: number) => string
  readonly count: () => number
  /** How many customers came in more than one spelling. */
  readonly merged: () => number
  /** Gives back what only the finding of customers needs; none can be looked up afterwards. */
  readonly seal: () => void
}

/** Four numbers a place: the key's two words, the customer's number + 1 (0 = free), and its length and spelling. */
const placeSize = 4
/** How many keys can be held. */
export const heldKeys = 512

/** Keys that were scanned and wait to be looked up together. */
type Held = {
  readonly ids: Int32Array
  readonly hash: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  readonly spelling: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
}

const newHeld = (): Held => ({
  ids: new Int32Array(heldKeys),
  hash: new Int32Array(heldKeys),
  high: new Int32Array(heldKeys),
  low: new Int32Array(heldKeys),
  spelling: new Int32Array(heldKeys),
  start: new Int32Array(heldKeys),
  end: new Int32Array(heldKeys),
})

type Store = ScannedKey & {
  readonly decode: Decode
  places: Int32Array
  mask: number
  count: number
  /** Spellings as first given, one after another. */
  arena: Uint8Array
  bounds: Uint32Array
  readonly by: 'code' | 'name'
  /** Customers whose keys are no plain ASCII, by key, and the texts of those that came the slow way. */
  readonly others: Map<string, number>
  readonly texts: Map<number, string>
  readonly merged: Set<number>
  readonly held: Held
  touched: number
}

/** The place of the key, or the free one where it would go. */
function placeOf(store: Store, bytes: Uint8Array, start: number, end: number): number {
  const { places, mask, high, low } = store
  let place = mixed(high, low) & mask
  for (;;) {
    const at = place * placeSize
    const id = places[at + 2] as number
    if (id === 0) return at
    if (places[at + 1] === low && places[at] === high && isSame(store, places[at + 3] as number, id - 1, bytes, start, end)) return at
    place = (place + 1) & mask
  }
}

function isSame(store: Store, spelling: number, id: number, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if ((spelling & 0xff) !== (length & 0xff)) return false
  if (length <= wordBytes) return true
  const { folds, arena, bounds } = store
  const from = bounds[id] as number
  if ((bounds[id + 1] as number) - from !== length) return false
  for (let at = 0; at < length; at++) if (folds[arena[from + at] as number] !== folds[bytes[start + at] as number]) return false
  return true
}

/** The number of the key just read; a new one where it was not met before. */
function idOfKey(store: Store, bytes: Uint8Array, start: number, end: number): number {
  const at = placeOf(store, bytes, start, end)
  const known = store.places[at + 2] as number
  if (known !== 0) {
    if (store.places[at + 3] !== store.spelling) store.merged.add(known - 1)
    return known - 1
  }
  store.places[at] = store.high
  store.places[at + 1] = store.low
  store.places[at + 3] = store.spelling
  const id = keep(store, bytes, start, end)
  store.places[at + 2] = id + 1
  if (store.count * 8 > (store.mask + 1) * 5) grow(store)
  return id
}

function hold(store: Store, place: number, start: number, end: number): void {
  const { held } = store
  held.hash[place] = mixed(store.high, store.low)
  held.high[place] = store.high
  held.low[place] = store.low
  held.spelling[place] = store.spelling
  held.start[place] = start
  held.end[place] = end
}

/**
 * Fetches all places before any is used, and the kept bytes of long keys: without a branch the machine does so side by side, instead of waiting for one
 * after the other.
 */
function touchAll({ held, places, mask, bounds, arena, hasLong }: Store, count: number): number {
  const { hash, ids } = held
  let touched = 0
  for (let k = 0; k < count; k++) touched ^= ids[k] = places[((hash[k] as number) & mask) * placeSize + 2] as number
  if (!hasLong) return touched
  for (let k = 0; k < count; k++) touched ^= ids[k] = bounds[Math.max(0, (ids[k] as number) - 1)] as number
  for (let k = 0; k < count; k++) touched ^= arena[ids[k] as number] as number
  return touched
}

function resolve(store: Store, bytes: Uint8Array, count: number, into: Int32Array): void {
  store.touched = touchAll(store, count)
  for (let k = 0; k < count; k++) {
    const known = quickly(store, bytes, k)
    into[k] = known === -1 ? resolveOne(store, bytes, k) : known
  }
}

/** The usual case: a key that is known in this spelling and lies where it belongs. -1 = any other. */
function quickly({ held, places, mask, bounds, arena }: Store, bytes: Uint8Array, k: number): number {
  const at = ((held.hash[k] as number) & mask) * placeSize
  if (places[at] !== held.high[k] || places[at + 1] !== held.low[k] || places[at + 3] !== held.spelling[k]) return -1
  const id = (places[at + 2] as number) - 1
  const start = held.start[k] as number
  const length = (held.end[k] as number) - start
  if (length <= wordBytes) return id
  const from = bounds[id] as number
  if (id < 0 || (bounds[id + 1] as number) - from !== length) return -1
  for (let byte = 0; byte < length; byte++) if (arena[from + byte] !== bytes[start + byte]) return -1
  return id
}

function resolveOne(store: Store, bytes: Uint8Array, k: number): number {
  const { held } = store
  store.high = held.high[k] as number
  store.low = held.low[k] as number
  store.spelling = held.spelling[k] as number
  return idOfKey(store, bytes, held.start[k] as number, held.end[k] as number)
}

/** Keeps a spelling and gives it the next number. */
function keep(store: Store, bytes: Uint8Array, start: number, end: number): number {
  const id = store.count++
  const from = store.bounds[id] as number
  const until = from + end - start
  if (until > store.arena.length) store.arena = widened(store.arena, new Uint8Array(Math.max(store.arena.length * 2, until)))
  if (id + 2 > store.bounds.length) store.bounds = widened(store.bounds, new Uint32Array(store.bounds.length * 2))
  for (let at = start; at < end; at++) store.arena[from + at - start] = bytes[at] as number
  store.bounds[id + 1] = until
  return id
}

function widened<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

const newPlaces = (count: number) => new Int32Array(count * placeSize)

function grow(store: Store): void {
  const { places: old } = store
  const mask = (store.mask + 1) * 2 - 1
  const places = newPlaces(mask + 1)
  for (let from = 0; from < old.length; from += placeSize) {
    if (old[from + 2] === 0) continue
    let place = mixed(old[from] as number, old[from + 1] as number) & mask
    while (places[place * placeSize + 2] !== 0) place = (place + 1) & mask
    for (let k = 0; k < placeSize; k++) places[place * placeSize + k] = old[from + k] as number
  }
  store.places = places
  store.mask = mask
}

/**
 * Codes with blanks inside or letters beyond ASCII are folded as text; where that leaves plain ASCII, it meets the plain spelling. Names come here
 * only with doubled quotes to undo.
 */
function idOfText(store: Store, record: TableRecord, field: number): number {
  const text = textOf(record, field, store.decode).trim()
  const key = store.by === 'code' ? foldCode(text) : text
  const count = store.count
  const id = idOfPlain(store, key) ?? idOfOther(store, key)
  if (id === count) store.texts.set(id, text)
  return id
}

function idOfPlain(store: Store, key: string): number | undefined {
  const bytes = Uint8Array.from(key, letter => Math.min(letter.codePointAt(0) ?? 0, 0xff))
  if (store.by === 'name' || scanKey(store, bytes, 0, bytes.length) < bytes.length) return undefined
  store.spelling |= 0x40000000
  return idOfKey(store, bytes, 0, bytes.length)
}

function idOfOther(store: Store, key: string): number {
  const known = store.others.get(key)
  if (known !== undefined) return known
  const id = keep(store, store.arena, 0, 0)
  store.others.set(key, id)
  return id
}

/** Makes an empty list of customers. `decode` makes text of UTF-8 bytes. */
export function newLogCustomers(decode: Decode, by: 'code' | 'name'): LogCustomers {
  const store: Store = {
    decode,
    folds: foldsBy(by),
    places: newPlaces(1024),
    mask: 1023,
    count: 0,
    arena: new Uint8Array(8192),
    bounds: new Uint32Array(1024),
    by,
    others: new Map(),
    texts: new Map(),
    merged: new Set(),
    high: 0,
    low: 0,
    spelling: 0,
    hasLong: false,
    held: newHeld(),
    touched: 0,
  }
  const ofField = (record: TableRecord, field: number) => {
    const [start, end] = [record.starts[field] as number, record.ends[field] as number]
    if (record.quoted[field] === 0 && scanKey(store, record.bytes, start, end) === end) return idOfKey(store, record.bytes, start, end)
    return idOfText(store, record, field)
  }
  const text = (customer: number) =>
    store.texts.get(customer) ?? decode(store.arena, store.bounds[customer] ?? 0, store.bounds[customer + 1] ?? 0)
  const scan = (bytes: Uint8Array, start: number, end: number) => scanKey(store, bytes, start, end)
  const holdAt = (place: number, start: number, end: number) => hold(store, place, start, end)
  const resolveAll = (bytes: Uint8Array, count: number, into: Int32Array) => resolve(store, bytes, count, into)
  return {
    ofField,
    scan,
    hold: holdAt,
    resolve: resolveAll,
    text,
    count: () => store.count,
    merged: () => store.merged.size,
    seal: () => {
      store.places = newPlaces(0)
    },
  }
}
