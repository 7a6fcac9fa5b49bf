import type { Attachment, listAttachments as listing } from '#contract/dyads/attachment.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { acceptedEndings, type AttachmentEntity, contentType, safeName, shownImages } from '#core/dyads/attachment.ts'
import { isReadable, levelOf, shown } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnseen, refuseUnwritable } from '#server/platform/field-policy.ts'
import { newId } from '#server/platform/ids.ts'
import type { UploadedFile } from '#server/platform/receive-upload.ts'
import type { Download } from '#server/platform/serve.ts'
import { findRecordOf } from './attachment-record.sql.ts'
import { contentOf, readStored, storeFile } from './attachment-store.ts'
import {
  findAttachment,
  insertAttachment,
  isKept,
  keepBlob,
  type Limits,
  markNewest,
  readAttachments,
  readLimits,
  renameRow,
  setFileRemoved,
  type StoredFile,
  writeLimits,
} from './attachments.sql.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'

const page = 100
const placeOf = (ctx: Ctx, dyad: VisibleDyad) => ({ tenantId: ctx.tenantId, dyadIds: dyad.all })

const endingOf = (name: string) => /\.[^.]+$/.exec(name)?.[0] ?? ''

/** A file as this person may see it: of a name that is hidden nothing stands but its ending. */
function covered<F extends { readonly name: string }>(ctx: Ctx, file: F, { hold }: VisibleDyad): F {
  const { name } = shown(fieldsOf(ctx, 'attachment'), { name: file.name }, hold)
  return { ...file, name: name === file.name ? name : `${name ?? '***'}${endingOf(file.name)}` }
}

/** What is in a file is seen by whoever may read that. */
function refuseContent(ctx: Ctx, { hold }: VisibleDyad): void {
  if (isReadable(levelOf(fieldsOf(ctx, 'attachment'), 'file', hold))) return
  throw new Refusal('forbidden', [
    '您的角色不能查看附件内容。如需查看，请联系管理员调整字段规则。',
    'Your role may not see what is in files. Ask an administrator to change the field rules if you need it.',
  ])
}

export async function listAttachments(ctx: Ctx, dyadId: string, query: Input<typeof listing>['query']): Promise<Answer<typeof listing>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const rows = await readAttachments(tx, placeOf(ctx, dyad), { ...query, limit: page + 1 })
    if (query.name !== undefined) refuseUnseen(fieldsOf(ctx, 'attachment'), ['name'])
    const some = rows.slice(0, page)
    const next = rows.length > page ? (some.at(-1)?.attachmentId ?? null) : null
    return { rows: some.map(row => covered(ctx, row, dyad)), next, mayWrite: dyad.isWritable }
  })
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)

function refuseLarge(bytes: number, { fileBytes, quotaBytes, usedBytes }: Limits, isNew: boolean): void {
  if (bytes > fileBytes)
    throw new Refusal('too_large', [
      `文件 ${megabytes(bytes)} MB，超过单个文件上限 ${megabytes(fileBytes)} MB。请压缩后再传，或请管理员调高上限。`,
      `The file has ${megabytes(bytes)} MB; the limit is ${megabytes(fileBytes)} MB. Make it smaller, or ask an administrator for a higher limit.`,
    ])
  if (isNew && quotaBytes !== null && usedBytes + bytes > quotaBytes)
    throw new Refusal('too_large', [
      `企业的文件空间已用 ${megabytes(usedBytes)} MB，共 ${megabytes(quotaBytes)} MB，放不下这个文件。请删除不用的文件，或请管理员调高配额。`,
      `The firm's files take ${megabytes(usedBytes)} of ${megabytes(quotaBytes)} MB: this one does not fit. Remove files, or ask an administrator for more room.`,
    ])
}

async function mediaTypeOf(name: string, path: string): Promise<string> {
  const type = contentType(name, await contentOf(path))
  if ('mediaType' in type) return type.mediaType
  throw new Refusal(
    'unsupported_media_type',
    type.problem === 'ending'
      ? [
          `不接受“${name}”这种文件。可以上传：${acceptedEndings.join('、')}。`,
          `Files like "${name}" are not taken. Taken are: ${acceptedEndings.join(', ')}.`,
        ]
      : [
          `“${name}”的内容与扩展名不符，未保存。请用正确的扩展名重新导出后上传。`,
          `The content of "${name}" is not what its ending says; it was not kept. Save it in its true format and upload again.`,
        ],
  )
}

async function fileOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad, attachmentId: string): Promise<StoredFile> {
  const file = await findAttachment(tx, placeOf(ctx, dyad), attachmentId)
  if (file === undefined) throw new Refusal('not_found')
  return file
}

const trail = ({ name, bytes, mediaType, entity, recordId, revision }: StoredFile) => ({
  name,
  bytes,
  mediaType,
  entity,
  recordId,
  revision,
})

