import { sql } from 'kysely'
import type { Merge, MergeEnd } from '#contract/dyads/merge.ts'
import type { MergeValues, Relation } from '#core/dyads/merge.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, type Viewer, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { livingRelation } from './duplicates.sql.ts'

/** A relation as the one who merges stands to it. */
export type OwnRelation = Relation & {
  readonly isSeen: boolean
  readonly isWritable: boolean
  readonly hold: Hold
  readonly ownerId: string | null
}

/** A party that is to be merged, with all its relations that people work with. */
export type End = MergeEnd & {
  readonly values: MergeValues
  readonly relations: readonly OwnRelation[]
  readonly isOwn: boolean
}

/** Keeps others away from these parties until the transaction ends; the smaller id first, so that two never wait for each other. */
export async function lockParties(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<void> {
  await sql`select 1 from party where tenant_id = ${tenantId}::uuid and party_id = any(${[...partyIds]}::uuid[]) order by party_id for update`.execute(
    tx,
  )
  await sql`select 1 from dyad where tenant_id = ${tenantId}::uuid and (buyer_id = any(${[...partyIds]}::uuid[]) or seller_id = any(${[...partyIds]}::uuid[])) order by dyad_id for update`.execute(
    tx,
  )
}

const relationsJson = (
  writer: Writer,
) => sql`(select json_agg(json_build_object('dyadId', d.dyad_id, 'side', d.side, 'hold', ${holdOf(writer, 'd')}, 'ownerId', d.owner_id,
    'isSeen', d.side <> 'sale' or coalesce(${visibleDyads(writer, 'd')}, false),
    'isWritable', d.side <> 'sale' or coalesce(${writableDyads(writer, 'd')}, false)) order by d.dyad_id)
  from dyad d where d.tenant_id = p.tenant_id and ${livingRelation('p.party_id')})`

const counted = 10_000
const facts = (table: string, place: ReturnType<typeof sql>) =>
  sql`(select count(*)::int from (select 1 from ${sql.table(table)} f where f.tenant_id = p.tenant_id and ${place} limit ${counted}) n)`

const valuesJson = sql`json_build_object('name', p.name, 'nameEn', p.name_en, 'shortName', p.short_name, 'partyKind', p.kind, 'code', r.code, 'uscc', p.uscc,
  'customerKind', r.customer_kind, 'ownerId', r.owner_id, 'departmentId', r.department_id, 'industry', p.industry, 'country', p.country, 'region', p.region, 'city', p.city,
  'address', p.address, 'postalCode', p.postal_code, 'phone', p.phone, 'email', p.email, 'website', p.website, 'paymentTermsDays', r.payment_terms_days, 'since', r.since,
  'endNoticedOn', r.end_noticed_on, 'contractEndsOn', r.contract_ends_on, 'isProjectBuyer', r.is_project_buyer, 'note', p.note)`

/** Parties as they are merged. `version` rises with every change of the party or of a relation of it. Gone and merged ones are not found. */
export async function readEnds(tx: Tx, tenantId: string, writer: Writer, partyIds: readonly string[]): Promise<End[]> {
  const dyads = sql`f.dyad_id in (select d.dyad_id from dyad d where d.tenant_id = p.tenant_id and (d.dyad_id = r.dyad_id or d.merged_into_id = r.dyad_id))`
  const { rows } = await sql<End>`
    select p.party_id as "partyId", r.dyad_id as "dyadId", p.name, greatest(p.updated_at, r.updated_at) as "updatedAt",
      array(select o.role from party_role o where o.tenant_id = p.tenant_id and o.party_id = p.party_id order by o.role) as roles,
      (p.version + (select sum(d.version) from dyad d where d.tenant_id = p.tenant_id and ${livingRelation('p.party_id')}))::int as version,
      coalesce(u.name, r.owner_text) as "ownerName", dep.name as "departmentName", ${valuesJson} as values, ${relationsJson(writer)} as relations,
      exists (select 1 from tenant t where t.tenant_id = p.tenant_id and t.own_party_id = p.party_id) as "isOwn",
      ${facts('sales_order', sql`f.superseded_by is null and ${dyads}`)} as orders, ${facts('activity', sql`f.deleted_at is null and ${dyads}`)} as activities,
      ${facts('contact', sql`f.deleted_at is null and f.party_id = p.party_id`)} as contacts
    from party p
    cross join lateral (select d.* from dyad d where d.tenant_id = p.tenant_id and ${livingRelation('p.party_id')} order by d.side, d.dyad_id limit 1) r
    left join identity."user" u on u.id = r.owner_id
    left join department dep on dep.tenant_id = p.tenant_id and dep.department_id = r.department_id
    where p.tenant_id = ${tenantId}::uuid and p.party_id = any(${[...partyIds]}::uuid[]) and p.deleted_at is null and p.merged_into_id is null`.execute(
    tx,
  )
  return rows
}

/** Whether one of two parties stands above the other in a group. */
export async function isAbove(tx: Tx, tenantId: string, a: string, b: string): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from party_ancestor where tenant_id = ${tenantId}::uuid
    and (descendant_id, ancestor_id) in ((${a}::uuid, ${b}::uuid), (${b}::uuid, ${a}::uuid)) limit 1`.execute(tx)
  return rows.length > 0
}

type NewMerge = {
  readonly tenantId: string
  readonly mergeId: string
  readonly survivorId: string
  readonly mergedId: string
  readonly choices: object
  readonly reason: string | null
  readonly authorId: string
  readonly at: Date
}

export async function insertMerge(tx: Tx, row: NewMerge): Promise<void> {
  await sql`insert into party_merge (tenant_id, merge_id, survivor_id, merged_id, choices, reason, author_id, created_at)
    values (${row.tenantId}::uuid, ${row.mergeId}::uuid, ${row.survivorId}::uuid, ${row.mergedId}::uuid, ${JSON.stringify(row.choices)}::jsonb, ${row.reason}, ${row.authorId}::uuid, ${row.at})`.execute(
    tx,
  )
}

export type MergeRow = { readonly survivorId: string; readonly mergedId: string; readonly state: 'merged' | 'undone' }

/** A merge, kept from being undone twice at once. */
export async function lockMerge(tx: Tx, tenantId: string, mergeId: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select survivor_id as "survivorId", merged_id as "mergedId", state from party_merge
    where tenant_id = ${tenantId}::uuid and merge_id = ${mergeId}::uuid for update`.execute(tx)
  return rows[0]
}

