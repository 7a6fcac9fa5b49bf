import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The condition that a party (a column holding its id) is one of these or stands below one: how any list, filter or sum is rolled up to a group. */
export function inGroup(tenantId: string, partyIds: readonly string[], party: string): RawBuilder<SqlBool> {
  const ids = sql`${[...partyIds]}::uuid[]`
  return sql<SqlBool>`${sql.ref(party)} in (select unnest(${ids}) union all
    select g.descendant_id from party_ancestor g where g.tenant_id = ${tenantId}::uuid and g.ancestor_id = any(${ids}))`
}

/** The same for the filter of a list: nothing chosen is no condition; `none` are the parties without a group. */
export function groupConditions(tenantId: string, group: readonly string[] | undefined, party: string): RawBuilder<SqlBool>[] {
  if (group === undefined || group.length === 0) return []
  const ids = group.filter(one => one !== 'none')
  const of = sql`g.tenant_id = ${tenantId}::uuid`
  const alone = sql<SqlBool>`not exists (select 1 from party_ancestor g where ${of} and (g.descendant_id = ${sql.ref(party)} or g.ancestor_id = ${sql.ref(party)}))`
  const ways = [...(ids.length > 0 ? [inGroup(tenantId, ids, party)] : []), ...(ids.length < group.length ? [alone] : [])]
  return [sql<SqlBool>`(${sql.join(ways, sql` or `)})`]
}

/** The dyads, with those merged into them, of a party and of all below it that a person sees as customers. */
export async function readGroupDyads(tx: Tx, asker: Viewer & { readonly tenantId: string }, partyId: string): Promise<string[]> {
  const { tenantId } = asker
  const { rows } = await sql<{ id: string }>`
    with seen as (select d.dyad_id from dyad d where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null
      and d.merged_into_id is null and ${visibleDyads(asker, 'd')} and ${inGroup(tenantId, [partyId], 'd.buyer_id')})
    select dyad_id as id from seen union select m.dyad_id from dyad_current m join seen s on m.current_id = s.dyad_id where m.tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
  return rows.map(row => row.id)
}
