import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  type Attachment,
  addAttachment,
  downloadAttachment,
  listAttachments,
  readFileRoom,
  removeAttachment,
  renameAttachment,
  restoreAttachment,
} from '#contract/dyads/attachment.ts'
import { type FieldInput, readCustom, writeCustom } from '#contract/platform/custom-fields.ts'
import { changeRecordTags, listTags, readRecordTags } from '#contract/platform/tags.ts'
import type { AttachmentEntity } from '#core/dyads/attachment.ts'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { TagEntity } from '#core/platform/tag.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { type Sent, upload } from '#web/platform/upload.ts'

/** A record of a customer, by which its fields, tags and files are found. */
export type RecordOf<E extends string> = { readonly dyadId: string; readonly entity: E; readonly recordId: string }

export const customQuery = (params: RecordOf<FieldEntity>) =>
  queryOptions({
    queryKey: ['custom', params.dyadId, params.entity, params.recordId],
    queryFn: ({ signal }) => call(readCustom, { params }, { signal }),
  })

export async function saveCustom(params: RecordOf<FieldEntity>, values: Record<string, FieldInput>) {
  const answer = await call(writeCustom, { params, body: { values } })
  queryClient.setQueryData(customQuery(params).queryKey, answer)
  await Promise.all([['customers', 'list'], ['records']].map(queryKey => queryClient.invalidateQueries({ queryKey })))
  return answer
}

export const tagsQuery = (entity?: TagEntity) =>
  queryOptions({
    queryKey: ['tags', entity ?? 'all'],
    queryFn: ({ signal }) => call(listTags, { query: entity === undefined ? {} : { entity } }, { signal }),
  })

export const recordTagsQuery = (params: RecordOf<TagEntity>) =>
  queryOptions({
    queryKey: ['tags', 'of', params.dyadId, params.entity, params.recordId],
    queryFn: ({ signal }) => call(readRecordTags, { params }, { signal }),
  })

export async function retagRecord(params: RecordOf<TagEntity>, body: { readonly add?: string[]; readonly remove?: string[] }) {
  const answer = await call(changeRecordTags, { params, body })
  queryClient.setQueryData(recordTagsQuery(params).queryKey, answer)
  await queryClient.invalidateQueries({ queryKey: tagsQuery(params.entity).queryKey })
  await Promise.all([['customers', 'list'], ['records']].map(queryKey => queryClient.invalidateQueries({ queryKey })))
}

type Files = { readonly dyadId: string; readonly recordId?: string | undefined; readonly name?: string }

export const filesQuery = ({ dyadId, recordId, name }: Files) =>
  infiniteQueryOptions({
    queryKey: ['files', dyadId, recordId ?? '', name ?? ''],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...(recordId ? { recordId } : {}), ...(name ? { name } : {}), ...(pageParam ? { after: pageParam } : {}) }
      return call(listAttachments, { params: { dyadId }, query }, { signal })
    },
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })

export const fileRoomQuery = queryOptions({
  queryKey: ['files', 'room'],
  queryFn: ({ signal }) => call(readFileRoom, {}, { signal }),
})

const freshFiles = () => queryClient.invalidateQueries({ queryKey: ['files'] })

export async function sendFile(
  { dyadId, entity, recordId }: RecordOf<AttachmentEntity>,
  file: File,
  onProgress: (sent: Sent) => void,
): Promise<Attachment> {
  const answer = await upload(addAttachment, { params: { dyadId } }, { files: [file], fields: { entity, recordId } }, { onProgress })
  await freshFiles()
  return answer
}

const at = ({ dyadId, attachmentId }: Attachment) => ({ params: { dyadId, attachmentId } })

export const fetchFile = (file: Attachment) => download(downloadAttachment, at(file), file.name)

export const pictureAddress = ({ dyadId, attachmentId }: Attachment) => `/api/customers/${dyadId}/attachments/${attachmentId}/content`

export async function nameFile(file: Attachment, name: string) {
  await call(renameAttachment, { ...at(file), body: { name, version: file.version } })
  await freshFiles()
}

export async function dropFile(file: Attachment) {
  await call(removeAttachment, { ...at(file), body: { version: file.version } })
  await freshFiles()
}

export async function bringFileBack(file: Attachment) {
  await call(restoreAttachment, at(file))
  await freshFiles()
}
