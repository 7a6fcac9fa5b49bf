import { sql } from 'kysely'
import { anonymousFrom } from '#core/relationships/survey.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { visibleDyads, type Viewer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

type Asker = Viewer & { readonly tenantId: string }

const generation = ({ tenantId }: Asker) =>
  sql`(select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current')`

/** The customers that this person sees, with all ids that their facts stand under. */
const seen = (
  asker: Asker,
) => sql`seen as materialized (select d.dyad_id, d.created_at from dyad d where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')}),
  ids as materialized (select s.dyad_id as current_id, s.dyad_id from seen s
    union all select m.current_id, m.dyad_id from dyad_current m join seen s on s.dyad_id = m.current_id where m.tenant_id = ${asker.tenantId}::uuid and m.dyad_id <> m.current_id)`

/** The last days of the 24 whole months up to the as-of day. */
const months = (asOf: string) => sql`months as (
  select (date_trunc('month', ${asOf}::date + 1) - make_interval(months => k) - interval '1 day')::date as day from generate_series(0, 23) k)`

export type StandMonth = {
  readonly month: string
  readonly active: number
  readonly identified: number
  readonly kept: number
  readonly before: number
  readonly keptNow: number
  readonly keptBefore: number
  readonly sales: number
  readonly contribution: number
}

/** How customers stood at each month's end and a year before it, from the kept runs. Money in minor units. */
export async function readStandMonths(tx: Tx, asker: Asker, asOf: string): Promise<StandMonth[]> {
  const at = (
    alias: 'c' | 'b',
    day: string,
  ) => sql`${sql.ref(`${alias}.tenant_id`)} = ${asker.tenantId}::uuid and ${sql.ref(`${alias}.generation`)} = ${generation(asker)}
    and ${sql.ref(`${alias}.as_of`)} = ${sql.raw(day)}`
  const { rows } = await sql<StandMonth>`
    with ${seen(asker)}, ${months(asOf)},
    past as (select m.day, (date_trunc('month', m.day + 1) - interval '1 year' - interval '1 day')::date as year_ago from months m),
    both_ends as (
      select p.day, c.dyad_id, c.net_sales_minor as sales, c.net_contribution_minor as net, c.type is not null and c.data_confidence >= 0.5 as known, null::bigint as old_sales, null::bigint as old_net
      from past p join classification c on ${at('c', 'p.day')}
      union all
      select p.day, b.dyad_id, null, null, null, b.net_sales_minor, b.net_contribution_minor from past p join classification b on ${at('b', 'p.year_ago')}),
    each as (select e.day, e.dyad_id, coalesce(max(e.sales), 0) as sales, max(e.net) as net, bool_or(e.known) as known, coalesce(max(e.old_sales), 0) as old_sales, max(e.old_net) as old_net
      from both_ends e join seen s on s.dyad_id = e.dyad_id group by 1, 2)
    select e.day as month, count(*) filter (where e.sales > 0)::int as active, count(*) filter (where e.sales > 0 and e.known)::int as identified,
      count(*) filter (where e.sales > 0 and e.old_sales > 0)::int as kept, count(*) filter (where e.old_sales > 0)::int as before,
      coalesce(sum(e.net) filter (where e.sales > 0 and e.old_sales > 0), 0)::bigint as "keptNow",
      coalesce(sum(e.old_net) filter (where e.sales > 0 and e.old_sales > 0), 0)::bigint as "keptBefore",
      coalesce(sum(e.sales) filter (where e.net is not null), 0)::bigint as sales, coalesce(sum(e.net), 0)::bigint as contribution
    from each e group by 1 order by 1`.execute(tx)
  return rows
}

export type EventMonth = { readonly kpi: string; readonly month: string; readonly part: number; readonly n: number }

const published = (alias: string) =>
  sql`(${sql.ref(`${alias}.import_id`)} is null or exists (select 1 from import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published'))`

