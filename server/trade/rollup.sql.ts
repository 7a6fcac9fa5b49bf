import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

const nil = '00000000-0000-0000-0000-000000000000'

/** The dyads that are read under one of these: themselves, and those merged into them. */
const members = (tenantId: string, dyadIds: readonly string[]) => sql`(
    select d.id as dyad_id, d.id as current_id from unnest(${dyadIds}::uuid[]) as d (id)
    union all select c.dyad_id, c.current_id from app.dyad_current c where c.tenant_id = ${tenantId}::uuid and c.current_id = any(${dyadIds}::uuid[]))`

const published = (alias: string) =>
  sql`exists (select 1 from app.import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published')`

/** Lines of orders that everybody sees, each with its reader's dyad and whether it is a return. */
const lines = (tenantId: string, dyadIds: readonly string[]) => sql`
    select m.current_id as dyad_id, o.dyad_id as own_id, o.order_id, o.ordered_on as day, o.kind, l.item_id, l.quantity, l.net_minor, l.cost_minor,
      (o.kind = 'return' or coalesce(l.net_minor, 0) < 0 or coalesce(l.quantity, 0) < 0) as is_return
    from ${members(tenantId, dyadIds)} m
    join app.sales_order o on o.tenant_id = ${tenantId}::uuid and o.dyad_id = m.dyad_id and o.superseded_by is null and ${published('o')}
    left join app.order_line l on l.tenant_id = o.tenant_id and l.dyad_id = o.dyad_id and l.order_id = o.order_id`

/** An order without lines is an order; a line that is neither money nor goods is none. */
const isOrder = sql`x.kind = 'order' and (x.net_minor is null or (not x.is_return and not (x.net_minor = 0 and coalesce(x.quantity, 1) = 0)))`

/** Visits and calls that were made, whoever wrote them down: entered by hand, or by an import that everybody sees. */
const isCounted = sql`a.state = 'done' and a.kind in ('visit', 'call') and a.deleted_at is null and (a.import_id is null or ${published('a')})`

async function clear(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  for (const table of ['app.dyad_day', 'app.dyad_item_month'])
    await sql`delete from ${sql.table(table)} r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${dyadIds}::uuid[])`.execute(tx)
}

async function sumDays(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  const facts = (table: 'delivery' | 'payment' | 'known_cost') =>
    sql`from ${members(tenantId, dyadIds)} m join ${sql.table(`app.${table}`)} f on f.tenant_id = ${tenantId}::uuid and f.dyad_id = m.dyad_id and ${published('f')}`
  await sql`insert into app.dyad_day (tenant_id, dyad_id, day, orders, lines, returns, net_sales_minor, known_cost_minor, sales_of_known_cost_minor, deliveries, rush_deliveries, credit_notes,
      freight_minor, rebates_minor, claims_minor, paid_minor, paid_minor_days, visits, calls)
    select ${tenantId}::uuid, s.dyad_id, s.day, max(s.orders), sum(s.lines), sum(s.returns), sum(s.net), sum(s.cost), sum(s.sales_of_cost), sum(s.deliveries), sum(s.rush), sum(s.credits),
      sum(s.freight), sum(s.rebates), sum(s.claims), sum(s.paid), sum(s.paid_days), sum(s.visits), sum(s.calls)
    from (
      select x.dyad_id, x.day, max((${isOrder})::int) as orders, count(*) filter (where not x.is_return and x.net_minor is not null) as lines,
        count(distinct x.order_id) filter (where x.is_return) as returns, coalesce(sum(x.net_minor), 0) as net, coalesce(sum(x.cost_minor), 0) as cost,
        coalesce(sum(x.net_minor) filter (where x.cost_minor is not null), 0) as sales_of_cost, 0::bigint as deliveries, 0::bigint as rush,
        0::bigint as credits, 0::numeric as freight, 0::numeric as rebates, 0::numeric as claims, 0::numeric as paid, 0::numeric as paid_days, 0::bigint as visits, 0::bigint as calls
      from (${lines(tenantId, dyadIds)}) x group by 1, 2
      union all
      select m.current_id, coalesce(f.delivered_on, f.shipped_on), 0, 0, 0, 0, 0, 0, count(distinct f.document), count(distinct f.document) filter (where f.is_rush), 0, 0, 0, 0, 0, 0, 0, 0
      ${facts('delivery')} where coalesce(f.delivered_on, f.shipped_on) is not null group by 1, 2
      union all
      select m.current_id, coalesce(o.ordered_on, f.delivered_on, f.shipped_on) as day, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(f.freight_minor), 0, 0, 0, 0, 0, 0
      ${facts('delivery')} left join lateral (select min(e.ordered_on) as ordered_on from app.sales_order e where f.document like 'o:%' and e.tenant_id = f.tenant_id and e.number = f.order_number
        and e.dyad_id = f.dyad_id and e.superseded_by is null and ${published('e')}) o on true
      where f.freight_minor is not null and coalesce(o.ordered_on, f.delivered_on, f.shipped_on) is not null group by 1, 2
      union all
      select m.current_id, f.paid_on, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sum(f.amount_minor) filter (where f.days_outstanding is not null),
        sum(f.amount_minor * f.days_outstanding) filter (where f.days_outstanding is not null), 0, 0
      ${facts('payment')} group by 1, 2 having count(f.days_outstanding) > 0
      union all
      select m.current_id, f.incurred_on, 0, 0, 0, 0, 0, 0, 0, 0, 0, coalesce(sum(f.amount_minor) filter (where f.kind = 'freight'), 0), coalesce(sum(f.amount_minor) filter (where f.kind = 'rebate'), 0),
        coalesce(sum(f.amount_minor) filter (where f.kind = 'claim'), 0), 0, 0, 0, 0
      ${facts('known_cost')} group by 1, 2
      union all
      select m.current_id, a.day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*) filter (where a.kind = 'visit'), count(*) filter (where a.kind = 'call')
      from ${members(tenantId, dyadIds)} m join app.activity a on a.tenant_id = ${tenantId}::uuid and a.dyad_id = m.dyad_id and ${isCounted} group by 1, 2
    ) s group by s.dyad_id, s.day`.execute(tx)
}

