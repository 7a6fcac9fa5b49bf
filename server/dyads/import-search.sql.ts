import { type RawBuilder, sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { entryColumns, indexDue } from '#server/platform/search-entry.sql.ts'

const buysOfUs = sql`exists (select 1 from app.dyad d where d.tenant_id = p.tenant_id and d.buyer_id = p.party_id and d.side = 'sale')`

const departmentOfOwner = sql`(select m.department_id from app.membership m where m.tenant_id = p.tenant_id and m.user_id = p.owner_id)`

/** What new parties of an import are found by: `news` are their staged rows (alias p, from its table on). */
export async function enterNewParties(tx: Tx, news: RawBuilder<unknown>): Promise<void> {
  const named = (of: RawBuilder<unknown>) =>
    sql`from (select p.* from ${news} and ${of}) p join app.party q on q.tenant_id = p.tenant_id and q.party_id = p.party_id`
  await sql`insert into app.search_entry (${entryColumns})
    select p.tenant_id, p.dyad_id, null, p.owner_id, ${departmentOfOwner}, null, null, true,
      case when p.code <> '' then app.words_of_code(p.code) || ' ' else '' end || q.search_text
    ${named(sql`p.role = 'customer'`)} order by p.dyad_id
    on conflict do nothing`.execute(tx)
  await sql`insert into app.search_entry (${entryColumns})
    select distinct on (p.party_id) p.tenant_id, p.party_id, null::uuid, null::uuid, null::uuid, null::uuid, null::bigint, false, q.search_text
    ${named(sql`p.role <> 'customer'`)} where not ${buysOfUs} order by p.party_id
    on conflict do nothing`.execute(tx)
}

/** Says whether an import hides customers that it has written and not published: searches look at each hit then. */
export async function setHiding(tx: Tx, scope: ImportScope, isHiding: boolean): Promise<void> {
  await sql`update app.import i set is_hiding = ${isHiding} where ${ofImport(scope, 'i')} and i.is_hiding <> ${isHiding}`.execute(tx)
}

/** When all of them are written: a company that was there before, or came in another role, has its entry in the relation in which it buys of us. */
export async function settleNewParties(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`delete from app.search_entry e using app.staged_party p
    where ${ofImport(scope, 'p')} and p.status = 'new' and p.role = 'customer' and p.is_joined and ${ofTenant(scope, 'e')} and e.entry_id = p.party_id`.execute(
    tx,
  )
}

/** Known parties about which an import says something new, or said, where it is undone: their rows before it are kept. */
export async function followChangedParties(tx: Tx, scope: ImportScope): Promise<void> {
  const changed = (entity: 'party' | 'dyad') =>
    sql`select r.entity_id from app.replaced_fact r where ${ofImport(scope, 'r')} and r.entity = ${entity}`
  const { rows } = await sql<{ some: boolean }>`select exists (${changed('party')}) as some`.execute(tx)
  if (rows[0]?.some === true)
    await indexDue(
      tx,
      scope.tenantId,
      sql`(v.party_id in (${changed('party')}) or v.own_id in (${changed('dyad')}) or v.survivor_id in (${changed('dyad')}))`,
    )
}
