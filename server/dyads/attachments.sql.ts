import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Attachment } from '#contract/dyads/attachment.ts'
import { type AttachmentEntity, defaultFileBytes, shownImages } from '#core/dyads/attachment.ts'
import type { Tx } from '#server/platform/database.ts'

export type Blob = { readonly hash: string; readonly bytes: number; readonly mediaType: string }
export type StoredFile = Attachment & { readonly hash: string; readonly isRemoved: boolean }

const fileColumns = sql`a.attachment_id as "attachmentId", a.dyad_id as "dyadId", a.entity, a.record_id as "recordId", a.name, b.bytes, b.media_type as "mediaType",
  b.media_type = any(${[...shownImages]}::text[]) as "isPicture", a.revision, a.is_newest as "isNewest", u.name as "authorName",
  a.created_at as "createdAt", a.version, a.hash, a.deleted_at is not null as "isRemoved"`

const fileSource = sql`attachment a join attachment_blob b on b.tenant_id = a.tenant_id and b.hash = a.hash left join identity."user" u on u.id = a.author_id`

type Place = { readonly tenantId: string; readonly dyadIds: readonly string[] }

const lies = ({ tenantId, dyadIds }: Place) => sql`a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...dyadIds]}::uuid[])`

export type FileQuery = { readonly recordId?: string; readonly name?: string; readonly after?: string; readonly limit: number }

/** The files of a customer, the newest first (ids are ordered by time); of several of one name the last, unless one name is asked for. */
export async function readAttachments(tx: Tx, place: Place, query: FileQuery): Promise<StoredFile[]> {
  const parts: RawBuilder<SqlBool>[] = [sql<SqlBool>`${lies(place)} and a.deleted_at is null`]
  if (query.name === undefined) parts.push(sql<SqlBool>`a.is_newest`)
  else parts.push(sql<SqlBool>`lower(a.name) = lower(${query.name})`)
  if (query.recordId !== undefined) parts.push(sql<SqlBool>`a.record_id = ${query.recordId}::uuid`)
  if (query.after !== undefined) parts.push(sql<SqlBool>`a.attachment_id < ${query.after}::uuid`)
  const { rows } = await sql<StoredFile>`select ${fileColumns} from ${fileSource}
    where ${sql.join(parts, sql` and `)} order by a.attachment_id desc limit ${query.limit}`.execute(tx)
  return rows
}

export async function findAttachment(tx: Tx, place: Place, attachmentId: string): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`select ${fileColumns} from ${fileSource}
    where ${lies(place)} and a.attachment_id = ${attachmentId}::uuid for update of a`.execute(tx)
  return rows[0]
}

/** Keeps a content: there once, however often it comes. */
export async function keepBlob(tx: Tx, tenantId: string, blob: Blob): Promise<void> {
  await sql`insert into attachment_blob (tenant_id, hash, bytes, media_type)
    values (${tenantId}::uuid, ${blob.hash}, ${blob.bytes}, ${blob.mediaType})
    on conflict (tenant_id, hash) do update set orphaned_at = null`.execute(tx)
}

type New = {
  readonly attachmentId: string
  readonly dyadId: string
  readonly entity: AttachmentEntity
  readonly recordId: string
  readonly name: string
  readonly hash: string
  readonly authorId: string
}

/** Files of one record are added one after another: revisions are counted up. */
async function lockRecord(tx: Tx, tenantId: string, recordId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file ${tenantId} ${recordId}`}, 0))`.execute(tx)
}

export async function insertAttachment(tx: Tx, tenantId: string, file: New): Promise<void> {
  await lockRecord(tx, tenantId, file.recordId)
  await sql`insert into attachment (tenant_id, dyad_id, attachment_id, entity, record_id, name, hash, author_id, revision)
    select ${tenantId}::uuid, ${file.dyadId}::uuid, ${file.attachmentId}::uuid, ${file.entity}, ${file.recordId}::uuid, ${file.name}, ${file.hash}, ${file.authorId}::uuid,
      1 + coalesce((select max(a.revision) from attachment a where a.tenant_id = ${tenantId}::uuid and a.record_id = ${file.recordId}::uuid
        and lower(a.name) = lower(${file.name})), 0)`.execute(tx)
  await markNewest(tx, tenantId, file.recordId, file.name)
}

