import { sql } from 'kysely'
import type { HomeCustomer } from '#contract/home.ts'
import { bands, cellOf, customerTypes } from '#core/segments/grid.ts'
import { isCustomer, isLate } from '#server/dyads/customer-filter.sql.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

type Asker = Viewer & { readonly tenantId: string }

export type ImportSeen = {
  readonly importId: string
  readonly source: string
  readonly fileName: string | null
  readonly files: number
  readonly state: string
  readonly at: string
  readonly accepted: number | null
  readonly rejected: number | null
}
export type JobSeen = { readonly jobId: string; readonly kind: string; readonly state: string; readonly createdAt: string }

export type HomeGround = {
  readonly since: Date | null
  readonly asOf: string | null
  readonly movesSince: string | null
  readonly hasFacts: boolean
  readonly imports: ImportSeen[]
  readonly jobs: JobSeen[]
}

/** When the person was here last, which day the map is of, and what happened to imports and jobs since. */
export async function readGround(tx: Tx, { tenantId, userId }: Asker): Promise<HomeGround> {
  const tenant = sql`${tenantId}::uuid`
  const since = sql`coalesce(me.previous_seen_at, now() - interval '30 days')`
  const { rows } = await sql<HomeGround>`
    select me.previous_seen_at as since, g.as_of as "asOf",
      (select coalesce(max(e.as_of) filter (where e.as_of <= me.previous_seen_at::date and e.newest > 1), max(e.as_of) filter (where e.newest = 2)) from (
        select r.as_of, row_number() over (order by r.as_of desc) as newest from classification_run r
        where r.tenant_id = ${tenant} and r.generation = g.generation and r.kind = 'month_end') e) as "movesSince",
      exists (select 1 from import i where i.tenant_id = ${tenant} and i.state = 'published') as "hasFacts",
      coalesce((select json_agg(f) from (
        select i.import_id as "importId", i.source, i.files -> 0 ->> 'name' as "fileName", jsonb_array_length(i.files) as files, i.state, coalesce(i.undone_at, i.published_at, i.created_at) as at,
          (i.counts ->> 'accepted')::bigint as accepted, (i.counts ->> 'rejected')::bigint as rejected
        from import i where i.tenant_id = ${tenant} and i.state in ('published', 'undone', 'failed') and coalesce(i.undone_at, i.published_at, i.created_at) >= ${since}
        order by i.import_id desc limit 5) f), '[]') as imports,
      coalesce((select json_agg(f) from (
        select j.job_id as "jobId", j.kind, j.state, j.created_at as "createdAt" from job j
        where j.tenant_id = ${tenant} and (j.state in ('queued', 'running') or (j.state = 'failed' and j.created_at >= ${since}))
        order by j.job_id desc limit 5) f), '[]') as jobs
    from (select (select m.previous_seen_at from membership m where m.tenant_id = ${tenant} and m.user_id = ${userId}::uuid) as previous_seen_at) me
    left join generation g on g.tenant_id = ${tenant} and g.state = 'current'`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('no ground for the home page')
  return row
}

const rankOf = (type: (typeof customerTypes)[number]) => bands.indexOf(cellOf(type).current) + bands.indexOf(cellOf(type).potential)
const rank = (column: string) =>
  sql`(${[...customerTypes].map(rankOf)}::int[])[array_position(${[...customerTypes]}::text[], ${sql.ref(column)})]`

const source = ({ tenantId, ...viewer }: Asker) => sql`
  from dyad d left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
  where ${isCustomer(tenantId)} and ${visibleDyads(viewer, 'd')}`

export type Figures = {
  readonly customers: number
  readonly placed: number
  readonly netSalesMinor: number
  readonly netContributionMinor: number
  readonly netContributionBeforeMinor: number | null
  readonly isEstimated: boolean
  readonly isKnown: boolean
  readonly late: number
  readonly lateValueMinor: number
  readonly cells: Record<string, { readonly count: number; readonly valueMinor: number }>
}

