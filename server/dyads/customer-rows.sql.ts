import { type RawBuilder, sql } from 'kysely'
import type { CustomerColumn, CustomerRow } from '#contract/dyads/customer-list.ts'
import { type FieldPolicy, type Hold, readableHolds, shown } from '#core/platform/field-policy.ts'
import { holdOf, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { completenessPercent, type StandingPart, standingFlat, standingOf } from './customer-columns.sql.ts'
import { isCustomer } from './customer-filter.sql.ts'
import { type Cursor, customerSource, type ListRequest } from './customer-list.sql.ts'
import { ownCovered } from './custom-customers.sql.ts'

type RecordPart = Exclude<keyof CustomerRow, 'standing' | 'tags' | 'custom'>

/** What a row of the record is made of: who the customer is comes with every row, the rest where its column is asked for. */
const recordParts: Readonly<Record<RecordPart, RawBuilder<unknown>>> = {
  dyadId: sql`d.dyad_id`,
  partyId: sql`p.party_id`,
  name: sql`p.name`,
  nameEn: sql`p.name_en`,
  shortName: sql`p.short_name`,
  code: sql`d.code`,
  customerKind: sql`d.customer_kind`,
  ownerId: sql`d.owner_id`,
  ownerName: sql`coalesce(u.name, d.owner_text)`,
  departmentId: sql`d.department_id`,
  departmentName: sql`dep.name`,
  country: sql`p.country`,
  region: sql`p.region`,
  city: sql`p.city`,
  industry: sql`p.industry`,
  completeness: completenessPercent('row'),
  createdAt: sql`d.created_at`,
}
const recordNames = Object.keys(recordParts) as RecordPart[]
const always: readonly RecordPart[] = ['dyadId', 'partyId', 'name', 'nameEn', 'shortName']

/** Columns of more than one part, or of a part by another name; any other column is the part of its name. */
const partsOfColumn: Partial<Record<CustomerColumn, readonly (RecordPart | StandingPart)[]>> = {
  owner: ['ownerId', 'ownerName'],
  department: ['departmentId', 'departmentName'],
  type: ['type', 'provisional'],
  netContribution: ['netContributionMinor', 'netContributionState'],
  netSales: ['netSalesMinor'],
  currentBand: ['currentBand', 'pendingCurrentBand'],
  potentialBand: ['potentialBand', 'pendingPotentialBand'],
  pending: ['pendingCurrentBand', 'pendingPotentialBand'],
  expectedOrders: ['expectedOrders', 'expectedOrdersLow', 'expectedOrdersHigh'],
  nextOrder: ['nextOrder', 'nextOrderFrom', 'nextOrderTo'],
  clv: ['clvMinor', 'clvLowMinor', 'clvHighMinor'],
  clvLow: ['clvLowMinor'],
  clvHigh: ['clvHighMinor'],
  atStake: ['atStakeMinor'],
}

function rowColumns(columns: readonly CustomerColumn[] | undefined): RawBuilder<unknown> {
  const asked =
    columns && new Set<string>([...always, ...columns.flatMap((column): readonly string[] => partsOfColumn[column] ?? [column])])
  const names = recordNames.filter(name => asked === undefined || asked.has(name))
  return sql`${sql.join(names.map(name => sql`${recordParts[name]} as ${sql.ref(name)}`))}, ${standingFlat(asked)}`
}

/** Fields of a row that rules may guard. Whose a customer is, is asked for only where a rule covers one of them. */
const guarded = ['country', 'region', 'city', 'industry'] as const

const isGuarded = (policy: FieldPolicy): boolean => guarded.some(field => readableHolds(policy, field).length < 3)

function rowOf(read: Readonly<Record<string, unknown>>): CustomerRow {
  const row: Record<string, unknown> = {}
  for (const name of [...recordNames, 'tags', 'custom']) if (read[name] !== undefined) row[name] = read[name]
  row['standing'] = standingOf(read)
  return row as CustomerRow
}

/** The rows of these places, in their order, as far as this person still sees them. One text for every filter and order, so that it is planned once. */
export async function readRows(tx: Tx, request: ListRequest, places: readonly Pick<Cursor, 'dyadId'>[]): Promise<CustomerRow[]> {
  if (places.length === 0) return []
  const { asker, own, columns } = request
  const policy = fieldsOf(asker, 'customer')
  const hold = isGuarded(policy) || (own && policy.rules.length > 0) ? holdOf(asker, 'd') : sql`'mine'`
  const { rows } = await sql<Record<string, unknown> & { readonly hold: Hold }>`
    select ${rowColumns(columns)}${own?.select ?? sql``}, ${hold} as hold from ${customerSource(request, 'left join')}
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and d.dyad_id = any(${places.map(place => place.dyadId)}::uuid[])`.execute(
    tx,
  )
  const read = new Map(rows.map(row => [row['dyadId'], ownCovered(own, shown(policy, rowOf(row), row.hold), row.hold)] as const))
  return places.flatMap(({ dyadId }) => read.get(dyadId) ?? [])
}