/** Complaints of a customer by the day they came in. */
const isComplaint = sql`k.kind = 'complaint' and k.deleted_at is null`

async function sumComplaints(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  await sql`insert into app.dyad_day (tenant_id, dyad_id, day, complaints)
    select ${tenantId}::uuid, m.current_id, k.received_on, count(*)
    from ${members(tenantId, dyadIds)} m join app.concern k on k.tenant_id = ${tenantId}::uuid and k.dyad_id = m.dyad_id and ${isComplaint} group by 2, 3
    on conflict (tenant_id, dyad_id, day) do update set complaints = excluded.complaints`.execute(tx)
}

async function sumMonths(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  await sql`insert into app.dyad_item_month (tenant_id, dyad_id, month, item_key, net_sales_minor, quantity, lines)
    select ${tenantId}::uuid, x.dyad_id, date_trunc('month', x.day)::date, coalesce(x.item_id, ${nil}::uuid), sum(x.net_minor), coalesce(sum(x.quantity), 0), count(*)
    from (${lines(tenantId, dyadIds)}) x where x.net_minor is not null group by 2, 3, 4`.execute(tx)
}

/** Rollups of a firm are rebuilt by one transaction at a time: of two at one dyad the second would find the first's rows in its way. */
async function holdRollups(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(732023, hashtext(${tenantId}))`.execute(tx)
}

/** How many dyads one statement sums up. */
const portion = 400

/**
 * Rebuilds the rollups dyad_day and dyad_item_month of these dyads (ids as read now: survivors of merges) from all facts that everybody sees,
 * in the caller's transaction. Dyads merged into others keep none of their own. `told` is called after each portion.
 */
export async function rebuildRollups(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
  told: (done: number) => void = () => {},
): Promise<void> {
  await holdRollups(tx, tenantId)
  for (let at = 0; at < dyadIds.length; at += portion) {
    const part = dyadIds.slice(at, at + portion)
    await clear(tx, tenantId, part)
    await sumDays(tx, tenantId, part)
    await sumComplaints(tx, tenantId, part)
    await sumMonths(tx, tenantId, part)
    told(Math.min(at + portion, dyadIds.length))
  }
}

/** Whether an import is at work on the rollups of a firm: then whoever else wants them waits for its end. */
export async function areRollupsHeld(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (select 1 from app.import i where i.tenant_id = ${tenantId}::uuid and i.state in ('staging', 'publishing', 'undoing')) as held`.execute(
    tx,
  )
  return rows[0]?.held ?? false
}

