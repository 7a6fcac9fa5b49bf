import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { copyIn, copyOut, emptyReference, findFilled, readSteps, readStoredKeys, readTables, type TableShape } from './backup.sql.ts'
import { type FileHead, fileLines, restoreFile } from './backup-files.ts'
import type { Connection } from './database.ts'
import { Refusal } from './errors.ts'

export type BackupSummary = { readonly tables: number; readonly rows: number; readonly files: number }

type Head = { readonly lianke: 1; readonly steps: readonly string[] }

/** The line after a table's rows; COPY writes a backslash in data doubled, so no row looks like it. */
const endOfTable = '\\.'

async function connected<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function* backupText(
  client: pg.Client,
  summary: { tables: number; rows: number; files: number },
  data: string | undefined,
): AsyncGenerator<string | Buffer> {
  const head: Head = { lianke: 1, steps: await readSteps(client) }
  yield `${JSON.stringify(head)}\n`
  for (const shape of await readTables(client)) {
    yield `${JSON.stringify(shape)}\n`
    const copy = client.query(copyTo(copyOut(shape)))
    yield* copy as AsyncIterable<Buffer>
    summary.rows += copy.rowCount ?? 0
    summary.tables++
    yield `${endOfTable}\n`
  }
  if (data !== undefined) yield* fileLines(data, await readStoredKeys(client), endOfTable, summary)
  yield `${JSON.stringify({ end: true, ...summary })}\n`
}

/**
 * Writes every table of the product, as it stood at one moment, and the files in the data folder into one compressed file. Reads as the role that owns the tables (row
 * security would leave rows out). The file is complete or absent: it gets its name when the last byte is written.
 */
export function backup(owner: Connection, file: string, data?: string): Promise<BackupSummary> {
  return connected(owner, async client => {
    await client.query('begin isolation level repeatable read read only')
    const summary = { tables: 0, rows: 0, files: 0 }
    const part = `${file}.part`
    try {
      await pipeline(Readable.from(backupText(client, summary, data)), createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600 }))
      renameSync(part, file)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
    return summary
  })
}

const unreadable = (file: string, why: string) =>
  new Refusal('invalid', [
    `${file} 不是完整的备份文件(${why});请换一份备份。什么都没有改动。`,
    `${file} is not a whole backup (${why}): take another one. Nothing was changed.`,
  ])

function parseLine<T>(line: string | undefined, file: string): T {
  try {
    return JSON.parse(line ?? '') as T
  } catch {
    throw unreadable(file, 'head')
  }
}

/** Lines ended by a line feed alone: readline would also split at U+2028, which is data here. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The lines of one file up to its end mark. */
async function* linesUpToEnd(lines: AsyncGenerator<string, undefined>, file: string): AsyncGenerator<string> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw unreadable(file, 'cut short')
    if (value === endOfTable) return
    yield value
  }
}

/** The lines of one table up to its end mark, in pieces of some size. */
async function* rowsOf(lines: AsyncGenerator<string, undefined>, count: { rows: number }, file: string): AsyncGenerator<string> {
  let piece = ''
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw unreadable(file, 'cut short')
    if (value === endOfTable) break
    count.rows++
    piece += `${value}\n`
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

async function restoreTable(client: pg.Client, shape: TableShape, lines: AsyncGenerator<string, undefined>, file: string): Promise<number> {
  const count = { rows: 0 }
  await pipeline(Readable.from(rowsOf(lines, count, file)), client.query(copyFrom(copyIn(shape))))
  return count.rows
}

async function restoreTables(
  client: pg.Client,
  lines: AsyncGenerator<string, undefined>,
  file: string,
  data: string | undefined,
): Promise<BackupSummary> {
  const known = new Map((await readTables(client)).map(shape => [shape.table, new Set(shape.columns)]))
  const summary = { tables: 0, rows: 0, files: 0 }
  for (;;) {
    const { value } = await lines.next()
    const next = parseLine<TableShape & Partial<FileHead> & { end?: boolean; rows?: number }>(value, file)
    if (next.end) {
      if (next.rows !== summary.rows) throw unreadable(file, 'rows')
      return summary
    }
    if (next.file !== undefined) {
      if (!(await restoreFile(data, { file: next.file }, linesUpToEnd(lines, file)))) throw unreadable(file, next.file.hash)
      summary.files++
      continue
    }
    const columns = known.get(next.table)
    if (columns === undefined || !next.columns.every(column => columns.has(column))) throw unreadable(file, next.table)
    summary.rows += await restoreTable(client, next, lines, file)
    summary.tables++
  }
}

async function demandEmpty(client: pg.Client, file: string, head: Head): Promise<void> {
  if (head.lianke !== 1) throw unreadable(file, 'kind')
  const ours = await readSteps(client)
  if (head.steps.join() !== ours.join()) {
    const last = head.steps.at(-1) ?? ''
    throw new Refusal('conflict', [
      `备份停在迁移步骤 ${last}，本程序在 ${ours.at(-1)}；请用同一版本的程序恢复，再升级。`,
      `The backup stands at step ${last}, this program at ${ours.at(-1)}: restore with the program of the same version, then update.`,
    ])
  }
  await emptyReference(client)
  const filled = await findFilled(client, await readTables(client))
  if (filled.length > 0)
    throw new Refusal('conflict', [
      `目标数据库里已有数据（${filled[0]} 等）;请恢复到一个空的数据库。`,
      `The database holds data already (${filled[0]} …): restore into an empty one.`,
    ])
}

/** Fills an empty, migrated database from a backup, all or nothing, and the data folder with its files. Throws a Refusal where the file is broken, of another version, or the database is not empty. */
export function restore(owner: Connection, file: string, data?: string): Promise<BackupSummary> {
  return connected(owner, async client => {
    const bytes = createReadStream(file)
    const text = bytes.pipe(createGunzip()).setEncoding('utf8')
    bytes.on('error', error => text.destroy(error))
    // The stream may break while the database is waited for and nobody reads: whoever reads next is told.
    text.on('error', () => {})
    const lines = linesOf(text)
    await client.query('begin')
    try {
      const first = await lines.next()
      await demandEmpty(client, file, parseLine<Head>(first.value, file))
      const summary = await restoreTables(client, lines, file, data)
      await client.query('commit')
      return summary
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error instanceof Refusal ? error : unreadable(file, error instanceof Error ? error.message : String(error))
    }
  })
}
