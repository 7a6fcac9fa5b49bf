import type { Decode } from '#core/intake/record.ts'

let lastBytes: Uint8Array | undefined
let lastView: Buffer = Buffer.alloc(0)

/** Text of UTF-8 bytes by the machine's own decoder. Many short fields come out of one array, so its view is kept. */
export const decode: Decode = (bytes, start, end) => {
  if (bytes !== lastBytes) {
    lastBytes = bytes
    lastView = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  return lastView.toString('utf8', start, end)
}
