import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** A merge at work. */
export type Merging = { readonly tenantId: string; readonly mergeId: string; readonly survivorId: string; readonly mergedId: string }

/** Tables whose rows a merge changes, with the column that names a row. */
const keys = {
  party: 'party_id',
  dyad: 'dyad_id',
  contact: 'contact_id',
  contact_party: 'link_id',
  item: 'item_id',
  party_parent: 'link_id',
} as const
type Table = keyof typeof keys

const ofTenant = (merging: Merging) => sql`t.tenant_id = ${merging.tenantId}::uuid`

/** Notes rows before and after a change; `rows` gives entity_id, before, after. */
export const note = (merging: Merging, entity: string, rows: ReturnType<typeof sql>) => sql`
  insert into merge_change (tenant_id, merge_id, change_no, entity, entity_id, before, after)
  select ${merging.tenantId}::uuid, ${merging.mergeId}::uuid,
    (select count(*) from merge_change c where c.tenant_id = ${merging.tenantId}::uuid and c.merge_id = ${merging.mergeId}::uuid)::int + row_number() over (), ${entity}, n.entity_id, n.before, n.after
  from (${rows}) n`

/** Sets a column of rows to one id, and notes what it was. Nothing else of a row changes: neither its version nor its time. */
export async function point(
  tx: Tx,
  merging: Merging,
  table: Table,
  change: { readonly column: string; readonly to: string | null; readonly where: ReturnType<typeof sql> },
): Promise<void> {
  const [key, column] = [sql.ref(keys[table]), sql.ref(change.column)]
  const name = sql.lit(change.column)
  await note(
    merging,
    table,
    sql`select t.${key} as entity_id, jsonb_build_object(${name}, t.${column}) as before, jsonb_build_object(${name}, ${change.to}::text) as after
      from ${sql.table(table)} t where ${ofTenant(merging)} and ${change.where}`,
  ).execute(tx)
  await sql`update ${sql.table(table)} t set ${column} = ${change.to}::uuid where ${ofTenant(merging)} and ${change.where}`.execute(tx)
}

/** The pointer of a party and of all that were merged into it before. */
export async function pointParties(tx: Tx, merging: Merging): Promise<void> {
  const { survivorId, mergedId } = merging
  const where = sql`(t.party_id = ${mergedId}::uuid or t.merged_into_id = ${mergedId}::uuid)`
  await point(tx, merging, 'party', { column: 'merged_into_id', to: survivorId, where })
}

/** The same for a relation, in both places where it is read. */
export async function pointDyads(tx: Tx, merging: Merging, dyadId: string, intoId: string): Promise<void> {
  const where = sql`(t.dyad_id = ${dyadId}::uuid or t.merged_into_id = ${dyadId}::uuid)`
  await point(tx, merging, 'dyad', { column: 'merged_into_id', to: intoId, where })
  await resolveDyads(tx, merging.tenantId)
}

/** dyad_current says what the pointers of the dyads say. */
export async function resolveDyads(tx: Tx, tenantId: string): Promise<void> {
  await sql`delete from dyad_current c where c.tenant_id = ${tenantId}::uuid
    and not exists (select 1 from dyad d where d.tenant_id = c.tenant_id and d.dyad_id = c.dyad_id and d.merged_into_id = c.current_id)`.execute(
    tx,
  )
  await sql`insert into dyad_current (tenant_id, dyad_id, current_id)
    select d.tenant_id, d.dyad_id, d.merged_into_id from dyad d where d.tenant_id = ${tenantId}::uuid and d.merged_into_id is not null on conflict do nothing`.execute(
    tx,
  )
}

/** A relation that the survivor has no counterpart of becomes its own. */
export async function takeOver(tx: Tx, merging: Merging, dyadId: string): Promise<void> {
  for (const column of ['buyer_id', 'seller_id'])
    await point(tx, merging, 'dyad', {
      column,
      to: merging.survivorId,
      where: sql`t.dyad_id = ${dyadId}::uuid and t.${sql.ref(column)} = ${merging.mergedId}::uuid`,
    })
}

/** What hangs on the company by one id alone: its people, links of people, what it supplies. */
export async function takeOverRows(tx: Tx, merging: Merging): Promise<void> {
  const { survivorId, mergedId, tenantId } = merging
  const to = { to: survivorId }
  const isTheirs = sql`t.party_id = ${mergedId}::uuid`
  const hasPrimary = sql`exists (select 1 from contact k where k.tenant_id = t.tenant_id and k.party_id = ${survivorId}::uuid and k.is_primary and k.deleted_at is null)`
  const primary = sql`t.party_id = ${mergedId}::uuid and t.is_primary and ${hasPrimary}`
  await note(
    merging,
    'contact',
    sql`select t.contact_id as entity_id, '{"is_primary": true}'::jsonb as before, '{"is_primary": false}'::jsonb as after from contact t where t.tenant_id = ${tenantId}::uuid and ${primary}`,
  ).execute(tx)
  await sql`update contact t set is_primary = false where t.tenant_id = ${tenantId}::uuid and ${primary}`.execute(tx)
  await point(tx, merging, 'contact', { column: 'party_id', ...to, where: isTheirs })
  await point(tx, merging, 'contact_party', { column: 'party_id', ...to, where: isTheirs })
  await point(tx, merging, 'item', { column: 'supplier_id', ...to, where: sql`t.supplier_id = ${mergedId}::uuid` })
}

