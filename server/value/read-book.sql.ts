import { isId } from '#server/platform/ids.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** What is read: a firm's whole book, or one customer of it. COPY takes no parameters, so ids are checked and written in. */
export type Selection = { readonly tenantId: string; readonly dyadId?: string | undefined }

function where({ tenantId, dyadId }: Selection, alias: string): string {
  if (!isId(tenantId) || (dyadId !== undefined && !isId(dyadId))) throw new Error('not an id')
  return `${alias}.tenant_id = '${tenantId}'${dyadId === undefined ? '' : ` and ${alias}.dyad_id = '${dyadId}'`}`
}

/** The customers that readers see, with what their lifecycle needs. Anonymous trade is never valued. */
export const customersText = (selection: Selection): string => `
  select d.dyad_id, d.code, d.end_noticed_on, d.contract_ends_on, d.since, d.is_project_buyer
  from app.dyad d
  where ${where(selection, 'd')} and d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null and d.merged_into_id is null
  order by d.dyad_id`

export const tenantText = `select base_currency, time_zone from app.tenant where tenant_id = $1`

/** How much there is, which sources feed it, and over which days. Future days count for nothing. */
export const extentText = (selection: Selection, today: string): string => `
  select count(*) as rows, min(r.day) as first, max(r.day) as last, max(r.day) filter (where r.orders > 0) as last_order,
    bool_or(r.sales_of_known_cost_minor <> 0 or r.known_cost_minor <> 0) as cost, bool_or(r.deliveries > 0) as deliveries,
    bool_or(r.paid_minor <> 0) as payments, bool_or(r.freight_minor <> 0) as freight, bool_or(r.rebates_minor <> 0) as rebates,
    bool_or(r.claims_minor <> 0) as claims, bool_or(r.visits > 0) as visits, bool_or(r.calls > 0) as calls, bool_or(r.complaints > 0) as complaints
  from app.dyad_day r join app.dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id
  where ${where(selection, 'r')} and r.day <= '${today}' and d.side = 'sale' and not d.is_anonymous and d.is_published
    and d.deleted_at is null and d.merged_into_id is null`

export const daysText = (selection: Selection, until: string): string => `
  copy (select r.dyad_id, r.day, r.orders::int4, r.lines, r.returns, r.net_sales_minor, r.known_cost_minor, r.sales_of_known_cost_minor,
      r.deliveries, r.rush_deliveries, r.credit_notes, r.freight_minor, r.rebates_minor, r.claims_minor, r.paid_minor, r.paid_minor_days,
      r.visits, r.calls, r.complaints
    from app.dyad_day r where ${where(selection, 'r')} and r.day <= '${until}'
    order by r.dyad_id, r.day) to stdout (format binary)`

/** By item and month how many customers bought it for the first time, by month. */
export const firstBuyersText = (selection: Selection, until: string): string => `
  copy (select f.item_key, f.month, count(*)::int8 from (
      select m.item_key, min(m.month) as month
      from app.dyad_item_month m join app.dyad d on d.tenant_id = m.tenant_id and d.dyad_id = m.dyad_id
      where ${where(selection, 'm')} and m.month <= '${until}' and m.item_key <> '${nobody}' and d.side = 'sale' and not d.is_anonymous and d.is_published
        and d.deleted_at is null and d.merged_into_id is null
      group by m.dyad_id, m.item_key) f
    group by 1, 2 order by 2, 1) to stdout (format binary)`

/** Categories where items have any, else the items themselves. */
export const hasCategoriesText = `select exists (select 1 from app.item where tenant_id = $1 and category_id is not null) as found`

export const categoryKeysText = `select category_id as id, category_id::text as key from app.item_category where tenant_id = $1 order by category_id`
export const itemKeysText = `select item_id as id, code as key from app.item where tenant_id = $1 order by item_id`

export const cellCountText = (selection: Selection): string =>
  `select count(*) as rows from app.dyad_item_month m where ${where(selection, 'm')}`

/** Items that are not among `kept` are added up to the rest, which has no key. */
const keyOf = (kept: readonly string[] | undefined): string => {
  if (kept === undefined) return 'm.item_key'
  if (!kept.every(isId)) throw new Error('not an id')
  return `case when m.item_key = any ('{${kept.join(',')}}'::uuid[]) then m.item_key else '${nobody}'::uuid end`
}

export const cellsText = (selection: Selection, kind: 'category' | 'item', until: string, kept?: readonly string[]): string =>
  kind === 'category'
    ? `copy (select m.dyad_id, coalesce(i.category_id, '${nobody}') as key, m.month, sum(m.net_sales_minor)::int8
        from app.dyad_item_month m left join app.item i on i.tenant_id = m.tenant_id and i.item_id = m.item_key
        where ${where(selection, 'm')} and m.month <= '${until}' group by 1, 2, 3 order by 1, 2, 3) to stdout (format binary)`
    : `copy (select m.dyad_id, ${keyOf(kept)} as key, m.month, sum(m.net_sales_minor)::int8
        from app.dyad_item_month m where ${where(selection, 'm')} and m.month <= '${until}'
        group by 1, 2, 3 order by 1, 2, 3) to stdout (format binary)`

const ofReader = (dyadId: string | undefined): string => {
  if (dyadId !== undefined && !isId(dyadId)) throw new Error('not an id')
  return dyadId === undefined ? '' : ` and coalesce(c.current_id, e.dyad_id) = '${dyadId}'`
}

/**
 * Evidence of merged dyads is read under the one that they were merged into. Opportunities with an amount are evidence of sales to come, those since
 * closed with what they were worth open: for the probability then the one now, or of a closed one even chances. Frame contracts and service level
 * agreements are contracts: one that renews itself has no end until it is ended.
 */
export const evidenceText = ({ tenantId, dyadId }: Selection): string => `
  select coalesce(c.current_id, e.dyad_id) as dyad_id, e.kind, e.value, e.purchases_minor, e.category_id, e.observed_on, null::date as closed_on, e.created_at, e.evidence_id
  from app.dyad_evidence e left join app.dyad_current c on c.tenant_id = e.tenant_id and c.dyad_id = e.dyad_id
  where ${where({ tenantId }, 'e')} and e.withdrawn_at is null${ofReader(dyadId)}
  union all
  select coalesce(c.current_id, e.dyad_id), 'opportunity', e.base_minor * (case when e.state = 'open' then e.probability else 50 end) / 100.0, null, null, e.opened_on, e.closed_on,
    e.created_at, e.opportunity_id
  from app.opportunity e left join app.dyad_current c on c.tenant_id = e.tenant_id and c.dyad_id = e.dyad_id
  where ${where({ tenantId }, 'e')} and e.deleted_at is null and e.base_minor is not null${ofReader(dyadId)}
  union all
  select coalesce(c.current_id, e.dyad_id), 'agreement', 0, null, null, coalesce(e.starts_on, e.signed_on, e.created_at::date),
    case when e.state = 'ended' then coalesce(e.ends_on, e.updated_at::date) when not e.renews then e.ends_on end, e.created_at, e.agreement_id
  from app.agreement e left join app.dyad_current c on c.tenant_id = e.tenant_id and c.dyad_id = e.dyad_id
  where ${where({ tenantId }, 'e')} and e.deleted_at is null and e.state <> 'draft' and e.kind in ('frame', 'service_level')${ofReader(dyadId)}
  order by 1, 6, 8, 9`