/** Puts an uploaded file on a customer or one of its records. */
export async function addAttachment(
  ctx: Ctx & { readonly files: readonly UploadedFile[] },
  dyadId: string,
  { entity = 'customer', recordId = dyadId }: { readonly entity?: AttachmentEntity; readonly recordId?: string },
): Promise<Attachment> {
  const [upload] = ctx.files
  const name = upload === undefined ? undefined : safeName(upload.filename)
  if (upload === undefined || ctx.files.length > 1) throw refuseField('body.file', ['请每次上传一个文件', 'must be one file at a time'])
  if (name === undefined) throw refuseField('body.file', ['文件没有可用的名称', 'has no name that can be kept'])
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    refuseUnwritable(fieldsOf(ctx, 'attachment'), { name, file: name }, dyad.hold)
    const record = await findRecordOf(tx, ctx.tenantId, dyad, entity, recordId)
    if (record === undefined) throw new Refusal('not_found')
    const { bytes, sha256: hash, path } = upload
    refuseLarge(bytes, await readLimits(tx, ctx.tenantId), !(await isKept(tx, ctx.tenantId, hash)))
    const mediaType = await mediaTypeOf(name, path)
    await keepBlob(tx, ctx.tenantId, { hash, bytes, mediaType })
    await storeFile(ctx.platform.config.data, ctx.tenantId, hash, path)
    const attachmentId = newId()
    const id = entity === 'customer' ? dyad.dyadId : recordId
    await insertAttachment(tx, ctx.tenantId, {
      attachmentId,
      dyadId: record.dyadId,
      entity,
      recordId: id,
      name,
      hash,
      authorId: ctx.userId,
    })
    const file = await fileOf(tx, ctx, dyad, attachmentId)
    await audit(tx, ctx, {
      action: 'create',
      entity: 'attachment',
      entityId: attachmentId,
      dyadId: dyad.dyadId,
      after: trail(file),
      fileHash: hash,
    })
    return file
  })
}

/**
 * The content, as a download that no browser runs: what is no picture goes out as mere bytes, and what a browser draws it draws in a sandbox
 * without anything beside.
 */
export async function downloadAttachment(ctx: Ctx, dyadId: string, attachmentId: string): Promise<Download> {
  const file = await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    refuseContent(ctx, dyad)
    return covered(ctx, await fileOf(tx, ctx, dyad, attachmentId), dyad)
  })
  const content = file.isRemoved ? undefined : await readStored(ctx.platform.config.data, ctx.tenantId, file.hash)
  if (content === undefined) throw new Refusal('not_found')
  ctx.reply
    .header('content-security-policy', `default-src 'none'; sandbox; frame-ancestors 'none'`)
    .header('x-content-type-options', 'nosniff')
    .header('content-length', file.bytes)
  const mediaType = shownImages.includes(file.mediaType) ? file.mediaType : 'application/octet-stream'
  return { filename: file.name, mediaType, content }
}

export async function renameAttachment(
  ctx: Ctx,
  dyadId: string,
  attachmentId: string,
  body: { readonly name: string; readonly version: number },
): Promise<Attachment> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    refuseUnwritable(fieldsOf(ctx, 'attachment'), { name: body.name }, dyad.hold)
    const before = await fileOf(tx, ctx, dyad, attachmentId)
    if (before.isRemoved) throw new Refusal('not_found')
    if (before.version !== body.version) throw new Refusal('stale')
    const wanted = safeName(body.name)
    if (wanted === undefined) throw refuseField('body.name', ['名称无效', 'is no name for a file'])
    const ending = endingOf(before.name)
    const name = wanted.toLowerCase().endsWith(ending.toLowerCase()) ? wanted : `${wanted}${ending}`
    if (name === before.name) return before
    await renameRow(tx, ctx.tenantId, before, name)
    await markNewest(tx, ctx.tenantId, before.recordId, before.name)
    await markNewest(tx, ctx.tenantId, before.recordId, name)
    await audit(tx, ctx, {
      action: 'update',
      entity: 'attachment',
      entityId: attachmentId,
      dyadId: dyad.dyadId,
      before: { name: before.name },
      after: { name },
    })
    return await fileOf(tx, ctx, dyad, attachmentId)
  })
}

async function setRemoved(ctx: Ctx, dyadId: string, attachmentId: string, isRemoved: boolean, version?: number): Promise<StoredFile> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const file = await fileOf(tx, ctx, dyad, attachmentId)
    if (file.isRemoved === isRemoved) throw new Refusal('not_found')
    if (version !== undefined && file.version !== version) throw new Refusal('stale')
    await setFileRemoved(tx, ctx.tenantId, file, isRemoved)
    await markNewest(tx, ctx.tenantId, file.recordId, file.name)
    const deed = { entity: 'attachment', entityId: attachmentId, dyadId: dyad.dyadId }
    await audit(
      tx,
      ctx,
      isRemoved ? { action: 'remove', ...deed, before: trail(file) } : { action: 'restore', ...deed, after: trail(file) },
    )
    return covered(ctx, await fileOf(tx, ctx, dyad, attachmentId), dyad)
  })
}

export async function removeAttachment(ctx: Ctx, dyadId: string, attachmentId: string, version: number): Promise<{ done: true }> {
  await setRemoved(ctx, dyadId, attachmentId, true, version)
  return { done: true }
}

/** Brings a removed file back, as long as its content is kept. */
export const restoreAttachment = (ctx: Ctx, dyadId: string, attachmentId: string): Promise<Attachment> =>
  setRemoved(ctx, dyadId, attachmentId, false)

type Room = Limits & { readonly endings: string[] }

export async function readFileRoom(ctx: Ctx): Promise<Room> {
  return { ...(await ctx.inTenant(tx => readLimits(tx, ctx.tenantId))), endings: [...acceptedEndings] }
}

export async function saveFileRoom(ctx: Ctx, body: Pick<Limits, 'fileBytes' | 'quotaBytes'>): Promise<Room> {
  return await ctx.inTenant(async tx => {
    const before = await readLimits(tx, ctx.tenantId)
    await writeLimits(tx, ctx.tenantId, ctx.userId, body)
    const was = { fileBytes: before.fileBytes, quotaBytes: before.quotaBytes }
    await audit(tx, ctx, { action: 'update', entity: 'file_room', before: was, after: body })
    return { ...(await readLimits(tx, ctx.tenantId)), endings: [...acceptedEndings] }
  })
}
