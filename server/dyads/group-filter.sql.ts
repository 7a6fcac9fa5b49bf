import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The condition that a party (a column holding its id) is one of these or stands below one: how any list, filter or sum is rolled up to a group. */
function inGroup(tenantId: string, partyIds: readonly string[], party: string): RawBuilder<SqlBool> {
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
