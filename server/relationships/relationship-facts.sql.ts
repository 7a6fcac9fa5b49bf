import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ScoredPart } from '#core/relationships/ability.ts'
import { followUpDays, quarterDays } from '#core/relationships/form.ts'
import type { RelationshipFactKind } from '#core/relationships/fact.ts'
import { completenessPercent } from '#server/dyads/customer-columns.sql.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** The days that facts are read between: trade in (from, asOf], contacts in (from, today]. Civil days as text. */
export type Days = { readonly from: string; readonly asOf: string; readonly today: string }

type RegisterRows = {
  readonly bonds: readonly {
    level: 1 | 2 | 3
    since: string
    until: string | null
    cost: number | null
    imitability: 'easy' | 'medium' | 'hard'
    lever: 'contractual' | 'material' | 'emotional'
    benefit: string | null
  }[]
  readonly items: readonly {
    part: 'investment' | 'risk'
    lever: 'contractual' | 'material' | 'emotional'
    amount: number
    since: string
    life: number | null
    probability: number | null
    benefit: string | null
  }[]
  readonly terms: readonly {
    binds: 'us' | 'them' | 'both'
    counterpart: string | null
    since: string
    until: string | null
    share: number | null
  }[]
  readonly entries: readonly { giver: 'us' | 'them'; since: string; until: string | null; amount: number | null }[]
  readonly said: readonly { kind: RelationshipFactKind | ScoredPart; value: number | null; choice: string | null }[]
}

/** All that is known of one relationship, as it is read. */
export type FactsRow = RegisterRows & {
  readonly dyadId: string
  readonly netSales: number
  readonly knownSales: number
  readonly knownCost: number
  readonly contribution: number | null
  readonly growth: number | null
  readonly firstOrder: string | null
  readonly inbound: number
  readonly outbound: number
  readonly reachedFor: number
  readonly reached: number
  readonly deliveries: number
  readonly followed: number
  readonly suggested: number
  readonly agreements: readonly { kind: string; ends: string | null; renews: boolean; amount: number | null; currency: string | null }[]
  readonly decided: number
  readonly lostOnPrice: number
  readonly paidDue: number
  readonly paidInTime: number
  readonly told: number
  readonly suppliers: string | null
  readonly purchases: string | null
  readonly walletShare: number | null
  readonly enteredRatio: number | null
  readonly information: number
  /** An alliance that is active today. */
  readonly allied: boolean
}

/** Words by which a contact is known as a suggestion: of a solution, an improvement, something new to try. */
const suggestionWords =
  '建议|方案|提案|推荐|改进|优化|新品|试用|样品|提议|suggest|propos|recommend|improve|solution|sample|trial|new product'

/** Facts that one would ask a partner for. */
export const askedKinds = [
  'annual_purchases',
  'suppliers_count',
  'competitors',
  'strategy',
  'their_customers',
  'purchasing_process',
] as const

export const published = (alias: string) =>
  sql<SqlBool>`(${sql.ref(`${alias}.import_id`)} is null or exists (select 1 from import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)} and i.state = 'published'))`

/** The dyads, each with all ids under which its facts stand. */
export const membersOf = (tenantId: string, ids: readonly string[]) => sql`
  select unnest(${[...ids]}::uuid[]) as current_id, unnest(${[...ids]}::uuid[]) as dyad_id
  union select m.current_id, m.dyad_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.current_id = any(${[...ids]}::uuid[])`

/** Contacts: activities that were done and are no notes. `ours`: from us, whether or not somebody was reached. */
export const contactsOf = (tenantId: string, { from, today }: Days) => sql`
  select m.current_id, a.day, a.activity_id, a.subject, a.outcome, a.kind, a.direction is distinct from 'in' as ours,
    a.outcome is distinct from 'no_answer' as reached, (a.subject ~* ${suggestionWords} or coalesce(a.content, '') ~* ${suggestionWords}) as suggests
  from members m join activity a on a.tenant_id = ${tenantId}::uuid and a.dyad_id = m.dyad_id
  where a.state = 'done' and a.kind <> 'note' and a.deleted_at is null and a.day > ${from}::date and a.day <= ${today}::date and ${published('a')}`

