import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { GroupRow, PartyChoice, PastParent } from '#contract/dyads/group.ts'
import { searchWordsOf } from '#core/dyads/search-words.ts'
import { type Viewer, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { indexParties } from '#server/platform/search-entry.sql.ts'
import { isCustomer } from './customer-filter.sql.ts'
import { searchTerms } from './search-customers.sql.ts'

/** A party that a person may see: one that is nobody's customer belongs to the whole firm; a customer is seen as its dyad is. */
export function visibleParty(tenantId: string, viewer: Viewer, party: string): RawBuilder<SqlBool> {
  if (viewer.scope === 'all') return sql<SqlBool>`true`
  const id = sql.ref(party)
  return sql<SqlBool>`(exists (select 1 from dyad d where ${isCustomer(tenantId)} and d.buyer_id = ${id} and ${visibleDyads(viewer, 'd')})
    or not exists (select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.buyer_id = ${id}))`
}

/** A party that a person may move between groups: a customer as its dyad is written, any other if their role writes customers at all. */
const writableParty = (tenantId: string, writer: Writer, party: string) => sql<boolean>`(exists (
    select 1 from dyad d where ${isCustomer(tenantId)} and d.buyer_id = ${sql.ref(party)} and ${visibleDyads(writer, 'd')} and coalesce(${writableDyads(writer, 'd')}, false))
  or not exists (select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.buyer_id = ${sql.ref(party)}))`

export type PartySeen = { readonly partyId: string; readonly name: string; readonly isWritable: boolean; readonly parentId: string | null }

/** A party within what a person sees, with its present parent. */
export async function findParty(tx: Tx, tenantId: string, writer: Writer, partyId: string): Promise<PartySeen | undefined> {
  const { rows } = await sql<PartySeen>`
    select p.party_id as "partyId", p.name, ${writableParty(tenantId, writer, 'p.party_id')} as "isWritable",
      (select l.parent_id from party_parent l where l.tenant_id = p.tenant_id and l.party_id = p.party_id and l.until_on is null) as "parentId"
    from party p
    where p.tenant_id = ${tenantId}::uuid and p.party_id = ${partyId}::uuid and p.deleted_at is null and p.merged_into_id is null
      and ${visibleParty(tenantId, writer, 'p.party_id')}
      and not exists (select 1 from tenant t where t.tenant_id = p.tenant_id and t.own_party_id = p.party_id)
      and not exists (select 1 from dyad n where n.tenant_id = p.tenant_id and n.buyer_id = p.party_id and n.is_anonymous)`.execute(tx)
  return rows[0]
}

export type MemberRow = {
  readonly partyId: string
  readonly parentId: string | null
  readonly isSeen: boolean
  readonly name: string
  readonly nameEn: string | null
  readonly code: string | null
  readonly dyadId: string | null
  readonly type: string | null
  readonly fromOn: string | null
  readonly mayWrite: boolean
  readonly netSalesMinor: number | null
  readonly netContributionMinor: number | null
}

/** The group of a party from its top, nearest levels first, at most `limit` members; a party alone is its own group. */
export async function readMembers(tx: Tx, tenantId: string, writer: Writer, partyId: string, limit: number): Promise<MemberRow[]> {
  const tenant = sql`${tenantId}::uuid`
  const { rows } = await sql<MemberRow>`
    with top as (select coalesce((select a.ancestor_id from party_ancestor a where a.tenant_id = ${tenant} and a.descendant_id = ${partyId}::uuid
        order by a.depth desc limit 1), ${partyId}::uuid) as id),
      member as (select top.id, 0 as depth from top
        union all select a.descendant_id, a.depth from top join party_ancestor a on a.tenant_id = ${tenant} and a.ancestor_id = top.id)
    select p.party_id as "partyId", l.parent_id as "parentId", ${visibleParty(tenantId, writer, 'p.party_id')} as "isSeen", p.name, p.name_en as "nameEn",
      c.code, c.dyad_id as "dyadId", s.type, l.from_on as "fromOn", ${writableParty(tenantId, writer, 'p.party_id')} as "mayWrite",
      s.net_sales_minor as "netSalesMinor", s.net_contribution_minor as "netContributionMinor"
    from member m
    join party p on p.tenant_id = ${tenant} and p.party_id = m.id
    left join party_parent l on l.tenant_id = ${tenant} and l.party_id = m.id and l.until_on is null
    left join lateral (select d.dyad_id, d.code from dyad d where ${isCustomer(tenantId)} and d.buyer_id = m.id order by d.dyad_id limit 1) c on true
    left join customer_standing s on s.tenant_id = ${tenant} and s.dyad_id = c.dyad_id
    order by m.depth, s.net_contribution_minor desc nulls last, p.sort_zh, p.party_id limit ${limit}`.execute(tx)
  return rows
}

/** Under whom a party stood before, the latest first. */
export async function readPastParents(tx: Tx, tenantId: string, viewer: Viewer, partyId: string): Promise<PastParent[]> {
  const { rows } = await sql<PastParent>`
    select case when ${visibleParty(tenantId, viewer, 'l.parent_id')} then p.name end as name, l.from_on as "fromOn", l.until_on as "untilOn", l.note
    from party_parent l join party p on p.tenant_id = l.tenant_id and p.party_id = l.parent_id
    where l.tenant_id = ${tenantId}::uuid and l.party_id = ${partyId}::uuid and l.until_on is not null
    order by l.until_on desc, l.from_on desc limit 20`.execute(tx)
  return rows
}

/** Two who rearrange groups at once wait for each other: else each move is sound and both together make a circle. */
export async function lockGroups(tx: Tx, tenantId: string): Promise<void> {
  await sql`select 1 from tenant t where t.tenant_id = ${tenantId}::uuid for no key update`.execute(tx)
}

export type Surroundings = { readonly below: readonly string[]; readonly levelsBelow: number; readonly levelsAbove: number }

/** What lies below a party, how deep, and how many levels stand above the parent that it is to have. */
export async function readSurroundings(tx: Tx, tenantId: string, partyId: string, parentId: string): Promise<Surroundings> {
  const { rows } = await sql<Surroundings>`
    select coalesce(array_agg(b.descendant_id), '{}') as below, coalesce(max(b.depth), 0)::int as "levelsBelow",
      (select coalesce(max(a.depth), 0)::int from party_ancestor a where a.tenant_id = ${tenantId}::uuid and a.descendant_id = ${parentId}::uuid) as "levelsAbove"
    from party_ancestor b where b.tenant_id = ${tenantId}::uuid and b.ancestor_id = ${partyId}::uuid`.execute(tx)
  return rows[0] ?? { below: [], levelsBelow: 0, levelsAbove: 0 }
}

export type Link = {
  readonly tenantId: string
  readonly partyId: string
  readonly linkId: string
  readonly parentId: string | null
  readonly fromOn: string
  readonly note: string | null
  readonly authorId: string
}

/** Ends the parent that holds and begins the next: the same day ends one and begins the other; one that began on or after that day never held. */
export async function writeParent(tx: Tx, { tenantId, partyId, linkId, parentId, fromOn, note, authorId }: Link): Promise<void> {
  const held = sql`tenant_id = ${tenantId}::uuid and party_id = ${partyId}::uuid and until_on is null`
  await sql`delete from party_parent where ${held} and from_on >= ${fromOn}::date`.execute(tx)
  await sql`update party_parent set until_on = ${fromOn}::date where ${held}`.execute(tx)
  if (parentId === null) return
  await sql`insert into party_parent (tenant_id, party_id, link_id, parent_id, from_on, note, author_id)
    values (${tenantId}::uuid, ${partyId}::uuid, ${linkId}::uuid, ${parentId}::uuid, ${fromOn}::date, ${note}, ${authorId}::uuid)`.execute(
    tx,
  )
}

/** Takes a party with all below it out of the closure above it, and puts it under its new parent and all above that. */
export async function moveSubtree(tx: Tx, tenantId: string, partyId: string, parentId: string | null): Promise<void> {
  const tenant = sql`${tenantId}::uuid`
  const branch = sql`(select ${partyId}::uuid as id, 0 as depth union all
    select b.descendant_id, b.depth from party_ancestor b where b.tenant_id = ${tenant} and b.ancestor_id = ${partyId}::uuid)`
  await sql`delete from party_ancestor c where c.tenant_id = ${tenant} and c.descendant_id in (select id from ${branch} as s)
    and c.ancestor_id in (select a.ancestor_id from party_ancestor a where a.tenant_id = ${tenant} and a.descendant_id = ${partyId}::uuid)`.execute(
    tx,
  )
  if (parentId === null) return
  await sql`insert into party_ancestor (tenant_id, descendant_id, ancestor_id, depth)
    select ${tenant}, s.id, u.id, s.depth + u.depth + 1 from ${branch} as s cross join (select ${parentId}::uuid as id, 0 as depth union all
      select a.ancestor_id, a.depth from party_ancestor a where a.tenant_id = ${tenant} and a.descendant_id = ${parentId}::uuid) as u`.execute(
    tx,
  )
}

export type GroupCursor = { readonly value: string; readonly partyId: string }

/** What of the list of customers is summed by group: its rows and what each must meet, over the aliases of that list. */
export type GroupedRows = { readonly from: RawBuilder<unknown>; readonly where: RawBuilder<SqlBool> }

/** Tops with somebody below them, summed over those of their members that the list shows. A top that the person may not see is left out with its sums. */
export async function readGroups(
  tx: Tx,
  asker: Viewer & { readonly tenantId: string },
  listed: GroupedRows,
  after: GroupCursor | undefined,
  limit: number,
): Promise<GroupRow[]> {
  const { tenantId } = asker
  const tenant = sql`${tenantId}::uuid`
  const from = after === undefined ? sql`true` : sql`(g.net, g.top) < (${after.value}::bigint, ${after.partyId}::uuid)`
  const { rows } = await sql<GroupRow>`
    with member as (
      select a.ancestor_id as top, a.descendant_id as id from party_ancestor a where a.tenant_id = ${tenant}
        and not exists (select 1 from party_ancestor u where u.tenant_id = ${tenant} and u.descendant_id = a.ancestor_id)
      union all
      select distinct a.ancestor_id, a.ancestor_id from party_ancestor a where a.tenant_id = ${tenant}
        and not exists (select 1 from party_ancestor u where u.tenant_id = ${tenant} and u.descendant_id = a.ancestor_id)),
    g as (
      select m.top, count(*)::int as customers, coalesce(sum(l.sales), 0)::bigint as sales, coalesce(sum(l.net), 0)::bigint as net
      from member m join (select d.buyer_id, s.net_sales_minor as sales, s.net_contribution_minor as net from ${listed.from} where ${listed.where}) l on l.buyer_id = m.id
      group by m.top)
    select p.party_id as "partyId", p.name, p.name_en as "nameEn", g.customers, g.sales as "netSalesMinor", g.net as "netContributionMinor",
      (select d.dyad_id from dyad d where ${isCustomer(tenantId)} and d.buyer_id = g.top and ${visibleDyads(asker, 'd')} order by d.dyad_id limit 1) as "dyadId"
    from g join party p on p.tenant_id = ${tenant} and p.party_id = g.top
    where ${visibleParty(tenantId, asker, 'p.party_id')} and ${from}
    order by g.net desc, g.top desc limit ${limit}`.execute(tx)
  return rows
}

/** Parties found by what was typed, within what a person sees: to be chosen as a parent or as somebody's firm. */
export async function findPartyChoices(tx: Tx, tenantId: string, viewer: Viewer, typed: string, limit: number): Promise<PartyChoice[]> {
  const { grams, patterns } = searchTerms(tenantId, searchWordsOf(typed))
  const { rows } = await sql<PartyChoice>`
    select p.party_id as "partyId", p.name, p.name_en as "nameEn",
      (select d.code from dyad d where ${isCustomer(tenantId)} and d.buyer_id = p.party_id order by d.dyad_id limit 1) as code,
      array(select r.role from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id order by r.role) as roles
    from matching_parties(${grams}::text[], ${patterns}::text[], 500) as m (party_id)
    join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = m.party_id and p.deleted_at is null and p.merged_into_id is null
    where ${visibleParty(tenantId, viewer, 'p.party_id')}
      and not exists (select 1 from dyad n where n.tenant_id = p.tenant_id and n.buyer_id = p.party_id and n.is_anonymous)
      and not exists (select 1 from tenant t where t.tenant_id = p.tenant_id and t.own_party_id = p.party_id)
    order by length(p.name), p.sort_zh, p.party_id limit ${limit}`.execute(tx)
  return rows
}

export type NewParty = {
  readonly tenantId: string
  readonly partyId: string
  readonly name: string
  readonly nameKey: string
  readonly pinyin: string
  readonly initials: string
}

/** A party that is nobody's customer or supplier yet: the head of a group. */
export async function insertHead(tx: Tx, { tenantId, partyId, name, nameKey, pinyin, initials }: NewParty): Promise<void> {
  await tx.insertInto('party').values({ tenant_id: tenantId, party_id: partyId, name, name_key: nameKey, pinyin, initials }).execute()
  await indexParties(tx, tenantId, [partyId])
}