/** Firms that stand directly below a party now. */
export async function readChildren(tx: Tx, tenantId: string, partyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select party_id as id from party_parent
    where tenant_id = ${tenantId}::uuid and parent_id = ${partyId}::uuid and until_on is null order by 1`.execute(tx)
  return rows.map(row => row.id)
}

export async function takeOverChildren(tx: Tx, merging: Merging): Promise<void> {
  await point(tx, merging, 'party_parent', {
    column: 'parent_id',
    to: merging.survivorId,
    where: sql`t.parent_id = ${merging.mergedId}::uuid and t.until_on is null`,
  })
}

/** Roles that the merged one had, and people who worked on its relations beside the owner (and those owners), now for the survivor too. */
export async function shareRoles(tx: Tx, merging: Merging, among?: readonly string[]): Promise<void> {
  const { tenantId, survivorId, mergedId } = merging
  const added = sql`insert into party_role (tenant_id, party_id, role) select r.tenant_id, ${survivorId}::uuid, r.role from party_role r
    where r.tenant_id = ${tenantId}::uuid and r.party_id = ${mergedId}::uuid
    ${among === undefined ? sql`` : sql`and r.role = any(${[...among]}::text[])`} on conflict do nothing returning role`
  const { rows } = await sql<{ role: string }>`${added}`.execute(tx)
  for (const { role } of rows)
    await note(
      merging,
      'party_role',
      sql`select ${survivorId}::uuid as entity_id, null::jsonb as before, jsonb_build_object('role', ${role}::text) as after`,
    ).execute(tx)
}

/** `among`: only these people. */
export async function shareCollaborators(
  tx: Tx,
  merging: Merging,
  given: { readonly dyadId: string; readonly intoId: string; readonly authorId: string; readonly among?: readonly string[] },
): Promise<void> {
  const { tenantId } = merging
  const { dyadId, intoId, authorId, among } = given
  const { rows } = await sql<{ user_id: string }>`
    insert into dyad_collaborator (tenant_id, dyad_id, user_id, may_write, author_id)
    select ${tenantId}::uuid, ${intoId}::uuid, f.user_id, bool_or(f.may_write), ${authorId}::uuid from (
      select c.user_id, c.may_write from dyad_collaborator c where c.tenant_id = ${tenantId}::uuid and c.dyad_id = ${dyadId}::uuid
      union all select d.owner_id, true from dyad d where d.tenant_id = ${tenantId}::uuid and d.dyad_id in (${dyadId}::uuid, ${intoId}::uuid) and d.owner_id is not null) f
    where not exists (select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${intoId}::uuid and d.owner_id = f.user_id)
      ${among === undefined ? sql`` : sql`and f.user_id = any(${[...among]}::uuid[])`} group by f.user_id
    on conflict do nothing returning user_id`.execute(tx)
  for (const { user_id } of rows)
    await note(
      merging,
      'dyad_collaborator',
      sql`select ${intoId}::uuid as entity_id, null::jsonb as before, jsonb_build_object('user_id', ${user_id}::text) as after`,
    ).execute(tx)
}

/** The whole row as it is now. */
export async function readRow(tx: Tx, tenantId: string, table: 'party' | 'dyad', id: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(t) as row from ${sql.table(table)} t
    where t.tenant_id = ${tenantId}::uuid and t.${sql.ref(keys[table])} = ${id}::uuid`.execute(tx)
  return rows[0]?.row ?? {}
}

/** Notes the columns of the survivor that were given another value. */
export async function noteRow(tx: Tx, merging: Merging, table: 'party' | 'dyad', id: string, before: object, after: object): Promise<void> {
  await note(
    merging,
    table,
    sql`select ${id}::uuid as entity_id, ${JSON.stringify(before)}::jsonb as before, ${JSON.stringify(after)}::jsonb as after`,
  ).execute(tx)
}

