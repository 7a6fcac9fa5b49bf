import { sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant, withoutWaitingForDisk } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** Items and categories that the import changed are what they were. */
export async function restoreCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.item k set name = b.name, unit = b.unit, unit_cost_minor = b.unit_cost_minor, category_id = b.category_id
    from app.replaced_fact r, jsonb_populate_record(null::app.item, r.fact) b
    where ${ofImport(scope, 'r')} and r.entity = 'item' and ${ofTenant(scope, 'k')} and k.item_id = r.entity_id`.execute(tx)
  await sql`update app.item_category k set name = b.name from app.replaced_fact r, jsonb_populate_record(null::app.item_category, r.fact) b
    where ${ofImport(scope, 'r')} and r.entity = 'item_category' and ${ofTenant(scope, 'k')} and k.category_id = r.entity_id`.execute(tx)
}

/** Items and categories that the import brought and that no line of another import uses. */
export async function removeImportedCatalogue(tx: Tx, scope: ImportScope): Promise<void> {
  const unused = sql`${ofImport(scope, 'k')}
    and not exists (select 1 from app.order_line l where l.tenant_id = k.tenant_id and l.item_id = k.item_id and l.import_id <> k.import_id)
    and not exists (select 1 from app.delivery l where l.tenant_id = k.tenant_id and l.item_id = k.item_id and l.import_id <> k.import_id)`
  await sql`with gone as (delete from app.item k where ${unused} returning k.item_id)
    delete from app.business_key b using gone g where ${ofTenant(scope, 'b')} and b.kind = 'item_code' and b.entity_id = g.item_id`.execute(
    tx,
  )
  const empty = sql`${ofImport(scope, 'k')} and not exists (select 1 from app.item i where i.tenant_id = k.tenant_id and i.category_id = k.category_id)
    and not exists (select 1 from app.item_category c where c.tenant_id = k.tenant_id and c.parent_id = k.category_id and c.import_id is distinct from k.import_id)`
  await sql`with gone as (delete from app.item_category k where ${empty} returning k.category_id)
    delete from app.business_key b using gone g where ${ofTenant(scope, 'b')} and b.kind = 'category_code' and b.entity_id = g.category_id`.execute(
    tx,
  )
}

const factTables = [
  ['order_line', 'order_id'],
  ['sales_order', 'order_id'],
  ['delivery', 'delivery_id'],
  ['payment', 'payment_id'],
  ['known_cost', 'cost_id'],
] as const
export type FactTable = (typeof factTables)[number][0]
export const factTableNames: readonly FactTable[] = factTables.map(([table]) => table)

/** Removes a portion of the facts of an import that nobody sees; answers how many rows went. */
export async function removeFacts(tx: Tx, scope: ImportScope, table: FactTable, limit: number): Promise<number> {
  await withoutWaitingForDisk(tx)
  const facts = sql.table(`app.${table}`)
  const { numAffectedRows } = await sql`delete from ${facts} f where ${ofTenant(scope, 'f')} and f.ctid = any(array(
    select g.ctid from ${facts} g join app.import i on i.tenant_id = g.tenant_id and i.import_id = g.import_id and i.state <> 'published' where ${ofImport(scope, 'g')} limit ${limit}))`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}