/** What happened month by month: `part` of `n`, or a sum over `n`. One scan of each kind of event. */
export async function readEventMonths(tx: Tx, asker: Asker, asOf: string, now: Date): Promise<EventMonth[]> {
  const tenant = sql`${asker.tenantId}::uuid`
  const from = sql`(date_trunc('month', ${asOf}::date + 1) - interval '24 months')::date`
  const end = (day: string) => sql`(date_trunc('month', ${sql.raw(day)}) + interval '1 month' - interval '1 day')::date`
  const within = (day: string) => sql`${sql.raw(day)} >= ${from} and ${sql.raw(day)} < date_trunc('month', ${asOf}::date + 1)::date`
  const at = sql`${now.toISOString()}::timestamptz`
  // The day promised for a delivery: its own, else that of the order's line which it names.
  const promised = 'coalesce(v.promised_on, q.day)'
  const { rows } = await sql<EventMonth>`
    with ${seen(asker)},
    promise as (select o.dyad_id, o.source, o.number, l.line_key, min(coalesce(l.first_promised_on, l.promised_on)) as day
      from sales_order o join ids on ids.dyad_id = o.dyad_id join order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id
      where o.tenant_id = ${tenant} and o.superseded_by is null and coalesce(l.first_promised_on, l.promised_on) >= ${from} group by 1, 2, 3, 4),
    said as (select r.*, case when r.is_anonymous then max(r.answered_on) over g else r.answered_on end as day, count(*) over g as together
      from survey_response r join ids on ids.dyad_id = r.dyad_id where r.tenant_id = ${tenant} and r.side = 'theirs'
      window g as (partition by r.survey_id, coalesce(r.batch, r.response_id::text))),
    told as (select r.response_id, ${end('r.day')} as month, avg(((r.answers ->> (q ->> 'id'))::float8 - 1) * 25) as points
      from said r join survey v on v.tenant_id = r.tenant_id and v.survey_id = r.survey_id cross join lateral jsonb_array_elements(v.questions) q
      where (not r.is_anonymous or (r.together >= ${anonymousFrom} and r.together = (select count(*) from survey_response b
          where b.tenant_id = r.tenant_id and b.survey_id = r.survey_id and b.side = r.side and b.batch = r.batch)))
        and ${within('r.day')} and q ->> 'measure' = 'satisfaction' and q ->> 'side' = 'theirs' and jsonb_typeof(r.answers -> (q ->> 'id')) = 'number' group by 1, 2)
    select 'new_customers' as kpi, ${end('s.first_order')} as month, count(*)::float8 as part, count(*)::int as n
      from customer_standing s join seen on seen.dyad_id = s.dyad_id where s.tenant_id = ${tenant} and ${within('s.first_order')} group by 2
    union all
    select 'won_share', ${end('o.closed_on')}, count(*) filter (where o.state = 'won'), count(*)::int from opportunity o join ids on ids.dyad_id = o.dyad_id
      where o.tenant_id = ${tenant} and o.deleted_at is null and o.state <> 'open' and ${within('o.closed_on')} and ${published('o')} group by 2
    union all
    select 'acquisition_cost', ${end('o.closed_on')}, sum(o.acquisition_minor), count(*)::int from opportunity o join ids on ids.dyad_id = o.dyad_id
      where o.tenant_id = ${tenant} and o.deleted_at is null and o.state = 'won' and o.acquisition_minor is not null and ${within('o.closed_on')} and ${published('o')} group by 2
    union all
    select 'respond', ${end('k.received_on')}, count(*) filter (where k.first_responded_at <= k.first_response_by), count(*)::int from concern k join ids on ids.dyad_id = k.dyad_id
      where k.tenant_id = ${tenant} and k.deleted_at is null and k.first_response_by is not null and (k.first_responded_at is not null or k.first_response_by < ${at})
        and ${within('k.received_on')} and ${published('k')} group by 2
    union all
    select 'support', ${end('k.received_on')}, count(*) filter (where k.resolved_at <= k.resolved_by), count(*)::int from concern k join ids on ids.dyad_id = k.dyad_id
      where k.tenant_id = ${tenant} and k.deleted_at is null and k.resolved_by is not null and (k.resolved_at is not null or k.resolved_by < ${at})
        and ${within('k.received_on')} and ${published('k')} group by 2
    union all
    select 'deliver', ${end(promised)}, count(*) filter (where v.delivered_on <= ${sql.raw(promised)}), count(*)::int from delivery v join ids on ids.dyad_id = v.dyad_id
        left join promise q on v.promised_on is null and q.dyad_id = v.dyad_id and q.number = v.order_number and q.line_key = v.line_no::text and (v.source is null or q.source = v.source)
      where v.tenant_id = ${tenant} and ${within(promised)} and ${sql.raw(promised)} <= ${asOf}::date and ${published('v')} group by 2
    union all
    select 'care', ${end('a.day')}, count(distinct ids.current_id), count(*)::int from activity a join ids on ids.dyad_id = a.dyad_id
      where a.tenant_id = ${tenant} and a.deleted_at is null and a.state = 'done' and a.kind <> 'note' and a.outcome is distinct from 'no_answer'
        and ${within('a.day')} and ${published('a')} group by 2
    union all
    select 'satisfaction', t.month, sum(t.points), count(*)::int from told t group by 2
    order by 1, 2`.execute(tx)
  return rows
}

