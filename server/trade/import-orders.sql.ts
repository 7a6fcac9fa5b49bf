import { sql } from 'kysely'
import type { BucketRange, ImportScope } from '#server/intake/import-work.ts'
import { inBuckets, ofImport, ofTenant, preferHashing } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** Orders whose import is published and that no later import replaced: what everybody sees. */
const active = (scope: ImportScope, alias: string) =>
  sql`${ofTenant(scope, alias)} and ${sql.ref(`${alias}.source`)} = ${scope.source} and ${sql.ref(`${alias}.superseded_by`)} is null
    and exists (select 1 from app.import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published')`

export async function resetOrders(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`delete from app.staged_order o where ${ofImport(scope, 'o')}`.execute(tx)
  await sql`delete from app.staged_fact f where ${ofImport(scope, 'f')} and f.is_derived`.execute(tx)
  await sql`update app.staged_fact f set dyad_id = null, fact_id = null, status = 'new' where ${ofImport(scope, 'f')}`.execute(tx)
}

/** Whether there is trade without a named customer. */
export async function hasAnonymousRows(tx: Tx, scope: ImportScope): Promise<boolean> {
  const some = (table: string) => sql`exists (select 1 from ${sql.table(table)} s where ${ofImport(scope, 's')} and s.customer_key = '')`
  const { rows } = await sql<{
    found: boolean
  }>`select ${some('app.staged_line')} or ${some('app.staged_head')} or ${some('app.staged_fact')} as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** Of several files of lines in one import the later one counts for an order that stands in both. Answers the rows of earlier ones that fell away, by file. */
export async function dropReplacedLines(tx: Tx, scope: ImportScope): Promise<{ fileNo: number; rows: number }[]> {
  const { rows } = await sql<{ fileNo: number; rows: number }>`with newest as (
      select l.number, max(l.file_no) as file_no from app.staged_line l where ${ofImport(scope, 'l')} group by l.number having max(l.file_no) <> min(l.file_no)),
    gone as (delete from app.staged_line l using newest n where ${ofImport(scope, 'l')} and l.number = n.number and l.file_no < n.file_no returning l.file_no)
    select g.file_no as "fileNo", count(*)::int8 as rows from gone g group by 1`.execute(tx)
  return rows
}

/** The costs of lines that name none, from the known unit cost of their item. */
export async function fillCosts(tx: Tx, scope: ImportScope, range: BucketRange): Promise<void> {
  await preferHashing(tx)
  await sql`update app.staged_line l set cost_minor = round(l.quantity * i.unit_cost_minor)
    from app.staged_item s join app.item i on i.tenant_id = s.tenant_id and i.item_id = s.item_id
    where ${ofImport(scope, 'l')} and ${inBuckets(range, 'l')} and ${ofImport(scope, 's')} and s.key = l.item_key
      and l.cost_minor is null and l.quantity is not null and i.unit_cost_minor is not null`.execute(tx)
}

export async function knowsItemCosts(tx: Tx, scope: ImportScope): Promise<boolean> {
  const { rows } = await sql<{
    known: boolean
  }>`select exists (select 1 from app.staged_item s join app.item i on i.tenant_id = s.tenant_id and i.item_id = s.item_id
    where ${ofImport(scope, 's')} and i.unit_cost_minor is not null) as known`.execute(tx)
  return rows[0]?.known ?? false
}

const content = sql`md5(concat_ws('|', count(*), sum(l.line_hash), sum(l.amount_minor), sum(l.net_minor), sum(l.cost_minor), l.ordered_on,
  bool_or(l.is_order), min(l.currency), max(l.salesperson), max(l.country)))`

/** Puts lines together to orders, one for each number, customer and day. A document without a single line that is an order, and with a return, is a return. */
export async function groupOrders(tx: Tx, scope: ImportScope, range: BucketRange, anonymousId: string | undefined): Promise<void> {
  await preferHashing(tx)
  await sql`insert into app.staged_order (tenant_id, import_id, bucket, number, customer_key, file_no, first_row, order_id, dyad_id, ordered_on, is_return, currency,
      line_count, net_minor, cost_minor, content_hash, salesperson, country)
    select o.tenant_id, o.import_id, o.bucket, o.number, o.customer_key, o.file_no, o.first_row, md5(o.import_id::text || '|' || o.number || '|' || o.customer_key || '|' || o.ordered_on)::uuid,
      coalesce(p.dyad_id, ${anonymousId ?? null}::uuid), o.ordered_on, o.is_return, o.currency, o.line_count, o.net_minor, o.cost_minor, o.content_hash, o.salesperson, o.country
    from (select l.tenant_id, l.import_id, l.bucket, l.number, l.customer_key, min(l.file_no) as file_no, min(l.row_no) as first_row, l.ordered_on,
        not bool_or(l.is_order) and bool_or(l.is_return) as is_return, min(l.currency) as currency, count(*)::int as line_count, sum(l.net_minor)::bigint as net_minor,
        case when count(l.cost_minor) = count(*) then sum(l.cost_minor)::bigint end as cost_minor, ${content} as content_hash, max(l.salesperson) as salesperson, max(l.country) as country
      from app.staged_line l where ${ofImport(scope, 'l')} and ${inBuckets(range, 'l')} group by 1, 2, 3, 4, 5, l.ordered_on) o
    left join app.staged_party p on p.tenant_id = o.tenant_id and p.import_id = o.import_id and p.role = 'customer' and p.key = o.customer_key and o.customer_key <> ''`.execute(
    tx,
  )
}

/** Heads of orders that have no lines in this import and are not known yet: orders all the same, without lines. */
export async function addBareHeads(tx: Tx, scope: ImportScope, range: BucketRange, anonymousId: string | undefined): Promise<void> {
  await sql`insert into app.staged_order (tenant_id, import_id, bucket, number, customer_key, file_no, first_row, order_id, dyad_id, ordered_on, is_return, currency,
      line_count, net_minor, content_hash, salesperson, country)
    select h.tenant_id, h.import_id, h.bucket, h.number, h.customer_key, h.file_no, h.row_no, md5(h.import_id::text || '|' || h.number || '|' || h.customer_key || '|' || h.ordered_on)::uuid,
      coalesce(p.dyad_id, ${anonymousId ?? null}::uuid), h.ordered_on, h.is_return, coalesce(h.currency, ${scope.baseCurrency}), 0, 0, md5('head|' || h.line_hash), h.salesperson, h.country
    from (select distinct on (s.number) s.* from app.staged_head s where ${ofImport(scope, 's')} and ${inBuckets(range, 's')} order by s.number, s.file_no desc, s.row_no) h
    left join app.staged_party p on p.tenant_id = h.tenant_id and p.import_id = h.import_id and p.role = 'customer' and p.key = h.customer_key and h.customer_key <> ''
    where not exists (select 1 from app.staged_order o where ${ofImport(scope, 'o')} and o.bucket = h.bucket and o.number = h.number)
      and not exists (select 1 from app.sales_order e where ${active(scope, 'e')} and e.number = h.number)
    on conflict do nothing`.execute(tx)
}

/** Whether anything of the source is there already: a first import has nothing to compare with. */
export async function knowsSource(tx: Tx, scope: ImportScope): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select exists (
    select 1 from app.import i where ${ofTenant(scope, 'i')} and i.source = ${scope.source} and i.state = 'published') as known`.execute(tx)
  return rows[0]?.known ?? false
}

