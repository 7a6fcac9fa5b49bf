import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defaultOptions, type Mapping } from '#core/intake/mapping.ts'
import type { TargetName } from '#core/intake/targets.ts'
import type { Progress } from '#contract/platform/jobs.ts'
import type { Actor } from '#server/platform/audit.ts'
import { newId } from '#server/platform/ids.ts'
import { type IncomingFile, takeImport } from './create-import.ts'
import type { ImportCounts } from './import-work.ts'
import type { ImportEngine } from './import-run.ts'
import { publishImport } from './work-import.ts'

/** A table of our own: texts by the roles of a target. `rows` is walked once. */
export type ImportTable = {
  readonly name: string
  readonly target: TargetName
  readonly roles: readonly string[]
  readonly headings: readonly string[]
  readonly rows: () => Iterable<readonly string[]>
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function* csvOf(table: ImportTable): Generator<string> {
  let text = `${table.headings.map(quoted).join(',')}\n`
  for (const row of table.rows()) {
    text += `${row.map(quoted).join(',')}\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

async function write(table: ImportTable, folder: string, at: number): Promise<IncomingFile> {
  const path = join(folder, String(at))
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk)
      bytes += chunk.length
      next(null, chunk)
    },
  })
  await pipeline(Readable.from(csvOf(table)), measure, createWriteStream(path, { mode: 0o600 }))
  return { name: `${table.name}.csv`, path, bytes, sha256: hash.digest('hex') }
}

function mappingOf({ target, roles, headings }: ImportTable): Mapping {
  const columns = Object.fromEntries(roles.map((role, column) => [role, column]))
  return { target, dialect: { delimiter: ',', skip: 0, header: true }, headings, columns, numbers: {}, dates: {}, options: defaultOptions }
}

export type TablesGiven = {
  readonly source: string
  readonly currency: string
  readonly tables: readonly ImportTable[]
  readonly signal?: AbortSignal
  readonly report?: (progress: Progress) => void
}

/**
 * Imports tables of our own (the demo company) through the very same path as files: they are written to disk, read, matched and published, and
 * can be undone. Answers what was written; a Refusal says why nothing was.
 */
export async function importTables(
  engine: ImportEngine,
  actor: Actor,
  given: TablesGiven,
): Promise<{ readonly importId: string; readonly counts: ImportCounts }> {
  const folder = join(engine.data, 'uploads', newId())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const files: IncomingFile[] = []
    for (const [at, table] of given.tables.entries()) files.push(await write(table, folder, at))
    const settings = { currency: given.currency, setsBaseCurrency: true }
    const importId = await takeImport(engine, actor, { source: given.source, files, settings, mapped: given.tables.map(mappingOf) })
    const signal = given.signal ?? new AbortController().signal
    const counts = await publishImport(engine, { actor, importId, signal, report: given.report ?? (() => {}) })
    return { importId, counts }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