/** Days on which something was delivered; where no delivery is recorded at all, seven days after each order (DOMAIN section 8). */
export const deliveredOf = (tenantId: string, { from, asOf }: Days) => sql`
  select distinct m.current_id, coalesce(v.delivered_on, v.shipped_on) as day
  from members m join delivery v on v.tenant_id = ${tenantId}::uuid and v.dyad_id = m.dyad_id
  where coalesce(v.delivered_on, v.shipped_on) > ${from}::date and coalesce(v.delivered_on, v.shipped_on) <= ${asOf}::date and ${published('v')}
  union
  select m.current_id, o.ordered_on + 7
  from members m join sales_order o on o.tenant_id = ${tenantId}::uuid and o.dyad_id = m.dyad_id
  where o.kind = 'order' and o.superseded_by is null and o.ordered_on + 7 > ${from}::date and o.ordered_on + 7 <= ${asOf}::date and ${published('o')}
    and not exists (select 1 from delivery v join members n on n.dyad_id = v.dyad_id where v.tenant_id = ${tenantId}::uuid and n.current_id = m.current_id)`

const within = (day: string) => sql.raw(`c.day between ${day} and ${day} + ${followUpDays}`)

/** Each delivery with whether it was followed up; null while its days are not over. */
export const followUps = (today: string) => sql`
  select v.current_id, v.day, case when exists (select 1 from contacts c where c.current_id = v.current_id and c.ours and c.reached and ${within('v.day')}) then true
    when v.day + ${followUpDays}::int < ${today}::date then false end as followed
  from delivered v`

/** What we suggested: contacts of ours with such words, and opportunities that were opened. */
export const suggestionsOf = (tenantId: string, { from, today }: Days) => sql`
  select c.current_id, c.day, c.subject as title, c.activity_id as id, false as is_opportunity from contacts c where c.ours and c.suggests
  union all
  select m.current_id, o.opened_on, o.title, o.opportunity_id, true from members m join opportunity o on o.tenant_id = ${tenantId}::uuid and o.dyad_id = m.dyad_id
  where o.deleted_at is null and o.opened_on > ${from}::date and o.opened_on <= ${today}::date`

/** The quarter, counted back from the as-of day, that a day lies in; days after it belong to the newest. */
const quarterOf = (day: RawBuilder<unknown>, asOf: string) => sql`greatest(0, (${asOf}::date - ${day}) / ${sql.lit(quarterDays)})`

const registerJson = (table: string, fields: string, where = '') =>
  sql`coalesce((select json_agg(json_build_object(${sql.raw(fields)})) from ${sql.table(table)} k join members m on m.dyad_id = k.dyad_id
    where k.tenant_id = d.tenant_id and m.current_id = d.dyad_id and k.deleted_at is null ${sql.raw(where)}), '[]')`

const registers = (today: string) => sql`
  ${registerJson('bond', `'level', k.level, 'since', k.since, 'until', k.until, 'cost', k.cost_minor, 'imitability', k.imitability, 'lever', k.lever, 'benefit', k.benefit`)} as bonds,
  ${registerJson('switching_item', `'part', k.part, 'lever', k.lever, 'amount', k.amount_minor, 'since', k.since, 'life', k.life_months, 'probability', k.probability, 'benefit', k.benefit`)} as items,
  ${registerJson('relationship_term', `'binds', k.binds, 'counterpart', k.counterpart, 'since', k.since, 'until', k.until, 'share', k.revenue_share`)} as terms,
  ${registerJson('relationship_entry', `'giver', k.giver, 'since', k.since, 'until', k.until, 'amount', k.amount_minor`)} as entries,
  coalesce((select json_agg(json_build_object('kind', n.kind, 'value', n.value, 'choice', n.choice)) from (
    select distinct on (k.kind) k.kind, k.value, k.choice from relationship_fact k join members m on m.dyad_id = k.dyad_id
    where k.tenant_id = d.tenant_id and m.current_id = d.dyad_id and k.deleted_at is null and k.observed_on <= ${today}::date
      and (k.until is null or k.until >= ${today}::date)
    order by k.kind, k.observed_on desc, k.fact_id desc) n), '[]') as said`

