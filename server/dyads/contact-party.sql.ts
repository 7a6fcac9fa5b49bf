import { sql } from 'kysely'
import type { ContactParty } from '#contract/dyads/contact-party.ts'
import type { Contact } from '#contract/dyads/contact.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { isCustomer } from './customer-filter.sql.ts'
import { visibleParty } from './group.sql.ts'

export type WholeRow = Contact & {
  readonly phoneE164: string | null
  readonly homeId: string
  readonly role: string | null
  readonly startedOn: string | null
  readonly endedOn: string | null
}

/** A person whole, and the firm they belong to first. */
export async function readWholeContact(tx: Tx, tenantId: string, contactId: string): Promise<WholeRow | undefined> {
  const { rows } = await sql<WholeRow>`
    select c.contact_id as "contactId", c.name, c.title, c.department, c.phone, c.email, c.language, c.is_primary as "isPrimary", c.note, c.version,
      case when c.phone = c.phone_read then c.phone_e164 end as "phoneE164", c.party_id as "homeId", c.party_role as role, c.started_on as "startedOn",
      c.ended_on as "endedOn"
    from contact c where c.tenant_id = ${tenantId}::uuid and c.contact_id = ${contactId}::uuid and c.deleted_at is null`.execute(tx)
  return rows[0]
}

export type LinkRow = ContactParty & { readonly partyId: string }

/** All firms of a person, the present ones first; those that the viewer may not see bear no name. */
export async function readLinks(tx: Tx, tenantId: string, viewer: Viewer, contactId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select o.link_id as "linkId", o.is_main as "isMain", o.party_id as "partyId", o.role, o.started_on as "startedOn", o.ended_on as "endedOn",
      case when ${visibleParty(tenantId, viewer, 'o.party_id')} then p.name end as name,
      (select d.dyad_id from dyad d where ${isCustomer(tenantId)} and d.buyer_id = o.party_id and ${visibleDyads(viewer, 'd')} order by d.dyad_id limit 1) as "dyadId"
    from (select null::uuid as link_id, true as is_main, c.party_id, c.party_role as role, c.started_on, c.ended_on from contact c
        where c.tenant_id = ${tenantId}::uuid and c.contact_id = ${contactId}::uuid
      union all select l.link_id, false, l.party_id, l.role, l.started_on, l.ended_on from contact_party l
        where l.tenant_id = ${tenantId}::uuid and l.contact_id = ${contactId}::uuid) o
    join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = o.party_id
    order by o.ended_on is not null, o.is_main desc, o.ended_on desc, o.started_on desc nulls last, o.link_id`.execute(tx)
  return rows
}

export type NewLink = {
  readonly tenantId: string
  readonly contactId: string
  readonly linkId: string
  readonly partyId: string
  readonly role: string | null
  readonly startedOn: string | null
  readonly endedOn: string | null
}

export async function insertLink(tx: Tx, row: NewLink): Promise<void> {
  await tx
    .insertInto('contact_party')
    .values({
      tenant_id: row.tenantId,
      contact_id: row.contactId,
      link_id: row.linkId,
      party_id: row.partyId,
      role: row.role,
      started_on: row.startedOn,
      ended_on: row.endedOn,
    })
    .execute()
}

export async function endLink(tx: Tx, tenantId: string, contactId: string, linkId: string, on: string): Promise<void> {
  await sql`update contact_party set ended_on = ${on}::date, version = version + 1
    where tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid and link_id = ${linkId}::uuid`.execute(tx)
}

/** Ends the first firm of a person without another in its place. */
export async function endHome(tx: Tx, tenantId: string, contactId: string, on: string): Promise<void> {
  await sql`update contact set ended_on = ${on}::date, is_primary = false where tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid`.execute(
    tx,
  )
}

export type Home = { readonly partyId: string; readonly role: string | null; readonly startedOn: string }

/** The firm that a person belongs to first from now on. */
export async function writeHome(tx: Tx, tenantId: string, contactId: string, { partyId, role, startedOn }: Home): Promise<void> {
  await sql`update contact set party_id = ${partyId}::uuid, party_role = ${role}, started_on = ${startedOn}::date, ended_on = null, is_primary = false
    where tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid`.execute(tx)
}

/** Takes the next version of a contact; false where it is no longer the one that was read. */
export async function takeVersion(tx: Tx, tenantId: string, contactId: string, version: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update contact set version = version + 1, updated_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid and version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