/** Compares the orders with those that are known under the same number: the same again, other content (replaced as a whole), or new. */
export async function compareOrders(tx: Tx, scope: ImportScope): Promise<void> {
  await preferHashing(tx)
  const mark = (alias: string) =>
    sql`sum(hashtextextended(coalesce(${sql.ref(`${alias}.dyad_id`)}::text, '') || ${sql.ref(`${alias}.content_hash`)}, 0))`
  await sql`with staged as materialized (
      select o.number, count(*) as documents, ${mark('o')} as mark from app.staged_order o where ${ofImport(scope, 'o')} group by 1),
    known as materialized (select e.number, count(*) as documents, ${mark('e')} as mark from app.sales_order e where ${active(scope, 'e')} group by 1)
    update app.staged_order o set status = case when s.documents = k.documents and s.mark = k.mark then 'unchanged' else 'changed' end
    from staged s join known k on k.number = s.number where ${ofImport(scope, 'o')} and o.number = s.number`.execute(tx)
}

const fresh = sql`o.status in ('new', 'changed')`

/** Writes the orders of a range. They belong to an import that is not published: nobody sees them. */
export async function insertOrders(tx: Tx, scope: ImportScope, range: BucketRange): Promise<void> {
  await preferHashing(tx)
  await sql`insert into app.sales_order (tenant_id, dyad_id, order_id, import_id, source, number, kind, ordered_on, currency, line_count, net_minor, cost_minor, content_hash, salesperson, country)
    select o.tenant_id, o.dyad_id, o.order_id, o.import_id, ${scope.source}, o.number, case when o.is_return then 'return' else 'order' end, o.ordered_on, o.currency, o.line_count, o.net_minor,
      o.cost_minor, o.content_hash, o.salesperson, o.country
    from app.staged_order o where ${ofImport(scope, 'o')} and ${inBuckets(range, 'o')} and ${fresh} order by o.dyad_id, o.order_id`.execute(
    tx,
  )
}

