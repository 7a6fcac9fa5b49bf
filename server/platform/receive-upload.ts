import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { refuseField, Refusal } from './errors.ts'
import { newId } from './ids.ts'

/** A file that came in, whole and on disk. Whoever wants to keep it renames it away: what is left is removed once the call is answered. */
export type UploadedFile = {
  readonly field: string
  readonly filename: string
  readonly mediaType: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export type Upload = {
  readonly files: readonly UploadedFile[]
  readonly fields: Readonly<Record<string, string | string[]>>
  readonly folder: string
}

const uploadsOf = (data: string) => join(data, 'uploads')

/** A request that is no multipart after all, or ends in the middle: the reader gives these errors no code of their own. */
function refusalFor(error: unknown): unknown {
  const { message, code } = error as NodeJS.ErrnoException
  if (code !== undefined || !/^(Multipart:|Malformed|Unexpected end|Unsupported content type|Missing Content-Type)/.test(message))
    return error
  return new Refusal('unreadable', [
    '上传的内容不完整或格式不对，请重新上传。',
    'The upload is incomplete or not in multipart form. Please upload again.',
  ])
}

async function store(part: MultipartFile, folder: string, number: number): Promise<UploadedFile> {
  const path = join(folder, String(number))
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk)
      bytes += chunk.length
      next(null, chunk)
    },
  })
  await pipeline(part.file, measure, createWriteStream(path, { mode: 0o600 }))
  const { fieldname: field, mimetype: mediaType } = part
  return { field, filename: (part.filename ?? '').slice(-255), mediaType, path, bytes, sha256: hash.digest('hex') }
}

function addField(fields: Record<string, string | string[]>, name: string, value: unknown): void {
  const text = String(value)
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined
  fields[name] = before === undefined ? text : [before, text].flat()
}

/** Streams the parts of a multipart request to disk: no cap on a file's size, a few buffers of memory. Throws where the caller breaks off. */
export async function receiveUpload(request: FastifyRequest, data: string): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal('unsupported_media_type')
  const folder = join(uploadsOf(data), newId())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files: UploadedFile[] = []
  const fields: Record<string, string | string[]> = {}
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') files.push(await store(part, folder, files.length))
      else if (part.valueTruncated) throw refuseField(`body.${part.fieldname}`, ['内容过长', 'is too long'])
      else addField(fields, part.fieldname, part.value)
    }
  } catch (error) {
    await discardUpload(folder)
    throw refusalFor(error)
  }
  return { files, fields, folder }
}

export async function discardUpload(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** Removes what a killed process left: uploads older than a day. */
export async function sweepUploads(data: string, now: number): Promise<void> {
  const folder = uploadsOf(data)
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name))
    if (now - mtimeMs > 86_400_000) await discardUpload(join(folder, name))
  }
}
