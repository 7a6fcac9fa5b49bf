import { type RawBuilder, sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

const head = (scope: ImportScope) => sql`select ${scope.tenantId}::uuid, ${scope.importId}::uuid`

/** Items that lines name and no file of items describes. Of several names of an item that of its newest paid line counts. */
export async function collectItems(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`insert into app.staged_item (tenant_id, import_id, key, code, name, category_key, category, unit)
    ${head(scope)}, f.key, coalesce(f.last[2], f.key), f.last[3], f.last[4], f.last[5], f.last[6]
    from (select l.item_key as key, max(array[(l.net_minor > 0)::int || lpad((l.file_no * 1000000000000::bigint + l.row_no)::text, 17, '0'), l.item, l.item_name, l.category_key, l.category, l.unit]) as last
      from app.staged_line l where ${ofImport(scope, 'l')} and l.item_key is not null group by 1) f
    on conflict do nothing`.execute(tx)
  await sql`insert into app.staged_item (tenant_id, import_id, key, code)
    ${head(scope)}, f.key, f.code from (select d.item_key as key, min(d.item) as code from app.staged_fact d where ${ofImport(scope, 'd')} and d.item_key is not null group by 1) f
    on conflict do nothing`.execute(tx)
}

/** Categories that items and lines name and no file of categories describes. */
export async function collectCategories(tx: Tx, scope: ImportScope): Promise<void> {
  const named = (from: RawBuilder<unknown>) =>
    sql`insert into app.staged_category (tenant_id, import_id, key, code) ${head(scope)}, f.key, f.code from (${from}) f on conflict do nothing`.execute(
      tx,
    )
  await named(
    sql`select s.category_key as key, coalesce(min(s.category), s.category_key) as code from app.staged_item s where ${ofImport(scope, 's')} and s.category_key is not null group by s.category_key`,
  )
  await named(
    sql`select c.parent_key as key, c.parent_key as code from app.staged_category c where ${ofImport(scope, 'c')} and c.parent_key is not null group by 1`,
  )
}

export async function resetCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`delete from app.staged_item s where ${ofImport(scope, 's')} and s.row_no is null`.execute(tx)
  await sql`delete from app.staged_category c where ${ofImport(scope, 'c')} and c.row_no is null`.execute(tx)
  await sql`update app.staged_item s set item_id = null, status = 'new' where ${ofImport(scope, 's')}`.execute(tx)
  await sql`update app.staged_category c set category_id = null, status = 'new' where ${ofImport(scope, 'c')}`.execute(tx)
}

