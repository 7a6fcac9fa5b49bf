import { sql } from 'kysely'
import type { PoolType } from '#core/activities/pool.ts'
import { isUnshielded } from '#server/activities/ownership-shield.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export type LooseRow = { readonly dyadId: string; readonly department: string; readonly type: PoolType; readonly lastOrder: string | null }

/** Customers that nothing ties to their owners, with the name of their department, by their codes. */
export async function readLoose(tx: Tx, tenantId: string): Promise<LooseRow[]> {
  const none = (table: string, open: string) =>
    sql`not exists (select 1 from ${sql.table(`app.${table}`)} k where k.tenant_id = d.tenant_id and k.dyad_id = d.dyad_id and ${sql.raw(open)})`
  const { rows } = await sql<LooseRow>`
    select d.dyad_id as "dyadId", t.name as department, coalesce(s.type, 'unplaced') as type, s.last_order as "lastOrder"
    from app.dyad d join app.department t on t.tenant_id = d.tenant_id and t.department_id = d.department_id
      left join app.customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.owner_id is not null and d.deleted_at is null and d.code like 'C%' and ${isUnshielded('d')}
      and ${none('concern', 'k.resolved_at is null')} and ${none('task', "k.state = 'open'")} and ${none('alliance', 'true')}
      and ${none('decline_case', "k.state in ('open', 'deciding', 'acting')")} and ${none('play_run', "k.state in ('planned', 'running')")}
      and ${none('activity', "k.state = 'planned'")}
    order by d.code limit 400`.execute(tx)
  return rows
}

export type WarnedRow = {
  readonly dyadId: string
  readonly poolId: string
  readonly claimed: string
  readonly until: string
  readonly entryId: string
}

/** Customers that their owners claimed out of a pool on a day, and whose time ends on another. */
export async function writeClaimed(tx: Tx, tenantId: string, rows: readonly WarnedRow[]): Promise<void> {
  await sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g ("dyadId" uuid, "poolId" uuid, claimed timestamptz, until timestamptz, "entryId" uuid)),
    entry as (
      insert into app.ownership_entry (tenant_id, dyad_id, entry_id, kind, to_owner_id, pool_id, author_id, at)
      select d.tenant_id, d.dyad_id, g."entryId", 'claimed', d.owner_id, g."poolId", d.owner_id, g.claimed
      from given g join app.dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = g."dyadId")
    update app.dyad d set home_pool_id = g."poolId", claimed_at = g.claimed, recycle_at = g.until
    from given g where d.tenant_id = ${tenantId}::uuid and d.dyad_id = g."dyadId"`.execute(tx)
}
