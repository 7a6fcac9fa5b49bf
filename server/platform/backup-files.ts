import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { StoredKey } from './backup.sql.ts'
import { storedFilePath } from './stored-files.ts'

/** Bytes a line: a multiple of three, so that the lines of a file are one base64 text. */
const lineBytes = 49_152

/** What of a backup is a file: where it belongs. Its content follows in lines of base64 up to the end mark. */
export type FileHead = { readonly file: StoredKey }

/** The files of a data folder as lines. One that the folder has lost is left out: the record of it is kept, its content is gone already. */
export async function* fileLines(data: string, keys: readonly StoredKey[], end: string, count: { files: number }): AsyncGenerator<string> {
  for (const key of keys) {
    const path = storedFilePath(data, key.tenantId, key.hash)
    if (!existsSync(path)) continue
    const head: FileHead = { file: key }
    yield `${JSON.stringify(head)}\n`
    for await (const piece of createReadStream(path, { highWaterMark: lineBytes })) yield `${(piece as Buffer).toString('base64')}\n`
    yield `${end}\n`
    count.files++
  }
}

/** Writes one file of a backup to its place; answers whether its content is what its name says. Without a data folder it is passed over. */
export async function restoreFile(data: string | undefined, { file }: FileHead, lines: AsyncIterable<string>): Promise<boolean> {
  const path = data === undefined ? undefined : storedFilePath(data, file.tenantId, file.hash)
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const part = path === undefined ? undefined : await open(`${path}.part`, 'w', 0o600)
  const hash = createHash('sha256')
  try {
    for await (const line of lines) {
      const bytes = Buffer.from(line, 'base64')
      hash.update(bytes)
      await part?.write(bytes)
    }
  } finally {
    await part?.close()
  }
  const isWhole = hash.digest('hex') === file.hash
  if (path !== undefined && isWhole) renameSync(`${path}.part`, path)
  else if (path !== undefined) rmSync(`${path}.part`, { force: true })
  return isWhole
}
