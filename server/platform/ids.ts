import { randomFillSync } from 'node:crypto'

/** Chance for so many ids is drawn at once: drawing costs more than all the rest. */
const pool = Buffer.allocUnsafeSlow(16 * 256)
let drawn = pool.length

function sixteenBytes(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += 16
  return pool.subarray(drawn - 16, drawn)
}

let lastMillis = 0
let sequence = 0

/** A new UUIDv7 (RFC 9562): ordered by time, so that keys made one after another lie side by side in an index; monotonic within a process. */
export function newId(now: number = Date.now()): string {
  const bytes = sixteenBytes()
  sequence = now > lastMillis ? bytes.readUInt16BE(6) & 0x7ff : (sequence + 1) & 0xfff
  lastMillis = now > lastMillis || sequence === 0 ? Math.max(now, lastMillis + (sequence === 0 ? 1 : 0)) : lastMillis
  bytes.writeUIntBE(lastMillis, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
