import { queryOptions } from '@tanstack/react-query'
import { readFileRoom, saveFileRoom } from '#contract/dyads/attachment.ts'
import {
  createCustomField,
  type CustomField,
  listCustomFields,
  previewConversion,
  updateCustomField,
} from '#contract/platform/custom-fields.ts'
import type { Input } from '#contract/endpoint.ts'
import { createTag, listTags, mergeTag, removeTag, type Tag, updateTag } from '#contract/platform/tags.ts'
import type { CustomType } from '#core/platform/custom-field.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const ownFieldsQuery = queryOptions({
  queryKey: ['own-fields'],
  queryFn: ({ signal }) => call(listCustomFields, {}, { signal }),
})

const fresh = (...keys: readonly string[]) => Promise.all(keys.map(key => queryClient.invalidateQueries({ queryKey: [key] })))

export async function addField(body: Input<typeof createCustomField>['body']) {
  const field = await call(createCustomField, { body })
  await fresh('own-fields', 'custom')
  return field
}

export async function changeField({ fieldId, version }: CustomField, body: Omit<Input<typeof updateCustomField>['body'], 'version'>) {
  const field = await call(updateCustomField, { params: { fieldId }, body: { ...body, version } })
  await fresh('own-fields', 'custom')
  return field
}

export const conversionQuery = (fieldId: string, type: CustomType) =>
  queryOptions({
    queryKey: ['own-fields', 'conversion', fieldId, type],
    queryFn: ({ signal }) => call(previewConversion, { params: { fieldId }, query: { type } }, { signal }),
  })

export const countedTagsQuery = queryOptions({
  queryKey: ['tags', 'counted'],
  queryFn: ({ signal }) => call(listTags, { query: { withUses: true } }, { signal }),
})

export async function saveTag(tag: Tag | undefined, body: Input<typeof createTag>['body']) {
  const { entity: _, ...change } = body
  if (tag === undefined) await call(createTag, { body })
  else await call(updateTag, { params: { tagId: tag.tagId }, body: { ...change, version: tag.version } })
  await fresh('tags')
}

export async function joinTags({ tagId, version }: Tag, intoTagId: string) {
  await call(mergeTag, { params: { tagId }, body: { intoTagId, version } })
  await fresh('tags')
}

export async function dropTag({ tagId, version }: Tag) {
  await call(removeTag, { params: { tagId }, body: { version } })
  await fresh('tags')
}

export const roomQuery = queryOptions({
  queryKey: ['files', 'room'],
  queryFn: ({ signal }) => call(readFileRoom, {}, { signal }),
})

export async function saveRoom(body: Input<typeof saveFileRoom>['body']) {
  await call(saveFileRoom, { body })
  await fresh('files')
}