/** An active alliance is an active joint plan (core/relationships/form.ts). */
const allied = (today: string) => sql`exists (select 1 from alliance a join members m on m.dyad_id = a.dyad_id
  where a.tenant_id = d.tenant_id and m.current_id = d.dyad_id and a.deleted_at is null and a.state = 'active'
    and a.starts_on <= ${today}::date and a.ends_on >= ${today}::date)`

const factOf = (
  kind: string,
) => sql`(select f.value from party_fact f where f.tenant_id = d.tenant_id and f.party_id = d.buyer_id and f.kind = ${kind}
  and f.withdrawn_at is null and f.superseded_by is null order by f.observed_on desc, f.fact_id desc limit 1)`

const evidenceOf = (
  kind: string,
  condition: RawBuilder<unknown>,
  today: string,
) => sql`(select e.value from dyad_evidence e join members m on m.dyad_id = e.dyad_id
  where e.tenant_id = d.tenant_id and m.current_id = d.dyad_id and e.kind = ${kind} and e.withdrawn_at is null and e.observed_on <= ${today}::date and ${condition}
  order by e.observed_on desc, e.created_at desc limit 1)`

/** Our share of what they buy where it is known by category alone: the mean of the latest of each, as the potential takes it. */
const walletByCategory = (today: string) => sql`(select avg(w.value) from (
  select distinct on (e.category_id) e.value from dyad_evidence e join members m on m.dyad_id = e.dyad_id
  where e.tenant_id = d.tenant_id and m.current_id = d.dyad_id and e.kind = 'wallet_share' and e.category_id is not null and e.withdrawn_at is null
    and e.observed_on <= ${today}::date order by e.category_id, e.observed_on desc, e.created_at desc) w)`

const aboutTrade = (tenantId: string, ids: readonly string[], { from, asOf }: Days) => sql`
  trade as (select r.dyad_id, sum(r.net_sales_minor) as sales, sum(r.known_cost_minor) as cost, sum(r.sales_of_known_cost_minor) as known
    from dyad_day r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...ids]}::uuid[]) and r.day > ${from}::date and r.day <= ${asOf}::date group by 1),
  first as (select r.dyad_id, min(r.day) as day from dyad_day r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...ids]}::uuid[]) and r.orders > 0 group by 1),
  paid as (select m.current_id, sum(q.amount_minor) as due, sum(q.amount_minor) filter (where q.paid_on <= q.due_on) as in_time
    from members m join payment q on q.tenant_id = ${tenantId}::uuid and q.dyad_id = m.dyad_id
    where q.due_on is not null and q.amount_minor > 0 and q.paid_on > ${from}::date and q.paid_on <= ${asOf}::date and ${published('q')} group by 1),
  chances as (select m.current_id, count(*)::int as decided, count(*) filter (where o.state = 'lost' and o.reason_code = 'price')::int as on_price
    from members m join opportunity o on o.tenant_id = ${tenantId}::uuid and o.dyad_id = m.dyad_id
    where o.deleted_at is null and o.state <> 'open' and o.closed_on > ${from}::date - interval '1 year' and o.closed_on <= current_date + 1 group by 1)`

const aboutContacts = (tenantId: string, days: Days) => sql`
  contacts as materialized (${contactsOf(tenantId, days)}),
  delivered as materialized (${deliveredOf(tenantId, days)}),
  touched as (select c.current_id, count(*) filter (where not c.ours)::int as inbound, count(*) filter (where c.ours)::int as outbound,
    count(*) filter (where c.ours and c.outcome is not null)::int as asked, count(*) filter (where c.ours and c.outcome is not null and c.reached)::int as reached
    from contacts c group by 1),
  followed as (select f.current_id, count(*) filter (where f.followed is not null)::int as deliveries, count(*) filter (where f.followed)::int as followed
    from (${followUps(days.today)}) f group by 1),
  suggested as (select s.current_id, count(distinct ${quarterOf(sql`s.day`, days.asOf)})::int as quarters from (${suggestionsOf(tenantId, days)}) s
    where ${quarterOf(sql`s.day`, days.asOf)} < 4 group by 1)`

