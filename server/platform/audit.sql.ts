import { sql } from 'kysely'
import { holdOf, type Viewer, visibleDyads } from './access.sql.ts'
import type { Actor, Deed } from './audit.ts'
import type { Tx } from './database.ts'

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

export async function writeAuditEntry(tx: Tx, auditId: string, actor: Actor, deed: Deed): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      tenant_id: actor.tenantId,
      audit_id: auditId,
      user_id: actor.userId ?? null,
      action: deed.action,
      entity: deed.entity,
      entity_id: deed.entityId ?? null,
      dyad_id: deed.dyadId ?? null,
      before: json(deed.before),
      after: json(deed.after),
      rows_affected: deed.count ?? null,
      file_hash: deed.fileHash ?? null,
      ip_address: actor.ip ?? null,
      user_agent: actor.userAgent?.slice(0, 400) ?? null,
      request_id: actor.requestId ?? null,
    })
    .execute()
}

export type AuditFilter = {
  readonly entity?: string
  readonly entityId?: string
  readonly userId?: string
  readonly action?: string
  readonly from?: string
  readonly to?: string
  readonly after?: string
  readonly limit: number
}

/** Entries of the firm that hang on no customer or on one that this person sees, the newest first, with whose it is. The days of the filter are days of the firm's own time zone. */
export async function readAudit(tx: Tx, tenantId: string, viewer: Viewer, filter: AuditFilter) {
  const zone = sql`(select t.time_zone from app.tenant t where t.tenant_id = ${tenantId}::uuid)`
  let query = tx
    .selectFrom('audit_entry as a')
    .leftJoin('identity.user as u', 'u.id', 'a.user_id')
    .select([
      'a.audit_id as auditId',
      'a.at',
      'a.user_id as userId',
      'u.name as userName',
      'a.action',
      'a.entity',
      'a.entity_id as entityId',
    ])
    .leftJoin('dyad as d', join => join.onRef('d.tenant_id', '=', 'a.tenant_id').onRef('d.dyad_id', '=', 'a.dyad_id'))
    .select(holdOf(viewer, 'd').as('hold'))
    .select(['a.before', 'a.after', 'a.rows_affected as rowsAffected', 'a.file_hash as fileHash', 'a.ip_address as ipAddress'])
    .select(['a.user_agent as userAgent', 'a.request_id as requestId'])
    .where('a.tenant_id', '=', tenantId)
    .where(sql<boolean>`(a.dyad_id is null or ${visibleDyads(viewer, 'd')})`)
    .orderBy('a.audit_id', 'desc')
    .limit(filter.limit)
  if (filter.entity !== undefined) query = query.where('a.entity', '=', filter.entity)
  if (filter.entityId !== undefined) query = query.where('a.entity_id', '=', filter.entityId)
  if (filter.userId !== undefined) query = query.where('a.user_id', '=', filter.userId)
  if (filter.action !== undefined) query = query.where('a.action', '=', filter.action)
  if (filter.from !== undefined) query = query.where(sql<boolean>`a.at >= (${filter.from}::date)::timestamp at time zone ${zone}`)
  if (filter.to !== undefined) query = query.where(sql<boolean>`a.at < (${filter.to}::date + 1)::timestamp at time zone ${zone}`)
  if (filter.after !== undefined) query = query.where('a.audit_id', '<', filter.after)
  return await query.execute()
}
