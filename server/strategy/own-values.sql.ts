import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomValues } from '#core/platform/custom-field.ts'
import type { Tx } from '#server/platform/database.ts'

/**
 * What customers that a condition on app.dyad (`d`) selects have filled in of these own fields, by their dyad; those with none of them are left out.
 * A key names one field of the customer and its company together.
 */
export async function readOwnValues(
  tx: Tx,
  tenantId: string,
  keys: readonly string[],
  condition: RawBuilder<SqlBool>,
): Promise<ReadonlyMap<string, CustomValues>> {
  const asked = sql`${[...keys]}::text[]`
  const { rows } = await sql<{ dyadId: string; own: CustomValues }>`select d.dyad_id as "dyadId", o.own
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    cross join lateral (select jsonb_object_agg(e.key, e.value) as own from jsonb_each(p.custom || d.custom) e where e.key = any(${asked})) o
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous
      and (jsonb_exists_any(d.custom, ${asked}) or jsonb_exists_any(p.custom, ${asked})) and ${condition}`.execute(tx)
  return new Map(rows.map(({ dyadId, own }) => [dyadId, own]))
}