/** Writes the lines of a range's orders, which are there already. Answers how many. */
export async function insertLines(tx: Tx, scope: ImportScope, range: BucketRange): Promise<number> {
  await preferHashing(tx)
  const { numAffectedRows } =
    await sql`insert into app.order_line (tenant_id, dyad_id, order_id, line_no, import_id, file_no, row_no, line_key, item_id, quantity, unit, unit_price, discount, currency,
      amount_minor, net_minor, tax_rate, cost_minor, requested_on, first_promised_on, promised_on, delivered_on)
    select l.tenant_id, o.dyad_id, o.order_id, (row_number() over (partition by o.dyad_id, o.order_id order by l.file_no, l.row_no))::int, l.import_id, l.file_no, l.row_no, l.line_key, i.item_id,
      l.quantity, l.unit, l.unit_price, l.discount, l.currency, l.amount_minor, l.net_minor, l.tax_rate, l.cost_minor, l.requested_on, l.first_promised_on, l.promised_on, l.delivered_on
    from app.staged_line l
    join app.staged_order o on o.tenant_id = l.tenant_id and o.import_id = l.import_id and o.bucket = l.bucket and o.number = l.number and o.customer_key = l.customer_key and o.ordered_on = l.ordered_on
    left join app.staged_item i on i.tenant_id = l.tenant_id and i.import_id = l.import_id and i.key = l.item_key
    where ${ofImport(scope, 'l')} and ${inBuckets(range, 'l')} and ${inBuckets(range, 'o')} and ${fresh}
    order by o.dyad_id, o.order_id, l.file_no, l.row_no`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** The versions of changed orders that everybody has seen so far step back. */
export async function supersedeOrders(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.sales_order e set superseded_by = ${scope.importId}::uuid
    where ${active(scope, 'e')} and e.import_id <> ${scope.importId}::uuid
      and e.number in (select o.number from app.staged_order o where ${ofImport(scope, 'o')} and o.status = 'changed')`.execute(tx)
  // What the firm wrote on an order is no part of the file: its next version has it too, and an undo brings the old one back with its own.
  await sql`update app.sales_order n set custom = e.custom, tags = e.tags
    from app.sales_order e where ${ofTenant(scope, 'e')} and e.superseded_by = ${scope.importId}::uuid and (e.custom <> '{}' or e.tags <> '{}')
      and ${ofImport(scope, 'n')} and n.number = e.number and n.kind = e.kind`.execute(tx)
}

export type Superseder = { readonly importId: string; readonly orders: number }

/** Later imports that replaced orders of this one. */
export async function readSuperseders(tx: Tx, scope: ImportScope): Promise<Superseder[]> {
  const { rows } = await sql<Superseder>`select e.superseded_by as "importId", count(*)::int as orders from app.sales_order e
    join app.import i on i.tenant_id = e.tenant_id and i.import_id = e.superseded_by and i.state = 'published'
    where ${ofImport(scope, 'e')} group by 1 order by 1 desc`.execute(tx)
  return rows
}

/** The orders that this import replaced are there again. */
export async function restoreOrders(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.sales_order e set superseded_by = null where ${ofTenant(scope, 'e')} and e.superseded_by = ${scope.importId}::uuid`.execute(
    tx,
  )
}