/** Counts the visits and calls of one dyad (as it is read now) on some days anew, in the caller's transaction. */
export async function recountContacts(tx: Tx, tenantId: string, dyadId: string, days: readonly string[]): Promise<void> {
  await holdRollups(tx, tenantId)
  await sql`insert into app.dyad_day (tenant_id, dyad_id, day, visits, calls)
    select ${tenantId}::uuid, ${dyadId}::uuid, d.day, count(a.activity_id) filter (where a.kind = 'visit'), count(a.activity_id) filter (where a.kind = 'call')
    from unnest(${[...new Set(days)]}::date[]) as d (day) cross join ${members(tenantId, [dyadId])} m
    left join app.activity a on a.tenant_id = ${tenantId}::uuid and a.dyad_id = m.dyad_id and a.day = d.day and ${isCounted} group by 3
    on conflict (tenant_id, dyad_id, day) do update set visits = excluded.visits, calls = excluded.calls`.execute(tx)
  await dropEmptyDays(tx, tenantId, dyadId, days)
}

/** Counts the complaints of one dyad (as it is read now) on some days anew, in the caller's transaction. */
export async function recountComplaints(tx: Tx, tenantId: string, dyadId: string, days: readonly string[]): Promise<void> {
  await holdRollups(tx, tenantId)
  await sql`insert into app.dyad_day (tenant_id, dyad_id, day, complaints)
    select ${tenantId}::uuid, ${dyadId}::uuid, d.day, count(k.concern_id)
    from unnest(${[...new Set(days)]}::date[]) as d (day) cross join ${members(tenantId, [dyadId])} m
    left join app.concern k on k.tenant_id = ${tenantId}::uuid and k.dyad_id = m.dyad_id and k.received_on = d.day and ${isComplaint} group by 3
    on conflict (tenant_id, dyad_id, day) do update set complaints = excluded.complaints`.execute(tx)
  await dropEmptyDays(tx, tenantId, dyadId, days)
}

/** A day on which nothing is left has no row. */
async function dropEmptyDays(tx: Tx, tenantId: string, dyadId: string, days: readonly string[]): Promise<void> {
  await sql`delete from app.dyad_day r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = ${dyadId}::uuid and r.day = any(${[...days]}::date[])
    and row(r.orders, r.lines, r.returns, r.net_sales_minor, r.known_cost_minor, r.sales_of_known_cost_minor, r.deliveries, r.rush_deliveries, r.credit_notes, r.freight_minor,
      r.rebates_minor, r.claims_minor, r.paid_minor, r.paid_minor_days, r.visits, r.calls, r.complaints) = row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`.execute(
    tx,
  )
}

/** The dyads whose rollups facts of an import reach, as they are read now: those of its own facts and those whose orders or documents it replaced. */
export async function readTouchedDyads(tx: Tx, tenantId: string, importId: string): Promise<string[]> {
  const owned = (table: string) =>
    sql`select f.dyad_id from ${sql.table(table)} f where f.tenant_id = ${tenantId}::uuid and f.import_id = ${importId}::uuid group by 1`
  const { rows } = await sql<{ dyad_id: string }>`select distinct coalesce(c.current_id, t.dyad_id) as dyad_id from (
      ${owned('app.sales_order')} union ${owned('app.delivery')} union ${owned('app.payment')} union ${owned('app.known_cost')} union ${owned('app.activity')}
      union select e.dyad_id from app.sales_order e where e.tenant_id = ${tenantId}::uuid and e.superseded_by = ${importId}::uuid
      union select (r.fact ->> 'dyad_id')::uuid from app.replaced_fact r where r.tenant_id = ${tenantId}::uuid and r.import_id = ${importId}::uuid and r.entity in ('delivery', 'payment', 'cost')) t
    left join app.dyad_current c on c.tenant_id = ${tenantId}::uuid and c.dyad_id = t.dyad_id order by 1`.execute(tx)
  return rows.map(row => row.dyad_id)
}
