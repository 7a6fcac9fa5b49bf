import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Endpoint, Input } from '#contract/endpoint.ts'
import { createExport as contract, exportDays, type ExportFile } from '#contract/platform/exports.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { audit } from './audit.ts'
import { inputCheck } from './check-input.ts'
import type { Ctx, Platform } from './context.ts'
import { inTenant } from './database.ts'
import { Refusal, refuseField } from './errors.ts'
import type { ExportSources } from './export-source.ts'
import { expireExports, insertExport, markRemoved, noteExportJob, readExports } from './exports.sql.ts'
import { newId } from './ids.ts'
import { readTenantIds } from './jobs.sql.ts'
import type { Download } from './serve.ts'
import { exportKind, exportPath } from './write-export.ts'

const dayMillis = 86_400_000
const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

async function mine(ctx: Ctx, exportId: string): Promise<ExportFile> {
  const [row] = await ctx.inTenant(tx => readExports(tx, ctx, ctx.now(), exportId))
  if (row === undefined)
    throw new Refusal('not_found', [
      '找不到这次导出：文件只有导出人本人可以下载，并在 7 天后删除。请重新导出。',
      'There is no such export: files can be fetched by their author alone, and are removed after seven days. Export again.',
    ])
  return row
}

export async function listExports(ctx: Ctx): Promise<{ rows: ExportFile[] }> {
  return { rows: await ctx.inTenant(tx => readExports(tx, ctx, ctx.now())) }
}

/** The query of the list itself, without place and limit. */
function checkedQuery(ctx: Ctx, endpoint: Endpoint, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const checked = inputCheck(endpoint, ctx.now)({ params: {}, query, body: {} }).query as Record<string, unknown>
  return Object.fromEntries(Object.entries(checked).filter(([name]) => name !== 'after' && name !== 'limit'))
}

/** Has a list written to a file: asked for and queued in one transaction. */
export async function createExport(ctx: Ctx, sources: ExportSources, body: Input<typeof contract>['body']): Promise<ExportFile> {
  const source = sources[body.list]
  if (source === undefined) throw refuseField('body.list', ['此列表不能导出', 'is no list that can be exported'])
  const query = source.endpoint === undefined ? {} : checkedQuery(ctx, source.endpoint, body.query ?? {})
  // Refused now rather than in the background: a filter that does not fit, or by what is hidden.
  await source.read({ ...ctx }, query, { after: undefined, limit: 1 })
  const exportId = newId()
  const day = ctx.now().toISOString().slice(0, 10)
  const row = {
    tenantId: ctx.tenantId,
    exportId,
    authorId: ctx.userId,
    list: body.list,
    format: body.format,
    query,
    columns: body.columns ?? [],
    language: ctx.language,
    filename: `${inLanguage(source.title, ctx.language)}-${day}.${body.format}`,
    createdAt: ctx.now(),
    expiresAt: new Date(ctx.now().getTime() + exportDays * dayMillis),
  }
  await ctx.inTenant(async tx => {
    await insertExport(tx, row)
    const jobId = await ctx.jobs.enqueue(tx, ctx, { kind: exportKind, data: { exportId }, subject: { exportId, list: body.list } })
    await noteExportJob(tx, ctx.tenantId, exportId, jobId)
  })
  return await mine(ctx, exportId)
}

/** The file of one's own export; that it was fetched is written down. */
export async function downloadExport(ctx: Ctx, exportId: string): Promise<Download> {
  const found = await mine(ctx, exportId)
  if (!found.isReady) throw new Refusal('conflict', ['文件还没有生成好，请稍候。', 'The file is not ready yet. Wait until it is.'])
  await ctx.inTenant(tx =>
    audit(tx, ctx, { action: 'download', entity: 'export', entityId: exportId, count: found.rows ?? 0, fileHash: found.hash ?? undefined }),
  )
  const content = createReadStream(exportPath(ctx.platform.config.data, exportId))
  return { filename: found.filename, mediaType: mediaTypes[found.format], content }
}

/** Removes the file of one's own export, and stops it where it is under way. */
export async function removeExport(ctx: Ctx, exportId: string): Promise<{ done: true }> {
  const found = await mine(ctx, exportId)
  await ctx.inTenant(async tx => {
    await markRemoved(tx, ctx.tenantId, exportId, ctx.now())
    if (found.jobId !== null && found.finishedAt === null) await ctx.jobs.cancel(tx, ctx.tenantId, found.jobId)
    await audit(tx, ctx, { action: 'remove', entity: 'export', entityId: exportId, before: { filename: found.filename } })
  })
  await rm(exportPath(ctx.platform.config.data, exportId), { force: true })
  return { done: true }
}

/** Takes the files whose seven days are over from the disk; answers how many. */
export async function sweepExports({ db, config, now }: Pick<Platform, 'db' | 'config' | 'now'>): Promise<number> {
  let swept = 0
  for (const tenantId of await readTenantIds(db)) {
    const gone = await inTenant(db, { tenantId }, tx => expireExports(tx, tenantId, now()))
    for (const exportId of gone) await rm(exportPath(config.data, exportId), { force: true })
    swept += gone.length
  }
  return swept
}
