import { sql } from 'kysely'
import type { Tag } from '#contract/platform/tags.ts'
import { type TagEntity, tagKey } from '#core/platform/tag.ts'
import type { Tx } from '#server/platform/database.ts'

/** Where the records lie that bear the tags of a kind. */
const places = {
  customer: ['dyad', 'dyad_id'],
  contact: ['contact', 'contact_id'],
  order: ['sales_order', 'order_id'],
  opportunity: ['opportunity', 'opportunity_id'],
  agreement: ['agreement', 'agreement_id'],
  concern: ['concern', 'concern_id'],
} as const satisfies Record<TagEntity, readonly [table: string, id: string]>

const tagColumns = sql`t.tag_id as "tagId", t.entity, t.name, t.colour, t.description, null as uses, t.version`

export async function readTags(tx: Tx, tenantId: string, entity?: TagEntity): Promise<Tag[]> {
  const only = entity === undefined ? sql`` : sql`and t.entity = ${entity}`
  const { rows } = await sql<Tag>`select ${tagColumns} from tag t where t.tenant_id = ${tenantId}::uuid ${only}
    order by t.entity, t.name_key collate "zh-x-icu", t.tag_id`.execute(tx)
  return rows
}

export async function readTag(tx: Tx, tenantId: string, tagId: string): Promise<Tag | undefined> {
  const { rows } =
    await sql<Tag>`select ${tagColumns} from tag t where t.tenant_id = ${tenantId}::uuid and t.tag_id = ${tagId}::uuid for update`.execute(
      tx,
    )
  return rows[0]
}

/** On how many records each tag of a kind is. */
export async function countTags(tx: Tx, tenantId: string, entity: TagEntity): Promise<Map<string, number>> {
  const [table] = places[entity]
  const { rows } = await sql<{
    name: string
    uses: number
  }>`select u.name, count(*) as uses from ${sql.table(table)} r, unnest(r.tags) as u(name)
    where r.tenant_id = ${tenantId}::uuid group by 1`.execute(tx)
  const counts = new Map<string, number>()
  for (const { name, uses } of rows) counts.set(tagKey(name), (counts.get(tagKey(name)) ?? 0) + Number(uses))
  return counts
}

type New = Pick<Tag, 'tagId' | 'entity' | 'name' | 'colour' | 'description'>

/** Writes a new tag; answers whether there was none of its name. */
export async function insertTag(tx: Tx, tenantId: string, authorId: string, tag: New): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into tag (tenant_id, tag_id, entity, name, name_key, colour, description, author_id)
    values (${tenantId}::uuid, ${tag.tagId}::uuid, ${tag.entity}, ${tag.name}, ${tagKey(tag.name)}, ${tag.colour}, ${tag.description}, ${authorId}::uuid)
    on conflict (tenant_id, entity, name_key) do nothing`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateTagRow(tx: Tx, tenantId: string, tag: Tag): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update tag set name = ${tag.name}, name_key = ${tagKey(tag.name)}, colour = ${tag.colour}, description = ${tag.description},
      version = version + 1, updated_at = now()
    where tenant_id = ${tenantId}::uuid and tag_id = ${tag.tagId}::uuid and version = ${tag.version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export async function deleteTag(tx: Tx, tenantId: string, tagId: string, version: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from tag where tenant_id = ${tenantId}::uuid and tag_id = ${tagId}::uuid and version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** The tags of one record, held until the transaction ends. */
export async function readRecordTags(tx: Tx, tenantId: string, entity: TagEntity, id: string): Promise<string[] | undefined> {
  const [table, column] = places[entity]
  const { rows } = await sql<{ tags: string[] }>`select r.tags from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${column}`)} = ${id}::uuid for update`.execute(tx)
  return rows[0]?.tags
}

export async function writeRecordTags(tx: Tx, tenantId: string, entity: TagEntity, id: string, tags: readonly string[]): Promise<void> {
  const [table, column] = places[entity]
  await sql`update ${sql.table(table)} r set tags = ${[...tags]}::text[] where r.tenant_id = ${tenantId}::uuid and ${sql.ref(`r.${column}`)} = ${id}::uuid`.execute(
    tx,
  )
}

/** Some of the records that bear a tag, held until the transaction ends. */
export async function readBearers(
  tx: Tx,
  tenantId: string,
  entity: TagEntity,
  name: string,
  limit: number,
): Promise<{ id: string; tags: string[] }[]> {
  const [table, column] = places[entity]
  const { rows } = await sql<{ id: string; tags: string[] }>`select ${sql.ref(`r.${column}`)} as id, r.tags from ${sql.table(table)} r
    where r.tenant_id = ${tenantId}::uuid and r.tags @> array[${name}]::text[] order by 1 limit ${limit} for update`.execute(tx)
  return rows
}