/** The merged relation has no place of its own and no rollups: its facts are counted where they are read. */
export async function clearPlace(tx: Tx, merging: Merging, dyadId: string): Promise<void> {
  const at = sql`t.tenant_id = ${merging.tenantId}::uuid and t.dyad_id = ${dyadId}::uuid`
  await note(
    merging,
    'customer_standing',
    sql`select t.dyad_id as entity_id, to_jsonb(t) as before, null::jsonb as after from customer_standing t where ${at}`,
  ).execute(tx)
  for (const table of ['customer_standing', 'dyad_day', 'dyad_item_month', 'wallet_category', 'customer_wallet'])
    await sql`delete from ${sql.table(table)} t where ${at}`.execute(tx)
}

/** The version of a relation rises over both, so that whoever still has either of them open is told. */
export async function raiseVersion(tx: Tx, tenantId: string, dyadId: string, other: string): Promise<void> {
  await sql`update dyad d set updated_at = statement_timestamp(), version = 1 + greatest(d.version, (select o.version from dyad o where o.tenant_id = d.tenant_id and o.dyad_id = ${other}::uuid))
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = ${dyadId}::uuid`.execute(tx)
}

/** Whether the pair was on the review list: it is decided now, or open again. */
export async function settlePair(tx: Tx, merging: Merging, state: 'merged' | 'open', userId: string, at: Date): Promise<void> {
  await sql`update duplicate_pair set state = ${state}, decided_by = ${userId}::uuid, decided_at = ${at} where tenant_id = ${merging.tenantId}::uuid
    and party_id = least(${merging.survivorId}::uuid, ${merging.mergedId}::uuid) and other_id = greatest(${merging.survivorId}::uuid, ${merging.mergedId}::uuid)`.execute(
    tx,
  )
}

export type Change = {
  readonly entity: string
  readonly entityId: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** What a merge changed, the last change first. */
export async function readChanges(tx: Tx, { tenantId, mergeId }: Merging): Promise<Change[]> {
  const { rows } = await sql<Change>`select entity, entity_id as "entityId", before, after from merge_change
    where tenant_id = ${tenantId}::uuid and merge_id = ${mergeId}::uuid order by change_no desc`.execute(tx)
  return rows
}

const isTable = (entity: string): entity is Table => entity in keys

/**
 * Puts the columns of a row back that still have the value which the merge gave them; answers those that somebody has written since and that stay.
 */
export async function putBack(
  tx: Tx,
  tenantId: string,
  { entity, entityId, before, after }: Change,
  without: readonly string[],
): Promise<string[]> {
  if (!isTable(entity) || before === null || after === null) return []
  const columns = Object.keys(before).filter(column => !without.includes(column))
  if (columns.length === 0) return []
  const same = (column: string) =>
    sql`t.${sql.ref(column)} is not distinct from (jsonb_populate_record(null::${sql.table(`app.${entity}`)}, ${JSON.stringify(after)}::jsonb)).${sql.ref(column)}`
  const sets = columns.map(
    column =>
      sql`${sql.ref(column)} = case when ${same(column)} then (jsonb_populate_record(null::${sql.table(`app.${entity}`)}, ${JSON.stringify(before)}::jsonb)).${sql.ref(column)} else t.${sql.ref(column)} end`,
  )
  const at = sql`t.tenant_id = ${tenantId}::uuid and t.${sql.ref(keys[entity])} = ${entityId}::uuid`
  const { rows } = await sql<{
    kept: string[]
  }>`select array_remove(array[${sql.join(columns.map(column => sql`case when not (${same(column)}) then ${sql.lit(column)} end`))}]::text[], null) as kept
    from ${sql.table(entity)} t where ${at}`.execute(tx)
  await sql`update ${sql.table(entity)} t set ${sql.join(sets)} where ${at}`.execute(tx)
  return rows[0]?.kept ?? []
}

/** Takes away what the merge added: a role, a person who works on the customer. */
export async function takeAway(tx: Tx, tenantId: string, { entity, entityId, after }: Change): Promise<void> {
  if (entity === 'party_role')
    await sql`delete from party_role where tenant_id = ${tenantId}::uuid and party_id = ${entityId}::uuid and role = ${String(after?.role)}`.execute(
      tx,
    )
  if (entity === 'dyad_collaborator')
    await sql`delete from dyad_collaborator where tenant_id = ${tenantId}::uuid and dyad_id = ${entityId}::uuid and user_id = ${String(after?.user_id)}::uuid`.execute(
      tx,
    )
}

/** The place that the merged relation had stands again, where nothing was reckoned anew since. */
export async function restorePlace(tx: Tx, tenantId: string, { before }: Change): Promise<void> {
  await sql`insert into customer_standing select f.* from jsonb_populate_record(null::app.customer_standing, ${JSON.stringify(before)}::jsonb) f
    where f.tenant_id = ${tenantId}::uuid and exists (select 1 from generation g where g.tenant_id = f.tenant_id and g.generation = f.generation and g.state = 'current')
    on conflict do nothing`.execute(tx)
}
