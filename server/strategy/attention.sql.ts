import { sql } from 'kysely'
import type { AttentionRow } from '#contract/strategy/attention.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

type Asker = Viewer & { readonly tenantId: string }

/** What each layer got between two days, of the customers that the asker sees; runs and contacts of merged customers count for their survivor. */
export async function sumAttention(tx: Tx, asker: Asker, from: string, to: string): Promise<AttentionRow[]> {
  const { tenantId } = asker
  const { rows } = await sql<AttentionRow>`with runs as (
      select coalesce(m.current_id, r.dyad_id) as dyad_id, sum(r.planned_money_minor)::bigint as planned, sum(r.planned_hours) as planned_hours,
        sum(r.money_minor)::bigint as booked, sum(r.hours) as booked_hours
      from play_run r left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
      where r.tenant_id = ${tenantId}::uuid and r.started_on between ${from}::date and ${to}::date group by 1),
    touches as (
      select coalesce(m.current_id, a.dyad_id) as dyad_id, count(*) filter (where a.kind in ('visit', 'meeting')) as visits,
        count(*) filter (where a.kind in ('call', 'message', 'email')) as calls, sum(a.minutes) as minutes
      from activity a left join dyad_current m on m.tenant_id = a.tenant_id and m.dyad_id = a.dyad_id
      where a.tenant_id = ${tenantId}::uuid and a.state = 'done' and a.kind <> 'note' and a.deleted_at is null and a.day between ${from}::date and ${to}::date group by 1)
    select s.tier, coalesce(s.first_order > (${to}::date - interval '12 months'), true) as "isNew", count(*)::int as customers,
      coalesce(sum(s.net_contribution_minor), 0)::bigint as "contributionMinor", coalesce(sum(runs.planned), 0)::bigint as "plannedMinor",
      coalesce(sum(runs.planned_hours), 0)::float8 as "plannedHours", coalesce(sum(runs.booked), 0)::bigint as "bookedMinor",
      coalesce(sum(runs.booked_hours), 0)::float8 as "bookedHours", coalesce(sum(touches.visits), 0)::int as visits,
      coalesce(sum(touches.calls), 0)::int as calls, coalesce(sum(touches.minutes), 0)::int as minutes
    from dyad d left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
      left join runs on runs.dyad_id = d.dyad_id left join touches on touches.dyad_id = d.dyad_id
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous
      and ${visibleDyads(asker, 'd')}
    group by 1, 2 order by array_position(array['mvc', 'mgc', 'ordinary', 'bzc'], s.tier), 2`.execute(tx)
  return rows
}
