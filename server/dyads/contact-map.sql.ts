import { sql } from 'kysely'
import type { BuyingRole, MapLevel, TieKind } from '#core/dyads/contact-map.ts'
import type { Tx } from '#server/platform/database.ts'

/** The people of a party by their ties to it: of this firm first, as a guest beside another, and those who left it. */
const peopleOf = (tenantId: string, partyIds: readonly string[]) => sql`(
  select c.contact_id, false as is_guest, c.party_role as role, c.ended_on from contact c
  where c.tenant_id = ${tenantId}::uuid and c.party_id = any(${[...partyIds]}::uuid[]) and c.deleted_at is null
  union all
  select l.contact_id, true, l.role, l.ended_on from contact_party l
  join contact c on c.tenant_id = l.tenant_id and c.contact_id = l.contact_id and c.deleted_at is null and not (c.party_id = any(${[...partyIds]}::uuid[]))
  where l.tenant_id = ${tenantId}::uuid and l.party_id = any(${[...partyIds]}::uuid[]))`

/** Whether a contact belongs to a party now. */
export async function isContactOf(tx: Tx, tenantId: string, partyId: string, contactId: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from ${peopleOf(tenantId, [partyId])} as o
    where o.contact_id = ${contactId}::uuid and o.ended_on is null) as there`.execute(tx)
  return rows[0]?.there ?? false
}

export type PersonRow = {
  readonly contactId: string
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly buyingRole: BuyingRole | null
  readonly level: MapLevel | null
  readonly isPrimary: boolean
  readonly isGuest: boolean
  readonly role: string | null
  readonly leftOn: string | null
  readonly lastTalk: string | null
  readonly bonds: { userId: string; name: string | null; strength: number }[]
  readonly version: number
}

/** The people of a company with what is known of them, those who are there first; of several ties of one person the present one. */
export async function readPeople(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p."contactId", p.name, p.title, p.department, p."buyingRole", p.level, p."isPrimary", p."isGuest", p.role, p."leftOn", p."lastTalk", p.bonds, p.version
    from (select distinct on (o.contact_id) c.contact_id as "contactId", c.name, c.title, c.department, c.buying_role as "buyingRole",
      c.map_level as level, c.is_primary and not o.is_guest as "isPrimary", o.is_guest as "isGuest", o.role, o.ended_on as "leftOn",
      (select max(a.day) from activity_person w join activity a on a.tenant_id = w.tenant_id and a.dyad_id = w.dyad_id and a.activity_id = w.activity_id
        and a.state = 'done' and a.deleted_at is null
        where w.tenant_id = c.tenant_id and w.side = 'theirs' and w.person_id = c.contact_id) as "lastTalk",
      coalesce((select json_agg(json_build_object('userId', b.user_id, 'name', u.name, 'strength', b.strength) order by b.strength desc, u.name, b.user_id)
        from contact_bond b left join identity."user" u on u.id = b.user_id where b.tenant_id = c.tenant_id and b.contact_id = c.contact_id), '[]') as bonds,
      c.version, c.pinyin
    from ${peopleOf(tenantId, partyIds)} as o
    join contact c on c.tenant_id = ${tenantId}::uuid and c.contact_id = o.contact_id
    order by o.contact_id, o.ended_on desc nulls first) p
    order by p."leftOn" is not null, p."isPrimary" desc, p.pinyin, p."contactId" limit 300`.execute(tx)
  return rows
}

export type TieRow = { readonly contactId: string; readonly otherId: string; readonly kind: TieKind }

/** Ties among these people. */
export async function readTies(tx: Tx, tenantId: string, contactIds: readonly string[]): Promise<TieRow[]> {
  const ids = sql`any(${[...contactIds]}::uuid[])`
  const { rows } = await sql<TieRow>`select t.contact_id as "contactId", t.other_id as "otherId", t.kind from contact_tie t
    where t.tenant_id = ${tenantId}::uuid and t.contact_id = ${ids} and t.other_id = ${ids} order by 1, 2`.execute(tx)
  return rows
}

export type Standing = { readonly buyingRole: BuyingRole | null; readonly level: MapLevel | null }

export async function readStanding(tx: Tx, tenantId: string, contactId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`select c.buying_role as "buyingRole", c.map_level as level from contact c
    where c.tenant_id = ${tenantId}::uuid and c.contact_id = ${contactId}::uuid`.execute(tx)
  return rows[0]
}

/** Writes role and level where the version is still the one that was read. */
export async function writeStanding(
  tx: Tx,
  tenantId: string,
  contactId: string,
  version: number,
  { buyingRole, level }: Standing,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update contact c set buying_role = ${buyingRole}, map_level = ${level}, version = c.version + 1, updated_at = statement_timestamp()
    where c.tenant_id = ${tenantId}::uuid and c.contact_id = ${contactId}::uuid and c.version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export type Bond = {
  readonly tenantId: string
  readonly contactId: string
  readonly userId: string
  readonly strength: number
  readonly authorId: string
}

/** Keeps how well one of ours knows a contact; answers what stood before. */
export async function writeBond(tx: Tx, { tenantId, contactId, userId, strength, authorId }: Bond): Promise<number> {
  const key = sql`tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid and user_id = ${userId}::uuid`
  const { rows } = await sql<{ strength: number }>`delete from contact_bond where ${key} returning strength`.execute(tx)
  if (strength > 0)
    await sql`insert into contact_bond (tenant_id, contact_id, user_id, strength, author_id)
      values (${tenantId}::uuid, ${contactId}::uuid, ${userId}::uuid, ${strength}, ${authorId}::uuid)`.execute(tx)
  return rows[0]?.strength ?? 0
}

export type Tie = {
  readonly tenantId: string
  readonly contactId: string
  readonly otherId: string
  readonly kind: TieKind | null
  readonly authorId: string
}

/** Keeps one tie between two contacts in place of what stood between them; acquaintance has no direction and is kept with the smaller id first. */
export async function writeTie(tx: Tx, { tenantId, contactId, otherId, kind, authorId }: Tie): Promise<void> {
  await sql`delete from contact_tie where tenant_id = ${tenantId}::uuid
    and ((contact_id = ${contactId}::uuid and other_id = ${otherId}::uuid) or (contact_id = ${otherId}::uuid and other_id = ${contactId}::uuid))`.execute(
    tx,
  )
  if (kind === null) return
  const [from, to] = kind === 'knows' && otherId < contactId ? [otherId, contactId] : [contactId, otherId]
  await sql`insert into contact_tie (tenant_id, contact_id, other_id, kind, author_id)
    values (${tenantId}::uuid, ${from}::uuid, ${to}::uuid, ${kind}, ${authorId}::uuid)`.execute(tx)
}
