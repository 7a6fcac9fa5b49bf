import { sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export type StatusCount = { readonly fileNo: number; readonly status: string; readonly rows: number }

/** Staged rows by file and by what becomes of them: new, changed, or the same as before (known, unchanged, alias). */
export async function countStatuses(tx: Tx, scope: ImportScope): Promise<StatusCount[]> {
  const own = (table: string) =>
    sql`select s.file_no, s.status, count(*)::int8 as rows from ${sql.table(table)} s where ${ofImport(scope, 's')} and s.row_no is not null`
  const { rows } = await sql<StatusCount>`select u.file_no as "fileNo", u.status, sum(u.rows)::int8 as rows from (
      select s.file_no, s.status, sum(s.line_count)::int8 as rows from app.staged_order s where ${ofImport(scope, 's')} group by 1, 2
      union all
      select h.file_no, coalesce(o.status, f.status, 'unchanged'), count(*)::int8 from app.staged_head h
        left join (select n.bucket, n.number, max(n.status) filter (where n.status <> 'unchanged') as status from app.staged_order n where ${ofImport(scope, 'n')} group by 1, 2) o on o.bucket = h.bucket and o.number = h.number
        left join app.staged_fact f on ${ofImport(scope, 'f')} and f.kind = 'delivery' and f.bucket = h.bucket and f.file_no = h.file_no and f.row_no = h.row_no and f.is_derived
        where ${ofImport(scope, 'h')} group by 1, 2
      union all
      select p.file_no, case when p.status in ('known', 'alias') and c.fresh then 'changed' else p.status end, count(*)::int8 from app.staged_party p
        left join (select k.file_no, k.row_no, bool_or(k.status in ('new', 'changed')) as fresh from app.staged_contact k where ${ofImport(scope, 'k')} group by 1, 2) c on c.file_no = p.file_no and c.row_no = p.row_no
        where ${ofImport(scope, 'p')} and p.row_no is not null group by 1, 2
      union all
      select c.file_no, c.status, count(*)::int8 from app.staged_contact c where ${ofImport(scope, 'c')}
        and not exists (select 1 from app.staged_party p where ${ofImport(scope, 'p')} and p.file_no = c.file_no and p.row_no = c.row_no) group by 1, 2
      union all ${own('app.staged_item')} group by 1, 2
      union all ${own('app.staged_category')} group by 1, 2
      union all ${own('app.staged_fact')} and not s.is_derived group by 1, 2
      union all ${own('app.staged_record')} group by 1, 2
    ) u group by 1, 2`.execute(tx)
  return rows
}

export type ImportFigures = {
  readonly newOrders: number
  readonly changedOrders: number
  readonly unchangedOrders: number
  readonly returns: number
  readonly anonymousLines: number
  readonly zeroPriceLines: number
  readonly netMinor: number
  readonly newCustomers: number
  readonly changedCustomers: number
  readonly newSuppliers: number
  readonly newCarriers: number
  readonly newContacts: number
  readonly newItems: number
  readonly newCategories: number
  readonly deliveries: number
  readonly payments: number
  readonly costs: number
  readonly firstDay: string | null
  readonly lastDay: string | null
}

/** What the import brings, in figures. Money: net sales of the orders that are written, minor units of the base currency. */
export async function readFigures(tx: Tx, scope: ImportScope): Promise<ImportFigures> {
  const fresh = sql`status in ('new', 'changed')`
  const { rows } = await sql<ImportFigures>`with o as (
      select count(*) filter (where status = 'new')::int8 as "newOrders", count(*) filter (where status = 'changed')::int8 as "changedOrders", count(*) filter (where status = 'unchanged')::int8 as "unchangedOrders",
        count(*) filter (where is_return and ${fresh})::int8 as "returns", coalesce(sum(line_count) filter (where customer_key = '' and ${fresh}), 0)::int8 as "anonymousLines",
        coalesce(sum(net_minor) filter (where ${fresh}), 0)::int8 as "netMinor", min(ordered_on) as "firstDay", max(ordered_on) as "lastDay" from app.staged_order s where ${ofImport(scope, 's')}),
    l as (select count(*)::int8 as "zeroPriceLines" from app.staged_line s where ${ofImport(scope, 's')} and s.amount_minor = 0),
    p as (select count(*) filter (where role = 'customer' and status = 'new')::int8 as "newCustomers", count(*) filter (where role = 'customer' and status = 'changed')::int8 as "changedCustomers",
        count(*) filter (where role = 'supplier' and status = 'new')::int8 as "newSuppliers", count(*) filter (where role = 'carrier' and status = 'new')::int8 as "newCarriers" from app.staged_party s where ${ofImport(scope, 's')}),
    c as (select count(*) filter (where status = 'new')::int8 as "newContacts" from app.staged_contact s where ${ofImport(scope, 's')}),
    i as (select count(*) filter (where status = 'new')::int8 as "newItems" from app.staged_item s where ${ofImport(scope, 's')}),
    k as (select count(*) filter (where status = 'new')::int8 as "newCategories" from app.staged_category s where ${ofImport(scope, 's')}),
    f as (select count(distinct document) filter (where kind = 'delivery' and ${fresh} and (shipped_on is not null or delivered_on is not null))::int8 as "deliveries",
        count(*) filter (where kind = 'payment' and ${fresh})::int8 as "payments", count(*) filter (where kind = 'cost' and ${fresh})::int8 as "costs" from app.staged_fact s where ${ofImport(scope, 's')})
    select * from o, l, p, c, i, k, f`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('no figures')
  return found
}

export type CodePair = { readonly first: string; readonly second: string; readonly spellings: number }

/** Customer codes that are taken as one although they are written differently. */
export async function readMergedCodes(tx: Tx, scope: ImportScope, limit: number): Promise<CodePair[]> {
  const { rows } =
    await sql<CodePair>`select min(f.customer) as first, max(f.customer) as second, count(distinct f.customer)::int as spellings from (
      select s.customer_key, s.customer from app.staged_line s where ${ofImport(scope, 's')} and s.customer_key like 'c:%' group by 1, 2
      union select p.key, p.code from app.staged_party p where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key like 'c:%'
      union select p.key, d.code from app.staged_party p join app.dyad d on d.tenant_id = p.tenant_id and d.dyad_id = p.dyad_id where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key like 'c:%' and d.code is not null) f
    where f.customer is not null group by f.customer_key having count(distinct f.customer) > 1 order by f.customer_key limit ${limit}`.execute(
      tx,
    )
  return rows
}

export type NamePair = {
  readonly name: string
  readonly other: string
  readonly otherDyadId: string | null
  readonly code: string | null
  readonly otherCode: string | null
}

/** How many new customers bear a name that another has, in all, and how many of them one that is known already. */
export type DuplicateFigures = { readonly possibleDuplicates: number; readonly duplicatesOfKnown: number }

/** What firms have in common at the end of their names, and so tells nothing. */
const bare = (column: string) =>
  sql`regexp_replace(${sql.ref(column)}, '(股份有限公司|有限责任公司|有限公司|集团|公司|coltd|limited|ltd|inc|corp|corporation|company|gmbh|co|llc|plc|sa|ag|bv)+$', '')`

/** New customers whose names are as good as those of others, here or known: to be looked at, and merged where they are one. Each is told with one other; the figures count all of them. */
export async function readPossibleDuplicates(
  tx: Tx,
  scope: ImportScope,
  limit: number,
): Promise<{ readonly pairs: NamePair[]; readonly figures: DuplicateFigures }> {
  const { rows } = await sql<NamePair & DuplicateFigures>`with everybody as materialized (
      select p.dyad_id, p.code, p.name, ${bare('p.name_key')} as bare, true as is_new from app.staged_party p where ${ofImport(scope, 'p')} and p.role = 'customer' and p.status = 'new' and p.name_key is not null
      union all
      select d.dyad_id, d.code, q.name, ${bare('q.name_key')}, false from app.party q join app.dyad d on d.tenant_id = q.tenant_id and d.buyer_id = q.party_id
      where ${ofTenant(scope, 'q')} and q.deleted_at is null and d.side = 'sale' and d.is_published and not d.is_anonymous and d.deleted_at is null and d.merged_into_id is null),
    paired as (select e.*, lag(e.name) over w as other, lag(e.code) over w as other_code, lag(e.dyad_id) over w as other_id, lag(e.is_new) over w as other_new
      from everybody e where e.bare <> '' window w as (partition by e.bare order by e.is_new, e.dyad_id))
    select p.name, p.code, p.other, p.other_code as "otherCode", case when not p.other_new then p.other_id end as "otherDyadId",
      count(*) over ()::int as "possibleDuplicates", count(*) filter (where not p.other_new) over ()::int as "duplicatesOfKnown" from paired p where p.is_new and p.other is not null
    order by 1, 3, p.dyad_id limit ${limit}`.execute(tx)
  const [first] = rows
  const figures = { possibleDuplicates: first?.possibleDuplicates ?? 0, duplicatesOfKnown: first?.duplicatesOfKnown ?? 0 }
  return { pairs: rows.map(({ possibleDuplicates: _all, duplicatesOfKnown: _known, ...pair }) => pair), figures }
}
