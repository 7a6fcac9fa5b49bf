import type { Input } from '#contract/endpoint.ts'
import type { createTag as creation, Tag, updateTag as change } from '#contract/platform/tags.ts'
import { changeTags, mostTags, type TagEntity, tagEntities, tagKey, tagName } from '#core/platform/tag.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { findRecordOf } from './attachment-record.sql.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import { type Retag, retagKind } from './tags.jobs.ts'
import {
  countTags,
  deleteTag,
  insertTag,
  readRecordTags as readTagsOf,
  readTag,
  readTags,
  updateTagRow,
  writeRecordTags,
} from './tags.sql.ts'

/** Those who keep the tags of the firm see on how many records each is; counts of others' customers are not for everybody. */
export async function listTags(ctx: Ctx, query: { readonly entity?: TagEntity; readonly withUses?: boolean }): Promise<{ rows: Tag[] }> {
  return await ctx.inTenant(async tx => {
    const rows = await readTags(tx, ctx.tenantId, query.entity)
    if (query.withUses !== true || ctx.scope !== 'all') return { rows }
    const counts = new Map<TagEntity, Map<string, number>>()
    for (const entity of query.entity === undefined ? tagEntities : [query.entity])
      counts.set(entity, await countTags(tx, ctx.tenantId, entity))
    return { rows: rows.map(tag => ({ ...tag, uses: counts.get(tag.entity)?.get(tagKey(tag.name)) ?? 0 })) }
  })
}

function checkedName(given: string, path: string): string {
  const name = tagName(given)
  if (name === undefined) throw refuseField(path, ['标签名称为空或过长（最多 40 个字）', 'is empty or too long (40 letters at most)'])
  return name
}

const taken = () =>
  new Refusal('already_exists', [
    '已有同名标签。若要合二为一，请用“合并”。',
    'There is a tag of this name already. To make one of the two, merge them.',
  ])

export async function createTag(ctx: Ctx, body: Input<typeof creation>['body']): Promise<Tag> {
  const { entity, colour = 'grey', description = null } = body
  const tag: Tag = { tagId: newId(), entity, name: checkedName(body.name, 'body.name'), colour, description, uses: null, version: 1 }
  return await ctx.inTenant(async tx => {
    if (!(await insertTag(tx, ctx.tenantId, ctx.userId, tag))) throw taken()
    await audit(tx, ctx, { action: 'create', entity: 'tag', entityId: tag.tagId, after: tag })
    return tag
  })
}

async function knownTag(tx: Tx, ctx: Ctx, tagId: string): Promise<Tag> {
  const tag = await readTag(tx, ctx.tenantId, tagId)
  if (tag === undefined) throw new Refusal('not_found')
  return tag
}

const enqueueRetag = async (tx: Tx, ctx: Ctx, data: Retag) => await ctx.jobs.enqueue(tx, ctx, { kind: retagKind, data, subject: data })

export async function updateTag(ctx: Ctx, tagId: string, { version, ...body }: Input<typeof change>['body']): Promise<Tag> {
  return await ctx.inTenant(async tx => {
    const before = await knownTag(tx, ctx, tagId)
    if (before.version !== version) throw new Refusal('stale')
    const name = body.name === undefined ? before.name : checkedName(body.name, 'body.name')
    const after: Tag = { ...before, ...body, name }
    const others = (await readTags(tx, ctx.tenantId, before.entity)).filter(tag => tag.tagId !== tagId)
    if (others.some(tag => tagKey(tag.name) === tagKey(name))) throw taken()
    if (!(await updateTagRow(tx, ctx.tenantId, after))) throw new Refusal('stale')
    if (name !== before.name) await enqueueRetag(tx, ctx, { entity: before.entity, from: before.name, to: name })
    await audit(tx, ctx, { action: 'update', entity: 'tag', entityId: tagId, before, after })
    return { ...after, version: version + 1 }
  })
}

