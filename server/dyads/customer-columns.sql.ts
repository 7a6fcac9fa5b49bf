import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerRow, CustomerSort } from '#contract/dyads/customer-list.ts'
import type { Language } from '#contract/platform/language.ts'
import type { CompletenessItem } from '#core/dyads/completeness.ts'
import { lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'

/** The map from its most valuable corner to its least: the order of types in a list. */
const typeOrder = ['gold', 'mature', 'overmature', 'star', 'promising', 'endangered', 'pioneering', 'activatable', 'release']

/** A column as the list sorts by it. `type` is what a cursor's text is read as; `indexed` tells which way an index of it runs. */
export type SortColumn = {
  readonly value: RawBuilder<unknown>
  readonly type: string
  readonly indexed?: 'asc' | 'desc'
}

const rank = (order: readonly string[], column: string): SortColumn => ({
  value: sql`array_position(${[...order]}::text[], ${sql.ref(column)})`,
  type: 'integer',
})
const bandRank = (column: string) => rank(['low', 'medium', 'high'], column)
const standing = (column: string, type: string, indexed?: 'desc'): SortColumn => ({
  value: sql.ref(`s.${column}`),
  type,
  ...(indexed ? { indexed } : {}),
})

/** Chinese by pinyin, Latin by letter: the words of files that have no pinyin of their own. */
function worded(value: RawBuilder<unknown>, language: Language): SortColumn {
  const collation = sql.raw(language === 'en' ? '"en-x-icu"' : '"zh-x-icu"')
  return {
    value: sql`(nullif(${value}, '') collate ${collation})`,
    type: `text collate ${language === 'en' ? '"en-x-icu"' : '"zh-x-icu"'}`,
  }
}

const hasText = (column: string) => sql`coalesce(${sql.ref(column)}, '') <> ''`
const ones = (conditions: readonly RawBuilder<unknown>[]) =>
  sql.join(
    conditions.map(condition => sql`(${condition})::int`),
    sql` + `,
  )

/** Whether a company of this customer has a Chinese credit code to ask for. */
export const expectsUscc = sql<boolean>`(p.kind = 'company' and coalesce(d.customer_kind, '') not in ('end_consumer', 'shopper') and coalesce(upper(p.country), '') in ('', 'CN', 'CHN', 'CHINA', 'PRC', '中国'))`

/** One row's contacts are looked up; for a whole list they are gathered once. */
type Reach = 'row' | { readonly tenantId: string }

function hasContact(reach: Reach, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  if (reach === 'row')
    return sql`exists (select 1 from contact c where c.tenant_id = d.tenant_id and c.party_id = d.buyer_id and c.deleted_at is null and ${condition})`
  return sql`d.buyer_id in (select c.party_id from contact c where c.tenant_id = ${reach.tenantId}::uuid and c.deleted_at is null and ${condition})`
}

/** What completenessOf (core/dyads) counts, item by item, for the dyad `d` with its buyer `p`. */
export const heldItems = (reach: Reach) =>
  ({
    code: hasText('d.code'),
    customerKind: sql`d.customer_kind is not null`,
    owner: sql`d.owner_id is not null or coalesce(d.owner_text, '') <> ''`,
    region: hasText('p.region'),
    city: hasText('p.city'),
    address: hasText('p.address'),
    phone: hasText('p.phone'),
    email: hasText('p.email'),
    industry: hasText('p.industry'),
    uscc: sql`coalesce(p.uscc, '') <> '' and ${expectsUscc}`,
    paymentTerms: sql`d.payment_terms_days is not null`,
    contact: hasContact(reach, sql`true`),
    contactReach: hasContact(reach, sql`(coalesce(c.phone, '') <> '' or coalesce(c.email, '') <> '')`),
  }) as const

/** Whether a record lacks an item that applies to it: what the gap list counts and the list of customers is narrowed by. */
export function lacksItem(reach: Reach, item: CompletenessItem): RawBuilder<SqlBool> {
  const lacking = sql<SqlBool>`not coalesce(${heldItems(reach)[item]}, false)`
  return item === 'uscc' ? sql`(${expectsUscc} and ${lacking})` : lacking
}

/** Both items of one row's contacts in one look: 2 where one of them can be reached, 1 where there are others, else 0. */
const contactItems = sql`coalesce((select max(case when coalesce(c.phone, '') <> '' or coalesce(c.email, '') <> '' then 2 else 1 end)
  from contact c where c.tenant_id = d.tenant_id and c.party_id = d.buyer_id and c.deleted_at is null), 0)`

function itemsHeld(reach: Reach): RawBuilder<unknown> {
  const { contact, contactReach, ...others } = heldItems(reach)
  return sql`${ones(Object.values(others))} + ${reach === 'row' ? contactItems : ones([contact, contactReach])}`
}

/** Completeness in whole per cent, as completenessOf gives it. */
export const completenessPercent = (reach: Reach) => sql<number>`round(100.0 * (${itemsHeld(reach)}) / (12 + ${expectsUscc}::int))::int`

const placeColumns = ['country', 'region', 'city', 'industry'] as const
type PlaceColumn = (typeof placeColumns)[number]

const standingColumns = {
  type: rank(typeOrder, 's.type'),
  tier: rank(pyramidTiers, 's.tier'),
  stage: rank(lifecycleStages, 's.stage'),
  currentBand: bandRank('s.current_band'),
  potentialBand: bandRank('s.potential_band'),
  netContribution: standing('net_contribution_minor', 'bigint', 'desc'),
  netSales: standing('net_sales_minor', 'bigint', 'desc'),
  potential: standing('potential', 'real', 'desc'),
  dataConfidence: standing('data_confidence', 'real'),
  orders: standing('orders', 'integer', 'desc'),
  firstOrder: standing('first_order', 'date', 'desc'),
  lastOrder: standing('last_order', 'date', 'desc'),
  mu: standing('mu', 'real'),
  recency: standing('recency', 'real', 'desc'),
  growth: standing('growth', 'real'),
  adi: standing('adi', 'real'),
  cv2: standing('cv2', 'real'),
  movedOn: standing('moved_on', 'date'),
  stageSince: standing('stage_since', 'date'),
  pAlive: standing('p_alive', 'real', 'desc'),
  expectedOrders: standing('expected_orders', 'real'),
  nextOrder: standing('next_order_on', 'date'),
  clv: standing('clv_minor', 'bigint', 'desc'),
  atStake: standing('at_stake_minor', 'bigint'),
} as const satisfies Partial<Record<CustomerSort, SortColumn>>

/** A column that the list sorts by, in a language. Aliases: d dyad, p its buyer, s the standing, u the owner, dep the department. */
export function sortColumn(sort: CustomerSort, language: Language, tenantId: string): SortColumn {
  const places = Object.fromEntries(placeColumns.map(column => [column, worded(sql.ref(`p.${column}`), language)]))
  const columns: Record<CustomerSort, SortColumn> = {
    ...(places as Record<PlaceColumn, SortColumn>),
    ...standingColumns,
    name: { value: language === 'en' ? sql`p.sort_en` : sql`p.sort_zh`, type: 'text', indexed: 'asc' },
    code: { value: sql`nullif(d.code, '')`, type: 'text' },
    owner: worded(sql`coalesce(u.name, d.owner_text)`, language),
    department: worded(sql`dep.name`, language),
    customerKind: rank(['enterprise', 'channel', 'intermediary', 'shopper', 'end_consumer'], 'd.customer_kind'),
    completeness: { value: completenessPercent({ tenantId }), type: 'integer' },
    createdAt: { value: sql`d.created_at`, type: 'timestamptz', indexed: 'desc' },
  }
  return columns[sort]
}

/** Where every customer stands now, or stood at a month's end of the current generation: the source that the alias `s` is made of. */
export function standingSource(tenantId: string, asOf: string | undefined): RawBuilder<unknown> {
  if (asOf === undefined) return sql`customer_standing`
  return sql`(
    select c.*, null::text as previous_type, null::date as moved_on, null::date as stage_since, null::bigint as net_contribution_before_minor,
      null::date as first_order, null::real as adi, null::real as cv2, null::text as buying_class, null::real as expected_orders,
      null::real as expected_orders_low, null::real as expected_orders_high, null::date as next_order_on, null::date as next_order_from,
      null::date as next_order_to, null::text as warning, null::bigint as at_stake_minor, null::text as churn
    from classification c
    where c.tenant_id = ${tenantId}::uuid and c.as_of = ${asOf}::date
      and c.generation = (select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current')
  )`
}

/** What the contract calls each column of a standing. */
const standingParts = {
  asOf: 'as_of',
  type: 'type',
  tier: 'tier',
  stage: 'stage',
  currentBand: 'current_band',
  potentialBand: 'potential_band',
  pendingCurrentBand: 'pending_current_band',
  pendingPotentialBand: 'pending_potential_band',
  provisional: 'is_provisional',
  dormant: 'is_dormant',
  belowZero: 'is_below_zero',
  overridden: 'is_overridden',
  netContributionMinor: 'net_contribution_minor',
  netContributionState: 'net_contribution_state',
  netContributionBeforeMinor: 'net_contribution_before_minor',
  netSalesMinor: 'net_sales_minor',
  potential: 'potential',
  dataConfidence: 'data_confidence',
  orders: 'orders',
  firstOrder: 'first_order',
  lastOrder: 'last_order',
  mu: 'mu',
  recency: 'recency',
  growth: 'growth',
  adi: 'adi',
  cv2: 'cv2',
  buyingClass: 'buying_class',
  move: 'move',
  previousType: 'previous_type',
  movedOn: 'moved_on',
  stageSince: 'stage_since',
  pAlive: 'p_alive',
  expectedOrders: 'expected_orders',
  expectedOrdersLow: 'expected_orders_low',
  expectedOrdersHigh: 'expected_orders_high',
  nextOrder: 'next_order_on',
  nextOrderFrom: 'next_order_from',
  nextOrderTo: 'next_order_to',
  clvMinor: 'clv_minor',
  clvLowMinor: 'clv_low_minor',
  clvHighMinor: 'clv_high_minor',
  warning: 'warning',
  atStakeMinor: 'at_stake_minor',
  churn: 'churn',
} as const

export type StandingPart = keyof typeof standingParts

const parts = Object.entries(standingParts).map(([name, column]) => ({ name, column: `s.${column}`, flat: `standing.${name}` }))

/** The standing as the contract shapes it, null where there is none. */
export const standingJson = sql`case when s.dyad_id is null then null else json_build_object(${sql.raw(
  parts.map(({ name, column }) => `'${name}', ${column}`).join(', '),
)}) end`

/**
 * The same side by side, for many rows: to build them as JSON costs the database more than to find them. `standingOf` puts one together. Of what
 * is `asked` for alone, with the day; all of it where nothing is said.
 */
export function standingFlat(asked: ReadonlySet<string> | undefined): RawBuilder<unknown> {
  const read = parts.filter(({ name }) => asked === undefined || name === 'asOf' || asked.has(name))
  return sql`s.dyad_id as standing, ${sql.raw(read.map(({ column, flat }) => `${column} as "${flat}"`).join(', '))}`
}

/** The standing of a row that was read with `standingFlat`. */
export function standingOf(row: Readonly<Record<string, unknown>>): CustomerRow['standing'] {
  if (row['standing'] === null) return null
  const standing: Record<string, unknown> = {}
  for (const { name, flat } of parts) if (row[flat] !== undefined) standing[name] = row[flat]
  return standing as CustomerRow['standing']
}