const agreementsJson = (today: string) => sql`coalesce((
  select json_agg(json_build_object('kind', g.kind, 'ends', g.ends_on, 'renews', g.renews, 'amount', g.amount_minor, 'currency', g.currency))
  from agreement g join members m on m.dyad_id = g.dyad_id
  where g.tenant_id = d.tenant_id and m.current_id = d.dyad_id and g.deleted_at is null and g.state = 'active'
    and (g.starts_on is null or g.starts_on <= ${today}::date) and (g.ends_on is null or g.ends_on >= ${today}::date or g.renews)), '[]')`

/** The facts of some customers (ids as read now), one row each: one query. */
export async function readFactsRows(tx: Tx, tenantId: string, ids: readonly string[], days: Days): Promise<FactsRow[]> {
  const { today } = days
  const { rows } = await sql<FactsRow>`
    with members as materialized (${membersOf(tenantId, ids)}), ${aboutContacts(tenantId, days)}, ${aboutTrade(tenantId, ids, days)}
    select d.dyad_id as "dyadId", coalesce(s.net_sales_minor, t.sales, 0)::bigint as "netSales", coalesce(t.known, 0)::bigint as "knownSales", coalesce(t.cost, 0)::bigint as "knownCost",
      s.net_contribution_minor as contribution, s.growth, f.day as "firstOrder", coalesce(c.inbound, 0) as inbound, coalesce(c.outbound, 0) as outbound,
      coalesce(c.asked, 0) as "reachedFor", coalesce(c.reached, 0) as reached, coalesce(v.deliveries, 0) as deliveries, coalesce(v.followed, 0) as followed,
      coalesce(g.quarters, 0) as suggested, ${agreementsJson(today)} as agreements, coalesce(o.decided, 0) as decided, coalesce(o.on_price, 0) as "lostOnPrice",
      coalesce(q.due, 0)::bigint as "paidDue", coalesce(q.in_time, 0)::bigint as "paidInTime",
      (select count(distinct k.kind)::int from party_fact k where k.tenant_id = d.tenant_id and k.party_id = d.buyer_id and k.kind = any(${[...askedKinds]}::text[])
        and k.withdrawn_at is null and k.superseded_by is null) as told,
      ${factOf('suppliers_count')} as suppliers, ${factOf('annual_purchases')} as purchases,
      coalesce(${evidenceOf('wallet_share', sql`e.category_id is null`, today)}, ${walletByCategory(today)}) as "walletShare",
      ${evidenceOf('switching', sql`e.origin is null`, today)} as "enteredRatio",
      ${completenessPercent('row')} as information, ${allied(today)} as allied, ${registers(today)}
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
    left join trade t on t.dyad_id = d.dyad_id left join first f on f.dyad_id = d.dyad_id left join touched c on c.current_id = d.dyad_id
    left join followed v on v.current_id = d.dyad_id left join suggested g on g.current_id = d.dyad_id
    left join paid q on q.current_id = d.dyad_id left join chances o on o.current_id = d.dyad_id
    where ${isCustomer(tenantId)} and d.dyad_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** The firm behind its relationships: customers with a sale in 12 months and what they bought, and whether contacts are recorded at all. */
export async function readFirmFacts(tx: Tx, tenantId: string, { from, today }: Days) {
  const { rows } = await sql<{ customers: number; sales: number; keepsContacts: boolean }>`
    select count(*) filter (where s.net_sales_minor > 0)::int as customers, coalesce(sum(greatest(s.net_sales_minor, 0)), 0)::bigint as sales,
      exists (select 1 from activity a where a.tenant_id = ${tenantId}::uuid and a.deleted_at is null and a.state = 'done' and a.kind <> 'note'
        and a.day > ${from}::date and a.day <= ${today}::date and ${published('a')}) as "keepsContacts"
    from customer_standing s where s.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { customers: 0, sales: 0, keepsContacts: false }
}
