import { sql } from 'kysely'
import type { Ownership } from '#contract/activities/ownership.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { restDays } from '#server/dyads/ownership.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { shieldOf } from './ownership-shield.sql.ts'

/** The firm's zone, and its day at an instant. */
export async function readLocalDay(tx: Tx, tenantId: string, at: Date): Promise<{ readonly today: string; readonly timeZone: string }> {
  const { rows } = await sql<{ today: string; timeZone: string }>`
    select (${at}::timestamptz at time zone t.time_zone)::date::text as today, t.time_zone as "timeZone" from tenant t where t.tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
  return rows[0] ?? { today: at.toISOString().slice(0, 10), timeZone: 'UTC' }
}

export type OwnershipRow = Omit<Ownership, 'mayClaim' | 'mayRelease' | 'mayAssign' | 'mayShare'>

const collaborators = sql`coalesce((select json_agg(json_build_object('userId', c.user_id, 'name', u.name, 'mayWrite', c.may_write, 'since', c.created_at) order by u.name, c.user_id)
  from dyad_collaborator c join identity."user" u on u.id = c.user_id where c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id), '[]')`

const entries = sql`coalesce((select json_agg(json_build_object('entryId', e.entry_id, 'kind', e.kind, 'fromName', f.name, 'toName', o.name, 'poolName', q.name,
    'reason', e.reason, 'authorName', a.name, 'at', e.at) order by e.at desc, e.entry_id desc)
  from (select * from ownership_entry x where x.tenant_id = d.tenant_id and x.dyad_id = d.dyad_id order by x.at desc, x.entry_id desc limit 50) e
  left join identity."user" f on f.id = e.from_owner_id left join identity."user" o on o.id = e.to_owner_id left join identity."user" a on a.id = e.author_id
  left join customer_pool q on q.tenant_id = e.tenant_id and q.pool_id = e.pool_id), '[]')`

/** Who has a customer, until when, and every change of hands: one query. Who may see it was decided before. */
export async function readOwnershipRow(
  tx: Tx,
  tenantId: string,
  poolIds: readonly string[],
  dyadId: string,
): Promise<OwnershipRow | undefined> {
  const { rows } = await sql<OwnershipRow>`
    select d.dyad_id as "dyadId", d.owner_id as "ownerId", coalesce(u.name, d.owner_text) as "ownerName",
      case when w.pool_id is not null then json_build_object('poolId', w.pool_id, 'name', w.name, 'since', d.pooled_at, 'isMember', w.pool_id = any(${[...poolIds]}::uuid[])) end as pool,
      d.claimed_at as "claimedAt", d.recycle_at as "recycleAt", h.name as "homePool",
      coalesce(${shieldOf('d')}, case when d.recycle_at is not null and ${restDays('d', 'h')} is null then 'type' end) as shield,
      d.is_locked as "isLocked", d.lock_reason as "lockReason", ${collaborators} as collaborators, ${entries} as entries
    from dyad d
    left join identity."user" u on u.id = d.owner_id
    left join customer_pool w on w.tenant_id = d.tenant_id and w.pool_id = d.pool_id
    left join customer_pool h on h.tenant_id = d.tenant_id and h.pool_id = d.home_pool_id
    where ${isCustomer(tenantId)} and d.dyad_id = ${dyadId}::uuid`.execute(tx)
  return rows[0]
}
