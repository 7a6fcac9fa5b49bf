import { sql } from 'kysely'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, visibleDyads, writableDyads, type Writer } from './access.sql.ts'
import type { Tx } from './database.ts'

export type HistoryDyad = {
  readonly dyadId: string
  readonly all: readonly string[]
  readonly hold: Hold
  readonly isWritable: boolean
}

/** The customer or supplier whose history is asked for, within what the person sees; one merged away is found as its survivor. */
export async function findHistoryDyad(tx: Tx, tenantId: string, viewer: Writer, dyadId: string): Promise<HistoryDyad | undefined> {
  const { rows } = await sql<HistoryDyad>`
    select d.dyad_id as "dyadId", ${holdOf(viewer, 'd')} as hold, coalesce(${writableDyads(viewer, 'd')}, false) as "isWritable",
      array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id union select d.dyad_id) as all
    from dyad d
    where d.tenant_id = ${tenantId}::uuid and d.is_published and d.deleted_at is null and d.merged_into_id is null and ${visibleDyads(viewer, 'd')}
      and d.dyad_id = (select coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid))`.execute(
    tx,
  )
  return rows[0]
}

export type TrailEntry = {
  readonly auditId: string
  readonly at: Date
  readonly userId: string | null
  readonly userName: string | null
  readonly action: string
  readonly entity: string
  readonly entityId: string | null
  readonly before: unknown
  readonly after: unknown
}

export type HistoryFilter = {
  readonly entity?: string | undefined
  readonly entityId?: string | undefined
  readonly auditId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Entries of the trail that hang on a customer, the newest first. `personal`: with private facts of its people. */
export async function readHistory(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
  { entity, entityId, auditId, after, limit }: HistoryFilter,
  personal: boolean,
): Promise<TrailEntry[]> {
  const { rows } = await sql<TrailEntry>`
    select a.audit_id as "auditId", a.at, a.user_id as "userId", u.name as "userName", a.action, a.entity, a.entity_id as "entityId", a.before, a.after
    from audit_entry a left join identity."user" u on u.id = a.user_id
    where a.tenant_id = ${tenantId}::uuid and a.dyad_id = any(${[...dyadIds]}::uuid[])
      and (${entity ?? null}::text is null or a.entity = ${entity ?? null}::text)
      and (${entityId ?? null}::text is null or a.entity_id = ${entityId ?? null}::text)
      and (${auditId ?? null}::uuid is null or a.audit_id = ${auditId ?? null}::uuid)
      and (${after ?? null}::uuid is null or a.audit_id < ${after ?? null}::uuid)
      and (${personal} or not (a.entity = 'fact' and coalesce((coalesce(a.after, a.before) ->> 'needsConsent')::boolean, false)))
    order by a.audit_id desc limit ${limit}`.execute(tx)
  return rows
}
