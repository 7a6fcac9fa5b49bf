import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import { indexParties } from '#server/platform/search-entry.sql.ts'

export type MarkRow = { readonly code: string; readonly tags: readonly string[]; readonly custom: Readonly<Record<string, string>> }

/** Puts tags and own values on customers by their codes; answers the customers' ids. */
export async function writeMarks(tx: Tx, tenantId: string, marks: readonly MarkRow[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update app.dyad d set tags = array(select jsonb_array_elements_text(g.tags)), custom = d.custom || g.custom
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as g (code text, tags jsonb, custom jsonb)
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.code = g.code returning d.dyad_id as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Gives a party that was made under its Chinese name alone its English one. */
export async function nameHead(tx: Tx, tenantId: string, name: string, nameEn: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`update app.party set name_en = ${nameEn}
    where tenant_id = ${tenantId}::uuid and name = ${name} and name_en is null returning party_id as id`.execute(tx)
  await indexParties(
    tx,
    tenantId,
    rows.map(({ id }) => id),
  )
}

/** The planner takes tables that were just filled for empty ones until it is told. */
export async function refreshStatistics(tx: Tx): Promise<void> {
  await sql`select app.refresh_statistics(array(select c.relname::text from pg_catalog.pg_class c
    where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.reltuples < 0 and pg_catalog.pg_relation_size(c.oid) > 32768))`.execute(
    tx,
  )
}