export async function mergeTag(
  ctx: Ctx,
  tagId: string,
  body: { readonly intoTagId: string; readonly version: number },
): Promise<{ jobId: string }> {
  return await ctx.inTenant(async tx => {
    const [from, into] = [await knownTag(tx, ctx, tagId), await knownTag(tx, ctx, body.intoTagId)]
    if (from.tagId === into.tagId || from.entity !== into.entity)
      throw refuseField('body.intoTagId', ['请选择同类的另一个标签', 'must be another tag of the same kind of record'])
    if (!(await deleteTag(tx, ctx.tenantId, tagId, body.version))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'merge', entity: 'tag', entityId: tagId, before: from, after: into })
    return { jobId: await enqueueRetag(tx, ctx, { entity: from.entity, from: from.name, to: into.name }) }
  })
}

export async function removeTag(ctx: Ctx, tagId: string, version: number): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const before = await knownTag(tx, ctx, tagId)
    if (!(await deleteTag(tx, ctx.tenantId, tagId, version))) throw new Refusal('stale')
    await enqueueRetag(tx, ctx, { entity: before.entity, from: before.name, to: null })
    await audit(tx, ctx, { action: 'remove', entity: 'tag', entityId: tagId, before })
    return { done: true }
  })
}

type RecordTags = { tags: string[]; mayWrite: boolean }

async function tagsOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad, entity: TagEntity, recordId: string): Promise<{ id: string; tags: string[] }> {
  const found = await findRecordOf(tx, ctx.tenantId, dyad, entity, recordId)
  const id = entity === 'customer' ? dyad.dyadId : recordId
  const tags = found ? await readTagsOf(tx, ctx.tenantId, entity, id) : undefined
  if (tags === undefined) throw new Refusal('not_found')
  return { id, tags }
}

export async function readRecordTags(ctx: Ctx, dyadId: string, entity: TagEntity, recordId: string): Promise<RecordTags> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { tags } = await tagsOf(tx, ctx, dyad, entity, recordId)
    return { tags, mayWrite: dyad.isWritable }
  })
}

/** Tags under the names that the firm writes them with; new ones are made. */
export async function firmNames(tx: Tx, ctx: Ctx, entity: TagEntity, given: readonly string[]): Promise<string[]> {
  const known = new Map((await readTags(tx, ctx.tenantId, entity)).map(tag => [tagKey(tag.name), tag.name]))
  const names: string[] = []
  for (const [index, text] of given.entries()) {
    const name = checkedName(text, `body.add.${index}`)
    const tag = { tagId: newId(), entity, name, colour: 'grey' as const, description: null }
    if (!known.has(tagKey(name)) && (await insertTag(tx, ctx.tenantId, ctx.userId, tag)))
      await audit(tx, ctx, { action: 'create', entity: 'tag', entityId: tag.tagId, after: tag })
    names.push(known.get(tagKey(name)) ?? name)
  }
  return names
}

/** Puts tags on a record and takes others off. */
export async function changeRecordTags(
  ctx: Ctx,
  dyadId: string,
  entity: TagEntity,
  recordId: string,
  { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
): Promise<RecordTags> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const { id, tags } = await tagsOf(tx, ctx, dyad, entity, recordId)
    const after = [...changeTags(tags, await firmNames(tx, ctx, entity, add), remove)]
    if (after.length > mostTags)
      throw refuseField('body.add', [`一条记录最多 ${mostTags} 个标签`, `would make more than ${mostTags} tags on one record`])
    if (JSON.stringify(after) === JSON.stringify(tags)) return { tags, mayWrite: true }
    await writeRecordTags(tx, ctx.tenantId, entity, id, after)
    await audit(tx, ctx, { action: 'update', entity, entityId: id, dyadId: dyad.dyadId, before: { tags }, after: { tags: after } })
    return { tags: after, mayWrite: true }
  })
}
