import { sql } from 'kysely'
import type { Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { startableDyads } from './known.sql.ts'

/** Of the customers whose plays the asker may start: how many people own them, and what they brought in twelve months, minor units. */
export async function readTeam(
  tx: Tx,
  asker: Writer & { readonly tenantId: string },
): Promise<{ readonly people: number; readonly contributionMinor: number | null }> {
  const { rows } = await sql<{ people: number; contributionMinor: number | null }>`
    select count(distinct m.user_id)::int as people, sum(s.net_contribution_minor)::bigint as "contributionMinor"
    from dyad d left join membership m on m.tenant_id = d.tenant_id and m.user_id = d.owner_id and m.disabled_at is null
      left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where d.tenant_id = ${asker.tenantId}::uuid and d.side = 'sale' and d.is_published and d.deleted_at is null and d.merged_into_id is null
      and not d.is_anonymous and ${startableDyads(asker)}`.execute(tx)
  return rows[0] ?? { people: 0, contributionMinor: null }
}
