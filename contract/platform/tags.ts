import { type Static, Type } from 'typebox'
import { fieldColours } from '#core/platform/custom-field.ts'
import { longestTag, mostTags, tagEntities } from '#core/platform/tag.ts'
import { Done, endpoint, Id, Nullable, visible } from '../endpoint.ts'

const Name = Type.String({ minLength: 1, maxLength: longestTag * 2, pattern: visible })
const Entity = Type.Enum([...tagEntities])
const Colour = Type.Enum([...fieldColours])
const written = {
  colour: Type.Optional(Colour),
  description: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
}

export const Tag = Type.Object({
  tagId: Id,
  entity: Entity,
  name: Type.String(),
  colour: Colour,
  description: Nullable(Type.String()),
  /** On how many records of the firm; null where it was not asked for. */
  uses: Nullable(Type.Integer()),
  version: Type.Integer(),
})
export type Tag = Static<typeof Tag>

export const listTags = endpoint({
  method: 'GET',
  path: '/api/tags',
  summary: 'The tags of the firm for one kind of record; `withUses` counts the records that bear each, for those who keep the tags.',
  needs: 'customers.read',
  query: Type.Object({ entity: Type.Optional(Entity), withUses: Type.Optional(Type.Boolean()) }),
  answer: Type.Object({ rows: Type.Array(Tag) }),
})

export const createTag = endpoint({
  method: 'POST',
  path: '/api/tags',
  summary: 'Make a tag.',
  needs: 'settings.manage',
  body: Type.Object({ ...written, entity: Entity, name: Name }),
  answer: Tag,
})

export const updateTag = endpoint({
  method: 'PATCH',
  path: '/api/tags/:tagId',
  summary: 'Change a tag; under a new name its records are changed by a background job.',
  needs: 'settings.manage',
  params: Type.Object({ tagId: Id }),
  body: Type.Object({ ...written, name: Type.Optional(Name), version: Type.Integer() }),
  answer: Tag,
})

export const mergeTag = endpoint({
  method: 'POST',
  path: '/api/tags/:tagId/merge',
  summary: 'Let another tag of the same kind take the place of this one, on every record, by a background job.',
  needs: 'settings.manage',
  params: Type.Object({ tagId: Id }),
  body: Type.Object({ intoTagId: Id, version: Type.Integer() }),
  answer: Type.Object({ jobId: Id }),
})

export const removeTag = endpoint({
  method: 'DELETE',
  path: '/api/tags/:tagId',
  summary: 'Remove a tag; it is taken off its records by a background job.',
  needs: 'settings.manage',
  params: Type.Object({ tagId: Id }),
  body: Type.Object({ version: Type.Integer() }),
  answer: Done,
})

const recordParams = Type.Object({ dyadId: Id, entity: Entity, recordId: Id })
const RecordTags = Type.Object({ tags: Type.Array(Type.String()), mayWrite: Type.Boolean() })
const Names = Type.Array(Name, { maxItems: mostTags })

export const readRecordTags = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/tags/:entity/:recordId',
  summary: 'The tags on one record of a customer.',
  needs: 'customers.read',
  params: recordParams,
  answer: RecordTags,
})

export const changeRecordTags = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/tags/:entity/:recordId',
  summary: 'Put tags on a record and take others off. A tag that the firm does not have yet is made.',
  needs: 'customers.write',
  params: recordParams,
  body: Type.Object({ add: Type.Optional(Names), remove: Type.Optional(Names) }),
  answer: RecordTags,
})
