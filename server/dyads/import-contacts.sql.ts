import { sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import type { NameKeys } from '#server/platform/name-keys.ts'
import { saysOwn } from './custom-import.sql.ts'

const attributes = ['title', 'department', 'phone', 'email'] as const

/** What a known person has afterwards: what the row says; an empty cell leaves what was, or clears it where the import says so. */
const taken = (name: string) =>
  sql`case when ${sql.lit(name)} = any(c.cleared) and ${sql.ref(`c.${name}`)} is null then null else coalesce(${sql.ref(`c.${name}`)}, ${sql.ref(`k.${name}`)}) end`

/** Whose people they are that come without their party: known ones by code or name; the others are refused, for a party is never made of a person. */
async function matchLoneContacts(tx: Tx, scope: ImportScope): Promise<void> {
  const key = sql`k.kind = c.role || case when c.key like 'c:%' then '_code' else '_name' end and k.key = substr(c.key, 3)`
  await sql`update app.staged_contact c set party_id = coalesce(q.merged_into_id, case when c.role = 'customer' then d.buyer_id else d.seller_id end)
    from app.business_key k join app.dyad d on d.tenant_id = k.tenant_id and d.dyad_id = k.dyad_id
      join app.party q on q.tenant_id = d.tenant_id and q.party_id = case d.side when 'sale' then d.buyer_id else d.seller_id end
    where ${ofImport(scope, 'c')} and c.party_id is null and ${ofTenant(scope, 'k')} and ${key}`.execute(tx)
  await sql`update app.staged_contact c set party_id = f.party_id
    from (select q.name, min(coalesce(q.merged_into_id, q.party_id)::text)::uuid as party_id from app.party q join app.dyad d on d.tenant_id = q.tenant_id and d.buyer_id = q.party_id
      where ${ofTenant(scope, 'q')} and d.side = 'sale' and d.is_published and not d.is_anonymous and d.deleted_at is null
        and q.name in (select substr(s.key, 3) from app.staged_contact s where ${ofImport(scope, 's')} and s.party_id is null and s.role = 'customer' and s.key like 'n:%')
      group by q.name having count(distinct coalesce(q.merged_into_id, q.party_id)) = 1) f
    where ${ofImport(scope, 'c')} and c.party_id is null and c.role = 'customer' and c.key = 'n:' || f.name`.execute(tx)
  await sql`with gone as (delete from app.staged_contact c where ${ofImport(scope, 'c')} and c.party_id is null returning c.*)
    insert into app.import_rejection (tenant_id, import_id, file_no, row_no, reason, args)
    select c.tenant_id, c.import_id, c.file_no, c.row_no, 'unknown_customer', jsonb_build_object('customer', substr(c.key, 3)) from gone c on conflict do nothing`.execute(
    tx,
  )
}

/** Contacts of parties that the import does not name anywhere else: the party is looked up, never made. People of one that was merged stand with its survivor. */
export async function matchContacts(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_contact c set party_id = coalesce(q.merged_into_id, p.party_id) from app.staged_party p left join app.party q on q.tenant_id = p.tenant_id and q.party_id = p.party_id
    where ${ofImport(scope, 'c')} and ${ofImport(scope, 'p')} and p.role = c.role and p.key = c.key`.execute(tx)
  await matchLoneContacts(tx, scope)
  await sql`update app.staged_contact c set contact_id = k.contact_id, status = case when ${sql.join(
    attributes.map(name => sql`(${taken(name)}) is distinct from ${sql.ref(`k.${name}`)}`),
    sql` or `,
  )} or ${saysOwn('k.custom', 'c.own')} then 'changed' else 'known' end
    from app.contact k where ${ofImport(scope, 'c')} and ${ofTenant(scope, 'k')} and k.party_id = c.party_id and k.name = c.name and k.deleted_at is null`.execute(
    tx,
  )
  await sql`update app.staged_contact c set status = 'known' from (
      select s.file_no, s.row_no, row_number() over (partition by s.role, s.key, s.name order by s.file_no, s.row_no) as nth from app.staged_contact s where ${ofImport(scope, 's')}) f
    where ${ofImport(scope, 'c')} and c.file_no = f.file_no and c.row_no = f.row_no and f.nth > 1`.execute(tx)
  await sql`update app.staged_contact c set contact_id = md5(c.import_id::text || 'contact' || c.file_no || ':' || c.row_no)::uuid where ${ofImport(scope, 'c')} and c.status = 'new'`.execute(
    tx,
  )
}

export type UnkeyedContact = { readonly fileNo: number; readonly rowNo: number; readonly name: string }

export async function readUnkeyedContacts(tx: Tx, scope: ImportScope, limit: number): Promise<UnkeyedContact[]> {
  const { rows } = await sql<UnkeyedContact>`select c.file_no as "fileNo", c.row_no as "rowNo", c.name from app.staged_contact c
    where ${ofImport(scope, 'c')} and c.status = 'new' and c.pinyin is null order by c.file_no, c.row_no limit ${limit}`.execute(tx)
  return rows
}

export async function keyContacts(tx: Tx, scope: ImportScope, contacts: readonly (UnkeyedContact & NameKeys)[]): Promise<void> {
  await sql`update app.staged_contact c set pinyin = f.pinyin, initials = f.initials
    from unnest(${contacts.map(c => c.fileNo)}::smallint[], ${contacts.map(c => c.rowNo)}::bigint[], ${contacts.map(c => c.pinyin)}::text[], ${contacts.map(c => c.initials)}::text[])
      as f (file_no, row_no, pinyin, initials)
    where ${ofImport(scope, 'c')} and c.file_no = f.file_no and c.row_no = f.row_no`.execute(tx)
}

/** New people, and what files say anew about known ones; what they were before is kept for an undo. */
export async function publishContacts(tx: Tx, scope: ImportScope): Promise<void> {
  const changed = sql`${ofImport(scope, 'c')} and c.status = 'changed' and ${ofTenant(scope, 'k')} and k.contact_id = c.contact_id`
  await sql`insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
    select c.tenant_id, c.import_id, 'contact', k.contact_id, to_jsonb(k) from app.staged_contact c, app.contact k where ${changed} on conflict do nothing`.execute(
    tx,
  )
  await sql`update app.contact k set ${sql.join(attributes.map(name => sql`${sql.ref(name)} = ${taken(name)}`))}, version = k.version + 1, updated_at = statement_timestamp()
    from app.staged_contact c where ${changed}`.execute(tx)
  await sql`insert into app.contact (tenant_id, contact_id, party_id, name, pinyin, initials, title, department, phone, email, is_primary, import_id)
    select c.tenant_id, c.contact_id, c.party_id, c.name, coalesce(c.pinyin, ''), coalesce(c.initials, ''), c.title, c.department, c.phone, c.email,
      c.nth = 1 and not exists (select 1 from app.contact k where k.tenant_id = c.tenant_id and k.party_id = c.party_id and k.is_primary and k.deleted_at is null), c.import_id
    from (select s.*, row_number() over (partition by s.party_id order by s.file_no, s.row_no) as nth from app.staged_contact s where ${ofImport(scope, 's')} and s.status = 'new' and s.party_id is not null) c
    on conflict do nothing`.execute(tx)
}
