import { type RawBuilder, sql } from 'kysely'
import type { BucketRange, ImportScope } from '#server/intake/import-work.ts'
import { inBuckets, ofImport, ofTenant, preferHashing } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

const columns = sql.raw(
  'tenant_id, import_id, kind, bucket, file_no, row_no, document, number, order_number, customer_key, shipped_on, promised_on, delivered_on, carrier_key, amount_minor, is_derived, line_hash',
)

/**
 * Deliveries that stand in the rows of orders: the head of an order tells of one, lines of as many as they name days. Where a file of deliveries
 * is there, the rows of orders tell of freight alone.
 */
export async function deriveDeliveries(tx: Tx, scope: ImportScope, range: BucketRange, hasDeliveries: boolean): Promise<void> {
  const mark = (text: RawBuilder<unknown>) => sql`hashtextextended(${text}, 0)`
  const day = (column: RawBuilder<unknown>) => sql`case when not ${hasDeliveries}::boolean then ${column} end`
  await sql`insert into app.staged_fact (${columns})
    select h.tenant_id, h.import_id, 'delivery', h.bucket, h.file_no, h.row_no, 'o:' || h.number, null, h.number, h.customer_key, ${day(sql`h.shipped_on`)}, ${day(sql`coalesce(h.promised_on, h.requested_on)`)},
      ${day(sql`h.delivered_on`)}, h.carrier_key, h.freight_minor, true, ${mark(sql`concat_ws('|', h.shipped_on, h.promised_on, h.requested_on, h.delivered_on, h.carrier_key, h.freight_minor)`)}
    from app.staged_head h where ${ofImport(scope, 'h')} and ${inBuckets(range, 'h')} and (${day(sql`coalesce(h.shipped_on, h.delivered_on)`)} is not null or h.freight_minor is not null)`.execute(
    tx,
  )
  await sql`insert into app.staged_fact (${columns})
    select f.tenant_id, f.import_id, 'delivery', f.bucket, f.file_no, f.row_no, 'o:' || f.number, null, f.number, f.customer_key, f.shipped_on, f.promised_on, f.delivered_on, f.carrier_key,
      f.freight, true, ${mark(sql`concat_ws('|', f.shipped_on, f.promised_on, f.delivered_on, f.carrier_key, f.freight)`)}
    from (select l.tenant_id, l.import_id, l.bucket, l.number, l.customer_key, ${day(sql`case when l.is_order then l.shipped_on end`)} as shipped_on,
        ${day(sql`case when l.is_order then l.delivered_on end`)} as delivered_on, min(l.file_no) as file_no, min(l.row_no) as row_no,
        max(coalesce(l.promised_on, l.requested_on)) as promised_on, min(l.carrier_key) as carrier_key, sum(l.freight_minor)::bigint as freight
      from app.staged_line l where ${ofImport(scope, 'l')} and ${inBuckets(range, 'l')} and (l.shipped_on is not null or l.delivered_on is not null or l.freight_minor is not null)
        and not exists (select 1 from app.staged_head h where ${ofImport(scope, 'h')} and h.bucket = l.bucket and h.number = l.number)
      group by 1, 2, 3, 4, 5, 6, 7) f
    where f.shipped_on is not null or f.delivered_on is not null or f.freight is not null
    on conflict do nothing`.execute(tx)
}

