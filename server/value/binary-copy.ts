import type { Readable } from 'node:stream'

/** A column of a fixed width in PostgreSQL's binary COPY format. */
export type Width = 'uuid' | 'date' | 'int4' | 'int8'
const bytes: Readonly<Record<Width, number>> = { uuid: 16, date: 4, int4: 4, int8: 8 }

/** Days from 1970-01-01 to PostgreSQL's day 0, 2000-01-01. */
const epoch = 10_957
const headerBytes = 19

/** Where each column of a row begins, and the length of a row: all of them are as long, because no column is ever null. */
export function layoutOf(columns: readonly Width[]): { readonly offsets: readonly number[]; readonly length: number } {
  const offsets: number[] = []
  let length = 2
  for (const column of columns) {
    offsets.push(length + 4)
    length += 4 + bytes[column]
  }
  return { offsets, length }
}

/**
 * Reads `copy ... to stdout (format binary)` of columns of fixed width without a null, row by row, holding one block at a time. `taste` is given
 * every block as it came, for a hash. Source of the format: PostgreSQL 15, documentation of COPY, "Binary Format".
 */
export async function readBinaryCopy(
  source: Readable,
  length: number,
  take: (block: Buffer, at: number) => void,
  taste?: (block: Buffer) => void,
) {
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  for await (const chunk of source as AsyncIterable<Buffer>) {
    taste?.(chunk)
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!begun && block.length < headerBytes) {
      rest = block
      continue
    }
    let at = begun ? 0 : headerBytes
    begun = true
    for (; at + length <= block.length; at += length) take(block, at)
    rest = block.subarray(at)
  }
  if (!begun || rest.length !== 2 || rest.readInt16BE(0) !== -1) throw new Error('the database ended a COPY in the middle of a row')
}

export const readDay = (block: Buffer, at: number): number => block.readInt32BE(at) + epoch

/** A bigint as a number: exact below 2^53, which money in minor units stays under. */
export const readWhole = (block: Buffer, at: number): number => block.readInt32BE(at) * 4_294_967_296 + block.readUInt32BE(at + 4)

export function readUuid(block: Buffer, at: number): string {
  const hex = block.toString('hex', at, at + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