/** Known by their codes, or new under an id of this import. */
export async function matchCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_category c set category_id = k.category_id, status = case when c.row_no is not null and coalesce(c.name, k.name) <> k.name then 'changed' else 'known' end
    from app.business_key b join app.item_category k on k.tenant_id = b.tenant_id and k.category_id = b.entity_id
    where ${ofImport(scope, 'c')} and ${ofTenant(scope, 'b')} and b.kind = 'category_code' and b.key = c.key`.execute(tx)
  await sql`update app.staged_category c set category_id = md5(c.import_id::text || '|category|' || c.key)::uuid where ${ofImport(scope, 'c')} and c.category_id is null`.execute(
    tx,
  )
  await sql`update app.staged_item s set item_id = k.item_id, status = case when s.row_no is not null and (coalesce(s.name, k.name) <> k.name or coalesce(s.unit, k.unit) is distinct from k.unit
        or coalesce(s.unit_cost_minor, k.unit_cost_minor) is distinct from k.unit_cost_minor or coalesce(c.category_id, k.category_id) is distinct from k.category_id) then 'changed' else 'known' end
    from app.business_key b join app.item k on k.tenant_id = b.tenant_id and k.item_id = b.entity_id, app.staged_item t
      left join app.staged_category c on c.tenant_id = t.tenant_id and c.import_id = t.import_id and c.key = t.category_key
    where ${ofImport(scope, 's')} and ${ofTenant(scope, 'b')} and b.kind = 'item_code' and b.key = s.key and ${ofImport(scope, 't')} and t.key = s.key`.execute(
    tx,
  )
  await sql`update app.staged_item s set item_id = md5(s.import_id::text || '|item|' || s.key)::uuid where ${ofImport(scope, 's')} and s.item_id is null`.execute(
    tx,
  )
}

const keep = (scope: ImportScope, entity: 'item' | 'item_category', id: RawBuilder<unknown>, from: RawBuilder<unknown>) =>
  sql`insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
    select ${scope.tenantId}::uuid, ${scope.importId}::uuid, ${entity}, ${id}, to_jsonb(k) from ${from} on conflict do nothing`

/** New categories and items, and what files say anew about known ones. Items are needed before lines are written: their costs count. */
export async function writeCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`insert into app.item_category (tenant_id, category_id, code, name, import_id)
    select c.tenant_id, c.category_id, c.code, coalesce(c.name, c.code), c.import_id from app.staged_category c where ${ofImport(scope, 'c')} and c.status = 'new' on conflict do nothing`.execute(
    tx,
  )
  await sql`insert into app.business_key (tenant_id, kind, key, entity_id)
    select c.tenant_id, 'category_code', c.key, c.category_id from app.staged_category c where ${ofImport(scope, 'c')} and c.status = 'new' on conflict do nothing`.execute(
    tx,
  )
  await sql`insert into app.item (tenant_id, item_id, code, name, category_id, supplier_id, unit, unit_cost_minor, import_id)
    select s.tenant_id, s.item_id, s.code, coalesce(s.name, s.code), c.category_id, p.party_id, s.unit, s.unit_cost_minor, s.import_id from app.staged_item s
      left join app.staged_category c on c.tenant_id = s.tenant_id and c.import_id = s.import_id and c.key = s.category_key
      left join app.staged_party p on p.tenant_id = s.tenant_id and p.import_id = s.import_id and p.role = 'supplier' and p.key = s.supplier_key
    where ${ofImport(scope, 's')} and s.status = 'new' on conflict do nothing`.execute(tx)
  await sql`insert into app.business_key (tenant_id, kind, key, entity_id)
    select s.tenant_id, 'item_code', s.key, s.item_id from app.staged_item s where ${ofImport(scope, 's')} and s.status = 'new' on conflict do nothing`.execute(
    tx,
  )
}

/** In the publishing transaction: what files say anew about known items and categories; what they were before is kept for an undo. */
export async function updateCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  const category = sql`${ofImport(scope, 'c')} and c.status = 'changed' and ${ofTenant(scope, 'k')} and k.category_id = c.category_id`
  await keep(scope, 'item_category', sql`k.category_id`, sql`app.staged_category c, app.item_category k where ${category}`).execute(tx)
  await sql`update app.item_category k set name = coalesce(c.name, k.name) from app.staged_category c where ${category}`.execute(tx)
  await sql`update app.item_category k set parent_id = p.category_id from app.staged_category c join app.staged_category p on p.tenant_id = c.tenant_id and p.import_id = c.import_id and p.key = c.parent_key
    where ${ofImport(scope, 'c')} and c.status = 'new' and c.key <> p.key and ${ofTenant(scope, 'k')} and k.category_id = c.category_id`.execute(
    tx,
  )
  const item = sql`${ofImport(scope, 's')} and s.status = 'changed' and ${ofTenant(scope, 'k')} and k.item_id = s.item_id`
  await keep(scope, 'item', sql`k.item_id`, sql`app.staged_item s, app.item k where ${item}`).execute(tx)
  await sql`update app.item k set name = coalesce(s.name, k.name), unit = coalesce(s.unit, k.unit), unit_cost_minor = coalesce(s.unit_cost_minor, k.unit_cost_minor), category_id = coalesce(c.category_id, k.category_id)
    from app.staged_item s left join app.staged_category c on c.tenant_id = s.tenant_id and c.import_id = s.import_id and c.key = s.category_key where ${item}`.execute(
    tx,
  )
}
