import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type CustomerFilterColumn, customerFilterColumns } from '#contract/dyads/customer-filter-columns.ts'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { customListColumns } from '#server/platform/custom-field-columns.sql.ts'
import type { ListColumn } from '#server/platform/list-filter.sql.ts'
import type { List } from '#server/platform/list-page.sql.ts'
import { completenessPercent } from './customer-columns.sql.ts'

type Place = Omit<ListColumn, 'type'>

const text = (column: string, field?: string): Place => ({
  value: sql.ref(column),
  sqlType: 'text',
  ...(field === undefined ? {} : { field }),
})
const of = (column: string, sqlType: ListColumn['sqlType'], field?: string): Place => ({ ...text(column, field), sqlType })
const summed = (column: string): Place => ({ ...of(column, 'bigint'), sum: true })
const worked = (value: RawBuilder<unknown>, sqlType: ListColumn['sqlType']): Place => ({ value, sqlType })

/** The people who work on a customer beside its owner, as texts. */
const collaborators = sql`array(select c.user_id::text from dyad_collaborator c where c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id)`

const dyadPlaces = {
  code: text('d.code'),
  customerKind: text('d.customer_kind'),
  owner: of('d.owner_id', 'uuid'),
  department: of('d.department_id', 'uuid'),
  collaborator: worked(collaborators, 'text[]'),
  tags: worked(sql`d.tags`, 'text[]'),
  paymentTerms: of('d.payment_terms_days', 'integer', 'paymentTermsDays'),
  since: of('d.since', 'date'),
  contractEndsOn: of('d.contract_ends_on', 'date', 'contractEndsOn'),
  endNoticedOn: of('d.end_noticed_on', 'date', 'endNoticedOn'),
  isProjectBuyer: of('d.is_project_buyer', 'boolean'),
  locked: of('d.is_locked', 'boolean'),
  createdAt: of('d.created_at', 'timestamptz'),
  updatedAt: of('d.updated_at', 'timestamptz'),
} as const

const partyPlaces = {
  name: text('p.name'),
  nameEn: text('p.name_en'),
  shortName: text('p.short_name'),
  uscc: text('p.uscc', 'uscc'),
  country: text('p.country', 'country'),
  region: text('p.region', 'region'),
  city: text('p.city', 'city'),
  address: text('p.address', 'address'),
  phone: text('p.phone', 'phone'),
  email: text('p.email', 'email'),
  website: text('p.website', 'website'),
  industry: text('p.industry', 'industry'),
  note: text('p.note', 'note'),
} as const

const standingPlaces = {
  type: text('s.type'),
  tier: text('s.tier'),
  stage: text('s.stage'),
  currentBand: text('s.current_band'),
  potentialBand: text('s.potential_band'),
  warning: text('s.warning'),
  churn: text('s.churn'),
  netContribution: summed('s.net_contribution_minor'),
  netSales: summed('s.net_sales_minor'),
  clv: summed('s.clv_minor'),
  atStake: summed('s.at_stake_minor'),
  potential: of('s.potential', 'real'),
  dataConfidence: of('s.data_confidence', 'real'),
  orders: of('s.orders', 'float8'),
  firstOrder: of('s.first_order', 'date'),
  lastOrder: of('s.last_order', 'date'),
  nextOrder: of('s.next_order_on', 'date'),
  movedOn: of('s.moved_on', 'date'),
  stageSince: of('s.stage_since', 'date'),
  mu: of('s.mu', 'real'),
  recency: of('s.recency', 'real'),
  growth: of('s.growth', 'real'),
  pAlive: of('s.p_alive', 'real'),
  expectedOrders: of('s.expected_orders', 'real'),
  provisional: of('s.is_provisional', 'boolean'),
  dormant: of('s.is_dormant', 'boolean'),
  belowZero: of('s.is_below_zero', 'boolean'),
  overridden: of('s.is_overridden', 'boolean'),
} as const

/** The list of customers by what it can be filtered and grouped by. Aliases: d dyad, p its buyer, s the standing. */
function filterColumns(tenantId: string): Record<CustomerFilterColumn, ListColumn> {
  const places: Record<CustomerFilterColumn, Place> = {
    ...dyadPlaces,
    ...partyPlaces,
    ...standingPlaces,
    completeness: worked(completenessPercent({ tenantId }), 'integer'),
  }
  const typed = Object.entries(customerFilterColumns).map(([name, type]) => [name, { ...places[name as CustomerFilterColumn], type }])
  return Object.fromEntries(typed) as Record<CustomerFilterColumn, ListColumn>
}

/** Where a list of customers is read from, and what its rows always meet. */
export type CustomerRows = { readonly from: List['from']; readonly where: RawBuilder<SqlBool> }

/** Nothing asked beside a filter: for who puts the condition into a query of their own. */
export const everyRow: CustomerRows = { from: sql``, where: sql<SqlBool>`true` }

/** The list of customers as the lists of the house take it. */
export const customerList = (tenantId: string, from: List['from']): List => ({
  from,
  id: sql`d.dyad_id`,
  columns: filterColumns(tenantId),
  row: sql`d.dyad_id`,
})

/** The firm's own fields of the relation, and of the company, as columns of the list. */
export const ownCustomerColumns = (fields: readonly CustomField[]) => customListColumns(fields, sql`d.custom`, sql`d.dyad_id`)
export const ownPartyColumns = (fields: readonly CustomField[]) => customListColumns(fields, sql`p.custom`, sql`d.buyer_id`)
