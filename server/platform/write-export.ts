import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'
import { may } from '#core/platform/access.ts'
import { byteOrderMark, type CsvCell, csvLine } from '#core/units/csv-line.ts'
import { audit } from './audit.ts'
import type { Platform } from './context.ts'
import { Refusal } from './errors.ts'
import type { ExportCtx, ExportSource, ExportSources, ExportWords } from './export-source.ts'
import { type ExportAuthor, findExport, finishExport, readExportAuthor, type StoredExport } from './exports.sql.ts'
import type { RunningJob } from './jobs.ts'
import { findMembership } from './membership.sql.ts'

export const exportKind = 'export'
export const exportPath = (data: string, exportId: string): string => join(data, 'exports', exportId)

const pageSize = 500

type Job = RunningJob<{ readonly exportId: string }>

/** The author as they are in the firm now: whoever lost the right since asking is refused. */
async function ctxOf(platform: Platform, job: Job, language: Language): Promise<ExportCtx> {
  const { tenantId, userId, signal, inTenant } = job
  const membership = userId === undefined ? undefined : await findMembership(platform.db, tenantId, userId)
  if (membership === undefined || userId === undefined || !may(membership.role, 'exports.create')) throw new Refusal('forbidden')
  return { ...membership, userId, language, now: platform.now, signal, inTenant }
}

function momentIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return parts.format(at)
}

/** Who, when and for which firm: the line at the head and the foot of every file. */
function markOf(source: ExportSource, author: ExportAuthor, { language, timeZone }: ExportWords, now: Date): string {
  const at = momentIn(timeZone, now)
  const words: Words = [
    `${author.company} · ${source.title[0]} · 由 ${author.name}（${author.email}）于 ${at} 从联客导出，仅供内部使用`,
    `${author.company} · ${source.title[1]} · exported from Lianke by ${author.name} (${author.email}) at ${at}, for internal use`,
  ]
  return inLanguage(words, language)
}

type Counted = { rows: number }

/** All rows of the file: the mark, the headings, the list page by page, and the mark again with the count. */
async function* rowsOf(
  source: ExportSource,
  stored: StoredExport,
  ctx: ExportCtx,
  words: ExportWords,
  mark: string,
  told: (counted: Counted) => void,
) {
  const known = await source.columnsOf(ctx)
  const asked = stored.columns.filter(name => Object.hasOwn(known, name))
  const columns = (asked.length > 0 ? asked : source.usual).flatMap(name => known[name] ?? [])
  const own = asked.filter(isOwnColumn)
  const counted: Counted = { rows: 0 }
  yield [mark]
  yield columns.map(column => inLanguage(column.title, words.language))
  for (let after: string | undefined; ; ) {
    ctx.signal.throwIfAborted()
    const page = await source.read(ctx, stored.query, { after, limit: pageSize, ...(own.length > 0 ? { own } : {}) })
    for (const row of page.rows) yield columns.map(column => column.cell(row, words))
    counted.rows += page.rows.length
    told(counted)
    if (page.next === null) break
    after = page.next
  }
  const count: Words = [`共 ${counted.rows} 行`, `${counted.rows} rows`]
  yield [`${mark} · ${inLanguage(count, words.language)}`]
}

async function* csvOf(rows: AsyncIterable<readonly CsvCell[]>): AsyncGenerator<string> {
  yield byteOrderMark
  for await (const row of rows) yield csvLine(row)
}

async function* plainRows(rows: AsyncIterable<readonly CsvCell[]>): AsyncGenerator<(string | number | boolean | null)[]> {
  for await (const row of rows) yield row.map(cell => cell ?? null)
}

async function bytesOf(format: 'csv' | 'xlsx', rows: AsyncIterable<readonly CsvCell[]>, name: string): Promise<Readable> {
  if (format === 'csv') return Readable.from(csvOf(rows))
  const { writeXlsxStream } = await import('hucre/xlsx')
  const stream = writeXlsxStream(plainRows(rows), { name, freezePane: { rows: 2 }, repeatHeaders: false })
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

/** Measures what passes: bytes and SHA-256. */
function measure() {
  const hash = createHash('sha256')
  const seen = { bytes: 0 }
  const through = new Transform({
    transform(chunk: Buffer | string, _encoding, next) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      hash.update(bytes)
      seen.bytes += bytes.length
      next(null, bytes)
    },
  })
  return { through, told: () => ({ bytes: seen.bytes, hash: hash.digest('hex') }) }
}

/** The job: writes the file of an export, notes its size and hash, and writes into the audit trail that it went out. */
export async function writeExport(platform: Platform, sources: ExportSources, job: Job): Promise<unknown> {
  const { exportId } = job.data
  const { tenantId } = job
  const stored = await job.inTenant(tx => findExport(tx, tenantId, exportId))
  const source = stored && sources[stored.list]
  if (stored === undefined || source === undefined) throw new Refusal('not_found')
  const ctx = await ctxOf(platform, job, stored.language)
  const author = await job.inTenant(tx => readExportAuthor(tx, tenantId, ctx.userId))
  const words = { language: stored.language, currency: author.currency, timeZone: author.timeZone }
  const path = exportPath(platform.config.data, exportId)
  await mkdir(join(platform.config.data, 'exports'), { recursive: true, mode: 0o700 })
  const { through, told } = measure()
  let rows = 0
  const progress = (counted: Counted) => {
    rows = counted.rows
    job.report({ step: 'writing', done: rows, total: null })
  }
  try {
    const all = rowsOf(source, stored, ctx, words, markOf(source, author, words, platform.now()), progress)
    const sheet = inLanguage(source.title, stored.language).slice(0, 31)
    await pipeline(await bytesOf(stored.format, all, sheet), through, createWriteStream(path, { mode: 0o600 }), { signal: job.signal })
    const done = { rows, ...told(), at: platform.now() }
    await job.inTenant(async tx => {
      if (!(await finishExport(tx, { tenantId, exportId }, done))) throw new Refusal('cancelled')
      const after = { list: stored.list, format: stored.format, query: stored.query, columns: stored.columns, filename: stored.filename }
      await audit(tx, job.actor, { action: 'export', entity: source.entity, entityId: exportId, after, count: rows, fileHash: done.hash })
    })
    return { rows, bytes: done.bytes }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}
