import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { type Detected, detectEncoding, type Encoding, encodingOf } from '#core/intake/encoding.ts'
import { FileRefusal } from './file-refusal.ts'

/** A file on disk that may be read more than once. `name` is what the user knows it by. */
export type Source = { readonly name: string; readonly path: string }

/** How far a file was read, told as it goes: bytes of the file itself (compressed where it is). */
export type Told = { bytes: number; broken: boolean }

const chunkSize = 256 * 1024

/** Size in bytes; refuses where there is no such file. */
export async function sizeOf({ name, path }: Source): Promise<number> {
  const handle = await opened(name, path)
  try {
    const found = await handle.stat()
    if (found.isDirectory()) throw new FileRefusal('is_folder', { file: name })
    return found.size
  } finally {
    await handle.close()
  }
}

async function opened(name: string, path: string) {
  try {
    return await open(path, 'r')
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown'
    if (code === 'ENOENT') throw new FileRefusal('not_found', { file: name })
    if (code === 'EACCES' || code === 'EPERM') throw new FileRefusal('no_permission', { file: name })
    throw new FileRefusal('cannot_open', { file: name, detail: code })
  }
}

/** The first bytes of a file, as they lie on disk. */
export async function readHead({ name, path }: Source, length: number): Promise<Uint8Array> {
  const handle = await opened(name, path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Raw bytes of a file in chunks, unzipped where gzip packed it. The chunk is good until the next one is asked for. */
async function* readRaw(source: Source, zipped: boolean, told: Told): AsyncGenerator<Uint8Array> {
  if (zipped) yield* readZipped(source, told)
  else yield* readPlain(source, told)
}

/** Every chunk lies in the same memory. */
async function* readPlain({ name, path }: Source, told: Told): AsyncGenerator<Uint8Array> {
  const handle = await opened(name, path)
  const buffer = Buffer.allocUnsafe(chunkSize)
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkSize, null)
      if (bytesRead === 0) return
      told.bytes += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } catch (fault) {
    throw fault instanceof FileRefusal ? fault : new FileRefusal('cannot_open', { file: name, detail: messageOf(fault) })
  } finally {
    await handle.close()
  }
}

async function* readZipped(source: Source, told: Told): AsyncGenerator<Uint8Array> {
  const file = createReadStream(source.path, { highWaterMark: chunkSize })
  file.on('data', chunk => {
    told.bytes += chunk.length
  })
  const unzip = createGunzip({ chunkSize })
  file.on('error', fault => unzip.destroy(fault)).pipe(unzip)
  let length = 0
  try {
    for await (const chunk of unzip) {
      length += (chunk as Buffer).length
      yield chunk as Buffer
    }
  } catch (fault) {
    throw asGzipRefusal(source, fault, length)
  } finally {
    file.destroy()
    unzip.destroy()
  }
}

const messageOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault))

/** `rows` is filled in by the reader of records, who knows how far it got. */
function asGzipRefusal(source: Source, fault: unknown, bytes: number): FileRefusal {
  const cut = fault instanceof Error && 'code' in fault && fault.code === 'Z_BUF_ERROR'
  return new FileRefusal(cut ? 'gzip_truncated' : 'gzip_broken', { file: source.name, rows: 0, bytes })
}

/** What the file is: text, workbook, or nothing we read. A gzip file is looked into. */
export async function detect(source: Source): Promise<{ readonly zipped: boolean; readonly detected: Detected }> {
  const outer = detectEncoding(await readHead(source, 64 * 1024))
  if (outer.kind !== 'gzip') return { zipped: false, detected: outer }
  for await (const chunk of readRaw(source, true, { bytes: 0, broken: false })) return { zipped: true, detected: detectEncoding(chunk) }
  return { zipped: true, detected: { kind: 'empty' } }
}

/** Refuses what is no table. */
export function refuseOthers(source: Source, detected: Detected): void {
  const file = source.name
  if (detected.kind === 'empty') throw new FileRefusal('empty_file', { file })
  if (detected.kind === 'binary') throw new FileRefusal('binary_file', { file, detail: detected.detail })
  if (detected.kind === 'gzip') throw new FileRefusal('binary_file', { file, detail: 'gzip in gzip' })
  if (detected.kind === 'compound') throw new FileRefusal('old_workbook', { file })
}

/** The text of a file as UTF-8 in chunks, without byte-order mark, whatever its encoding; nothing of it is kept. */
export async function* readUtf8(source: Source, told: Told): AsyncGenerator<Uint8Array> {
  const { zipped, detected } = await detect(source)
  refuseOthers(source, detected)
  if (detected.kind !== 'text') throw new FileRefusal('binary_file', { file: source.name, detail: detected.kind })
  let skip = detected.bom
  let decided: Encoding | undefined = detected.plain ? undefined : detected.encoding
  let turn: ((chunk: Uint8Array) => Uint8Array) | undefined
  for await (const raw of readRaw(source, zipped, told)) {
    const chunk = skip > 0 ? raw.subarray(skip) : raw
    skip = 0
    decided ??= decideLater(chunk)
    turn ??= decided === undefined ? undefined : transcoder(decided, told)
    yield turn ? turn(chunk) : chunk
  }
}

/** A file that began as plain ASCII: the first other byte decides between the encodings. */
function decideLater(chunk: Uint8Array): Encoding | undefined {
  if (isAscii(chunk)) return undefined
  return encodingOf(chunk.subarray(chunk.findIndex(byte => byte >= 0x80)))
}

function transcoder(encoding: Encoding, told: Told): (chunk: Uint8Array) => Uint8Array {
  if (encoding === 'utf-8') return watchUtf8(told)
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  return chunk => {
    const text = decoder.decode(chunk, { stream: true })
    told.broken ||= text.includes('\uFFFD')
    return encoder.encode(text)
  }
}

/** UTF-8 goes through as it is; sequences that are none show as U+FFFD later, and are told. */
function watchUtf8(told: Told): (chunk: Uint8Array) => Uint8Array {
  let tail = new Uint8Array(0)
  return chunk => {
    if (told.broken) return chunk
    const whole = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
    const end = lastBoundary(whole)
    told.broken = !isUtf8(whole.subarray(0, end))
    tail = Uint8Array.from(whole.subarray(end))
    return chunk
  }
}

/** Where the last whole sequence ends: at most three bytes before the end. */
function lastBoundary(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length
  }
  return bytes.length
}