/** The figures of today over all that a person sees. */
export async function readFigures(tx: Tx, asker: Asker): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with seen as materialized (
      select s.type, s.net_sales_minor, s.net_contribution_minor, s.net_contribution_before_minor, s.net_contribution_state, ${isLate} as is_late ${source(asker)})
    select count(*)::int as customers, count(type)::int as placed, coalesce(sum(net_sales_minor), 0)::bigint as "netSalesMinor",
      coalesce(sum(net_contribution_minor), 0)::bigint as "netContributionMinor", sum(net_contribution_before_minor)::bigint as "netContributionBeforeMinor",
      coalesce(bool_or(net_contribution_state = 'estimated'), false) as "isEstimated", count(net_contribution_minor) > 0 as "isKnown",
      (count(*) filter (where is_late))::int as late, coalesce(sum(net_contribution_minor) filter (where is_late), 0)::bigint as "lateValueMinor",
      (select coalesce(json_object_agg(c.type, json_build_object('count', c.n, 'valueMinor', c.value)), '{}') from (
        select type, count(*) as n, coalesce(sum(net_contribution_minor), 0)::bigint as value from seen where type is not null group by type) c) as cells
    from seen`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('no figures')
  return row
}

export type HomeList = 'up' | 'down' | 'entered' | 'lost' | 'late'
export type Listed = HomeCustomer & { readonly list: HomeList; readonly count: number; readonly valueMinor: number }

/** The lists of the page, each with its count, its sum and its first rows: the largest contribution first. */
export async function readLists(tx: Tx, asker: Asker, movesSince: string | null, limit: number): Promise<Listed[]> {
  const since = movesSince === null ? sql`'infinity'::date` : sql`${movesSince}::date`
  const { rows } = await sql<Listed>`
    with listed as (
      select d.dyad_id, d.tenant_id, d.buyer_id, d.code, s.*, unnest(array_remove(array[
        case when s.moved_on > ${since} and ${rank('s.type')} > ${rank('s.previous_type')} then 'up' end,
        case when s.moved_on > ${since} and ${rank('s.type')} < ${rank('s.previous_type')} then 'down' end,
        case when s.first_order > ${since} then 'entered' end,
        case when s.stage = 'termination' and s.stage_since > ${since} then 'lost' end,
        case when ${isLate} then 'late' end], null)) as list
      from dyad d join (select tenant_id as t, dyad_id as id, type, previous_type, moved_on, move, stage, stage_since, net_contribution_minor, net_contribution_state,
          net_contribution_before_minor, first_order, last_order, mu, recency, as_of from customer_standing) s on s.t = d.tenant_id and s.id = d.dyad_id
      where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')}),
    placed as (
      select l.*, case when l.list = 'lost' then coalesce(l.net_contribution_before_minor, l.net_contribution_minor) else l.net_contribution_minor end as worth
      from listed l),
    ranked as (
      select p.*, row_number() over (partition by p.list order by p.worth desc nulls last, p.dyad_id) as n, count(*) over (partition by p.list) as of_list,
        sum(p.worth) over (partition by p.list) as sum_of_list from placed p)
    select r.list, r.of_list::int as count, coalesce(r.sum_of_list, 0)::bigint as "valueMinor", r.dyad_id as "dyadId", b.name, b.name_en as "nameEn", r.code, r.type,
      case when r.list in ('up', 'down') then r.previous_type end as "fromType", r.move, r.moved_on as "movedOn", r.stage, r.worth as "netContributionMinor",
      r.net_contribution_state as "netContributionState", r.first_order as "firstOrder", r.last_order as "lastOrder", r.mu, r.recency
    from ranked r join party b on b.tenant_id = r.tenant_id and b.party_id = r.buyer_id
    where r.n <= ${limit} order by r.list, r.n`.execute(tx)
  return rows
}
