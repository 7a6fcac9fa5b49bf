import { type RawBuilder, sql } from 'kysely'
import { may, roles } from '#core/platform/access.ts'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { restDays } from './ownership.sql.ts'
import { isStillAt } from './undo-versions.sql.ts'

const assigning = roles.filter(role => may(role, 'customers.assign'))

/** Whether who brought the import may give customers to owners: one without a person behind it (the demo, the command line) may. */
const mayAssign = (
  scope: ImportScope,
) => sql`exists (select 1 from app.import i left join app.membership b on b.tenant_id = i.tenant_id and b.user_id = i.created_by
  where ${ofImport(scope, 'i')} and (i.created_by is null or b.role = any(${assigning}::text[])))`

/** Members by what files call them, where that means exactly one. */
const memberNamed = (scope: ImportScope, isActive: boolean) => sql`(select f.named, (array_agg(f.user_id))[1] as user_id from (
    select lower(u.email) as named, m.user_id from app.membership m join identity."user" u on u.id = m.user_id where ${ofTenant(scope, 'm')} ${isActive ? sql`and m.disabled_at is null` : sql``}
    union select lower(u.name), m.user_id from app.membership m join identity."user" u on u.id = m.user_id where ${ofTenant(scope, 'm')} ${isActive ? sql`and m.disabled_at is null` : sql``}) f
  group by f.named having count(distinct f.user_id) = 1)`