/** Of the files of one name on a record, the last that is not removed is the newest. */
export async function markNewest(tx: Tx, tenantId: string, recordId: string, name: string): Promise<void> {
  const same = sql`a.tenant_id = ${tenantId}::uuid and a.record_id = ${recordId}::uuid and lower(a.name) = lower(${name}) and a.deleted_at is null`
  await sql`update attachment a set is_newest = a.revision = (select max(n.revision) from attachment n
      where n.tenant_id = a.tenant_id and n.record_id = a.record_id and lower(n.name) = lower(a.name) and n.deleted_at is null)
    where ${same}`.execute(tx)
}

export async function renameRow(tx: Tx, tenantId: string, { dyadId, attachmentId, recordId }: StoredFile, name: string): Promise<void> {
  await lockRecord(tx, tenantId, recordId)
  await sql`update attachment a set name = ${name}, version = a.version + 1, updated_at = now(),
      revision = 1 + coalesce((select max(o.revision) from attachment o where o.tenant_id = a.tenant_id and o.record_id = a.record_id
        and o.attachment_id <> a.attachment_id and lower(o.name) = lower(${name})), 0)
    where a.tenant_id = ${tenantId}::uuid and a.dyad_id = ${dyadId}::uuid and a.attachment_id = ${attachmentId}::uuid`.execute(tx)
}

export async function setFileRemoved(tx: Tx, tenantId: string, file: StoredFile, isRemoved: boolean): Promise<void> {
  await sql`update attachment a set deleted_at = case when ${isRemoved} then now() end, version = a.version + 1, updated_at = now()
    where a.tenant_id = ${tenantId}::uuid and a.dyad_id = ${file.dyadId}::uuid and a.attachment_id = ${file.attachmentId}::uuid`.execute(tx)
  await sql`update attachment_blob b set orphaned_at = case when not exists (select 1 from attachment a
      where a.tenant_id = b.tenant_id and a.hash = b.hash and a.deleted_at is null) then now() end
    where b.tenant_id = ${tenantId}::uuid and b.hash = ${file.hash}`.execute(tx)
}

export type Limits = { readonly fileBytes: number; readonly quotaBytes: number | null; readonly usedBytes: number }

export async function readLimits(tx: Tx, tenantId: string): Promise<Limits> {
  const { rows } =
    await sql<Limits>`select coalesce(s.file_bytes, ${defaultFileBytes}::bigint) as "fileBytes", s.quota_bytes as "quotaBytes",
      (select coalesce(sum(b.bytes), 0)::bigint from attachment_blob b where b.tenant_id = ${tenantId}::uuid) as "usedBytes"
    from (select 1) one left join attachment_settings s on s.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { fileBytes: defaultFileBytes, quotaBytes: null, usedBytes: 0 }
}

export async function isKept(tx: Tx, tenantId: string, hash: string): Promise<boolean> {
  const { rows } = await sql`select 1 from attachment_blob where tenant_id = ${tenantId}::uuid and hash = ${hash}`.execute(tx)
  return rows.length > 0
}

export async function writeLimits(
  tx: Tx,
  tenantId: string,
  authorId: string,
  { fileBytes, quotaBytes }: Pick<Limits, 'fileBytes' | 'quotaBytes'>,
): Promise<void> {
  await sql`insert into attachment_settings (tenant_id, file_bytes, quota_bytes, author_id) values (${tenantId}::uuid, ${fileBytes}, ${quotaBytes}, ${authorId}::uuid)
    on conflict (tenant_id) do update set file_bytes = excluded.file_bytes, quota_bytes = excluded.quota_bytes, author_id = excluded.author_id, updated_at = now()`.execute(
    tx,
  )
}

/** Contents that nothing has pointed to since before this moment: their removed files go for good with them. Answers the hashes that are gone. */
export async function dropOrphans(tx: Tx, tenantId: string, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`select b.hash from attachment_blob b
    where b.tenant_id = ${tenantId}::uuid and b.orphaned_at < ${before}
      and not exists (select 1 from attachment a where a.tenant_id = b.tenant_id and a.hash = b.hash and a.deleted_at is null)
    order by b.orphaned_at limit ${limit} for update`.execute(tx)
  const hashes = rows.map(row => row.hash)
  if (hashes.length === 0) return []
  await sql`delete from attachment where tenant_id = ${tenantId}::uuid and hash = any(${hashes}::text[]) and deleted_at is not null`.execute(
    tx,
  )
  await sql`delete from attachment_blob where tenant_id = ${tenantId}::uuid and hash = any(${hashes}::text[])`.execute(tx)
  return hashes
}
