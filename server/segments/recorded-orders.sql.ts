import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** Whether facts of the firm are being published or taken back at this moment. */
export async function isPublishing(tx: Tx, tenantId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('import')
    .select('import_id')
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['publishing', 'undoing'])
    .executeTakeFirst()
  return row !== undefined
}

/** The system that the firm's latest orders came from: a number that was recorded by hand is the same order when a file of it brings that number. */
export async function findSource(tx: Tx, tenantId: string): Promise<string | undefined> {
  const { rows } = await sql<{ source: string }>`select i.source from app.import i
    where i.tenant_id = ${tenantId}::uuid and i.state = 'published' and not i.is_recorded
      and exists (select 1 from app.sales_order o where o.tenant_id = i.tenant_id and o.import_id = i.import_id)
    order by i.published_at desc nulls last, i.import_id desc limit 1`.execute(tx)
  return rows[0]?.source
}

/** The import that holds what people recorded of a source; made where there is none. */
export async function holdRecorded(tx: Tx, row: { tenantId: string; importId: string; source: string; now: Date }): Promise<string> {
  await sql`insert into app.import (tenant_id, import_id, source, state, is_recorded, published_at)
    values (${row.tenantId}::uuid, ${row.importId}::uuid, ${row.source}, 'published', true, ${row.now})
    on conflict (tenant_id, source) where is_recorded do nothing`.execute(tx)
  const { rows } = await sql<{ importId: string }>`select import_id as "importId" from app.import
    where tenant_id = ${row.tenantId}::uuid and source = ${row.source} and is_recorded`.execute(tx)
  return rows[0]?.importId ?? row.importId
}

/** One order of a number at a time: who comes second sees what the first has written. */
export async function lockNumber(tx: Tx, tenantId: string, number: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(732021, hashtext(${`${tenantId}|${number}`}))`.execute(tx)
}

export type KnownOrder = {
  readonly orderId: string
  readonly dyadId: string
  readonly isRecorded: boolean
  readonly contentHash: string
  readonly orderedOn: string
}

/** The order of a number that everybody sees, of a source. */
export async function findOrder(tx: Tx, tenantId: string, source: string, number: string): Promise<KnownOrder | undefined> {
  const { rows } = await sql<KnownOrder>`select o.order_id as "orderId", o.dyad_id as "dyadId", i.is_recorded as "isRecorded",
      o.content_hash as "contentHash", o.ordered_on as "orderedOn"
    from app.sales_order o join app.import i on i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published'
    where o.tenant_id = ${tenantId}::uuid and o.number = ${number} and o.source = ${source} and o.superseded_by is null
    order by i.is_recorded limit 1`.execute(tx)
  return rows[0]
}

export type RecordedOrder = KnownOrder & {
  readonly number: string
  readonly netMinor: number
  readonly lines: number
  readonly superseded: boolean
}

/** An order of a customer by its id, whoever brought it. */
export async function findOrderById(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
  orderId: string,
): Promise<RecordedOrder | undefined> {
  const { rows } = await sql<RecordedOrder>`select o.order_id as "orderId", o.dyad_id as "dyadId", i.is_recorded as "isRecorded",
      o.content_hash as "contentHash", o.ordered_on as "orderedOn", o.number, o.net_minor as "netMinor", o.line_count as lines,
      o.superseded_by is not null as superseded
    from app.sales_order o join app.import i on i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published'
    where o.tenant_id = ${tenantId}::uuid and o.dyad_id = any(${[...dyadIds]}::uuid[]) and o.order_id = ${orderId}::uuid`.execute(tx)
  return rows[0]
}

export type FoundItem = { readonly itemId: string; readonly code: string; readonly unitCostMinor: number | null }

/** Items of the catalogue by id or by code. */
export async function findItems(tx: Tx, tenantId: string, ids: readonly string[], codes: readonly string[]): Promise<FoundItem[]> {
  const { rows } = await sql<FoundItem>`select item_id as "itemId", code, unit_cost_minor as "unitCostMinor" from app.item
    where tenant_id = ${tenantId}::uuid and (item_id = any(${[...ids]}::uuid[]) or code = any(${[...codes]}::text[]))`.execute(tx)
  return rows
}

export type NewOrder = {
  readonly tenantId: string
  readonly dyadId: string
  readonly orderId: string
  readonly importId: string
  readonly source: string
  readonly number: string
  readonly orderedOn: string
  readonly currency: string
  readonly netMinor: number
  readonly costMinor: number | null
  readonly contentHash: string
}

export type NewLine = {
  readonly itemId: string | null
  readonly quantity: string | null
  readonly unitPrice: string | null
  readonly netMinor: number
  readonly costMinor: number | null
}

export async function insertOrder(tx: Tx, order: NewOrder, lines: readonly NewLine[]): Promise<void> {
  const { tenantId: tenant_id, dyadId: dyad_id, orderId: order_id, importId: import_id, currency } = order
  await tx
    .insertInto('sales_order')
    .values({
      tenant_id,
      dyad_id,
      order_id,
      import_id,
      currency,
      source: order.source,
      number: order.number,
      kind: 'order',
      ordered_on: order.orderedOn,
      line_count: lines.length,
      net_minor: order.netMinor,
      cost_minor: order.costMinor,
      content_hash: order.contentHash,
    })
    .execute()
  const rows = lines.map((line, index) => ({
    tenant_id,
    dyad_id,
    order_id,
    import_id,
    currency,
    line_no: index + 1,
    row_no: index + 1,
    line_key: String(index + 1),
    item_id: line.itemId,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    amount_minor: line.netMinor,
    net_minor: line.netMinor,
    cost_minor: line.costMinor,
  }))
  await tx.insertInto('order_line').values(rows).execute()
}

/** Takes an order away with its lines; what it was stands in the audit trail. */
export async function deleteOrder(tx: Tx, tenantId: string, dyadId: string, orderId: string): Promise<void> {
  await tx
    .deleteFrom('sales_order')
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .where('order_id', '=', orderId)
    .execute()
}
