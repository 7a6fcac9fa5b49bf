import { sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { followDyads, settleEntries } from '#server/platform/search-entry.sql.ts'
import { followCreditCodes, returnOwners } from './import-owners.sql.ts'
import { followChangedParties, setHiding } from './import-search.sql.ts'
import { isStillAt, putBack } from './undo-versions.sql.ts'

const restored = [
  'name',
  'name_key',
  'pinyin',
  'initials',
  'uscc',
  'country',
  'region',
  'city',
  'address',
  'postal_code',
  'phone',
  'email',
  'website',
  'industry',
] as const

const before = (entity: 'party' | 'dyad' | 'contact') =>
  sql`app.replaced_fact r cross join lateral jsonb_populate_record(null::${sql.table(`app.${entity}`)}, r.fact) b`

const party = { entity: 'party', id: sql`q.party_id`, version: sql`q.version` }
const dyad = { entity: 'dyad', id: sql`d.dyad_id`, version: sql`d.version` }
const contact = { entity: 'contact', id: sql`c.contact_id`, version: sql`c.version` }
const raised = sql`b.version + 1`

/** Attributes that the import changed are what they were, where nobody has written since. That is a new version: whoever opened the record meanwhile is told so. */
export async function restoreParties(tx: Tx, scope: ImportScope): Promise<void> {
  await putBack(
    tx,
    scope,
    'party',
    sql`update app.party q set ${sql.join(restored.map(name => sql`${sql.ref(name)} = b.${sql.ref(name)}`))}, version = q.version + 1, updated_at = statement_timestamp()
    from ${before('party')}
    where ${ofImport(scope, 'r')} and r.entity = 'party' and ${ofTenant(scope, 'q')} and q.party_id = r.entity_id and ${isStillAt(scope, party, raised)}
    returning q.party_id, b.version, q.version`,
  )
  await returnOwners(tx, scope)
  await putBack(
    tx,
    scope,
    'dyad',
    sql`update app.dyad d set customer_kind = b.customer_kind, owner_text = b.owner_text, author_id = b.author_id, created_at = b.created_at, version = d.version + 1, updated_at = statement_timestamp()
    from ${before('dyad')}
    where ${ofImport(scope, 'r')} and r.entity = 'dyad' and ${ofTenant(scope, 'd')} and d.dyad_id = r.entity_id and ${isStillAt(scope, dyad, raised)}
    returning d.dyad_id, b.version, d.version`,
  )
  await followCreditCodes(tx, scope)
  await followChangedParties(tx, scope)
  await putBack(
    tx,
    scope,
    'contact',
    sql`update app.contact c set title = b.title, department = b.department, phone = b.phone, email = b.email, version = c.version + 1, updated_at = statement_timestamp()
    from ${before('contact')}
    where ${ofImport(scope, 'r')} and r.entity = 'contact' and ${ofTenant(scope, 'c')} and c.contact_id = r.entity_id and ${isStillAt(scope, contact, raised)}
    returning c.contact_id, b.version, c.version`,
  )
}

const first = sql`1`

/** People that the import brought and nobody has edited. */
export async function removeImportedContacts(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.contact c set deleted_at = statement_timestamp(), version = c.version + 1 where ${ofImport(scope, 'c')} and ${isStillAt(scope, contact, first)} and c.deleted_at is null`.execute(
    tx,
  )
}

const factTables = ['sales_order', 'delivery', 'payment', 'known_cost'] as const

/**
 * Relations that the import created and that nothing else uses go: no facts of another published import, nobody's entries, no later edit. Their
 * codes are free again; companies without any other relation go with them. Answers how many relations went.
 */
export async function removeImportedParties(tx: Tx, scope: ImportScope): Promise<number> {
  const used = sql.join(
    factTables.map(
      table => sql`exists (select 1 from ${sql.table(`app.${table}`)} f join app.import i on i.tenant_id = f.tenant_id and i.import_id = f.import_id and i.state = 'published'
        where f.tenant_id = d.tenant_id and f.dyad_id = d.dyad_id)`,
    ),
    sql` or `,
  )
  const { rows } = await sql<{ dyad_id: string; party_id: string }>`update app.dyad d set deleted_at = statement_timestamp()
    where ${ofImport(scope, 'd')} and d.deleted_at is null and ${isStillAt(scope, dyad, first)} and d.merged_into_id is null and not (${used})
      and not exists (select 1 from app.dyad_evidence e where e.tenant_id = d.tenant_id and e.dyad_id = d.dyad_id and e.withdrawn_at is null)
      and not exists (select 1 from app.dyad m where m.tenant_id = d.tenant_id and m.merged_into_id = d.dyad_id)
    returning d.dyad_id, case when d.side = 'sale' then d.buyer_id else d.seller_id end as party_id`.execute(tx)
  const [dyads, parties] = [rows.map(row => row.dyad_id), rows.map(row => row.party_id)]
  await sql`delete from app.business_key k where ${ofTenant(scope, 'k')} and k.dyad_id = any(${dyads}::uuid[])`.execute(tx)
  await followDyads(tx, scope.tenantId, dyads)
  await sql`update app.party q set deleted_at = statement_timestamp() where ${ofTenant(scope, 'q')} and q.party_id = any(${parties}::uuid[]) and q.deleted_at is null
      and not exists (select 1 from app.dyad d where d.tenant_id = q.tenant_id and q.party_id in (d.buyer_id, d.seller_id) and d.deleted_at is null)`.execute(
    tx,
  )
  await sql`delete from app.business_key k using app.party q where ${ofTenant(scope, 'k')} and k.kind = 'party_uscc' and ${ofTenant(scope, 'q')} and q.party_id = k.entity_id
      and q.party_id = any(${parties}::uuid[]) and q.deleted_at is not null`.execute(tx)
  return dyads.length
}

/** Relations of an import that was never published, with the companies it brought. */
export async function discardParties(tx: Tx, scope: ImportScope): Promise<void> {
  const hidden = sql`select d.dyad_id from app.dyad d where ${ofImport(scope, 'd')} and not d.is_published`
  await sql`delete from app.business_key k where ${ofTenant(scope, 'k')} and k.dyad_id in (${hidden})`.execute(tx)
  await sql`delete from app.dyad d where ${ofImport(scope, 'd')} and not d.is_published`.execute(tx)
  const orphans = sql`select q.party_id from app.party q where ${ofImport(scope, 'q')} and not exists (select 1 from app.dyad d where d.tenant_id = q.tenant_id and (d.buyer_id = q.party_id or d.seller_id = q.party_id))`
  await sql`delete from app.business_key k where ${ofTenant(scope, 'k')} and k.kind = 'party_uscc' and k.entity_id in (${orphans})`.execute(
    tx,
  )
  await sql`delete from app.party q where ${ofImport(scope, 'q')} and not exists (select 1 from app.dyad d where d.tenant_id = q.tenant_id and (d.buyer_id = q.party_id or d.seller_id = q.party_id))`.execute(
    tx,
  )
  await settleEntries(tx, scope.tenantId)
  await setHiding(tx, scope, false)
}