/**
 * A later merge without which this one cannot be undone: its survivor went on into somebody else, or a relation was merged into one that this merge
 * brought. Merges into the same survivor do not otherwise depend on each other.
 */
export async function findDependent(tx: Tx, tenantId: string, mergeId: string): Promise<{ survivor: string; merged: string } | undefined> {
  const { rows } = await sql<{ survivor: string; merged: string }>`
    select s.name as survivor, g.name as merged from party_merge m
    join party_merge t on t.tenant_id = m.tenant_id and t.state = 'merged' and t.merge_id > m.merge_id
      and (t.merged_id = m.survivor_id or (t.survivor_id = m.survivor_id and exists (
        select 1 from merge_change o join merge_change c on c.tenant_id = o.tenant_id and c.merge_id = t.merge_id and c.entity = 'dyad' and c.after ->> 'merged_into_id' = o.entity_id::text
        where o.tenant_id = m.tenant_id and o.merge_id = m.merge_id and o.entity = 'dyad' and m.merged_id::text in (o.before ->> 'buyer_id', o.before ->> 'seller_id'))))
    join party s on s.tenant_id = t.tenant_id and s.party_id = t.survivor_id
    join party g on g.tenant_id = t.tenant_id and g.party_id = t.merged_id
    where m.tenant_id = ${tenantId}::uuid and m.merge_id = ${mergeId}::uuid order by t.created_at desc, t.merge_id desc limit 1`.execute(tx)
  return rows[0]
}

export async function markUndone(tx: Tx, tenantId: string, mergeId: string, userId: string, at: Date): Promise<void> {
  await sql`update party_merge set state = 'undone', undone_by = ${userId}::uuid, undone_at = ${at} where tenant_id = ${tenantId}::uuid and merge_id = ${mergeId}::uuid`.execute(
    tx,
  )
}

export type MergeFilter = {
  readonly partyId: string | undefined
  readonly after: { readonly at: string; readonly mergeId: string } | undefined
  readonly limit: number
}

/** Merges whose survivor the person sees, also as a part of another by now. */
export async function readMerges(tx: Tx, tenantId: string, viewer: Viewer, filter: MergeFilter): Promise<(Merge & { place: string })[]> {
  const { partyId, after } = filter
  const { rows } = await sql<Merge & { place: string }>`
    select m.merge_id as "mergeId", m.survivor_id as "survivorId", m.merged_id as "mergedId", s.name as "survivorName", g.name as "mergedName", r.dyad_id as "dyadId", r.side,
      m.state, m.reason, (select u.name from identity."user" u where u.id = m.author_id) as "authorName", m.created_at as "createdAt",
      (select u.name from identity."user" u where u.id = m.undone_by) as "undoneByName", m.undone_at as "undoneAt", m.created_at::text as place
    from party_merge m
    join party s on s.tenant_id = m.tenant_id and s.party_id = m.survivor_id
    join party g on g.tenant_id = m.tenant_id and g.party_id = m.merged_id
    cross join lateral (select d.dyad_id, d.side from dyad d, (select s.tenant_id, coalesce(s.merged_into_id, s.party_id) as party_id) p
      where d.tenant_id = m.tenant_id and ${livingRelation('p.party_id')} and (d.side <> 'sale' or coalesce(${visibleDyads(viewer, 'd')}, false)) order by d.side, d.dyad_id limit 1) r
    where m.tenant_id = ${tenantId}::uuid
      and ${partyId === undefined ? sql`true` : sql`(coalesce(s.merged_into_id, s.party_id) = ${partyId}::uuid or m.survivor_id = ${partyId}::uuid or m.merged_id = ${partyId}::uuid)`}
      and ${after === undefined ? sql`true` : sql`(m.created_at, m.merge_id) < (${after.at}::timestamptz, ${after.mergeId}::uuid)`}
    order by m.created_at desc, m.merge_id desc limit ${filter.limit}`.execute(tx)
  return rows
}