/** Who the owners and authors of a file of customers are: members by e-mail or name. Others stay as the words that they are. */
export async function matchPeople(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_party p set owner_id = null, author_id = null where ${ofImport(scope, 'p')} and (p.owner_id is not null or p.author_id is not null)`.execute(
    tx,
  )
  await sql`update app.staged_party p set owner_id = n.user_id from ${memberNamed(scope, true)} n
    where ${ofImport(scope, 'p')} and p.owner is not null and lower(trim(p.owner)) = n.named and ${mayAssign(scope)}`.execute(tx)
  await sql`update app.staged_party p set author_id = n.user_id from ${memberNamed(scope, false)} n
    where ${ofImport(scope, 'p')} and p.author is not null and lower(trim(p.author)) = n.named`.execute(tx)
}

/** Rows whose owner or author is no member whom this import may name: the words stay, nobody is given the customer. */
export async function countUnknownPeople(tx: Tx, scope: ImportScope): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.staged_party p
    where ${ofImport(scope, 'p')} and p.row_no is not null and ((p.owner is not null and p.owner_id is null) or (p.author is not null and p.author_id is null))`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** The moment that a text names, a day alone being noon in the firm's zone. */
export const momentOf = (scope: ImportScope, text: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`((case when length(${text}) > 10 then ${text} else ${text} || 'T12:00' end)::timestamp at time zone (select t.time_zone from app.tenant t where t.tenant_id = ${scope.tenantId}::uuid))`

/** A known customer whose owner the file names anew, or takes away. */
export const changesOwner = sql<boolean>`(p.role = 'customer' and (p.owner_id is distinct from d.owner_id)
  and (p.owner_id is not null or ('owner_id' = any(p.cleared) and p.owner is null)))`

const entryOf = (mark: string) => sql`md5(p.import_id::text || ${mark}::text || d.dyad_id::text)::uuid`

/**
 * Known customers go to the owners that their file names, as if each had been assigned by hand: out of their pool, their time begins anew, and the
 * change of hands is kept. Their version is raised by whoever calls.
 */
export async function changeOwners(tx: Tx, scope: ImportScope): Promise<void> {
  const changed = sql`app.staged_party p join app.dyad d on d.tenant_id = p.tenant_id and d.dyad_id = p.dyad_id
    where ${ofImport(scope, 'p')} and p.status = 'changed' and ${changesOwner}`
  await sql`insert into app.ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, pool_id, author_id, at)
    select d.tenant_id, d.dyad_id, ${entryOf('owner')}, case when p.owner_id is null then 'released' else 'assigned' end, d.owner_id, p.owner_id, d.pool_id,
      (select i.created_by from app.import i where ${ofImport(scope, 'i')}), statement_timestamp() from ${changed} on conflict do nothing`.execute(
    tx,
  )
  await sql`update app.dyad d set owner_id = c.owner_id, owner_text = null,
      department_id = coalesce((select m.department_id from app.membership m where m.tenant_id = d.tenant_id and m.user_id = c.owner_id), d.department_id),
      pool_id = case when c.owner_id is null then d.pool_id end, pooled_at = case when c.owner_id is null then d.pooled_at end,
      home_pool_id = coalesce(d.pool_id, d.home_pool_id), claimed_at = case when c.owner_id is not null then statement_timestamp() end,
      recycle_at = case when c.owner_id is not null then (select statement_timestamp() + make_interval(days => ${restDays('d', 'o')}) from app.customer_pool o
        where o.tenant_id = d.tenant_id and o.pool_id = coalesce(d.pool_id, d.home_pool_id) and o.deleted_at is null) end
    from (select d.dyad_id, p.owner_id from ${changed}) c where ${ofTenant(scope, 'd')} and d.dyad_id = c.dyad_id`.execute(tx)
}

/** Whose customers were before the import, for those that nobody has written since; the way back is kept too. Runs before their versions rise again. */
export async function returnOwners(tx: Tx, scope: ImportScope): Promise<void> {
  const held = sql`app.replaced_fact r cross join lateral jsonb_populate_record(null::app.dyad, r.fact) b
    join app.dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.entity_id
    where ${ofImport(scope, 'r')} and r.entity = 'dyad' and ${isStillAt(scope, { entity: 'dyad', id: sql`d.dyad_id`, version: sql`d.version` }, sql`b.version + 1`)} and d.owner_id is distinct from b.owner_id`
  await sql`insert into app.ownership_entry (tenant_id, dyad_id, entry_id, kind, from_owner_id, to_owner_id, author_id, at)
    select d.tenant_id, d.dyad_id, md5(r.import_id::text || 'returned' || d.dyad_id::text)::uuid, case when b.owner_id is null then 'released' else 'assigned' end, d.owner_id, b.owner_id,
      (select i.created_by from app.import i where ${ofImport(scope, 'i')}), statement_timestamp() from ${held} on conflict do nothing`.execute(
    tx,
  )
  await sql`update app.dyad d set owner_id = f.owner_id, department_id = f.department_id, pool_id = f.pool_id, pooled_at = f.pooled_at, home_pool_id = f.home_pool_id,
      claimed_at = f.claimed_at, recycle_at = f.recycle_at
    from (select b.* from ${held}) f where ${ofTenant(scope, 'd')} and d.dyad_id = f.dyad_id`.execute(tx)
}

/** The codes under which companies are found follow those that their files gave them or took away. */
export async function followCreditCodes(tx: Tx, scope: ImportScope): Promise<void> {
  const touched = sql`app.replaced_fact r join app.party q on q.tenant_id = r.tenant_id and q.party_id = r.entity_id
    where ${ofImport(scope, 'r')} and r.entity = 'party' and upper(q.uscc) is distinct from upper(r.fact ->> 'uscc')`
  await sql`delete from app.business_key k using (select q.party_id, q.uscc from ${touched}) t
    where ${ofTenant(scope, 'k')} and k.kind = 'party_uscc' and k.entity_id = t.party_id and k.key is distinct from upper(t.uscc)`.execute(
    tx,
  )
  await sql`insert into app.business_key (tenant_id, kind, key, dyad_id, entity_id)
    select q.tenant_id, 'party_uscc', upper(q.uscc), null, q.party_id from ${touched} and q.uscc is not null on conflict do nothing`.execute(
    tx,
  )
}
