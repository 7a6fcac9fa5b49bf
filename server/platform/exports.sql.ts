import { sql } from 'kysely'
import type { ExportFile } from '#contract/platform/exports.ts'
import type { Language } from '#contract/platform/language.ts'
import type { Tx } from './database.ts'

type Row = Omit<ExportFile, 'isReady' | 'state'> & { readonly state: ExportFile['state'] | null; readonly removed: boolean }

/** Exports of a person, the newest first; one alone where its id is given. */
export async function readExports(tx: Tx, who: { tenantId: string; userId: string }, now: Date, exportId?: string): Promise<ExportFile[]> {
  const one = exportId === undefined ? sql`` : sql`and e.export_id = ${exportId}::uuid`
  const { rows } = await sql<Row>`
    select e.export_id as "exportId", e.list, e.format, e.filename, j.state, coalesce(j.progress, '{}') as progress, j.error, e.job_id as "jobId",
      e.row_count as rows, e.byte_count as bytes, e.file_hash as hash, e.created_at as "createdAt", e.finished_at as "finishedAt",
      e.expires_at as "expiresAt", e.removed_at is not null as removed
    from export_file e left join job j on j.tenant_id = e.tenant_id and j.job_id = e.job_id
    where e.tenant_id = ${who.tenantId}::uuid and e.author_id = ${who.userId}::uuid and e.removed_at is null ${one}
    order by e.created_at desc, e.export_id limit 200`.execute(tx)
  return rows.map(({ removed, state, ...row }) => ({
    ...row,
    state: row.finishedAt === null ? (state ?? 'cancelled') : 'done',
    isReady: row.finishedAt !== null && !removed && new Date(row.expiresAt) > now,
  }))
}

export type NewExport = {
  readonly tenantId: string
  readonly exportId: string
  readonly authorId: string
  readonly list: string
  readonly format: 'csv' | 'xlsx'
  readonly query: object
  readonly columns: readonly string[]
  readonly language: Language
  readonly filename: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertExport(tx: Tx, row: NewExport): Promise<void> {
  await tx
    .insertInto('export_file')
    .values({
      tenant_id: row.tenantId,
      export_id: row.exportId,
      list: row.list,
      format: row.format,
      query: JSON.stringify(row.query),
      columns: JSON.stringify(row.columns),
      language: row.language,
      filename: row.filename,
      author_id: row.authorId,
      created_at: row.createdAt,
      expires_at: row.expiresAt,
    })
    .execute()
}

export async function noteExportJob(tx: Tx, tenantId: string, exportId: string, jobId: string): Promise<void> {
  await tx.updateTable('export_file').set({ job_id: jobId }).where('tenant_id', '=', tenantId).where('export_id', '=', exportId).execute()
}

export type StoredExport = Pick<NewExport, 'list' | 'format' | 'columns' | 'language' | 'filename' | 'authorId'> & {
  readonly query: Readonly<Record<string, unknown>>
}

export async function findExport(tx: Tx, tenantId: string, exportId: string): Promise<StoredExport | undefined> {
  const row = await tx
    .selectFrom('export_file')
    .select(['list', 'format', 'query', 'columns', 'language', 'filename', 'author_id as authorId'])
    .where('tenant_id', '=', tenantId)
    .where('export_id', '=', exportId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row as StoredExport | undefined
}

/** Notes the finished file; false where it was removed meanwhile. */
export async function finishExport(
  tx: Tx,
  key: { readonly tenantId: string; readonly exportId: string },
  done: { readonly rows: number; readonly bytes: number; readonly hash: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('export_file')
    .set({ row_count: done.rows, byte_count: done.bytes, file_hash: done.hash, finished_at: done.at })
    .where('tenant_id', '=', key.tenantId)
    .where('export_id', '=', key.exportId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function markRemoved(tx: Tx, tenantId: string, exportId: string, now: Date): Promise<void> {
  await tx
    .updateTable('export_file')
    .set({ removed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('export_id', '=', exportId)
    .where('removed_at', 'is', null)
    .execute()
}

/** Marks the exports whose time is over as removed; answers which. */
export async function expireExports(tx: Tx, tenantId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('export_file')
    .set({ removed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('removed_at', 'is', null)
    .where('expires_at', '<=', now)
    .returning('export_id')
    .execute()
  return rows.map(row => row.export_id)
}

export type ExportAuthor = {
  readonly name: string
  readonly email: string
  readonly company: string
  readonly currency: string
  readonly timeZone: string
}

/** Who exports, for the watermark, and what the firm counts in. */
export async function readExportAuthor(tx: Tx, tenantId: string, userId: string): Promise<ExportAuthor> {
  const { rows } = await sql<ExportAuthor>`
    select u.name, u.email, t.name as company, t.base_currency as currency, t.time_zone as "timeZone"
    from tenant t join identity."user" u on u.id = ${userId}::uuid where t.tenant_id = ${tenantId}::uuid`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the author of the export is gone')
  return row
}
