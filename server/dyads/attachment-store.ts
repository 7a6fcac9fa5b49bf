import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { type Content, looksLikeText } from '#core/dyads/attachment.ts'
import { storedFilePath } from '#server/platform/stored-files.ts'

const firstBytes = 64 * 1024

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(firstBytes), 0, firstBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * What a file's first bytes say that it is. Only these are looked at, and no archive is unpacked: what a packed file would swell to is
 * never found out here.
 */
export async function contentOf(path: string): Promise<Content> {
  const head = await headOf(path)
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  const isXml = found?.mime === 'application/xml' || found?.mime === 'image/svg+xml'
  return { signature: found === undefined ? undefined : isXml ? 'application/xml' : found.mime, isText: looksLikeText(head) }
}

const isThere = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined
}

/** Moves an uploaded file to its place, unless the same content lies there. */
export async function storeFile(data: string, tenantId: string, hash: string, path: string): Promise<void> {
  const place = storedFilePath(data, tenantId, hash)
  if (await isThere(place)) return
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  await rename(path, place)
}

/** A stored file's content; undefined where the data folder does not have it. */
export async function readStored(data: string, tenantId: string, hash: string): Promise<Readable | undefined> {
  const place = storedFilePath(data, tenantId, hash)
  return (await isThere(place)) ? createReadStream(place) : undefined
}

export async function removeStored(data: string, tenantId: string, hash: string): Promise<void> {
  await rm(storedFilePath(data, tenantId, hash), { force: true })
}
