import { sql } from 'kysely'
import type { ServiceTimes } from '#core/service/service-times.ts'
import type { RecordSource } from '#server/dyads/records.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** What core/service/concern.ts calls `stateOf`, in SQL. */
const state = (
  now: Date,
) => sql`case when r.resolved_at is not null then 'resolved' when r.due_at < ${now.toISOString()}::timestamptz then 'overdue'
  when r.first_responded_at is null then 'open' else 'answered' end`

/** Concerns as they are listed; the next promise to keep is their usual order, so that the longest overdue is first and what is resolved is last. */
export const concerns: RecordSource = {
  entity: 'concern',
  table: 'concern',
  id: 'concern_id',
  columns: {
    kind: 'kind',
    number: 'number',
    title: 'title',
    severity: 'severity',
    channel: 'channel',
    receivedAt: 'received_at',
    receivedOn: 'received_on',
    description: 'description',
    contactId: 'contact_id',
    firstResponseBy: 'first_response_by',
    firstRespondedAt: 'first_responded_at',
    resolvedBy: 'resolved_by',
    resolvedAt: 'resolved_at',
    resolution: 'resolution',
    cause: 'cause',
    causeNote: 'cause_note',
    departmentId: 'department_id',
    ownerId: 'owner_id',
    orderNumber: 'order_number',
    deliveryNumber: 'delivery_number',
    settingsVersion: 'settings_version',
    tags: 'tags',
  },
  joins: sql`left join contact c on c.tenant_id = r.tenant_id and c.contact_id = r.contact_id
    left join department dep on dep.tenant_id = r.tenant_id and dep.department_id = r.department_id`,
  derived: { cause: ['causeNote'] },
  usual: { column: 'dueAt', direction: 'asc' },
  columnsOf: now => ({
    kind: { value: sql`r.kind`, type: 'choice', sqlType: 'text' },
    state: { value: state(now), type: 'choice', sqlType: 'text' },
    severity: { value: sql`r.severity`, type: 'choice', sqlType: 'text' },
    channel: { value: sql`r.channel`, type: 'choice', sqlType: 'text' },
    cause: { value: sql`r.cause`, type: 'choice', sqlType: 'text', field: 'cause' },
    department: { value: sql`r.department_id`, type: 'choice', sqlType: 'uuid' },
    dueAt: { value: sql`r.due_at`, type: 'day', sqlType: 'timestamptz', indexed: 'asc' },
    receivedAt: { value: sql`r.received_at`, type: 'day', sqlType: 'timestamptz', indexed: 'desc' },
    firstRespondedAt: { value: sql`r.first_responded_at`, type: 'day', sqlType: 'timestamptz' },
    resolvedAt: { value: sql`r.resolved_at`, type: 'day', sqlType: 'timestamptz' },
    orderNumber: { value: sql`r.order_number`, type: 'text', sqlType: 'text' },
    description: { value: sql`r.description`, type: 'text', sqlType: 'text', field: 'description', sorts: false },
  }),
  rowOf:
    now => sql`r.concern_id as "concernId", r.kind, r.number, r.title, r.severity, ${state(now)} as state, r.channel, r.received_at as "receivedAt",
    r.received_on as "receivedOn", r.description, r.contact_id as "contactId", c.name as "contactName", r.first_response_by as "firstResponseBy",
    r.first_responded_at as "firstRespondedAt", r.resolved_by as "resolvedBy", r.resolved_at as "resolvedAt", r.due_at as "dueAt", r.resolution,
    r.cause, r.cause_note as "causeNote", r.department_id as "departmentId", dep.name as "departmentName", r.owner_id as "ownerId", u.name as "ownerName",
    r.order_number as "orderNumber", r.delivery_number as "deliveryNumber", r.settings_version as "settingsVersion", r.tags,
    r.import_id as "importId", r.created_at as "createdAt", r.updated_at as "updatedAt", r.version`,
}

export type ServiceTimesRow = { readonly version: number; readonly times: ServiceTimes }

export async function readNewestTimes(tx: Tx, tenantId: string): Promise<ServiceTimesRow | undefined> {
  const row = await tx
    .selectFrom('service_settings')
    .select(['version', 'times'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, times: row.times as ServiceTimes }
}

export async function insertTimes(
  tx: Tx,
  row: ServiceTimesRow & { readonly tenantId: string; readonly authorId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('service_settings')
    .values({ tenant_id: row.tenantId, version: row.version, times: JSON.stringify(row.times), author_id: row.authorId })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The type that a customer stands in now, undefined where it stands in none. */
export async function readTypeOf(tx: Tx, tenantId: string, dyadId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('customer_standing')
    .select('type')
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .executeTakeFirst()
  return row?.type ?? undefined
}