export async function hasStagedDeliveries(tx: Tx, scope: ImportScope): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean
  }>`select exists (select 1 from app.staged_fact f where ${ofImport(scope, 'f')} and f.kind = 'delivery' and not f.is_derived) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

/** Whose facts they are: the customer that the row names, else that of its order in this import, else that of the order known already. */
export async function matchFacts(tx: Tx, scope: ImportScope, range: BucketRange, anonymousId: string | undefined): Promise<void> {
  const facts = sql`${ofImport(scope, 'f')} and ${inBuckets(range, 'f')}`
  await sql`update app.staged_fact f set fact_id = md5(f.import_id::text || '|' || f.kind || '|' || f.file_no || '|' || f.row_no || case when f.is_derived then 'o' else '' end)::uuid,
      dyad_id = case when f.customer_key = '' then ${anonymousId ?? null}::uuid else (select p.dyad_id from app.staged_party p where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key = f.customer_key) end
    where ${facts}`.execute(tx)
  await sql`update app.staged_fact f set dyad_id = o.dyad_id from app.staged_order o
    where ${facts} and f.dyad_id is null and f.order_number is not null and ${ofImport(scope, 'o')} and o.number = f.order_number`.execute(
    tx,
  )
  await sql`update app.staged_fact f set dyad_id = e.dyad_id from app.sales_order e join app.import i on i.tenant_id = e.tenant_id and i.import_id = e.import_id and i.state = 'published'
    where ${facts} and f.dyad_id is null and f.order_number is not null and ${ofTenant(scope, 'e')} and e.source = ${scope.source} and e.number = f.order_number and e.superseded_by is null`.execute(
    tx,
  )
}

/** Rows whose order nobody knows, and that name no customer, cannot be placed. */
export async function rejectHomelessFacts(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`with gone as (delete from app.staged_fact f where ${ofImport(scope, 'f')} and f.dyad_id is null and f.customer_key is null
      returning f.tenant_id, f.import_id, f.file_no, f.row_no, f.order_number, f.is_derived)
    insert into app.import_rejection (tenant_id, import_id, file_no, row_no, reason, args)
    select g.tenant_id, g.import_id, g.file_no, g.row_no, 'unknown_order', jsonb_build_object('order', coalesce(g.order_number, '')) from gone g where not g.is_derived on conflict do nothing`.execute(
    tx,
  )
}

const tables = { delivery: 'delivery', payment: 'payment', cost: 'known_cost' } as const
export type FactKind = keyof typeof tables
export const factKinds = ['delivery', 'payment', 'cost'] as const satisfies readonly FactKind[]

const published = (scope: ImportScope, alias: string) =>
  sql`${ofTenant(scope, alias)} and ${sql.ref(`${alias}.source`)} = ${scope.source}
    and exists (select 1 from app.import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published')`

/** Compares documents with those that are known: the same again, other content (replaced as a whole), or new. */
export async function compareFacts(tx: Tx, scope: ImportScope, kind: FactKind): Promise<void> {
  await preferHashing(tx)
  const facts = sql`${ofImport(scope, 'f')} and f.kind = ${kind}`
  await sql`with staged as materialized (select f.document, count(*) as rows, sum(f.line_hash) as mark, min(f.dyad_id::text) as dyad from app.staged_fact f where ${facts} group by 1),
    known as materialized (select e.document, count(*) as rows, sum(e.line_hash) as mark, min(e.dyad_id::text) as dyad from ${sql.table(`app.${tables[kind]}`)} e where ${published(scope, 'e')} group by 1)
    update app.staged_fact f set status = case when s.rows = k.rows and s.mark = k.mark and s.dyad = k.dyad then 'unchanged' else 'changed' end
    from staged s join known k using (document) where ${facts} and f.document = s.document`.execute(tx)
}

const fresh = sql`f.status in ('new', 'changed')`
const carrier = sql`left join app.staged_party c on c.tenant_id = f.tenant_id and c.import_id = f.import_id and c.role = 'carrier' and c.key = f.carrier_key`

/** Writes deliveries, payments and costs of a range; nobody sees them until their import is published. */
export async function insertFacts(tx: Tx, scope: ImportScope, range: BucketRange): Promise<void> {
  await preferHashing(tx)
  const facts = (kind: FactKind) =>
    sql`where ${ofImport(scope, 'f')} and f.kind = ${kind} and ${inBuckets(range, 'f')} and ${fresh} order by f.dyad_id, f.fact_id`
  await sql`insert into app.delivery (tenant_id, dyad_id, delivery_id, import_id, file_no, row_no, number, order_number, line_no, item_id, quantity, shipped_on, promised_on, delivered_on, carrier_id, freight_minor,
      is_rush, source, document, line_hash)
    select f.tenant_id, f.dyad_id, f.fact_id, f.import_id, f.file_no, f.row_no, f.number, f.order_number, case when f.line_text ~ '^[0-9]{1,9}$' then f.line_text::int end, i.item_id, f.quantity, f.shipped_on,
      f.promised_on, f.delivered_on, c.party_id, f.amount_minor, f.is_rush, ${scope.source}, f.document, f.line_hash
    from app.staged_fact f ${carrier} left join app.staged_item i on i.tenant_id = f.tenant_id and i.import_id = f.import_id and i.key = f.item_key ${facts('delivery')}`.execute(
    tx,
  )
  await sql`insert into app.payment (tenant_id, dyad_id, payment_id, import_id, file_no, row_no, number, order_number, paid_on, days_outstanding, currency, amount_minor, source, document, line_hash)
    select f.tenant_id, f.dyad_id, f.fact_id, f.import_id, f.file_no, f.row_no, f.number, f.order_number, f.day, case when coalesce(f.invoiced_on, o.ordered_on, e.ordered_on) is not null then greatest(0, f.day - coalesce(f.invoiced_on, o.ordered_on, e.ordered_on)) end, ${scope.baseCurrency}, f.amount_minor,
      ${scope.source}, f.document, f.line_hash
    from app.staged_fact f
      left join (select s.number, min(s.ordered_on) as ordered_on from app.staged_order s where ${ofImport(scope, 's')} group by 1) o on o.number = f.order_number
      left join (select s.number, min(s.ordered_on) as ordered_on from app.sales_order s join app.import q on q.tenant_id = s.tenant_id and q.import_id = s.import_id and q.state = 'published'
        where ${ofTenant(scope, 's')} and s.source = ${scope.source} and s.superseded_by is null group by 1) e on e.number = f.order_number
    ${facts('payment')}`.execute(tx)
  await sql`insert into app.known_cost (tenant_id, dyad_id, cost_id, import_id, file_no, row_no, kind, number, order_number, incurred_on, amount_minor, note, source, document, line_hash)
    select f.tenant_id, f.dyad_id, f.fact_id, f.import_id, f.file_no, f.row_no, f.cost_kind, f.number, f.order_number, f.day, f.amount_minor, f.note, ${scope.source}, f.document, f.line_hash
    from app.staged_fact f ${facts('cost')}`.execute(tx)
}

const ids = { delivery: 'delivery_id', payment: 'payment_id', cost: 'cost_id' } as const

/** In the publishing transaction: documents with other content make way; they are kept for an undo. */
export async function replaceFacts(tx: Tx, scope: ImportScope): Promise<void> {
  for (const kind of factKinds) {
    const table = sql.table(`app.${tables[kind]}`)
    await sql`with gone as (delete from ${table} e where ${published(scope, 'e')} and e.import_id <> ${scope.importId}::uuid
        and e.document in (select f.document from app.staged_fact f where ${ofImport(scope, 'f')} and f.kind = ${kind} and f.status = 'changed') returning e.*)
      insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
      select ${scope.tenantId}::uuid, ${scope.importId}::uuid, ${kind}, ${sql.ref(`g.${ids[kind]}`)}, to_jsonb(g) from gone g`.execute(tx)
  }
}

/** The documents that this import replaced are there again. */
export async function restoreFacts(tx: Tx, scope: ImportScope): Promise<void> {
  for (const kind of factKinds) {
    const table = sql.table(`app.${tables[kind]}`)
    await sql`insert into ${table} select (jsonb_populate_record(null::${table}, r.fact)).* from app.replaced_fact r where ${ofImport(scope, 'r')} and r.entity = ${kind} on conflict do nothing`.execute(
      tx,
    )
  }
}

/** Later imports that took away documents of this one: their before-images name it. */
export async function readReplacers(tx: Tx, scope: ImportScope): Promise<{ importId: string; documents: number }[]> {
  const { rows } = await sql<{
    importId: string
    documents: number
  }>`select r.import_id as "importId", count(*)::int as documents from app.replaced_fact r
    join app.import i on i.tenant_id = r.tenant_id and i.import_id = r.import_id and i.state = 'published'
    where ${ofTenant(scope, 'r')} and r.entity in ('delivery', 'payment', 'cost') and r.fact ->> 'import_id' = ${scope.importId} group by 1 order by 1 desc`.execute(
    tx,
  )
  return rows
}