export type PresentRow = {
  readonly information: number | null
  readonly told: number
  readonly active: number
  readonly needs: number
  readonly targets: readonly { readonly kpi: string; readonly target: number | null; readonly version: number }[]
}

/** What is known of the present alone, and the targets of a year. */
export async function readPresent(tx: Tx, asker: Asker, year: number): Promise<PresentRow> {
  const { rows } = await sql<PresentRow>`
    with ${seen(asker)},
    needing as (select distinct ids.current_id from need n join ids on ids.dyad_id = n.dyad_id where n.tenant_id = ${asker.tenantId}::uuid and n.deleted_at is null)
    select avg(r.information)::float8 as information, count(r.information)::int as told, count(*) filter (where s.net_sales_minor > 0)::int as active,
      count(*) filter (where s.net_sales_minor > 0 and w.current_id is not null)::int as needs,
      coalesce((select json_agg(t) from (select distinct on (k.kpi) k.kpi, k.target, k.version from kpi_target k
        where k.tenant_id = ${asker.tenantId}::uuid and k.year = ${year} order by k.kpi, k.version desc) t), '[]') as targets
    from seen left join customer_standing s on s.tenant_id = ${asker.tenantId}::uuid and s.dyad_id = seen.dyad_id
      left join relationship_state r on r.tenant_id = ${asker.tenantId}::uuid and r.dyad_id = seen.dyad_id
      left join needing w on w.current_id = seen.dyad_id`.execute(tx)
  return rows[0] as PresentRow
}

/** Writes the next version of a target; false where somebody else has written it. */
export async function insertTarget(
  tx: Tx,
  row: {
    readonly tenantId: string
    readonly year: number
    readonly kpi: string
    readonly version: number
    readonly target: number | null
    readonly authorId: string
  },
): Promise<boolean> {
  const { rows } = await sql`insert into kpi_target (tenant_id, year, kpi, version, target, author_id)
    select ${row.tenantId}::uuid, ${row.year}, ${row.kpi}, ${row.version} + 1, ${row.target}::float8, ${row.authorId}::uuid
    where coalesce((select max(k.version) from kpi_target k where k.tenant_id = ${row.tenantId}::uuid and k.year = ${row.year} and k.kpi = ${row.kpi}), 0) = ${row.version}
    on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

export type LineRow = {
  readonly dyadId: string
  readonly customerName: string
  readonly customerNameEn: string | null
  readonly day: string | null
  readonly now: number | null
  readonly before: number | null
}
export type LinesOf = 'new_customers' | 'retained_share' | 'kept_growth' | 'profit'

/** The customers behind a figure at the last whole month's end. */
export async function readKpiLines(tx: Tx, asker: Asker, asOf: string, kpi: LinesOf): Promise<LineRow[]> {
  const now = sql`(date_trunc('month', ${asOf}::date + 1) - interval '1 day')::date`
  const year = sql`(date_trunc('month', ${asOf}::date + 1) - interval '1 year' - interval '1 day')::date`
  const wanted = {
    new_customers: sql`s.first_order > ${now} - 365 order by s.first_order desc`,
    retained_share: sql`b.net_sales_minor > 0 and coalesce(c.net_sales_minor, 0) <= 0 order by b.net_contribution_minor desc nulls last`,
    kept_growth: sql`b.net_sales_minor > 0 and c.net_sales_minor > 0 order by abs(coalesce(c.net_contribution_minor, 0) - coalesce(b.net_contribution_minor, 0)) desc`,
    profit: sql`c.net_contribution_minor is not null order by c.net_contribution_minor desc`,
  }[kpi]
  const run = (
    alias: 'b' | 'c',
    day: typeof now,
  ) => sql`left join classification ${sql.raw(alias)} on ${sql.ref(`${alias}.tenant_id`)} = d.tenant_id
    and ${sql.ref(`${alias}.dyad_id`)} = d.dyad_id and ${sql.ref(`${alias}.generation`)} = ${generation(asker)} and ${sql.ref(`${alias}.as_of`)} = ${day}`
  const { rows } =
    await sql<LineRow>`select d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", s.first_order as day, c.net_contribution_minor as now, b.net_contribution_minor as before
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id ${run('c', now)} ${run('b', year)}
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and ${wanted}, d.dyad_id limit 200`.execute(tx)
  return rows
}
