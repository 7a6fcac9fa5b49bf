import { sql } from 'kysely'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { Tx } from '#server/platform/database.ts'
import { moveSubtree } from './group.sql.ts'
import { type Change, type Merging, note, point } from './merge-changes.sql.ts'

/** Tables whose rows carry tags and the firm's own fields, and what own fields of each are called. */
const carriers = { dyad: ['dyad_id', 'customer'], party: ['party_id', 'party'] } as const satisfies Record<
  string,
  readonly [string, FieldEntity]
>
export type Carrier = keyof typeof carriers
export const entityOf = (carrier: Carrier): FieldEntity => carriers[carrier][1]

type Pair = { readonly carrier: Carrier; readonly fromId: string; readonly intoId: string }
const idOf = (carrier: Carrier) => carriers[carrier][0]
const rowAt = (alias: string, { tenantId }: Merging, carrier: Carrier, id: string) =>
  sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId}::uuid and ${sql.ref(`${alias}.${idOf(carrier)}`)} = ${id}::uuid`

const noteAdded = (tx: Tx, merging: Merging, entity: string, id: string, after: object) =>
  note(merging, entity, sql`select ${id}::uuid as entity_id, null::jsonb as before, ${JSON.stringify(after)}::jsonb as after`).execute(tx)

/** The survivor has the tags of both; those that it did not have are noted. `among`: only these. */
export async function shareTags(tx: Tx, merging: Merging, { carrier, fromId, intoId }: Pair, among?: readonly string[]): Promise<void> {
  const table = sql.table(carrier)
  const { rows } = await sql<{ tags: string[] }>`
    with added as (select array(select g.tag from ${table} o, unnest(o.tags) with ordinality g (tag, place) where ${rowAt('o', merging, carrier, fromId)}
      and not g.tag = any(t.tags) ${among === undefined ? sql`` : sql`and g.tag = any(${[...among]}::text[])`} order by g.place) as tags
      from ${table} t where ${rowAt('t', merging, carrier, intoId)})
    update ${table} t set tags = t.tags || a.tags from added a where ${rowAt('t', merging, carrier, intoId)} and cardinality(a.tags) > 0 returning a.tags`.execute(
    tx,
  )
  for (const { tags } of rows) await noteAdded(tx, merging, 'tag', intoId, { carrier, tags })
}

/** Own fields that the survivor has not filled in take the value of the other. Answers whether any did. */
export async function shareOwnFields(
  tx: Tx,
  merging: Merging,
  { carrier, fromId, intoId }: Pair,
  among?: readonly string[],
): Promise<boolean> {
  const table = sql.table(carrier)
  const { rows } = await sql<{ values: Record<string, unknown> }>`
    with added as (select jsonb_object_agg(e.key, e.value) as values from ${table} t, ${table} o, jsonb_each(o.custom) e
      where ${rowAt('t', merging, carrier, intoId)} and ${rowAt('o', merging, carrier, fromId)} and e.value <> 'null'::jsonb and not t.custom ? e.key
        ${among === undefined ? sql`` : sql`and e.key = any(${[...among]}::text[])`})
    update ${table} t set custom = t.custom || a.values from added a where ${rowAt('t', merging, carrier, intoId)} and a.values is not null returning a.values`.execute(
    tx,
  )
  for (const { values } of rows) await noteAdded(tx, merging, 'custom', intoId, { carrier, values })
  return rows.length > 0
}

/** Tags that a merge added go again, as far as they are still there. */
export async function takeTags(tx: Tx, merging: Merging, id: string, carrier: Carrier, tags: readonly string[]): Promise<void> {
  await sql`update ${sql.table(carrier)} t set tags = array(select g.tag from unnest(t.tags) with ordinality g (tag, place) where not g.tag = any(${[...tags]}::text[]) order by g.place)
    where ${rowAt('t', merging, carrier, id)}`.execute(tx)
}

/** Own values that a merge brought go again where nobody has written since; answers the fields that keep what was written. */
export async function takeOwnFields(tx: Tx, merging: Merging, id: string, carrier: Carrier, values: object): Promise<string[]> {
  const given = sql`${JSON.stringify(values)}::jsonb`
  const { rows } = await sql<{
    kept: string[]
  }>`select array(select e.key from jsonb_each(${given}) e where t.custom ? e.key and t.custom -> e.key <> e.value) as kept
    from ${sql.table(carrier)} t where ${rowAt('t', merging, carrier, id)}`.execute(tx)
  await sql`update ${sql.table(carrier)} t set custom = (select coalesce(jsonb_object_agg(c.key, c.value), '{}') from jsonb_each(t.custom) c where ${given} -> c.key is distinct from c.value)
    where ${rowAt('t', merging, carrier, id)}`.execute(tx)
  return rows[0]?.kept ?? []
}

type ParentLink = { readonly linkId: string; readonly parentId: string }

async function parentNow(tx: Tx, tenantId: string, partyId: string): Promise<ParentLink | undefined> {
  const { rows } = await sql<ParentLink>`select link_id as "linkId", parent_id as "parentId" from party_parent
    where tenant_id = ${tenantId}::uuid and party_id = ${partyId}::uuid and until_on is null`.execute(tx)
  return rows[0]
}

/** The merged one stands in no group any more: the survivor takes its place there, unless it has one of its own. */
export async function takeOverParent(tx: Tx, merging: Merging): Promise<void> {
  const { tenantId, survivorId, mergedId } = merging
  const [own, theirs] = [await parentNow(tx, tenantId, survivorId), await parentNow(tx, tenantId, mergedId)]
  if (theirs === undefined) return
  const link = sql`t.party_id = ${mergedId}::uuid and t.link_id = ${theirs.linkId}::uuid`
  if (own === undefined) await point(tx, merging, 'party_parent', { column: 'party_id', to: survivorId, where: link })
  else {
    await note(
      merging,
      'group_link',
      sql`select t.link_id as entity_id, to_jsonb(t) as before, null::jsonb as after from party_parent t where t.tenant_id = ${tenantId}::uuid and ${link}`,
    ).execute(tx)
    await sql`delete from party_parent t where t.tenant_id = ${tenantId}::uuid and ${link}`.execute(tx)
  }
  await followParent(tx, tenantId, mergedId)
  await followParent(tx, tenantId, survivorId)
}

/** The closure of a party and of all below it says what its parent now says. */
export async function followParent(tx: Tx, tenantId: string, partyId: string): Promise<void> {
  await moveSubtree(tx, tenantId, partyId, (await parentNow(tx, tenantId, partyId))?.parentId ?? null)
}

/** The place in a group that a merge took away is back, where the party has found none since. */
export async function restoreLink(tx: Tx, { before }: Change): Promise<void> {
  await sql`insert into party_parent select f.* from jsonb_populate_record(null::app.party_parent, ${JSON.stringify(before)}::jsonb) f on conflict do nothing`.execute(
    tx,
  )
}

/** A merge into the same survivor that is in force beside one that is undone, with the relations that it merged. */
export type Sibling = Merging & {
  readonly authorId: string
  readonly relations: readonly { readonly dyadId: string; readonly intoId: string }[]
}

export async function readSiblings(tx: Tx, { tenantId, mergeId, survivorId }: Merging): Promise<Sibling[]> {
  const { rows } = await sql<Omit<Sibling, 'tenantId'>>`
    select m.merge_id as "mergeId", m.survivor_id as "survivorId", m.merged_id as "mergedId", coalesce(m.author_id, m.survivor_id) as "authorId",
      coalesce((select json_agg(json_build_object('dyadId', c.entity_id, 'intoId', c.after ->> 'merged_into_id')) from merge_change c
        where c.tenant_id = m.tenant_id and c.merge_id = m.merge_id and c.entity = 'dyad' and c.before ? 'merged_into_id' and c.before ->> 'merged_into_id' is null), '[]') as relations
    from party_merge m where m.tenant_id = ${tenantId}::uuid and m.survivor_id = ${survivorId}::uuid and m.state = 'merged' and m.merge_id <> ${mergeId}::uuid order by m.merge_id`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, tenantId }))
}

/**
 * Where a later merge into the same survivor has changed the column again, it is that merge which now knows the value from before both: it will put
 * that back. Answers the columns that went this way.
 */
export async function passOn(tx: Tx, merging: Merging, { entity, entityId, before, after }: Change): Promise<string[]> {
  const passed: string[] = []
  for (const column of Object.keys(before ?? {})) {
    const [was, became] = [JSON.stringify(before?.[column] ?? null), JSON.stringify(after?.[column] ?? null)]
    const { numAffectedRows } = await sql`with theirs as (
        delete from merge_change c using party_merge m where c.tenant_id = ${merging.tenantId}::uuid and c.entity = ${entity} and c.entity_id = ${entityId}::uuid
          and c.before -> ${column}::text = ${became}::jsonb and m.tenant_id = c.tenant_id and m.merge_id = c.merge_id and m.state = 'merged'
          and m.survivor_id = ${merging.survivorId}::uuid and m.merge_id > ${merging.mergeId}::uuid returning c.*)
      insert into merge_change (tenant_id, merge_id, change_no, entity, entity_id, before, after)
      select tenant_id, merge_id, change_no, entity, entity_id, before || jsonb_build_object(${column}::text, ${was}::jsonb), after from theirs`.execute(
      tx,
    )
    if ((numAffectedRows ?? 0n) > 0n) passed.push(column)
  }
  return passed
}
