import { sql } from 'kysely'
import type { Resting } from '#contract/activities/pool.ts'
import { isCustomer, searchCondition, type Searched } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import type { List } from '#server/platform/list-page.sql.ts'
import { allOf } from '#server/platform/list-filter.sql.ts'
import { isUnshielded } from './ownership-shield.sql.ts'

/** The last change of hands that brought a customer to where it waits. */
const lastEntry = sql`lateral (select e.kind, e.reason, e.from_owner_id from ownership_entry e
  where e.tenant_id = d.tenant_id and e.dyad_id = d.dyad_id and e.to_owner_id is null and e.kind in ('released', 'recycled', 'transferred') order by e.at desc, e.entry_id desc limit 1)`

/** Customers that wait in pools: each with where it stands, why it is there and who had it last. */
export const pooledList: List = {
  from: sql`dyad d
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    left join ${lastEntry} e on true
    left join identity."user" u on u.id = e.from_owner_id`,
  id: sql`d.dyad_id`,
  row: sql`d.dyad_id as "dyadId", p.name, p.name_en as "nameEn", d.code, p.region, p.city, p.industry, s.type, coalesce(s.is_provisional, false) as provisional,
    s.net_contribution_minor as "netContributionMinor", s.last_order as "lastOrder", d.pooled_at as "pooledAt", e.kind as why, e.reason,
    e.from_owner_id as "lastOwnerId", u.name as "lastOwnerName"`,
  columns: {
    pooledAt: { value: sql`d.pooled_at`, type: 'day', sqlType: 'timestamptz', indexed: 'desc' },
    name: { value: sql`p.sort_zh`, type: 'text', sqlType: 'text' },
    code: { value: sql`d.code`, type: 'text', sqlType: 'text' },
    type: { value: sql`coalesce(s.type, 'unplaced')`, type: 'choice', sqlType: 'text' },
    netContribution: { value: sql`s.net_contribution_minor`, type: 'money', sqlType: 'bigint', sum: true },
    lastOrder: { value: sql`s.last_order`, type: 'day', sqlType: 'date' },
    why: { value: sql`e.kind`, type: 'choice', sqlType: 'text' },
    lastOwner: { value: sql`e.from_owner_id`, type: 'person', sqlType: 'uuid' },
    region: { value: sql`p.region`, type: 'choice', sqlType: 'text', field: 'region' },
    city: { value: sql`p.city`, type: 'text', sqlType: 'text', field: 'city' },
    industry: { value: sql`p.industry`, type: 'text', sqlType: 'text', field: 'industry' },
  },
}

/** What waits in one pool, narrowed by what was typed. */
export function waitingIn(tenantId: string, poolId: string, searched: Searched) {
  return allOf([isCustomer(tenantId), sql<boolean>`d.pool_id = ${poolId}::uuid`, ...searchCondition(searched)])
}

/** A person's customers that go back within the first warning of their pool, and that nothing protects; the soonest first, at most a thousand. */
export async function readResting(tx: Tx, tenantId: string, userId: string, at: Date): Promise<Resting[]> {
  const { rows } = await sql<Resting>`
    select d.dyad_id as "dyadId", p.name, p.name_en as "nameEn", s.type, coalesce(s.is_provisional, false) as provisional, d.recycle_at as "recycleAt",
      ceil(extract(epoch from d.recycle_at - ${at}::timestamptz) / 86400)::int as days, s.net_contribution_minor as "netContributionMinor", h.name as "poolName"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    join customer_pool h on h.tenant_id = d.tenant_id and h.pool_id = d.home_pool_id and h.deleted_at is null
    left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    where ${isCustomer(tenantId)} and d.owner_id = ${userId}::uuid and d.recycle_at is not null and ${isUnshielded('d')}
      and h.recycle_days ->> coalesce(s.type, 'unplaced') is not null
      and d.recycle_at <= ${at}::timestamptz + make_interval(days => coalesce((select max(w) from unnest(h.warning_days) as w), 0))
    order by d.recycle_at, d.dyad_id limit 1000`.execute(tx)
  return rows
}
